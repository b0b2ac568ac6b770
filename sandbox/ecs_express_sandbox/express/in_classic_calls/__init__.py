"""Express services in the classic ECS calls: DescribeServices, ListServices, UpdateService, DeleteService, tags."""
