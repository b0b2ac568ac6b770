"""What a preview holds: events, steps and values, the resources and components they are about, and their changed fields."""
