"""Service deployments: where they start, their configuration, their alarms and events."""
