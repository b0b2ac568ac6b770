"""App Runner services, as AWS describes them and as their configuration file does."""
