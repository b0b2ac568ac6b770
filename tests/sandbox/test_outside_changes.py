"""What somebody changes beside Express Mode stays when an Express update asks for something else."""

from __future__ import annotations

from typing import Any

from tests.sandbox.local_aws import LocalAws

TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/default/web",
    "ScalableDimension": "ecs:service:DesiredCount",
}


def bounds(aws: LocalAws) -> tuple[int, int]:
    """Read the scaling bounds where they count."""
    only = {"ServiceNamespace": "ecs", "ResourceIds": [TARGET["ResourceId"]]}
    (target,) = aws.client("application-autoscaling").describe_scalable_targets(**only)["ScalableTargets"]
    return target["MinCapacity"], target["MaxCapacity"]


def policies(aws: LocalAws) -> dict[str, float]:
    """Read the target value of each scaling policy."""
    client = aws.client("application-autoscaling")
    found = client.describe_scaling_policies(ServiceNamespace="ecs", ResourceId=TARGET["ResourceId"])
    return {
        policy["PolicyName"]: policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"]
        for policy in found["ScalingPolicies"]
    }


def put_policy(aws: LocalAws, name: str, metric: str, value: float) -> None:
    """Put a scaling policy."""
    aws.client("application-autoscaling").put_scaling_policy(
        PolicyName=name,
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": value,
            "PredefinedMetricSpecification": {"PredefinedMetricType": metric},
        },
        **TARGET,
    )


def deploy(aws: LocalAws, arn: str, image: str, **request: Any) -> None:
    """Let an Express update succeed."""
    aws.update(arn, image, **request)
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


def test_scaling_set_outside_stays_until_express_mode_is_asked_for_it(aws: LocalAws) -> None:
    """Bounds, the policy's target and a second policy outlast other images; an update of the bounds writes its own."""
    arn = aws.settled()
    aws.client("application-autoscaling").register_scalable_target(MinCapacity=2, MaxCapacity=7, **TARGET)
    put_policy(aws, "webECSServiceAverageCPUUtilization", "ECSServiceAverageCPUUtilization", 40.0)
    put_policy(aws, "by-memory", "ECSServiceAverageMemoryUtilization", 70.0)
    deploy(aws, arn, "shop/web:2")
    deploy(aws, arn, "shop/web:3", healthCheckPath="/ready")
    assert bounds(aws) == (2, 7)
    assert policies(aws) == {"webECSServiceAverageCPUUtilization": 40.0, "by-memory": 70.0}
    deploy(aws, arn, "shop/web:4", scalingTarget={"maxTaskCount": 9})
    assert bounds(aws) == (1, 9)
    assert policies(aws)["by-memory"] == 70.0


def test_direct_changes_persist_through_an_update_of_the_image(aws: LocalAws) -> None:
    """A load balancer's attribute, a log group's retention, a target group's thresholds and attributes, a rule's tags."""
    arn = aws.settled()
    managed = aws.managed(arn)
    path = managed["ingressPaths"][0]
    balancer, groups = path["loadBalancer"]["arn"], [group["arn"] for group in path["targetGroups"]]
    logs = managed["logGroups"][0]["logGroupName"]
    idle = {"Key": "idle_timeout.timeout_seconds", "Value": "120"}
    delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "15"}
    aws.elbv2.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=[idle])
    aws.client("logs").put_retention_policy(logGroupName=logs, retentionInDays=30)
    for group in groups:
        aws.elbv2.modify_target_group(TargetGroupArn=group, HealthyThresholdCount=2)
        aws.elbv2.modify_target_group_attributes(TargetGroupArn=group, Attributes=[delay])

    deploy(aws, arn, "shop/web:2")
    deploy(aws, arn, "shop/web:3")

    assert idle in aws.elbv2.describe_load_balancer_attributes(LoadBalancerArn=balancer)["Attributes"]
    (found,) = aws.client("logs").describe_log_groups(logGroupNamePrefix=logs)["logGroups"]
    assert found["retentionInDays"] == 30
    for group in aws.elbv2.describe_target_groups(TargetGroupArns=groups)["TargetGroups"]:
        assert group["HealthyThresholdCount"] == 2
        attributes = aws.elbv2.describe_target_group_attributes(TargetGroupArn=group["TargetGroupArn"])["Attributes"]
        assert delay in attributes
