"""The settings of what Express Mode makes, in every detail that is documented or was seen."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from tests.sandbox.local_aws import REGION, LocalAws

pytestmark = pytest.mark.row("S4-06")

MARK = ("AmazonECSManaged", "true")


def last(arn: str) -> str:
    """Give the last part of an ARN."""
    return arn.rsplit("/", 1)[-1]


def tags(listed: list[dict[str, str]]) -> set[tuple[str, str]]:
    """Give tags as pairs, however a service spells their members."""
    return {(tag.get("Key") or tag["key"], tag.get("Value") or tag.get("value", "")) for tag in listed}


def ingress(aws: LocalAws, arn: str) -> Any:
    """Give the way in of a service."""
    return aws.managed(arn)["ingressPaths"][0]


def test_the_endpoint_is_a_random_name_below_on_aws(aws: LocalAws) -> None:
    """Two characters of the name, a UUID of version 4 without dashes, the Region."""
    first, number = aws.endpoint(aws.settled()).split(".", 1)[0].split("-")

    assert first == "we"
    assert UUID(number).version == 4


def test_the_load_balancer_is_as_seen(aws: LocalAws) -> None:
    """An application load balancer for IPv4 in the default VPC's subnets, its name in its DNS name, no access logs."""
    arn = aws.settled()
    path = ingress(aws, arn)
    (found,) = aws.elbv2.describe_load_balancers(LoadBalancerArns=[path["loadBalancer"]["arn"]])["LoadBalancers"]

    assert (found["Type"], found["IpAddressType"], found["Scheme"]) == ("application", "ipv4", "internet-facing")
    assert re.fullmatch(rf"{found['LoadBalancerName']}-\d+\.{REGION}\.elb\.amazonaws\.com", found["DNSName"])
    assert {zone["SubnetId"] for zone in found["AvailabilityZones"]} == set(path["loadBalancer"]["subnetIds"])
    attributes = aws.elbv2.describe_load_balancer_attributes(LoadBalancerArn=found["LoadBalancerArn"])["Attributes"]
    assert {"Key": "access_logs.s3.enabled", "Value": "true"} not in attributes


def test_the_listener_knows_only_https(aws: LocalAws) -> None:
    """One listener, on 443, with TLS 1.3; whom no rule knows gets a plain 404. No listener on port 80."""
    path = ingress(aws, aws.settled())
    (listener,) = aws.elbv2.describe_listeners(LoadBalancerArn=path["loadBalancer"]["arn"])["Listeners"]

    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    assert listener["SslPolicy"].startswith("ELBSecurityPolicy-TLS13-1-2-")
    (action,) = listener["DefaultActions"]
    assert action["Type"] == "fixed-response"
    assert action["FixedResponseConfig"] == {
        "StatusCode": "404",
        "ContentType": "text/plain",
        "MessageBody": "Not Found",
    }


def test_the_rule_forwards_to_both_target_groups(aws: LocalAws) -> None:
    """By the endpoint as host header, with weights 100 and 0; certificates hang on the shared listener."""
    path = ingress(aws, aws.settled())
    (rule,) = aws.elbv2.describe_rules(RuleArns=[path["rule"]["arn"]])["Rules"]
    (action,) = rule["Actions"]
    groups = action["ForwardConfig"]["TargetGroups"]

    assert [condition["Field"] for condition in rule["Conditions"]] == ["host-header"]
    assert {group["TargetGroupArn"] for group in groups} == {group["arn"] for group in path["targetGroups"]}
    assert sorted(group["Weight"] for group in groups) == [0, 100]
    shown = aws.elbv2.describe_listener_certificates(ListenerArn=path["listener"]["arn"])["Certificates"]
    assert path["certificate"]["arn"] in {certificate["CertificateArn"] for certificate in shown}


