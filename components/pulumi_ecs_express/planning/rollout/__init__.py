"""Decisions about a rollout: where it stands, how it ended, and why it failed."""
