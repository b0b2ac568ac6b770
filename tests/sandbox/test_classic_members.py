"""What else belongs to a revision of a classic service: where it reads back, what it needs, how it is cleared."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import (
    CLUSTER,
    create,
    definition,
    described,
    make_service,
    namespace,
    registry,
    settled,
    target_group,
    update,
)
from tests.sandbox.local_aws import LocalAws, primary, refused

NAMED = {"portMappings": [{"name": "http", "containerPort": 80}]}
VOLUME = {"name": "data", "managedEBSVolume": {"roleArn": "arn:aws:iam::123456789012:role/ebs", "sizeInGiB": 10}}
LATTICE = {"portName": "http", "roleArn": "arn:aws:iam::123456789012:role/lattice", "targetGroupArn": "arn:aws:x"}
MONITORING = {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}]}
MEMBERS: dict[str, Any] = {
    "volumeConfigurations": [VOLUME],
    "vpcLatticeConfigurations": [LATTICE],
    "gatewayConnectors": [{"portName": "http"}],
    "monitoring": MONITORING,
}
EMPTY: dict[str, Any] = {
    "volumeConfigurations": [],
    "vpcLatticeConfigurations": [],
    "gatewayConnectors": [],
    "monitoring": {"metricConfigurations": []},
}
IN_A_REVISION_ALONE = {"gatewayConnectors", "monitoring"}


def complete(aws: LocalAws) -> str:
    """Register a task definition with a named port and a volume that the service configures."""
    return definition(aws, container=NAMED, volumes=[{"name": "data", "configuredAtLaunch": True}])


def revision(aws: LocalAws) -> Any:
    """Describe the newest revision."""
    arn = described(aws)["serviceArn"]
    found = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"][0]["targetServiceRevisionArn"]
    return aws.ecs.describe_service_revisions(serviceRevisionArns=[found])["serviceRevisions"][0]


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("setting", ["cleared", "ignored"])
@pytest.mark.row("S2-31", "S2-32")
def test_a_member_reads_back_where_aws_shows_it_until_it_is_cleared(aws: LocalAws, member: str, setting: str) -> None:
    """In the PRIMARY deployment or in the revision alone, never at the top; whether ``[]`` clears is not known."""
    aws.settings(emptied_members=setting)
    settled(aws, taskDefinition=complete(aws))
    before = primary(described(aws))["id"]
    service = update(aws, **{member: MEMBERS[member]})
    assert primary(service)["id"] != before
    assert (member in service, member in primary(service)) == (False, member not in IN_A_REVISION_ALONE)
    assert revision(aws)[member] == MEMBERS[member]
    assert len(update(aws, **{member: MEMBERS[member]})["deployments"]) == 2, "the same again deploys nothing"

    emptied = update(aws, **{member: EMPTY[member]})
    assert (primary(emptied)["id"] == primary(service)["id"]) == (setting == "ignored")
    assert (member in revision(aws)) == (setting == "ignored")


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"volumeConfigurations": [VOLUME, VOLUME]}, "no more than one volume"),
        ({"volumeConfigurations": [{**VOLUME, "name": "other"}]}, "other is not configured at launch"),
        ({"volumeConfigurations": [{"name": "data"}]}, "needs roleArn"),
        ({"volumeConfigurations": [{"name": "data", "managedEBSVolume": {"roleArn": "x"}}]}, "sizeInGiB or snapshotId"),
        ({"vpcLatticeConfigurations": [{**LATTICE, "portName": "grpc"}]}, "port name grpc"),
        ({"gatewayConnectors": [{"portName": "grpc"}]}, "port name grpc"),
        ({"gatewayConnectors": [{"portName": "http"}] * 2}, "no more than one gateway connector"),
        (
            {"gatewayConnectors": [{"portName": "http", "deregistrationDelay": {"timeoutSeconds": 3601}}]},
            "between 0 and 3600",
        ),
        ({"monitoring": {"metricConfigurations": [{"metricNames": ["X"], "resolutionSeconds": 20}]}}, "metricNames"),
        (
            {"monitoring": {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 30}]}},
            "20 or 60",
        ),
        ({"loadBalancers": [{"targetGroupArn": "x"}] * 6}, "up to 5 target groups"),
        ({"loadBalancers": [{"targetGroupArn": "x"}]}, "does not exist"),
        ({"serviceRegistries": [{"registryArn": "x"}]}, "service registry x does not exist"),
        ({"serviceRegistries": [{"registryArn": "x"}] * 2}, "Multiple service registries"),
        ({"healthCheckGracePeriodSeconds": 2**31}, "between 0 and 2147483647"),
        ({"serviceConnectConfiguration": {"enabled": True}}, "no default namespace"),
    ],
    ids=lambda value: str(value)[:50],
)
@pytest.mark.row("S2-22", "S2-23", "S2-29", "S2-31", "S2-32")
def test_what_does_not_fit_is_refused(aws: LocalAws, request_: dict[str, Any], words: str) -> None:
    """When a service is made and when it is changed, with the same words."""
    own = complete(aws)
    found = refused(lambda: create(aws, taskDefinition=own, **request_))
    settled(aws, taskDefinition=own)

    assert found == refused(lambda: update(aws, **request_))
    assert (found[0], words in found[1]) == ("InvalidParameterException", True)


@pytest.mark.row("S2-28", "S2-38")
def test_service_connect_shows_in_the_primary_deployment_until_it_is_switched_off(aws: LocalAws) -> None:
    """With what Cloud Map has of it; its namespace is named, or the cluster's."""
    settled(aws, taskDefinition=complete(aws))
    port = {"portName": "http", "discoveryName": "shop", "clientAliases": [{"port": 80, "dnsName": "shop"}]}
    connect = {"enabled": True, "namespace": "nowhere", "services": [port]}
    found = refused(lambda: update(aws, serviceConnectConfiguration=connect))
    assert found[0] == "NamespaceNotFoundException"
    connect["namespace"] = namespace(aws)
    service = update(aws, serviceConnectConfiguration=connect)
    assert "serviceConnectConfiguration" not in service
    assert primary(service)["serviceConnectConfiguration"] == connect == revision(aws)["serviceConnectConfiguration"]
    (made,) = primary(service)["serviceConnectResources"]
    assert (made["discoveryName"], ":servicediscovery:" in made["discoveryArn"]) == ("shop", True)

    two = {**connect, "services": [{**port, "clientAliases": [{"port": 80}, {"port": 81}]}]}
    assert "one client alias" in refused(lambda: update(aws, serviceConnectConfiguration=two))[1]
    other = {**connect, "services": [{"portName": "grpc"}]}
    assert "port name grpc" in refused(lambda: update(aws, serviceConnectConfiguration=other))[1]
    unnamed = definition(aws)
    assert "port name http" in refused(lambda: update(aws, taskDefinition=unnamed))[1]
    off = update(aws, serviceConnectConfiguration={"enabled": False})
    assert not {"serviceConnectConfiguration", "serviceConnectResources"} & primary(off).keys()


