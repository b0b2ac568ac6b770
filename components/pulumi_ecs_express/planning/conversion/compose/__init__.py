"""Compose files: a project, and what becomes of its services."""
