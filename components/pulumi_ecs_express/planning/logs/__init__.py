"""Which logs `ecs-express logs` reads, and how their lines are put together: no call, no clock."""
