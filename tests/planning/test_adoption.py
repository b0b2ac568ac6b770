"""Describing a service that somebody else has made: which arguments, what stays out, what is said beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.planning.adoption_samples import (
    DEFAULT_SUBNETS,
    DEFINITION,
    LOGS,
    OWN_GROUP,
    OWNER,
    definition,
    reported,
    subject,
)
from tests.service_samples import ARN, EXECUTION_ROLE, INFRASTRUCTURE_ROLE, REGION, TASK_ROLE

from pulumi_ecs_express.model.fields.property_paths import nest
from pulumi_ecs_express.planning.adoption.declared import declared
from pulumi_ecs_express.planning.adoption.definition import further_parts
from pulumi_ecs_express.planning.adoption.import_file import OF_A_SECRET, SIGNATURE, Imported, Stored, import_file
from pulumi_ecs_express.planning.adoption.outside_settings import BY_EXPRESS_MODE, changed_outside
from pulumi_ecs_express.planning.adoption.program import described, notes, program
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.program.program import main_file

LEAST = {
    "primaryContainer": {"image": "app:1"},
    "executionRoleArn": EXECUTION_ROLE,
    "infrastructureRoleArn": INFRASTRUCTURE_ROLE,
    "serviceName": "web",
    "region": REGION,
}
SCALING: dict[str, Any] = {
    "minTaskCount": 1, "maxTaskCount": 20, "autoScalingMetric": "AVERAGE_CPU", "autoScalingTargetValue": 60,
}  # fmt: skip


def test_what_aws_chose_is_left_out() -> None:
    """Image, roles, name and Region are left: without them the program would be about another service."""
    assert nest(declared(subject())) == LEAST


@pytest.mark.parametrize(
    ("settings", "more"),
    [
        (reported({"containerPort": 8080}), {"primaryContainer": {"image": "app:1", "containerPort": 8080}}),
        (reported({"command": ["a", "b"]}), {"primaryContainer": {"image": "app:1", "command": ["a", "b"]}}),
        (reported({"environment": {"A": ""}}), {"primaryContainer": {"image": "app:1", "environment": {"A": ""}}}),
        (reported({"secrets": {"A": "/a"}}), {"primaryContainer": {"image": "app:1", "secrets": {"A": "/a"}}}),
        (
            reported({"awsLogsConfiguration": {"logGroup": "/web", "logStreamPrefix": "ecs"}}),
            {"primaryContainer": {"image": "app:1", "awsLogsConfiguration": {"logGroup": "/web"}}},
        ),
        (
            reported({"awsLogsConfiguration": {**LOGS, "logStreamPrefix": "web"}}),
            {"primaryContainer": {"image": "app:1", "awsLogsConfiguration": {**LOGS, "logStreamPrefix": "web"}}},
        ),
        (
            reported({"awsLogsConfiguration": {"logGroup": "/aws/ecs/default/web-prod"}}),
            {"primaryContainer": {"image": "app:1", "awsLogsConfiguration": {"logGroup": "/aws/ecs/default/web-prod"}}},
        ),
        (reported(cpu="512"), {"cpu": "512", "memory": "2048"}),
        (reported(memory="4096"), {"cpu": "1024", "memory": "4096"}),
        (reported(cpuArchitecture="ARM64"), {"cpuArchitecture": "ARM64"}),
        (reported(taskRoleArn=TASK_ROLE), {"taskRoleArn": TASK_ROLE}),
        (reported(healthCheckPath="/up"), {"healthCheckPath": "/up"}),
        (reported(scalingTarget={**SCALING, "maxTaskCount": 3}), {"scalingTarget": {"maxTaskCount": 3}}),
        (
            reported(scalingTarget={**SCALING, "minTaskCount": 0, "maxTaskCount": 0}),
            {"scalingTarget": {"minTaskCount": 0, "maxTaskCount": 0}},
        ),
        (
            reported(scalingTarget={**SCALING, "autoScalingMetric": "AVERAGE_MEMORY"}),
            {"scalingTarget": {"autoScalingMetric": "AVERAGE_MEMORY", "autoScalingTargetValue": 60}},
        ),
        (
            reported(networkConfiguration={"subnets": [*DEFAULT_SUBNETS], "securityGroups": ["sg-1", OWN_GROUP]}),
            {"networkConfiguration": {"securityGroups": ["sg-1"]}},
        ),
        (
            reported(networkConfiguration={"subnets": ["subnet-0def0001", "subnet-0aaa1111"]}),
            {"networkConfiguration": {"subnets": ["subnet-0def0001", "subnet-0aaa1111"]}},
        ),
    ],
)
def test_what_somebody_chose_is_declared(settings: dict[str, Any], more: dict[str, Any]) -> None:
    """Alone, but for pairs that a reader understands together."""
    assert nest(declared(subject(settings))) == {**LEAST, **more}


def test_subnets_that_nobody_knows_to_be_the_default_are_declared() -> None:
    """Where EC2 may not be asked: more than needed, and never wrong."""
    one = subject()
    unasked = Subject(one.service, one.settings, one.definition, one.own_groups)

    assert declared(unasked)["networkConfiguration", "subnets"] == DEFAULT_SUBNETS


def test_tags_of_aws_and_of_this_package_are_not_the_programs() -> None:
    """Those of other tools are."""
    tags = {"aws:x": "1", "AWS:Y": "2", "AmazonECSManaged": "true", "pulumi:owner": "a", "team": "web", "none": ""}

    assert nest(declared(subject(tags=tags)))["tags"] == {"team": "web", "none": ""}


def test_another_cluster_is_named() -> None:
    """The default one is not."""
    elsewhere = subject(cluster="apps", running=definition("apps-web"))

    assert nest(declared(elsewhere)) == {**LEAST, "cluster": "apps"}


@pytest.mark.parametrize(
    ("running", "parts"),
    [
        (definition(), []),
        (definition("shop"), ["family shop"]),
        (definition(others=[{"name": "proxy", "image": "envoy:1"}]), ["sidecars proxy"]),
        (definition(volumes=[{"name": "data"}]), ["volumes data"]),
        (definition(main={"ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}]}), ["ulimits of the container"]),
        (definition(containerDefinitions=[{"name": "app", "image": "app:1"}]), ["other containers"]),
    ],
    ids=["own", "family", "sidecar", "volume", "field", "no Main"],
)  # fmt: skip
def test_a_task_definition_of_somebody_else_is_named(running: Any, parts: list[str]) -> None:
    """In place of all that it holds; Express Mode's own is left to it."""
    one = subject(running=running)
    found = nest(declared(one))

    assert further_parts(one) == parts
    if parts:
        assert found["taskDefinitionArn"] == DEFINITION
        assert not {"primaryContainer", "executionRoleArn", "cpu"} & found.keys()
        text = main_file(program(described([one]), adopting=True))
        assert parts[0] in text
        assert "# Express Mode did not render this task definition" in text
    else:
        assert found == LEAST


