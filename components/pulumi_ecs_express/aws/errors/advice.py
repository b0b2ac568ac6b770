"""What to set when AWS refuses a parameter: the argument that its words concern."""

import re

CONCERNED = (
    (r"capacity ?provider",
     "capacity_provider_strategy: providers of the cluster, with which aws.ecs.ClusterCapacityProviders associates others"),
    (r"grace period", "health_check_grace_period_seconds"),
    (r"placement", "placement_constraints and placement_strategy on services on EC2 alone"),
    (r"port ?(name|mapping)|port mapping with the name",
     "the port's name as it stands in portMappings of the service's task definition"),
    (r"ebs|volume", "volume_configurations: a volume of the task definition with configuredAtLaunch, a role, and a size or a snapshot"),
    (r"resourcemanagementtype", "it on the ExpressGatewayService, where that has an argument for it: Express Mode owns it"),
    (r"deployment controller", "service: one whose deployments ECS carries out itself"),
    (r"certificate", "certificate_arn: an issued certificate for servers, in the service's Region"),
    (r"security ?group", "network_configuration.security_groups: groups of the subnets' VPC"),
    (r"subnet|vpc|availability zone",
     'network_configuration={"subnets": [...]}: two zones or more, all public or all private, in one VPC'),
    (r"idempotent", "service_name: the name is taken"),
    (r"task ?definition", "task_definition_arn"),
    (r"execution ?role", "execution_role_arn"),
    (r"infrastructure ?role", "infrastructure_role_arn"),
    (r"task ?role", "task_role_arn"),
    (r"container ?port", "primary_container.container_port"),
    (r"image", "primary_container.image"),
    (r"log ?group|aws ?logs", "primary_container.aws_logs_configuration"),
    (r"environment variable", "primary_container.environment"),
    (r"secret", "primary_container.secrets"),
    (r"health ?check", "health_check_path"),
    (r"fargate configuration|\bcpu\b|\bmemory\b", "cpu and memory: a pair that Fargate offers"),
    (r"task ?count|scaling", "scaling_target"),
    (r"\btags?\b", "tags"),
    (r"service ?name", "service_name"),
    (r"cluster", "cluster"),
)  # fmt: skip
"""Words of AWS's refusals, and the argument that they concern: AWS names none of ours. The first that fits counts."""


def advice(message: str) -> str:
    """Name the argument to set, by what AWS says."""
    for words, argument in CONCERNED:
        if re.search(words, message, re.IGNORECASE):
            return f"set {argument}"
    return "change the argument that AWS names"
