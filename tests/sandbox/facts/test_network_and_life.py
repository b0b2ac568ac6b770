"""Where services go, what a revision tells, and the states and names of their lives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.local_aws import REGION, LocalAws

SERVICE = f"arn:aws:ecs:{REGION}:123456789012:service/default/web"


def private_subnets(aws: LocalAws) -> list[str]:
    """Make a VPC with two subnets and no way to the internet."""
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    made = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{number}.0/24", AvailabilityZone=f"{REGION}{zone}")
        for number, zone in enumerate("ab")
    ]
    return [subnet["Subnet"]["SubnetId"] for subnet in made]


def revision(aws: LocalAws, arn: str) -> Any:
    """Describe the newest revision of a service."""
    asked = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    return aws.ecs.describe_service_revisions(serviceRevisionArns=[asked])["serviceRevisions"][0]


def test_one_subnet_list_serves_load_balancer_and_tasks(aws: LocalAws) -> None:
    """Public subnets: a public load balancer, and tasks with public addresses."""
    arn = aws.settled()
    found = revision(aws, arn)
    network = found["networkConfiguration"]["awsvpcConfiguration"]
    balancer = found["ecsManagedResources"]["ingressPaths"][0]["loadBalancer"]

    assert set(network["subnets"]) == set(balancer["subnetIds"])
    assert (network["assignPublicIp"], balancer["scheme"]) == ("ENABLED", "internet-facing")


def test_private_subnets_make_an_internal_load_balancer(aws: LocalAws) -> None:
    """No public addresses; a load balancer of its own beside the public one."""
    roles = aws.roles()
    aws.settled(roles=roles)
    arn = aws.settled(roles=roles, serviceName="inner", networkConfiguration={"subnets": private_subnets(aws)})
    found = revision(aws, arn)

    assert found["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"] == "DISABLED"
    assert found["ecsManagedResources"]["ingressPaths"][0]["accessType"] == "PRIVATE"
    assert {b["Scheme"] for b in aws.elbv2.describe_load_balancers()["LoadBalancers"]} == {
        "internal",
        "internet-facing",
    }


def test_services_of_several_clusters_share_a_load_balancer(aws: LocalAws) -> None:
    """What counts is VPC and scheme."""
    roles = aws.roles()
    aws.ecs.create_cluster(clusterName="shop")
    arns = [aws.settled(roles=roles), aws.settled(roles=roles, cluster="shop")]
    balancers = {aws.managed(arn)["ingressPaths"][0]["loadBalancer"]["arn"] for arn in arns}

    assert len(balancers) == 1


def test_a_group_of_ones_own_joins_the_managed_one(aws: LocalAws) -> None:
    """Both are attached to the tasks."""
    ec2 = aws.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    own = ec2.create_security_group(GroupName="own", Description="own", VpcId=vpc)["GroupId"]
    arn = aws.settled(networkConfiguration={"securityGroups": [own]})
    attached = aws.describe(arn)["activeConfigurations"][0]["networkConfiguration"]["securityGroups"]
    managed = aws.managed(arn)["serviceSecurityGroups"][0]["arn"].rsplit("/", 1)[-1]

    assert set(attached) == {own, managed}


def test_a_revision_tells_what_it_runs_on(aws: LocalAws) -> None:
    """Task definition, both target groups with their rule and role, the image's digest, platform and network."""
    arn = aws.settled()
    found = revision(aws, arn)
    path = found["ecsManagedResources"]["ingressPaths"][0]
    (balancer,) = found["loadBalancers"]

    assert found["taskDefinition"].endswith(":task-definition/default-web:1")
    assert balancer["advancedConfiguration"]["productionListenerRule"] == path["rule"]["arn"]
    assert balancer["advancedConfiguration"]["roleArn"].endswith(":role/infrastructure")
    groups = {balancer["targetGroupArn"], balancer["advancedConfiguration"]["alternateTargetGroupArn"]}
    assert groups == {group["arn"] for group in path["targetGroups"]}
    assert found["resolvedConfiguration"]["loadBalancers"][0]["targetGroupArn"] in groups
    (image,) = found["containerImages"]
    assert (image["containerName"], image["imageDigest"][:7]) == ("Main", "sha256:")
    assert found["platformFamily"] == "Linux"


def test_managed_resources_have_the_form_of_the_model(aws: LocalAws) -> None:
    """Every group of them is there, each with a status and the time of its last change."""
    managed = aws.managed(aws.settled())
    path = managed["ingressPaths"][0]
    everything = [path[name] for name in ("loadBalancer", "certificate", "listener", "rule")]
    everything += [*path["loadBalancerSecurityGroups"], *path["targetGroups"], managed["autoScaling"]["scalableTarget"]]
    everything += managed["autoScaling"]["applicationAutoScalingPolicies"]
    for name in ("metricAlarms", "serviceSecurityGroups", "logGroups"):
        everything += managed[name]

    assert len(everything) == 12
    assert {resource["status"] for resource in everything} == {"ACTIVE"}
    assert all(resource["arn"] and resource["updatedAt"] for resource in everything)


def test_arns_name_cluster_and_service(aws: LocalAws) -> None:
    """Of the service, its revisions and its deployments."""
    arn = aws.settled()
    deployment = aws.deployment(arn)
    base = rf"arn:aws:ecs:{REGION}:123456789012"

    assert arn == SERVICE
    assert re.fullmatch(rf"{base}:service-deployment/default/web/\S+", deployment["serviceDeploymentArn"])
    assert re.fullmatch(rf"{base}:service-revision/default/web/\d+", deployment["targetServiceRevision"]["arn"])


