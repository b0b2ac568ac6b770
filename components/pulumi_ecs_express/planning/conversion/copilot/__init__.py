"""Copilot manifests of services with a URL."""
