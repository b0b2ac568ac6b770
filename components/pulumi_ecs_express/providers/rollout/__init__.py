"""Waiting for the rollout of one call, with progress and the reasons of a failure."""
