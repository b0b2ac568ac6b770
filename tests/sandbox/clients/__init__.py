"""Clients of other people's making, unmodified or replayed call by call, against the sandbox as against AWS."""
