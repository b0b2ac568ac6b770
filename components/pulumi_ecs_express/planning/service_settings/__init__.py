"""Settings of a service by UpdateService: pure decisions."""
