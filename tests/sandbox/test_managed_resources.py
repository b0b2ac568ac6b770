"""The resources that ECS makes, seen through the AWS services that they belong to."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws


def tags_of(aws: LocalAws, *arns: str) -> list[dict[str, str]]:
    """Read the tags of ELB resources."""
    described = aws.elbv2.describe_tags(ResourceArns=list(arns))["TagDescriptions"]
    return [{tag["Key"]: tag["Value"] for tag in one["Tags"]} for one in described]


def statuses(managed: Any) -> dict[str, str]:
    """Flatten the status of each managed resource."""
    (path,) = managed["ingressPaths"]
    names = ("loadBalancer", "certificate", "listener", "rule")
    found = {name: path[name]["status"] for name in names}
    found |= {f"targetGroup{index}": group["status"] for index, group in enumerate(path["targetGroups"])}
    found["logGroup"] = managed["logGroups"][0]["status"]
    found["alarm"] = managed["metricAlarms"][0]["status"]
    found["scalableTarget"] = managed["autoScaling"]["scalableTarget"]["status"]
    return found


def test_the_way_in_is_really_there(aws: LocalAws) -> None:
    """Load balancer, HTTPS listener with a fixed 404, rule to two target groups, certificate."""
    arn = aws.settled(tags=[{"key": "team", "value": "shop"}])
    (path,) = aws.managed(arn)["ingressPaths"]
    balancer = aws.elbv2.describe_load_balancers(LoadBalancerArns=[path["loadBalancer"]["arn"]])["LoadBalancers"][0]
    assert re.fullmatch(r"ecs-express-gateway-alb-[0-9a-f]{8}", balancer["LoadBalancerName"])
    assert (balancer["Scheme"], balancer["State"]["Code"]) == ("internet-facing", "active")
    (listener,) = aws.elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    assert listener["DefaultActions"][0]["FixedResponseConfig"]["StatusCode"] == "404"
    (rule,) = aws.elbv2.describe_rules(RuleArns=[path["rule"]["arn"]])["Rules"]
    assert rule["Priority"] == "1"
    assert rule["Conditions"][0]["HostHeaderConfig"]["Values"] == [path["endpoint"]]
    assert aws.weights(arn) == [100, 0]
    arns = [path["loadBalancer"]["arn"], path["rule"]["arn"], path["targetGroups"][0]["arn"]]
    assert tags_of(aws, *arns) == [{"team": "shop", "AmazonECSManaged": "true"}] * 3
    certificate = aws.client("acm").describe_certificate(CertificateArn=path["certificate"]["arn"])["Certificate"]
    assert (certificate["DomainName"], certificate["Status"]) == (path["endpoint"], "ISSUED")


def test_target_groups_check_the_container_port(aws: LocalAws) -> None:
    """Port 80 of their own, the health check on the container's port and path."""
    arn = aws.settled(healthCheckPath="/up?full=1", primaryContainer={"containerPort": 8080})
    groups = [group["arn"] for group in aws.managed(arn)["ingressPaths"][0]["targetGroups"]]
    for group in aws.elbv2.describe_target_groups(TargetGroupArns=groups)["TargetGroups"]:
        assert re.fullmatch(r"ecs-gateway-tg-[0-9a-f]{17}", group["TargetGroupName"])
        assert (group["Port"], group["TargetType"], group["Protocol"]) == (80, "ip", "HTTP")
        check = [group[f"HealthCheck{name}"] for name in ("Path", "Port", "IntervalSeconds", "TimeoutSeconds")]
        assert check == ["/up?full=1", "8080", 30, 5]
        assert (group["HealthyThresholdCount"], group["UnhealthyThresholdCount"]) == (5, 2)


def test_security_groups_let_the_load_balancer_in(aws: LocalAws) -> None:
    """The load balancer is open on 80 and 443; the tasks only to it, on the container's port."""
    arn = aws.settled(primaryContainer={"containerPort": 8080})
    managed = aws.managed(arn)
    (front,) = managed["ingressPaths"][0]["loadBalancerSecurityGroups"]
    (own,) = managed["serviceSecurityGroups"]
    ids = [entry["arn"].rsplit("/", 1)[-1] for entry in (front, own)]
    groups = {g["GroupId"]: g for g in aws.client("ec2").describe_security_groups(GroupIds=ids)["SecurityGroups"]}
    assert {rule["FromPort"] for rule in groups[ids[0]]["IpPermissions"]} == {80, 443}
    (rule,) = groups[ids[1]]["IpPermissions"]
    assert (rule["FromPort"], rule["UserIdGroupPairs"][0]["GroupId"]) == (8080, ids[0])
    assert re.fullmatch(r"default-web-vpc-[0-9a-f]+", groups[ids[1]]["GroupName"])
    egress = [r for r in groups[ids[0]]["IpPermissionsEgress"] if r["IpProtocol"] == "tcp"]
    assert egress[0]["UserIdGroupPairs"][0]["GroupId"] == ids[1]