def test_target_groups_speak_http_1_to_addresses(aws: LocalAws) -> None:
    """Targets by IP address, 200 is healthy."""
    groups = [group["arn"] for group in ingress(aws, aws.settled())["targetGroups"]]

    assert len(groups) == 2
    for group in aws.elbv2.describe_target_groups(TargetGroupArns=groups)["TargetGroups"]:
        assert (group["Protocol"], group["ProtocolVersion"], group["TargetType"]) == ("HTTP", "HTTP1", "ip")
        assert (group["HealthCheckProtocol"], group["Matcher"]) == ("HTTP", {"HttpCode": "200"})


def test_the_port_of_target_groups_is_a_setting(aws: LocalAws) -> None:
    """80, as seen, or the container's own."""
    aws.settings(target_group_port="container_port")
    groups = [g["arn"] for g in ingress(aws, aws.settled(primaryContainer={"containerPort": 8080}))["targetGroups"]]

    assert {g["Port"] for g in aws.elbv2.describe_target_groups(TargetGroupArns=groups)["TargetGroups"]} == {8080}


def test_the_certificate_is_the_services_own(aws: LocalAws) -> None:
    """RSA of 2048 bits, for the endpoint, validated by DNS; it can be seen in the account."""
    path = ingress(aws, aws.settled())
    acm = aws.client("acm")
    found = acm.describe_certificate(CertificateArn=path["certificate"]["arn"])["Certificate"]

    assert (found["DomainName"], found["KeyAlgorithm"], found["Status"]) == (path["endpoint"], "RSA_2048", "ISSUED")
    assert [option["ValidationMethod"] for option in found["DomainValidationOptions"]] == ["DNS"]
    assert path["certificate"]["domainName"] == path["endpoint"]


def test_the_security_groups_are_named_and_described_as_seen(aws: LocalAws) -> None:
    """The load balancer's by time, the service's by cluster, service and VPC; rules with AWS's descriptions."""
    arn = aws.settled(primaryContainer={"containerPort": 8080})
    front, own = ingress(aws, arn)["loadBalancerSecurityGroups"][0], aws.managed(arn)["serviceSecurityGroups"][0]
    ids = [last(front["arn"]), last(own["arn"])]
    described = aws.client("ec2").describe_security_groups(GroupIds=ids)["SecurityGroups"]
    groups = {group["GroupId"]: group for group in described}
    outer, inner = groups[ids[0]], groups[ids[1]]

    assert re.fullmatch(r"ecs-express-gateway-alb-sg-\d{13}", outer["GroupName"])
    assert outer["Description"].startswith("ECS Express Gateway security group - allows HTTP/HTTPS inbound")
    for rule in outer["IpPermissions"]:
        assert [source["CidrIp"] for source in rule["IpRanges"]] == ["0.0.0.0/0"]
        assert [source["CidrIpv6"] for source in rule["Ipv6Ranges"]] == ["::/0"]
    pairs = {
        pair.get("Description"): pair for rule in outer["IpPermissionsEgress"] for pair in rule["UserIdGroupPairs"]
    }
    assert pairs["Placeholder rule to reserve capacity"]["GroupId"] == ids[0]
    assert pairs["Egress Rule to ECS Service"]["GroupId"] == ids[1]
    assert inner["Description"] == f"Security group for ECS service: {arn}"
    assert [rule["IpRanges"][0]["CidrIp"] for rule in inner["IpPermissionsEgress"]] == ["0.0.0.0/0"]


