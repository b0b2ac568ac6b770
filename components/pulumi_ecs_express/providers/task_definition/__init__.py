"""Registering task definitions: read the template, render, register at most once."""
