"""In-memory task definitions and log groups: what services leave behind, and what takes it away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.service import clean_up

Called = Callable[[str, Any], AbstractContextManager[None]]


@dataclass
class FakeLeftovers:
    """
    Implements `DefinitionFamilies`, `Workloads`, `LogGroups` and `TaskDefinitions` of `pulumi_ecs_express.ports`.

    Attributes:
        called: What every call passes through, so that a test can break any of them.
        alive: Tells which services are ACTIVE.
        status: Each revision's status by its ARN.
        by_revision: The task definition of each service revision.
        used: The task definition that each service runs on.
        groups: The names of all log groups.
        writes: The log group of each task definition.
    """

    called: Called
    alive: Callable[[str], bool]
    status: dict[str, str] = field(default_factory=dict)
    by_revision: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    writes: dict[str, str] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)

    # What happens to services.

    def register(self, family: str, group: str = "") -> str:
        """Register a revision; numbers are never given twice."""
        self._numbers[family] += 1
        arn = f"arn:aws:ecs:eu-west-1:123456789012:task-definition/{family}:{self._numbers[family]}"
        self.status[arn], self.writes[arn] = "ACTIVE", group
        return arn

    def deployed(self, service: str, revision: str, group: str, given: str | None = None) -> str:
        """Note the task definition of a revision, made by AWS unless one is given, and its log group where there is none."""
        arn = given or self.register("-".join(service.split("/")[1:]), group)
        family, _, number = arn.rpartition("/")[2].rpartition(":")
        self._numbers[family] = max(self._numbers[family], int(number))
        self.status[arn], self.writes[arn] = "ACTIVE", group
        self.by_revision[revision] = self.used[service] = arn
        self.groups.add(group)
        return arn

    # The ports.

    def revisions(self, family: str, status: str) -> list[str]:
        with self.called("list_definitions", (family, status)):
            found = [arn for arn, its in self.status.items() if its == status]
            return [arn for arn in found if arn.rpartition("/")[2].rpartition(":")[0] == family]

    def deregister(self, arn: str) -> None:
        with self.called("deregister", arn):
            if arn not in self.status:
                raise errors.TaskDefinitionNotFound(
                    "the call failed", why="It does not exist.", remedy="none in a test"
                )
            self.status[arn] = "INACTIVE"

    def create(self, name: str) -> None:
        with self.called("create_log_group", name):
            self.groups.add(name)

    def delete(self, what: Any) -> Any:
        """Delete revisions or, given one name, a log group: two ports have this method."""
        return self._delete_group(what) if isinstance(what, str) else self._delete_revisions(what)

    def _delete_group(self, name: str) -> None:
        with self.called("delete_log_group", name):
            self.groups.discard(name)

    def _delete_revisions(self, arns: Sequence[str]) -> dict[str, str]:
        assert 0 < len(arns) <= 10
        with self.called("delete_definitions", list(arns)):
            gone = {arn: "It does not exist." for arn in arns if arn not in self.status}
            active = {arn: "It is still ACTIVE." for arn in arns if self.status.get(arn) == "ACTIVE"}
            for arn in set(arns) - gone.keys() - active.keys():
                del self.status[arn]
            return gone | active

    def definitions_in_use(self) -> set[str]:
        with self.called("definitions_in_use", None):
            return {arn for service, arn in self.used.items() if self.alive(service)}

    def describe(self, arn: str) -> Mapping[str, Any]:
        with self.called("describe_definition", arn):
            options = {"awslogs-group": self.writes[arn]}
            return {"containerDefinitions": [{"name": "Main", "logConfiguration": {"options": options}}]}

    def connected(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have the clean-up find this, wherever it looks."""
        for name in (
            "connect_definition_families",
            "connect_workloads",
            "connect_log_groups",
            "connect_task_definitions",
        ):
            monkeypatch.setattr(clean_up, name, lambda _region: self)
