"""The front of the load balancers: certificates, listeners and rules, and the choice of a target for a request."""
