"""The servers: the endpoint for AWS requests, the control API, and the addresses they answer at."""