@pytest.mark.row("S2-28")
def test_the_clusters_namespace_counts_where_none_is_named(aws: LocalAws) -> None:
    """By name, or by ARN."""
    settled(aws)
    own = namespace(aws)
    arn = aws.client("servicediscovery").list_namespaces()["Namespaces"][0]["Arn"]
    aws.ecs.update_cluster(cluster=CLUSTER, serviceConnectDefaults={"namespace": own})
    service = update(aws, serviceConnectConfiguration={"enabled": True})
    assert primary(service)["serviceConnectConfiguration"] == {"enabled": True, "namespace": own}
    service = update(aws, serviceConnectConfiguration={"enabled": True, "namespace": arn})
    assert primary(service)["serviceConnectConfiguration"]["namespace"] == arn


@pytest.mark.row("S2-23", "S2-29")
def test_load_balancers_and_registries_are_replaced_and_removed(aws: LocalAws) -> None:
    """From one target group to several and back; each change deploys, and ``[]`` removes."""
    arn = settled(aws)
    groups = [target_group(aws, name)[0] for name in ("web", "api")]
    own = {"registryArn": registry(aws), "containerName": "web", "containerPort": 80}
    steps: list[dict[str, Any]] = [
        {"loadBalancers": groups[:1]}, {"loadBalancers": groups}, {"loadBalancers": groups[1:]}, {"loadBalancers": []},
        {"serviceRegistries": [own]}, {"serviceRegistries": []},
    ]  # fmt: skip
    for asked in steps:
        before = primary(described(aws))["id"]
        service = update(aws, **asked)
        assert (primary(service)["id"] != before, service.items() >= asked.items()) == (True, True)
        aws.run_out()
        assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    other = {**own, "containerName": "api"}
    found = refused(lambda: update(aws, serviceRegistries=[other]))
    assert found[1] == "The container api does not exist in the task definition."


@pytest.mark.row("S2-12")
def test_load_balancers_and_registries_need_the_service_linked_role(aws: LocalAws) -> None:
    """Other members can be updated without it."""
    settled(aws)
    group, own = target_group(aws)[0], {"registryArn": registry(aws)}
    aws.client("iam").detach_role_policy(
        RoleName="AWSServiceRoleForECS", PolicyArn="arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"
    )
    aws.client("iam").delete_role(RoleName="AWSServiceRoleForECS")
    for asked in ({"loadBalancers": [group]}, {"serviceRegistries": [own]}):
        code, words = refused(lambda **request: update(aws, **request), **asked)
        assert code == "InvalidParameterException"
        assert words.endswith("verify that the ECS service role being passed has the proper permissions.")
    update(aws, loadBalancers=[], desiredCount=1)
    update(aws, forceNewDeployment=True)


@pytest.mark.parametrize("setting", ["unused", "refused"])
@pytest.mark.row("S2-22")
def test_a_grace_period_without_checks_is_a_setting(aws: LocalAws, setting: str) -> None:
    """Today unused, refused until 2023; 0 is always taken, and it is absent as long as nobody gives it."""
    aws.settings(grace_period_without_checks=setting)
    make_service(aws, "rolling")
    assert "healthCheckGracePeriodSeconds" not in described(aws)
    if setting == "refused":
        words = "Health check grace period is only valid for services configured to use load balancers"
        assert refused(lambda: update(aws, healthCheckGracePeriodSeconds=9))[1] == words
    else:
        kept = update(aws, healthCheckGracePeriodSeconds=2**31 - 1)
        assert (kept["healthCheckGracePeriodSeconds"], len(kept["deployments"])) == (2**31 - 1, 1)
    assert update(aws, healthCheckGracePeriodSeconds=0)["healthCheckGracePeriodSeconds"] == 0
