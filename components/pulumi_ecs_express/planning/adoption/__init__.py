"""Describing a service that somebody else has made as the program that declares it; how it is read stands elsewhere."""
