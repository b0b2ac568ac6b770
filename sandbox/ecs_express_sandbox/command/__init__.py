"""The command `ecs-express sandbox`: the process, its environment, and the Pulumi CLI."""
