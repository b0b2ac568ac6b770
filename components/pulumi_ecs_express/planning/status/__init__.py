"""What `ecs-express status` shows, decided from what was read: no call, no clock, no terminal."""
