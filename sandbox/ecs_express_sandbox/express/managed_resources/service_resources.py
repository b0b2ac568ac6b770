"""
What a service has besides the way in: security groups, log group, auto scaling, rollback alarm. Made and removed here.

Sources: a ``describe-security-groups`` dump and copies of live stacks published by operators; developer guide.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.alarms import keep_state
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.ingress import Made
from ecs_express_sandbox.express.records import Managed

_METRICS = {
    "AVERAGE_CPU": "ECSServiceAverageCPUUtilization",
    "AVERAGE_MEMORY": "ECSServiceAverageMemoryUtilization",
    "REQUEST_COUNT_PER_TARGET": "ALBRequestCountPerTarget",
}
"""The API's auto scaling metric -> Application Auto Scaling's."""


def metric_of(configuration: dict[str, Any]) -> str:
    """Name the predefined metric of a configuration."""
    return _METRICS[configuration["scalingTarget"]["autoScalingMetric"]]


def make_load_balancer_group(service_context: ServiceContext) -> Made:
    """Make the load balancer's security group: 80 and 443 from everywhere, out only to itself and to services."""
    ec2 = service_context.client("ec2")
    description = "ECS Express Gateway security group - allows HTTP/HTTPS inbound with managed outbound rules"
    group = _make_group(service_context, f"ecs-express-gateway-alb-sg-{time.time_ns() // 1_000_000}", description)
    everyone = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **everyone} for port in (80, 443)],
    )
    ec2.revoke_security_group_egress(
        GroupId=group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    )
    itself = [{"GroupId": group, "Description": "Placeholder rule to reserve capacity"}]
    ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[{"IpProtocol": "-1", "UserIdGroupPairs": itself}])
    return group, service_context.arn("ec2", f"security-group/{group}")


def make_service_group(service_context: ServiceContext) -> Made:
    """Make the tasks' security group; the rules come when both groups exist."""
    own = service_context.service
    group = _make_group(
        service_context, f"{own.cluster}-{own.name}-{own.vpc}", f"Security group for ECS service: {own.arn}"
    )
    return group, service_context.arn("ec2", f"security-group/{group}")


def _make_group(service_context: ServiceContext, name: str, description: str) -> str:
    answer = service_context.client("ec2").create_security_group(
        GroupName=name,
        Description=description,
        VpcId=service_context.service.vpc,
        TagSpecifications=[{"ResourceType": "security-group", "Tags": service_context.listed_tags()}],
    )
    return str(answer["GroupId"])


def open_port(service_context: ServiceContext) -> None:
    """Let the load balancer reach the container's port; nothing happens where it is open already."""
    ec2 = service_context.client("ec2")
    front = service_context.service.gateway.resources["load_balancer_group"].identifier
    tasks, port = service_context.service.resources["service_group"].identifier, service_context.container_port
    tcp = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
    egress = [{"GroupId": tasks, "Description": "Egress Rule to ECS Service"}]
    _unless_there(ec2.authorize_security_group_ingress, tasks, {**tcp, "UserIdGroupPairs": [{"GroupId": front}]})
    _unless_there(ec2.authorize_security_group_egress, front, {**tcp, "UserIdGroupPairs": egress})


def close_other_ports(service_context: ServiceContext) -> None:
    """Take back the rules by which the load balancer reached a port that no revision serves any more."""
    ec2 = service_context.client("ec2")
    front = service_context.service.gateway.resources["load_balancer_group"].identifier
    tasks = service_context.service.resources["service_group"].identifier
    found = {
        group["GroupId"]: group for group in ec2.describe_security_groups(GroupIds=[front, tasks])["SecurityGroups"]
    }
    for permission in _of_other_ports(found[tasks]["IpPermissions"], front, service_context.container_port):
        ec2.revoke_security_group_ingress(GroupId=tasks, IpPermissions=[permission])
    for permission in _of_other_ports(found[front]["IpPermissionsEgress"], tasks, service_context.container_port):
        ec2.revoke_security_group_egress(GroupId=front, IpPermissions=[permission])


