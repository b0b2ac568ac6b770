"""The network of a service, and the traffic that its load balancer sends to tasks."""