def test_everything_made_carries_the_mark(aws: LocalAws) -> None:
    """``AmazonECSManaged`` and the tags of the service, in each of the services that the resources belong to."""
    arn = aws.settled(tags=[{"key": "team", "value": "shop"}])
    managed = aws.managed(arn)
    path = managed["ingressPaths"][0]
    expected = {MARK, ("team", "shop")}
    balancing = [path[name]["arn"] for name in ("loadBalancer", "listener", "rule")]
    balancing += [group["arn"] for group in path["targetGroups"]]
    for one in aws.elbv2.describe_tags(ResourceArns=balancing)["TagDescriptions"]:
        assert tags(one["Tags"]) == expected
    groups = [last(managed["serviceSecurityGroups"][0]["arn"]), last(path["loadBalancerSecurityGroups"][0]["arn"])]
    for group in aws.client("ec2").describe_security_groups(GroupIds=groups)["SecurityGroups"]:
        assert tags(group["Tags"]) == expected
    certificate = aws.client("acm").list_tags_for_certificate(CertificateArn=path["certificate"]["arn"])
    assert tags(certificate["Tags"]) == expected
    alarm = aws.client("cloudwatch").list_tags_for_resource(ResourceARN=managed["metricAlarms"][0]["arn"])
    assert tags(alarm["Tags"]) == expected
    logs = aws.client("logs").list_tags_log_group(logGroupName=managed["logGroups"][0]["logGroupName"])
    assert set(logs["tags"].items()) == expected
    target = managed["autoScaling"]["scalableTarget"]["arn"]
    scaling = aws.client("application-autoscaling").list_tags_for_resource(ResourceARN=target)
    assert set(scaling["Tags"].items()) == expected


def test_the_default_cluster_runs_on_fargate(aws: LocalAws) -> None:
    """The one that a first service brings along; another capacity provider is for whoever adds it."""
    aws.settled()
    (cluster,) = aws.ecs.describe_clusters(clusters=["default"])["clusters"]

    assert (cluster["clusterName"], cluster["capacityProviders"]) == ("default", ["FARGATE"])


def test_the_log_group_never_expires(aws: LocalAws) -> None:
    """No retention is set."""
    name = aws.managed(aws.settled())["logGroups"][0]["logGroupName"]
    (group,) = aws.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]

    assert re.fullmatch(r"/aws/ecs/default/web-[0-9a-f]{4}", name)
    assert "retentionInDays" not in group


def test_the_task_definition_is_fargates(aws: LocalAws) -> None:
    """Family of cluster and service, Linux on X86_64, awsvpc; Main is essential, with an init process and 30 s to stop."""
    arn = aws.settled()
    name = aws.describe(arn)["activeConfigurations"][0]["taskDefinitionArn"]
    found = aws.ecs.describe_task_definition(taskDefinition=name)["taskDefinition"]
    (main,) = found["containerDefinitions"]

    assert (found["family"], found["revision"]) == ("default-web", 1)
    assert (found["networkMode"], found["requiresCompatibilities"]) == ("awsvpc", ["FARGATE"])
    assert found["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"}
    assert (main["name"], main["essential"], main["stopTimeout"]) == ("Main", True, 30)
    assert main["linuxParameters"]["initProcessEnabled"] is True
    assert main["portMappings"][0]["protocol"] == "tcp"
    options = main["logConfiguration"]["options"]
    assert (options["awslogs-region"], options["awslogs-stream-prefix"]) == (REGION, "ecs")
    assert (options["mode"], options["max-buffer-size"]) == ("non-blocking", "25m")


def test_the_rollback_alarm_is_as_seen(aws: LocalAws) -> None:
    """Errors in percent of requests, 4xx counted from 5 on, two of three minutes; its name is in the configuration."""
    arn = aws.settled()
    (alarm,) = aws.client("cloudwatch").describe_alarms(AlarmNames=["default/web/RollbackAlarm"])["MetricAlarms"]
    expressions = {metric["Id"]: metric["Expression"] for metric in alarm["Metrics"] if "Expression" in metric}
    sources = {
        metric["Id"]: metric["MetricStat"]["Metric"]["MetricName"]
        for metric in alarm["Metrics"]
        if "MetricStat" in metric
    }

    assert (alarm["AlarmDescription"], alarm["ComparisonOperator"]) == (
        "Rate of 4XX and 5XX errors",
        "GreaterThanThreshold",
    )
    assert (alarm["Threshold"], alarm["EvaluationPeriods"], alarm["DatapointsToAlarm"]) == (1, 3, 2)
    assert alarm["TreatMissingData"] == "notBreaching"
    assert expressions["e"] == "MAX([em0, em1])"
    assert expressions["em0"] == "100 * (IF(m0_4xx < 5, 0, m0_4xx) + m0_5xx) / FILL(m0_total, 1)"
    assert sources["m1_total"] == "RequestCountPerTarget"
    assert {metric["MetricStat"]["Period"] for metric in alarm["Metrics"] if "MetricStat" in metric} == {60}
    settings = aws.ecs.describe_services(services=[arn])["services"][0]["deploymentConfiguration"]
    assert settings["alarms"] == {"alarmNames": ["default/web/RollbackAlarm"], "enable": True, "rollback": True}


