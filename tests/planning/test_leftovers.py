"""What is the service's own of what AWS leaves behind, and what is somebody else's."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import ARN

from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.planning.service.clean_up import Leftovers, leftovers, writes_to

BOTH = {"cleanUp": ["task_definitions", "log_group"]}
PLACE = "arn:aws:ecs:eu-west-1:123456789012:task-definition/"
LOGS = "arn:aws:logs:eu-west-1:123456789012:log-group:"
MADE = "/aws/ecs/default/web-0a1b"


def logging_to(group: str) -> dict[str, Any]:
    """Give a state whose container logs to a group."""
    return {"primaryContainer": {"awsLogsConfiguration": {"logGroup": group}}}


def found(inputs: dict[str, Any], outputs: dict[str, Any] | None = None, *seen: str) -> Leftovers:
    """Say what is to go with the service ``web``."""
    return leftovers(ServiceArn(ARN), inputs, outputs or {}, seen)


def test_nothing_goes_that_the_state_does_not_name() -> None:
    """Neither of the two, or one alone."""
    reported = {"inEffect": logging_to(MADE)}

    assert not found({}, reported)
    assert found({"cleanUp": ["task_definitions"]}, reported).log_groups == ()
    assert found({"cleanUp": ["log_group"]}, reported) == Leftovers(None, frozenset(), (MADE,))


def test_only_revisions_of_exactly_the_services_family_are_its_own() -> None:
    """Not those of a family that begins with the same text, nor one that the program names, in state or in the last try."""
    own = [f"{PLACE}default-web:{number}" for number in range(1, 5)]
    left = found({**BOTH, "taskDefinitionArn": own[1]}, {"taskDefinitionArn": own[3]})

    assert left.family == "default-web"
    assert left.revisions([*own, f"{PLACE}default-web-2:1", f"{PLACE}default-we:1"]) == [own[0], own[2]]


def test_a_family_that_another_service_runs_on_is_not_the_services_alone() -> None:
    """Service b-c in cluster a and service c in cluster a-b have one family."""
    left = found(BOTH)

    assert left.runs([f"{PLACE}other:1", f"{PLACE}default-web:7"])
    assert not left.runs([f"{PLACE}default-web-2:7"])


GROUPS: list[Any] = [
    pytest.param({}, {"managedResources": {"logGroups": [LOGS + MADE]}}, [], [MADE], id="in state"),
    pytest.param({}, {"managedResources": {"logGroups": [f"{LOGS}{MADE}:*"]}}, [], [MADE], id="with CloudWatch's star"),
    pytest.param({}, {"inEffect": logging_to(MADE)}, [], [MADE], id="in effect"),
    pytest.param({}, {}, [LOGS + MADE], [MADE], id="told by AWS"),
    pytest.param(logging_to("/web"), {}, [LOGS + MADE], [MADE], id="AWS's from before one was named"),
    pytest.param(logging_to(MADE), {"inEffect": logging_to(MADE)}, [LOGS + MADE], [], id="named by the program"),
    pytest.param({}, {**logging_to(MADE), "inEffect": logging_to(MADE)}, [], [], id="named in a failed update"),
    pytest.param({}, {"inEffect": logging_to("/web")}, [], [], id="named by somebody else"),
    pytest.param({}, {}, [f"{LOGS}/aws/ecs/default/web-two-0a1b"], [], id="another service's"),
    pytest.param({}, {}, [f"{LOGS}/aws/ecs/other/web-0a1b"], [], id="another cluster's"),
    pytest.param({}, {"managedResources": None, "inEffect": None}, [], [], id="nothing known"),
]


@pytest.mark.parametrize(("inputs", "outputs", "seen", "groups"), GROUPS)
def test_only_log_groups_that_aws_made_for_the_service_are_its_own(
    inputs: dict[str, Any], outputs: dict[str, Any], seen: list[str], groups: list[str]
) -> None:
    """By AWS's form of name, and never one that a program named."""
    assert list(found({**BOTH, **inputs}, outputs, *seen).log_groups) == groups


def test_the_log_group_that_was_made_for_sidecars_goes_too() -> None:
    """Also while a sidecar routes the logs; one that the program names by the same name stays."""
    own = {"logGroupInUse": "/aws/ecs/default/web"}

    assert found(BOTH, own).log_groups == ("/aws/ecs/default/web",)
    assert found({**BOTH, **logging_to("/aws/ecs/default/web")}, own).log_groups == ()


def test_a_definition_writes_to_the_log_groups_of_all_its_containers() -> None:
    """Those with another log driver write to none."""
    one = {"logConfiguration": {"options": {"awslogs-group": "/a"}}}
    none = {"logConfiguration": {"logDriver": "awsfirelens"}}

    assert writes_to({"containerDefinitions": [one, none, {}]}) == {"/a"}
    assert writes_to({}) == set()