def test_scaling_alarm_and_logs_are_there(aws: LocalAws) -> None:
    """Scalable target and policy, the rollback alarm with its expression, the log group."""
    aws.settled()
    scaling = aws.client("application-autoscaling")
    (target,) = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    assert (target["ResourceId"], target["MinCapacity"], target["MaxCapacity"]) == ("service/default/web", 1, 20)
    (policy,) = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    assert policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] == 60
    alarms = aws.client("cloudwatch").describe_alarms(AlarmNames=["default/web/RollbackAlarm"])["MetricAlarms"]
    assert (alarms[0]["Threshold"], alarms[0]["EvaluationPeriods"], alarms[0]["DatapointsToAlarm"]) == (1, 3, 2)
    assert {metric["Id"] for metric in alarms[0]["Metrics"]} >= {"e", "em0", "em1", "m0_4xx", "m1_total"}
    groups = aws.client("logs").describe_log_groups(logGroupNamePrefix="/aws/ecs/default/web-")["logGroups"]
    assert len(groups) == 1


def test_resources_become_active_one_after_the_other(aws: LocalAws) -> None:
    """PROVISIONING first, ACTIVE at the end, each with the time of its change."""
    arn = aws.create()["serviceArn"]
    assert set(statuses(aws.managed(arn)).values()) == {"PROVISIONING"}
    aws.advance(60)
    middle = statuses(aws.managed(arn))
    assert (middle["certificate"], middle["loadBalancer"]) == ("ACTIVE", "PROVISIONING")
    aws.advance(180)
    assert set(statuses(aws.managed(arn)).values()) == {"ACTIVE"}


def test_services_share_a_load_balancer(aws: LocalAws) -> None:
    """One of them with its listener and group; the second joins faster, with its own rule and certificate."""
    roles = aws.roles()
    first = aws.settled(roles=roles)
    second = aws.settled(roles=roles, serviceName="api")
    paths = [aws.managed(arn)["ingressPaths"][0] for arn in (first, second)]
    assert paths[0]["loadBalancer"]["arn"] == paths[1]["loadBalancer"]["arn"]
    assert paths[0]["certificate"]["arn"] != paths[1]["certificate"]["arn"]
    listener = paths[0]["listener"]["arn"]
    rules = aws.elbv2.describe_rules(ListenerArn=listener)["Rules"]
    assert sorted(rule["Priority"] for rule in rules) == ["1", "2", "default"]
    certificates = aws.elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
    assert len(certificates) == 2
    times = [aws.deployment(arn) for arn in (first, second)]
    assert times[1]["finishedAt"] - times[1]["createdAt"] < times[0]["finishedAt"] - times[0]["createdAt"]


def test_the_26th_service_gets_a_load_balancer_of_its_own(aws: LocalAws) -> None:
    """25 share one, whatever cluster they are in."""
    roles = aws.roles()
    for number in range(26):
        aws.create(roles=roles, serviceName=f"web-{number}")
    aws.advance(300)
    balancers = aws.elbv2.describe_load_balancers()["LoadBalancers"]
    assert len(balancers) == 2
    rules = [
        len(aws.elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]) - 1
        for balancer in balancers
        for listener in aws.elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    ]
    assert sorted(rules) == [1, 25]


