"""What becomes of each key of a format: one table for each, read by the conversion, by the documentation and by tests."""
