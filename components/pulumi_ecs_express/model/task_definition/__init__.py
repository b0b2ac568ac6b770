"""Task definitions: what a program declares of one, and the forms in which AWS writes it."""
