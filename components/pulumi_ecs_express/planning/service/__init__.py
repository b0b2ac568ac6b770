"""Decisions about an Express Gateway service: what differs, what to send, and what a preview says about it."""
