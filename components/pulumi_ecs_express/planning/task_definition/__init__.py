"""Decisions about task definitions."""
