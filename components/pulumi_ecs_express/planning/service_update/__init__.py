"""An update of an existing service: pure decisions."""
