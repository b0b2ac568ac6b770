"""The servers: AWS requests on their way in, the control API, and the addresses they answer at."""