def _of_other_ports(permissions: list[Any], other: str, port: int) -> list[Any]:
    """Pick the rules between the two groups of which the port is another one; moto may keep several groups in one."""
    return [
        {**permission, "UserIdGroupPairs": pairs}
        for permission in permissions
        if permission.get("FromPort") not in (None, port)
        and (pairs := [pair for pair in permission.get("UserIdGroupPairs", []) if pair.get("GroupId") == other])
    ]


def _unless_there(authorize: Any, group: str, permission: dict[str, Any]) -> None:
    try:
        authorize(GroupId=group, IpPermissions=[permission])
    except ClientError as error:
        if error.response["Error"]["Code"] != "InvalidPermission.Duplicate":
            raise


def remove_service_group(service_context: ServiceContext, group: Managed) -> None:
    """Remove the tasks' security group and the load balancer's rules that name it."""
    ec2 = service_context.client("ec2")
    front = service_context.service.gateway.resources["load_balancer_group"]
    if front.identifier and front.gone_at is None:
        permissions = ec2.describe_security_groups(GroupIds=[front.identifier])["SecurityGroups"][0][
            "IpPermissionsEgress"
        ]
        for permission in permissions:
            if any(pair.get("GroupId") == group.identifier for pair in permission.get("UserIdGroupPairs", [])):
                ec2.revoke_security_group_egress(GroupId=front.identifier, IpPermissions=[permission])
    ec2.delete_security_group(GroupId=group.identifier)


def remove_load_balancer_group(service_context: ServiceContext, group: Managed) -> None:
    """Remove the load balancer's security group."""
    service_context.client("ec2").delete_security_group(GroupId=group.identifier)


def make_log_group(service_context: ServiceContext) -> Made:
    """Make the log group, unless the customer's own takes its place; it survives the service and never expires."""
    name = log_group_name(service_context)
    try:
        service_context.client("logs").create_log_group(logGroupName=name, tags=service_context.tags)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceAlreadyExistsException":
            raise
    return name, service_context.arn("logs", f"log-group:{name}")


def log_group_name(service_context: ServiceContext) -> str:
    """Name the log group that the newest revision writes to."""
    asked = service_context.configuration["primaryContainer"].get("awsLogsConfiguration")
    return str(asked["logGroup"] if asked else service_context.service.log_group)


def new_log_group_name(cluster: str, service: str) -> str:
    """Choose a name for the log group of a new service."""
    return f"/aws/ecs/{cluster}/{service}-{secrets.token_hex(2)}"


def make_scalable_target(service_context: ServiceContext) -> Made:
    """Register the service for auto scaling."""
    scaling = service_context.configuration["scalingTarget"]
    service_context.service.scaling_applied = dict(scaling)
    resource = f"service/{service_context.service.cluster}/{service_context.service.name}"
    tags: dict[str, Any] = (
        {} if service_context.service.resources["scalable_target"].arn else {"Tags": service_context.tags}
    )
    answer = service_context.client("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId=resource,
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=scaling["minTaskCount"],
        MaxCapacity=scaling["maxTaskCount"],
        **tags,
    )
    return resource, str(
        answer.get("ScalableTargetARN") or service_context.arn("application-autoscaling", "scalable-target/0")
    )


def make_scaling_policy(service_context: ServiceContext) -> Made:
    """Put the target tracking policy."""
    metric, scaling = metric_of(service_context.configuration), service_context.configuration["scalingTarget"]
    specification: dict[str, Any] = {"PredefinedMetricType": metric}
    if metric == "ALBRequestCountPerTarget":
        balancer = service_context.service.gateway.resources["load_balancer"].arn.split(":loadbalancer/")[1]
        group = service_context.service.resources["target_group_0"].arn.split(":")[-1]
        specification["ResourceLabel"] = f"{balancer}/{group}"
    name = _policy_name(service_context)
    answer = service_context.client("application-autoscaling").put_scaling_policy(
        PolicyName=name,
        ServiceNamespace="ecs",
        ResourceId=service_context.service.resources["scalable_target"].identifier,
        ScalableDimension="ecs:service:DesiredCount",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": float(scaling["autoScalingTargetValue"]),
            "PredefinedMetricSpecification": specification,
            "DisableScaleIn": False,
        },
    )
    return name, str(answer["PolicyARN"])


