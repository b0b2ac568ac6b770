"""A log group of the component's own: what it cannot stand beside, and what its end means."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import property_values

from pulumi_ecs_express.model.fields.property_paths import PropertyValue
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.planning.service.comparison import plan_service, refused_removals
from pulumi_ecs_express.planning.service.log_retention import loses_its_group, retention_problems
from pulumi_ecs_express.planning.service.preview_notes import LOGS, MADE_LOG_GROUP, workload_notes

MADE = {"awsLogsConfiguration": {"logGroup": "web-logs-0123456"}}
OTHER = {"awsLogsConfiguration": {"logGroup": "/web"}}
BEFORE = property_values(MADE, logRetentionDays=30)
ROLES = {path: property_value for path, property_value in BEFORE.items() if path[0].endswith("RoleArn")}
OWN_DEFINITION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1"


@pytest.mark.parametrize(
    ("container", "days", "made", "refused"),
    [
        pytest.param(MADE, 30, True, False, id="the made one"),
        pytest.param(MADE, 30, UNKNOWN, False, id="perhaps the made one"),
        pytest.param(OTHER, 30, False, True, id="one of the program's"),
        pytest.param(OTHER, 30, None, True, id="one of the program's, and none made"),
        pytest.param({}, 30, None, False, id="none yet"),
        pytest.param(OTHER, None, None, False, id="without retention"),
        pytest.param({"awsLogsConfiguration": UNKNOWN}, 30, False, True, id="one that is not known yet"),
    ],
)
def test_a_named_log_group_keeps_its_own_retention(
    container: dict[str, Any], days: int | None, made: PropertyValue | None, refused: bool
) -> None:
    """Both together are refused; the made one itself stands in the container as well."""
    reported = retention_problems(property_values(container, logRetentionDays=days), made)

    assert bool(reported) is refused
    assert all("cannot stand beside primary_container.aws_logs_configuration" in problem for problem in reported)


@pytest.mark.row("S0-15")
def test_a_removal_is_told_by_the_argument_that_the_user_wrote() -> None:
    """Once, with what to write; the log group in the container, which the user never wrote, is not mentioned."""
    [(path, remedy)] = refused_removals(property_values(), BEFORE)

    assert path == "log_retention_days"
    assert "aws_logs_configuration" in remedy


@pytest.mark.parametrize(
    "desired",
    [
        pytest.param(property_values(OTHER), id="a log group of one's own"),
        pytest.param({**ROLES, ("primaryContainer",): UNKNOWN}, id="a container that is not known yet"),
        pytest.param({**ROLES, ("taskDefinitionArn",): OWN_DEFINITION}, id="a task definition of one's own"),
        pytest.param(property_values(MADE, logRetentionDays=7), id="another number"),
        pytest.param(
            property_values({"awsLogsConfiguration": {"logGroup": UNKNOWN}}, logRetentionDays=UNKNOWN), id="unknown"
        ),
    ],
)
def test_a_removal_with_something_in_its_place_passes(desired: dict[Any, Any]) -> None:
    """Then there is somewhere to log to."""
    assert refused_removals(desired, BEFORE) == []


def test_an_ordinary_log_configuration_is_refused_as_ever() -> None:
    """Retention that never was excuses nothing."""
    [(path, _)] = refused_removals(property_values(), property_values(OTHER))

    assert path == "primary_container.aws_logs_configuration"


def test_the_made_log_group_cannot_be_gone_on_with_unseen() -> None:
    """It is deleted with the argument, so keeping its name is worth a warning; another name is not."""
    assert loses_its_group(property_values(MADE), BEFORE)
    assert not loses_its_group(property_values(OTHER), BEFORE)
    assert not loses_its_group(property_values(MADE, logRetentionDays=7), BEFORE)
    assert not loses_its_group(property_values(MADE), property_values(MADE))


def test_another_number_is_no_change_of_the_service() -> None:
    """Only the log group has it."""
    assert not plan_service(property_values(MADE, logRetentionDays=7), BEFORE, BEFORE)


@pytest.mark.row("S4-15")
def test_a_log_group_given_to_a_living_service_is_a_deployment_that_is_announced() -> None:
    """With what it means: the driver, and where the earlier lines are."""
    there = property_values({"awsLogsConfiguration": {"logGroup": "/aws/ecs/default/web-0001"}})
    desired = property_values(MADE, logRetentionDays=30)

    assert workload_notes(plan_service(desired, there, property_values()), desired) == [MADE_LOG_GROUP]
    assert workload_notes(plan_service(property_values(OTHER), there, property_values()), property_values(OTHER)) == [
        LOGS
    ]
