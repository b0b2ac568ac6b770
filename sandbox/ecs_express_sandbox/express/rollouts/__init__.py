"""What one rollout does over time, by what was asked and what the image does. Pure."""