def test_deleting_removes_what_is_the_services_own(aws: LocalAws) -> None:
    """The shared part goes with the last service; task definitions and log groups survive."""
    roles = aws.roles()
    first = aws.settled(roles=roles)
    second = aws.settled(roles=roles, serviceName="api")
    aws.ecs.delete_express_gateway_service(serviceArn=first)
    aws.run_out()
    assert len(aws.elbv2.describe_load_balancers()["LoadBalancers"]) == 1
    assert len(aws.elbv2.describe_target_groups()["TargetGroups"]) == 2
    assert len(aws.client("acm").list_certificates()["CertificateSummaryList"]) == 1
    assert aws.get(aws.endpoint(second)).status == 200
    aws.ecs.delete_express_gateway_service(serviceArn=second)
    aws.run_out()
    assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
    assert aws.elbv2.describe_target_groups()["TargetGroups"] == []
    assert aws.client("acm").list_certificates()["CertificateSummaryList"] == []
    groups = aws.client("ec2").describe_security_groups()["SecurityGroups"]
    assert [group["GroupName"] for group in groups] == ["default"]
    assert (
        aws.client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"] == []
    )
    assert aws.client("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert len(aws.ecs.list_task_definitions()["taskDefinitionArns"]) == 2
    assert len(aws.client("logs").describe_log_groups()["logGroups"]) == 2


def test_a_service_can_be_deleted_before_it_is_ready(aws: LocalAws) -> None:
    """Whatever was made by then is removed, at every moment of provisioning."""
    roles = aws.roles()
    for seconds in (0, 3, 12, 100, 155, 200):
        arn = aws.create(roles=roles)["serviceArn"]
        aws.advance(seconds)
        aws.ecs.delete_express_gateway_service(serviceArn=arn)
        aws.run_out()
        assert aws.describe(arn)["status"]["statusCode"] == "INACTIVE"
        assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
        assert aws.elbv2.describe_target_groups()["TargetGroups"] == []


def test_a_health_check_path_that_elb_refuses_is_stuck(aws: LocalAws) -> None:
    """Accepted by ECS, for ever in provisioning, the reason only in the managed resource; an update repairs it."""
    arn = aws.create(healthCheckPath="HTTP:80/ping")["serviceArn"]
    aws.advance(5400)
    assert aws.deployment(arn)["status"] == "IN_PROGRESS"
    group = aws.managed(arn)["ingressPaths"][0]["targetGroups"][0]
    assert group["status"] == "PROVISIONING"
    assert group["statusReason"].startswith("ValidationError: Health check path 'HTTP:80/ping' must begin with a '/'")
    assert aws.control("GET", "/clock")["next_change"] is None
    aws.update(arn, healthCheckPath="/ping")
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    assert aws.get(aws.endpoint(arn)).status == 200


@pytest.mark.parametrize("change", ["new_target_group", "modified"])
def test_another_health_check_path(aws: LocalAws, change: str) -> None:
    """The free target group gets it, by replacement or in place; the service never stops answering."""
    aws.settings(health_check_change=change)
    arn = aws.settled()
    before = [group["arn"] for group in aws.managed(arn)["ingressPaths"][0]["targetGroups"]]
    aws.update(arn, healthCheckPath="/ready")
    while aws.next_change():
        assert aws.get(aws.endpoint(arn)).status == 200
    after = [group["arn"] for group in aws.managed(arn)["ingressPaths"][0]["targetGroups"]]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, change == "modified"]
    found = aws.elbv2.describe_target_groups(TargetGroupArns=after)["TargetGroups"]
    assert [group["HealthCheckPath"] for group in sorted(found, key=lambda g: after.index(g["TargetGroupArn"]))] == [
        "/",
        "/ready",
    ]
    assert len(aws.elbv2.describe_target_groups()["TargetGroups"]) == 2


def test_a_wrong_path_in_an_update_is_stuck_too(aws: LocalAws) -> None:
    """The old revision goes on serving; the next good update heals."""
    arn = aws.settled()
    aws.update(arn, healthCheckPath="HTTP:80/ping")
    aws.advance(3600)
    assert aws.deployment(arn)["lifecycleStage"] == "PRE_SCALE_UP"
    groups = aws.managed(arn)["ingressPaths"][0]["targetGroups"]
    assert [group.get("statusReason", "")[:15] for group in groups] == ["", "ValidationError"]
    assert aws.get(aws.endpoint(arn)).status == 200
    aws.update(arn, healthCheckPath="/")
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


def test_changes_by_hand_last_until_the_next_shift(aws: LocalAws) -> None:
    """A host added to the managed rule survives a rollout, since only the actions are rewritten."""
    arn = aws.settled()
    (path,) = aws.managed(arn)["ingressPaths"]
    hosts = [path["endpoint"], "shop.example.com"]
    conditions = [{"Field": "host-header", "HostHeaderConfig": {"Values": hosts}}]
    aws.elbv2.modify_rule(RuleArn=path["rule"]["arn"], Conditions=conditions)
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert aws.get("shop.example.com").content["image"] == "shop/web:2"


def test_the_last_of_several_leaving_services_takes_the_shared_part_along(aws: LocalAws) -> None:
    """Deleted at the same time, neither leaves the load balancer or its security group behind."""
    roles = aws.roles()
    arns = [aws.create(roles=roles, serviceName=name)["serviceArn"] for name in ("web", "api")]
    aws.run_out()
    for arn in arns:
        aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    assert {aws.describe(arn)["status"]["statusCode"] for arn in arns} == {"INACTIVE"}
    assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
    assert len(aws.client("ec2").describe_security_groups()["SecurityGroups"]) == 1


def test_scaling_follows_the_newest_revision(aws: LocalAws) -> None:
    """Bounds, metric and target value; the old policy's alarms go with it."""
    arn = aws.settled()
    target = {"minTaskCount": 2, "maxTaskCount": 4, "autoScalingMetric": "AVERAGE_MEMORY", "autoScalingTargetValue": 70}
    aws.update(arn, scalingTarget=target)
    aws.run_out()
    scaling = aws.client("application-autoscaling")
    (bounds,) = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    assert (bounds["MinCapacity"], bounds["MaxCapacity"]) == (2, 4)
    (policy,) = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    assert tracking["PredefinedMetricSpecification"]["PredefinedMetricType"] == "ECSServiceAverageMemoryUtilization"
    assert tracking["TargetValue"] == 70
    assert len(aws.client("cloudwatch").describe_alarms()["MetricAlarms"]) == 3
