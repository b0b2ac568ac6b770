"""Tasks of Express services: starting and stopping them, what they log, and why they fail."""
