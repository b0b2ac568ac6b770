"""What `ecs-express convert` needs for the ARN of an App Runner service. It reads, for a person, and no program needs it."""

ACTIONS = (
    "apprunner:DescribeAutoScalingConfiguration",
    "apprunner:DescribeCustomDomains",
    "apprunner:DescribeObservabilityConfiguration",
    "apprunner:DescribeService",
    "apprunner:DescribeVpcConnector",
    "apprunner:ListTagsForResource",
    "apprunner:ListVpcIngressConnections",
)
"""AWS's managed policy AWSAppRunnerReadOnlyAccess has them all."""
