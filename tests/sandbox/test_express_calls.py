"""The four Express calls, as boto3 sees them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.local_aws import REGION, LocalAws

UNKNOWN = f"arn:aws:ecs:{REGION}:123456789012:service/default/unknown"


def refused(call: Any, **request: Any) -> tuple[str, str]:
    """Give code and message of a refused call."""
    with pytest.raises(ClientError) as error:
        call(**request)
    return error.value.response["Error"]["Code"], error.value.response["Error"]["Message"]


def test_a_new_service_is_active_at_once(aws: LocalAws) -> None:
    """Long before it serves; its endpoint and its revision are known."""
    service = aws.create()
    assert service["status"] == {"statusCode": "ACTIVE"}
    assert service["serviceArn"] == f"arn:aws:ecs:{REGION}:123456789012:service/default/web"
    assert service["cluster"] == f"arn:aws:ecs:{REGION}:123456789012:cluster/default"
    assert "currentDeployment" not in aws.describe(service["serviceArn"])
    (configuration,) = service["activeConfigurations"]
    (path,) = configuration["ingressPaths"]
    assert path["accessType"] == "PUBLIC"
    assert re.fullmatch(rf"we-[0-9a-f]{{32}}\.ecs\.{REGION}\.on\.aws", path["endpoint"])
    assert len(configuration["networkConfiguration"]["subnets"]) == 3


def test_unset_lists_read_back_empty(aws: LocalAws) -> None:
    """Command, environment and secrets that were never given come back as empty lists."""
    container = aws.describe(aws.create()["serviceArn"])["activeConfigurations"][0]["primaryContainer"]
    assert [container[name] for name in ("command", "environment", "secrets")] == [[], [], []]
    assert container["containerPort"] == 80
    assert container["awsLogsConfiguration"]["logStreamPrefix"] == "ecs"
    assert re.fullmatch(r"/aws/ecs/default/web-[0-9a-f]{4}", container["awsLogsConfiguration"]["logGroup"])


def test_a_service_without_a_name_is_named_after_its_image(aws: LocalAws) -> None:
    """Image name and four hexadecimal digits."""
    answer = aws.ecs.create_express_gateway_service(**aws.roles(), primaryContainer={"image": "nova/core:3"})
    assert re.fullmatch(r"core-[0-9a-f]{4}", answer["service"]["serviceName"])


def test_tags_are_answered_on_request(aws: LocalAws) -> None:
    """Only with include TAGS; TagResource and UntagResource change them without a deployment."""
    arn = aws.create(tags=[{"key": "team", "value": "shop"}])["serviceArn"]
    assert "tags" not in aws.describe(arn)
    aws.ecs.tag_resource(resourceArn=arn, tags=[{"key": "stage", "value": "test"}])
    aws.ecs.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert aws.describe(arn, include=["TAGS"])["tags"] == [{"key": "stage", "value": "test"}]
    assert aws.ecs.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "stage", "value": "test"}]
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1


def test_the_default_cluster_is_made_and_others_must_exist(aws: LocalAws) -> None:
    """Only ``default`` comes by itself; another can be named or given as an ARN."""
    roles = aws.roles()
    with pytest.raises(aws.ecs.exceptions.ClusterNotFoundException):
        aws.create(roles=roles, cluster="shop")
    assert aws.ecs.list_clusters()["clusterArns"] == []
    cluster = aws.ecs.create_cluster(clusterName="shop")["cluster"]["clusterArn"]
    service = aws.create(roles=roles, cluster=cluster)
    assert service["cluster"] == cluster
    assert service["serviceArn"].endswith(":service/shop/web")
    aws.create(roles=roles)
    assert len(aws.ecs.list_clusters()["clusterArns"]) == 2


def test_a_name_is_taken_while_its_service_lives(aws: LocalAws) -> None:
    """ACTIVE and DRAINING names are refused, each in its words; an INACTIVE one is free."""
    roles = aws.roles()
    first = aws.settled(roles=roles)
    endpoint = aws.endpoint(first)
    again = {**roles, "serviceName": "web", "primaryContainer": {"image": "a:1"}}
    create = aws.ecs.create_express_gateway_service
    assert refused(create, **again) == ("InvalidParameterException", "Creation of service was not idempotent.")
    aws.ecs.delete_express_gateway_service(serviceArn=first)
    draining = ("InvalidParameterException", "Unable to Start a service that is still Draining.")
    assert refused(create, **again) == draining
    aws.run_out()
    second = create(**again)["service"]["serviceArn"]
    assert second == first
    assert aws.endpoint(second) != endpoint


def test_an_unknown_service_is_not_found_in_either_way(aws: LocalAws) -> None:
    """The words that were observed, or the exceptions that the model declares."""
    calls = [
        (aws.ecs.describe_express_gateway_service, "ResourceNotFoundException"),
        (aws.ecs.update_express_gateway_service, "ServiceNotFoundException"),
        (aws.ecs.delete_express_gateway_service, "ServiceNotFoundException"),
    ]
    for call, _ in calls:
        assert refused(call, serviceArn=UNKNOWN) == ("InvalidParameterException", "Resource not found")
    aws.settings(not_found="modelled")
    for call, modelled in calls:
        assert refused(call, serviceArn=UNKNOWN)[0] == modelled


def test_a_service_is_known_in_its_own_region_only(aws: LocalAws) -> None:
    """The same ARN asked in another Region is not found."""
    arn = aws.create()["serviceArn"]
    other = aws.client("ecs", "us-east-1")
    assert refused(other.describe_express_gateway_service, serviceArn=arn)[1] == "Resource not found"


def test_deleting_drains_and_then_leaves_an_inactive_service(aws: LocalAws) -> None:
    """DRAINING for one to two minutes, then INACTIVE, described for a while, then unknown."""
    arn = aws.settled()
    answer = aws.ecs.delete_express_gateway_service(serviceArn=arn)["service"]
    assert answer["status"]["statusCode"] == "DRAINING"
    for call in (aws.ecs.delete_express_gateway_service, aws.ecs.update_express_gateway_service):
        assert refused(call, serviceArn=arn) == ("ServiceNotActiveException", "Service is in DRAINING status")
    aws.advance(60)
    assert aws.describe(arn)["status"]["statusCode"] == "DRAINING"
    aws.advance(60)
    assert aws.describe(arn)["status"]["statusCode"] == "INACTIVE"
    assert refused(aws.ecs.delete_express_gateway_service, serviceArn=arn) == (
        "ServiceNotActiveException",
        "Cannot perform this operation on a service in INACTIVE status",
    )
    aws.advance(3600)
    assert refused(aws.ecs.describe_express_gateway_service, serviceArn=arn)[1] == "Resource not found"


def test_revisions_of_an_inactive_service_are_refused(aws: LocalAws) -> None:
    """In the words that the AWS CLI takes for the end of its monitoring."""
    arn = aws.settled()
    revision = aws.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    assert refused(aws.ecs.describe_service_revisions, serviceRevisionArns=[revision]) == (
        "InvalidParameterException",
        "Cannot call DescribeServiceRevisions for a service that is INACTIVE",
    )


def test_an_update_answers_its_target(aws: LocalAws) -> None:
    """A new revision with a new task definition of the same family; the health check path is left out."""
    arn = aws.settled()
    before = aws.describe(arn)["activeConfigurations"][0]
    target = aws.update(arn, "shop/web:2")["targetConfiguration"]
    assert target["primaryContainer"]["image"] == "shop/web:2"
    assert target["serviceRevisionArn"] != before["serviceRevisionArn"]
    assert target["taskDefinitionArn"].endswith(":task-definition/default-web:2")
    assert "healthCheckPath" not in target


def test_the_same_values_again_deploy_again(aws: LocalAws) -> None:
    """AWS does not compare: an update that changes nothing makes a revision and a deployment."""
    arn = aws.settled()
    aws.update(arn, "shop/web:1")
    deployments = aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]
    assert len({d["targetServiceRevisionArn"] for d in deployments}) == 2


def test_task_definitions_are_what_express_renders(aws: LocalAws) -> None:
    """Container Main with the whole task to itself, its port named, its logs not blocking."""
    arn = aws.create(cpu="512", memory="1024", primaryContainer={"containerPort": 8080})["serviceArn"]
    name = aws.describe(arn)["activeConfigurations"][0]["taskDefinitionArn"]
    definition = aws.ecs.describe_task_definition(taskDefinition=name)["taskDefinition"]
    (main,) = definition["containerDefinitions"]
    assert (definition["cpu"], definition["memory"], definition["networkMode"]) == ("512", "1024", "awsvpc")
    assert (main["name"], main["cpu"], main["memory"], main["memoryReservation"]) == ("Main", 512, 1024, 1024)
    assert main["portMappings"][0]["name"] == "main-8080-tcp"
    assert main["logConfiguration"]["options"]["mode"] == "non-blocking"


def test_a_task_definition_of_ones_own_is_used_as_it_is(aws: LocalAws) -> None:
    """Its container is read back; a later image builds on it, so that the sidecar stays."""
    roles = aws.roles()
    family = {
        "family": "own",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "1024",
        "memory": "2048",
        "executionRoleArn": roles["executionRoleArn"],
    }
    main = {"name": "Main", "image": "shop/web:1", "portMappings": [{"containerPort": 8080, "name": "http"}]}
    sidecar = {"name": "logs", "image": "fluent-bit:1"}
    register = aws.ecs.register_task_definition
    own = register(**family, containerDefinitions=[main, sidecar])["taskDefinition"]["taskDefinitionArn"]
    wrong = register(**family, containerDefinitions=[sidecar])["taskDefinition"]["taskDefinitionArn"]
    base = {"serviceName": "web", "infrastructureRoleArn": roles["infrastructureRoleArn"]}
    create = aws.ecs.create_express_gateway_service
    assert "container named 'Main'" in refused(create, **base, taskDefinitionArn=wrong)[1]
    service = create(**base, taskDefinitionArn=own)["service"]
    configuration = service["activeConfigurations"][0]
    assert configuration["taskDefinitionArn"] == own
    assert configuration["primaryContainer"]["containerPort"] == 8080
    target = aws.update(service["serviceArn"], "shop/web:2")["targetConfiguration"]
    definition = aws.ecs.describe_task_definition(taskDefinition=target["taskDefinitionArn"])["taskDefinition"]
    assert definition["family"] == "default-web"
    assert {c["name"]: c["image"] for c in definition["containerDefinitions"]} == {
        "Main": "shop/web:2",
        "logs": "fluent-bit:1",
    }


def test_a_refused_create_leaves_nothing_behind(aws: LocalAws) -> None:
    """Everything is judged before anything is changed."""
    roles = aws.roles()
    for wrong in ({"cpu": "3"}, {"serviceName": "a b"}, {"networkConfiguration": {"subnets": ["subnet-0"]}}):
        assert refused(aws.create, roles=roles, **wrong)[0] == "InvalidParameterException"
    assert aws.ecs.list_clusters()["clusterArns"] == []
    assert aws.ecs.list_task_definitions()["taskDefinitionArns"] == []
    assert aws.control("GET", "/clock")["next_change"] is None


def test_private_subnets_make_a_private_service(aws: LocalAws) -> None:
    """Without a route to the internet the service is PRIVATE; mixed subnets are refused."""
    ec2 = aws.client("ec2")
    public = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]]
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    private = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{n}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("ab")
    ]
    roles = aws.roles()
    for wrong in ([*private, *public], [private[0]]):
        assert (
            refused(aws.create, roles=roles, networkConfiguration={"subnets": wrong})[0] == "InvalidParameterException"
        )
    service = aws.create(roles=roles, networkConfiguration={"subnets": private})
    assert service["activeConfigurations"][0]["ingressPaths"][0]["accessType"] == "PRIVATE"


def test_without_a_default_vpc_subnets_must_be_given(aws: LocalAws) -> None:
    """The account can be one that has no default VPC."""
    aws.settings(default_vpc=False)
    code, message = refused(aws.create)
    assert (code, "Specify subnets" in message) == ("InvalidParameterException", True)


@pytest.mark.parametrize(
    ("setting", "value", "path", "expected"),
    [
        ("endpoint_scheme", "always", ("ingressPaths", 0, "endpoint"), r"https://we-.*"),
        ("endpoint_scheme", "later", ("ingressPaths", 0, "endpoint"), r"we-.*"),
        ("managed_security_group", "at_once", ("networkConfiguration", "securityGroups", 0), r"sg-.*"),
    ],
)
def test_what_is_not_certain_is_a_setting(
    aws: LocalAws, setting: str, value: str, path: tuple[Any, ...], expected: str
) -> None:
    """The answer right after the create, with the other behaviour chosen."""
    aws.settings(**{setting: value})
    found: Any = aws.describe(aws.create()["serviceArn"])["activeConfigurations"][0]
    for step in path:
        found = found[step]
    assert re.fullmatch(expected, found)


def test_the_managed_security_group_appears_late(aws: LocalAws) -> None:
    """Not in the answer of the create, but in a describe soon after."""
    service = aws.create()
    assert service["activeConfigurations"][0]["networkConfiguration"]["securityGroups"] == []
    aws.advance(15)
    groups = aws.describe(service["serviceArn"])["activeConfigurations"][0]["networkConfiguration"]["securityGroups"]
    assert len(groups) == 1


def test_timestamps_carry_milliseconds(aws: LocalAws) -> None:
    """Created times of calls within one second keep their order."""
    roles = aws.roles()
    times = [aws.create(roles=roles, serviceName=name)["createdAt"] for name in ("a", "b", "c")]
    assert times == sorted(times)
    assert len(set(times)) == 3
    assert any(time.microsecond for time in times)