@pytest.mark.parametrize(
    ("metric", "predefined"),
    [
        ("AVERAGE_CPU", "ECSServiceAverageCPUUtilization"),
        ("AVERAGE_MEMORY", "ECSServiceAverageMemoryUtilization"),
        ("REQUEST_COUNT_PER_TARGET", "ALBRequestCountPerTarget"),
    ],
)
def test_scaling_tracks_its_metric(aws: LocalAws, metric: str, predefined: str) -> None:
    """A policy named after service and metric, scaling in as well as out."""
    arn = aws.settled(scalingTarget={"autoScalingMetric": metric, "autoScalingTargetValue": 50})
    (policy,) = aws.client("application-autoscaling").describe_scaling_policies(ServiceNamespace="ecs")[
        "ScalingPolicies"
    ]
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]

    assert (policy["PolicyName"], policy["PolicyType"]) == (f"web{predefined}", "TargetTrackingScaling")
    assert policy["ScalableDimension"] == "ecs:service:DesiredCount"
    assert tracking["PredefinedMetricSpecification"]["PredefinedMetricType"] == predefined
    assert tracking.get("DisableScaleIn", False) is False
    (shown,) = aws.managed(arn)["autoScaling"]["applicationAutoScalingPolicies"]
    assert (shown["metric"], shown["targetValue"]) == (predefined, 50.0)


def test_the_service_is_a_canary_on_fargate(aws: LocalAws) -> None:
    """What DescribeServices shows of an Express service: strategy, shares and times, circuit breaker, spreading, tags."""
    arn = aws.settled()
    (found,) = aws.ecs.describe_services(services=[arn])["services"]
    settings = found["deploymentConfiguration"]

    assert found["schedulingStrategy"] == "REPLICA"
    assert found["capacityProviderStrategy"] == [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}]
    assert "launchType" not in found
    assert found["availabilityZoneRebalancing"] == "ENABLED"
    assert (found["enableECSManagedTags"], found["propagateTags"]) == (True, "SERVICE")
    assert (found["resourceManagementType"], found["desiredCount"]) == ("ECS", 1)
    assert (settings["strategy"], settings["bakeTimeInMinutes"]) == ("CANARY", 3)
    assert settings["canaryConfiguration"] == {"canaryPercent": 5.0, "canaryBakeTimeInMinutes": 3}
    assert (settings["maximumPercent"], settings["minimumHealthyPercent"]) == (200, 100)
    assert settings["deploymentCircuitBreaker"]["enable"] is True
    assert settings["deploymentCircuitBreaker"]["rollback"] is True


def test_the_grace_period_is_a_setting(aws: LocalAws) -> None:
    """0 as seen in live services, or 300 as the developer guide says."""
    arn = aws.settled()
    before = aws.ecs.describe_services(services=[arn])["services"][0]["healthCheckGracePeriodSeconds"]
    aws.settings(health_check_grace_period_seconds=300)
    after = aws.ecs.describe_services(services=[arn])["services"][0]["healthCheckGracePeriodSeconds"]

    assert (before, after) == (0, 300)
