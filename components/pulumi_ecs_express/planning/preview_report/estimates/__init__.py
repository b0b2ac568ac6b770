"""What a change costs in time and money, about: nothing where it is not known."""