def test_a_service_whose_task_definition_is_gone_is_described_by_its_container() -> None:
    """AWS still shows its settings."""
    assert nest(declared(subject(running=None))) == LEAST


def test_the_program_reads_what_may_be_secret_from_the_configuration() -> None:
    """The value stands nowhere in it; a value that is none stands in it."""
    one = subject(reported({"environment": {"API_TOKEN": "hunter2", "LOG": "x"}}))
    text = main_file(program(described([one]), adopting=True))

    assert '"API_TOKEN": config.require_secret("web-API_TOKEN")' in text
    assert '"LOG": "x"' in text
    assert "hunter2" not in text


def test_a_program_that_adopts_says_so_and_one_that_imports_does_not() -> None:
    """The argument is not needed where the state has the service."""
    services = described([subject()])

    assert "adopt_existing=True" in main_file(program(services, adopting=True))
    assert "adopt_existing" not in main_file(program(services, adopting=False))


def test_keys_of_the_users_own_maps_stay_as_they_are() -> None:
    """Only the component's names are written as Python's."""
    one = subject(reported({"environment": {"logLevel": "x"}}), tags={"costCenter": "1"})
    text = main_file(program(described([one]), adopting=False))

    assert '"environment": {"logLevel": "x"}' in text
    assert 'tags={"costCenter": "1"}' in text


