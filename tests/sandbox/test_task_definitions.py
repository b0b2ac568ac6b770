"""Task definitions after their registration: listed by family, deregistered, deleted. What AWS does and moto does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws, own_definition, refused


def listed(aws: LocalAws, family: str = "own", status: str = "ACTIVE", **request: Any) -> list[str]:
    """List the revisions of a family by family and number."""
    answer = aws.ecs.list_task_definitions(familyPrefix=family, status=status, **request)
    return [arn.rpartition("/")[2] for arn in answer["taskDefinitionArns"]]


def test_a_family_is_listed_by_its_whole_name(aws: LocalAws) -> None:
    """`familyPrefix` is the family, not a beginning of it."""
    own_definition(aws)
    own_definition(aws, family="own-2")

    assert listed(aws) == ["own:1"]
    assert listed(aws, "ow") == []


def test_revisions_come_by_number_and_page_by_page(aws: LocalAws) -> None:
    """In either direction, as many as are asked for."""
    for _ in range(12):
        own_definition(aws)
    first = aws.ecs.list_task_definitions(familyPrefix="own", maxResults=10)
    rest = aws.ecs.list_task_definitions(familyPrefix="own", maxResults=10, nextToken=first["nextToken"])

    arns = [*first["taskDefinitionArns"], *rest["taskDefinitionArns"]]
    assert [int(arn.rpartition(":")[2]) for arn in arns] == list(range(1, 13))
    assert "nextToken" not in rest
    assert listed(aws, sort="DESC", maxResults=2) == ["own:12", "own:11"]


def test_a_family_alone_is_its_latest_active_revision(aws: LocalAws) -> None:
    """A deregistered one is found by its number only; a family without active revisions is not found."""
    first, second = own_definition(aws), own_definition(aws, "shop/own:2")
    aws.ecs.deregister_task_definition(taskDefinition=second)

    assert aws.ecs.describe_task_definition(taskDefinition="own")["taskDefinition"]["taskDefinitionArn"] == first
    assert aws.ecs.describe_task_definition(taskDefinition="own:2")["taskDefinition"]["status"] == "INACTIVE"
    aws.ecs.deregister_task_definition(taskDefinition=first)
    assert refused(aws.ecs.describe_task_definition, taskDefinition="own") == (
        "ClientException",
        "Unable to describe task definition.",
    )


def test_a_revision_is_deregistered_before_it_is_deleted(aws: LocalAws) -> None:
    """ACTIVE, INACTIVE, DELETE_IN_PROGRESS; never back, and its number is never given again."""
    arn = own_definition(aws)

    [failure] = aws.ecs.delete_task_definitions(taskDefinitions=[arn])["failures"]
    assert failure["arn"] == arn
    assert "still in ACTIVE status" in failure["reason"]
    aws.ecs.deregister_task_definition(taskDefinition=arn)
    assert (listed(aws), listed(aws, status="INACTIVE")) == ([], ["own:1"])
    [deleted] = aws.ecs.delete_task_definitions(taskDefinitions=[arn])["taskDefinitions"]
    assert deleted["status"] == "DELETE_IN_PROGRESS"
    assert (listed(aws), listed(aws, status="INACTIVE")) == ([], [])
    aws.ecs.deregister_task_definition(taskDefinition=arn)
    assert listed(aws, status="INACTIVE") == []
    assert own_definition(aws).endswith("own:2")


@pytest.mark.parametrize("number", [0, 11])
def test_one_to_ten_revisions_are_deleted_at_once(aws: LocalAws, number: int) -> None:
    """Neither none nor more."""
    code, _ = refused(aws.unchecked("ecs").delete_task_definitions, taskDefinitions=["own:1"] * number)

    assert code == "InvalidParameterException"
