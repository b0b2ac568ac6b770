"""A log group: how long it keeps its lines."""