def _policy_name(service_context: ServiceContext) -> str:
    return f"{service_context.service.name}{metric_of(service_context.configuration)}"


def policy_fits(service_context: ServiceContext) -> bool:
    """Report whether the policy is the one that the newest revision asks for."""
    found = service_context.client("application-autoscaling").describe_scaling_policies(
        ServiceNamespace="ecs", ResourceId=service_context.service.resources["scalable_target"].identifier
    )["ScalingPolicies"]
    wanted = (
        _policy_name(service_context),
        float(service_context.configuration["scalingTarget"]["autoScalingTargetValue"]),
    )
    return any(
        (policy["PolicyName"], policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"]) == wanted
        for policy in found
    )


def remove_scaling_policy(service_context: ServiceContext, policy: Managed) -> None:
    """Delete the policy."""
    service_context.client("application-autoscaling").delete_scaling_policy(
        PolicyName=policy.identifier,
        ServiceNamespace="ecs",
        ResourceId=service_context.service.resources["scalable_target"].identifier,
        ScalableDimension="ecs:service:DesiredCount",
    )


def remove_scalable_target(service_context: ServiceContext, target: Managed) -> None:
    """Deregister the service from auto scaling."""
    service_context.client("application-autoscaling").deregister_scalable_target(
        ServiceNamespace="ecs", ResourceId=target.identifier, ScalableDimension="ecs:service:DesiredCount"
    )


def make_alarm(service_context: ServiceContext) -> Made:
    """Put the rollback alarm: more than 1 percent of failed requests in 2 of 3 minutes, 4xx counted from 5 on."""
    name = f"{service_context.service.cluster}/{service_context.service.name}/RollbackAlarm"
    metrics: list[dict[str, Any]] = [{"Id": "e", "Expression": "MAX([em0, em1])", "ReturnData": True}]
    for index in (0, 1):
        total = f"FILL(m{index}_total, 1)"
        expression = f"100 * (IF(m{index}_4xx < 5, 0, m{index}_4xx) + m{index}_5xx) / {total}"
        metrics.append({"Id": f"em{index}", "Expression": expression, "ReturnData": False})
        metrics += [_metric(service_context, index, short, metric) for short, metric in _ALARM_METRICS.items()]
    with keep_state(service_context.service.account, service_context.service.region, name):
        _put_alarm(service_context, name, metrics)
    return name, service_context.arn("cloudwatch", f"alarm:{name}")


def _put_alarm(service_context: ServiceContext, name: str, metrics: list[dict[str, Any]]) -> None:
    made = service_context.service.resources["alarm"].arn  # AWS ignores the tags of an alarm that is there already
    tags: dict[str, Any] = {} if made else {"Tags": service_context.listed_tags()}
    service_context.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        AlarmDescription="Rate of 4XX and 5XX errors",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=1.0,
        EvaluationPeriods=3,
        DatapointsToAlarm=2,
        TreatMissingData="notBreaching",
        Metrics=metrics,
        **tags,
    )


_ALARM_METRICS = {
    "4xx": "HTTPCode_Target_4XX_Count",
    "5xx": "HTTPCode_Target_5XX_Count",
    "total": "RequestCountPerTarget",
}


def _metric(service_context: ServiceContext, index: int, short: str, metric: str) -> dict[str, Any]:
    group = service_context.service.resources[f"target_group_{index}"].arn.split(":")[-1]
    balancer = service_context.service.gateway.resources["load_balancer"].arn.split(":loadbalancer/")[1]
    dimensions = [{"Name": "TargetGroup", "Value": group}, {"Name": "LoadBalancer", "Value": balancer}]
    source = {"Namespace": "AWS/ApplicationELB", "MetricName": metric, "Dimensions": dimensions}
    return {
        "Id": f"m{index}_{short}",
        "MetricStat": {"Metric": source, "Period": 60, "Stat": "Sum"},
        "ReturnData": False,
    }


def remove_alarm(service_context: ServiceContext, alarm: Managed) -> None:
    """Delete the rollback alarm."""
    service_context.client("cloudwatch").delete_alarms(AlarmNames=[alarm.identifier])
