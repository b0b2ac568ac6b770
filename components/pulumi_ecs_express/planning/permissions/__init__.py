"""IAM permissions: those of the caller (``ecs-express policy``) and those of the execution role."""
