"""The HTTP front of the load balancers, and the choice of a target for a request."""
