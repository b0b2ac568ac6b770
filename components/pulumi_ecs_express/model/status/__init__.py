"""What `ecs-express status` reports of services, for people and for scripts."""
