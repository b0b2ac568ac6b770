"""The text of a Python program that declares components, for programs that are written for somebody; what they declare is decided elsewhere."""