def test_services_of_one_name_have_components_of_different_names() -> None:
    """By cluster, and then by Region; others keep their own."""
    elsewhere = ARN.replace(REGION, "us-east-1")
    several = [
        subject(), subject(cluster="apps"), subject(cluster="apps", arn=elsewhere), subject(name="api"),
    ]  # fmt: skip

    names = [one.name for one in described(several)]

    assert names == ["web-default", f"web-apps-{REGION}", "web-apps-us-east-1", "api"]
    exports = program(described(several), adopting=True).exports
    assert list(exports) == [f"{name}-url" for name in names]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (dict(BY_EXPRESS_MODE), []),
        ({}, []),
        ({"enableExecuteCommand": True}, ["enable_execute_command is True"]),
        ({"deploymentConfiguration": {"bakeTimeInMinutes": 0}}, ["deployment_configuration.bake_time_in_minutes is 0"]),
        (
            {"deploymentConfiguration": {"strategy": "CANARY", "alarms": {"alarmNames": ["a"], "enable": False}}},
            ["deployment_configuration.alarms.enable is False"],
        ),
        ({"deploymentConfiguration": {"canaryConfiguration": {"canaryPercent": 5.0}}}, []),
        ({"capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT"}]}, ["capacity_provider_strategy"]),
        ({"volumeConfigurations": [{"name": "data"}]}, ["volume_configurations"]),
        ({"healthCheckGracePeriodSeconds": 300, "desiredCount": 3, "loadBalancers": []}, []),
    ],
    ids=str,
)
def test_what_update_service_has_changed_is_said(values: dict[str, Any], said: list[str]) -> None:
    """By the names of `ServiceSettings`; what Express Mode sets itself is not, nor what is not known for certain."""
    assert changed_outside(values) == said
    text = main_file(program(described([subject(values=values)]), adopting=True))
    assert all(one in text for one in said)
    assert ("express.ServiceSettings" in text.replace("\n# ", " ")) is bool(said)


def test_what_is_to_be_known_beside_the_program_is_said() -> None:
    """A deployment that runs, members that are new, and another stack that holds the service."""
    [one] = described([subject(reported({"colour": "red"}), tags={"pulumi:owner": OWNER}, deploying=True)])
    deploying, unknown, owned = notes(one, adopting=True)

    assert "a deployment runs" in deploying
    assert "primaryContainer.colour" in unknown
    assert "web of the stack dev of the project shop" in owned
    assert notes(one, adopting=False) == [deploying, unknown]
    assert notes(described([subject()])[0], adopting=True) == []


def test_the_import_file_holds_component_service_and_ingress() -> None:
    """Under the component's name, parent before children; a secret is marked, and what is None is left out."""
    stored = Stored(
        {"primaryContainer": {"image": "a", "environment": {"K": "v", "L": "x"}}},
        {"status": "ACTIVE", "statusReason": None, "primaryContainer": {"environment": {"K": "v"}}},
    )
    secret = {SIGNATURE: OF_A_SECRET, "plaintext": json.dumps("v")}

    component, made, ingress = import_file(
        [Imported("web", ARN, stored, Stored({"a": 1}, {"b": 2}), [("primaryContainer", "environment", "K")])]
    )["resources"]

    assert component == {
        "type": "ecsexpress:index:ExpressGatewayService", "name": "web component", "logicalName": "web", "component": True,
    }  # fmt: skip
    assert made["inputs"]["primaryContainer"] == {"image": "a", "environment": {"K": secret, "L": "x"}}
    assert made["outputs"] == {"status": "ACTIVE", "primaryContainer": {"environment": {"K": secret}}}
    assert (ingress["inputs"], ingress["outputs"]) == ({"a": 1}, {"b": 2})
    assert {one["parent"] for one in (made, ingress)} == {component["name"]}
    assert {one["id"] for one in (made, ingress)} == {ARN}
