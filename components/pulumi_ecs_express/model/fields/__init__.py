"""What the models are made of: the base class, field types with range, unit and source, effects, paths."""