def test_a_deployment_tells_the_share_of_each_revision(aws: LocalAws) -> None:
    """Requested, running and pending tasks and production traffic, of target and source, during the canary."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    while 5 not in aws.weights(arn):
        assert aws.next_change()
    deployment = aws.deployment(arn)
    (source,) = deployment["sourceServiceRevisions"]
    target = deployment["targetServiceRevision"]

    assert deployment["lifecycleStage"] == "PRODUCTION_TRAFFIC_SHIFT"
    assert (target["requestedProductionTrafficWeight"], source["requestedProductionTrafficWeight"]) == (5.0, 95.0)
    assert (target["runningTaskCount"], source["runningTaskCount"]) == (1, 1)
    assert (target["requestedTaskCount"], target["pendingTaskCount"]) == (1, 0)


def test_the_endpoint_stays_for_the_life_of_a_service(aws: LocalAws) -> None:
    """Through updates and rollbacks; in another life it is another."""
    arn = aws.settled()
    first = aws.endpoint(arn)
    for image in ("shop/web:2", "shop/web:unhealthy"):
        aws.update(arn, image)
        aws.run_out()
        assert aws.endpoint(arn) == first
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()

    assert aws.endpoint(aws.settled(roles=_old_roles())) != first


def _old_roles() -> dict[str, str]:
    base = "arn:aws:iam::123456789012:role"
    return {"executionRoleArn": f"{base}/execution", "infrastructureRoleArn": f"{base}/infrastructure"}


def test_the_load_balancer_outlives_its_last_service_for_a_moment(aws: LocalAws) -> None:
    """Right after the delete it is still there, and the old URL gives 503."""
    arn = aws.settled()
    endpoint = aws.endpoint(arn)
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    (balancer,) = aws.elbv2.describe_load_balancers()["LoadBalancers"]
    assert balancer["State"]["Code"] == "active"
    assert aws.get(endpoint).status == 503
    aws.run_out()

    assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []


def test_no_operation_pages_where_the_model_does_not(aws: LocalAws) -> None:
    """Botocore knows neither waiter nor paginator for the Express calls; ListServiceDeployments takes 1 to 100."""
    arn = aws.settled()

    assert not aws.ecs.can_paginate("list_service_deployments")
    assert not [name for name in aws.ecs.waiter_names if "express" in name]
    for wrong in (0, 101):
        with pytest.raises(ClientError, match="maxResults"):
            aws.unchecked("ecs").list_service_deployments(service=arn, maxResults=wrong)


def test_more_than_twenty_arns_are_refused(aws: LocalAws) -> None:
    """In each of the two describe calls."""
    arn = aws.settled()
    deployment = aws.deployment(arn)
    calls = [
        (aws.ecs.describe_service_deployments, "serviceDeploymentArns", deployment["serviceDeploymentArn"]),
        (aws.ecs.describe_service_revisions, "serviceRevisionArns", deployment["targetServiceRevision"]["arn"]),
    ]
    for call, name, known in calls:
        with pytest.raises(ClientError) as refused:
            call(**{name: [known] * 21})
        assert refused.value.response["Error"]["Code"] == "InvalidParameterException"


def test_the_bakes_of_a_first_deployment_are_a_setting(aws: LocalAws) -> None:
    """With them a create takes minutes longer; it has nothing to shift away from."""
    roles = aws.roles()
    taken = []
    for name, bakes in (("a", False), ("b", False), ("c", True)):
        aws.settings(first_deployment_bakes=bakes)
        deployment = aws.deployment(aws.settled(roles=roles, serviceName=name))
        taken.append(deployment["finishedAt"] - deployment["createdAt"])

    assert (taken[2] - taken[1]).total_seconds() > 170


def test_how_long_an_inactive_service_shows_is_a_setting(aws: LocalAws) -> None:
    """AWS gives no time; at once is one of them."""
    arn = aws.settled()
    aws.settings(inactive_visible_seconds=0)
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    aws.advance(1)

    with pytest.raises(ClientError, match="Resource not found"):
        aws.describe(arn)


def test_a_cluster_with_express_services_stays(aws: LocalAws) -> None:
    """It cannot be deleted before the last of them is INACTIVE."""
    arn = aws.settled()
    with pytest.raises(aws.ecs.exceptions.ClusterContainsServicesException):
        aws.ecs.delete_cluster(cluster="default")
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()

    assert aws.ecs.delete_cluster(cluster="default")["cluster"]["status"] == "INACTIVE"


def test_a_task_starts_and_passes_its_checks_in_time(aws: LocalAws) -> None:
    """It runs 30 seconds after it was asked for; five checks, 30 seconds apart, make it healthy."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    while ["healthy"] not in aws.health(arn)[1:]:
        assert aws.next_change()
    healthy_at = aws.deployment(arn)["updatedAt"]
    tasks = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
    newest = max(tasks, key=lambda task: task["createdAt"])

    assert (newest["startedAt"] - newest["createdAt"]).total_seconds() == pytest.approx(30, abs=1)
    assert (healthy_at - newest["startedAt"]).total_seconds() == pytest.approx(150, abs=1)
