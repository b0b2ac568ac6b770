"""Amazon ECS by boto3's ``ecs`` client: one module for each port."""
