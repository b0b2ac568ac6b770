"""A revision of a task definition through its life, as the engine keeps it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_revisions import FakeRevisions

from pulumi_ecs_express.providers.engine import Difference
from pulumi_ecs_express.providers.task_definition import claims, declared, operations, revisions
from pulumi_ecs_express.providers.unchanged import DECLARED, made_before

Properties = dict[str, Any]
APP: Properties = {"name": "app", "image": "app:1", "memory": 256, "environment": [{"name": "STAGE", "value": "dev"}]}
URN = "urn:pulumi:dev::shop::ecsexpress:index:TaskDefinitionRevision::shop"


class FakeWorkloads:
    """Implements `pulumi_ecs_express.ports.Workloads`."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def definitions_in_use(self) -> set[str]:
        """List what is in use."""
        return self.used


class RevisionRun:
    """One resource: what the program declares, inputs, outputs, and what the last command said."""

    def __init__(self, begin: Callable[..., FakeCall], definitions: FakeRevisions, workloads: FakeWorkloads) -> None:
        self.begin, self.definitions, self.workloads = begin, definitions, workloads
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.notes: list[str] = []
        self.lines: list[Difference] = []
        self.replaced = False

    def check(self, **arguments: Any) -> tuple[Properties, list[str]]:
        """Judge a program's declarations; give the inputs, and what is refused."""
        news = {"family": "shop", **arguments}
        news[DECLARED] = json.dumps(news, default=repr)
        if made_before(self.inputs, news):
            return dict(self.inputs), []
        call = self.begin(urn=URN)
        result = operations.check(call, self.inputs, news)
        self.notes = call.notes
        return dict(result.inputs), [failure.reason for failure in result.failures]

    def refused(self, **arguments: Any) -> list[str]:
        """List what is refused of a program's declarations."""
        return self.check(**arguments)[1]

    def preview(self, **arguments: Any) -> list[str]:
        """Preview; give the paths that change."""
        inputs, problems = self.check(**arguments)
        assert problems == []
        call = self.begin(self.inputs, urn=URN)
        result = operations.diff(call, "shop", self.outputs, inputs)
        self.lines, self.replaced = call.differences, bool(result.replaces)
        return [line.path for line in call.differences] if result.changes else []

    def up(self, **arguments: Any) -> RevisionRun:
        """Create, or update where something changes, in a process of its own."""
        claims.forget()
        inputs, problems = self.check(**arguments)
        assert problems == []
        call = self.begin(self.inputs or None, urn=URN)
        if not self.outputs:
            self.outputs = dict(operations.create(call, inputs).outs or {})
        elif operations.diff(call, "shop", self.outputs, inputs).changes:
            self.outputs = dict(operations.update(call, "shop", self.outputs, inputs).outs or {})
        self.inputs = inputs
        return self

    def refresh(self) -> bool:
        """Read; tell whether the resource is still there."""
        read = operations.read(self.begin(self.inputs, urn=URN), "shop", self.outputs)
        if read.id:
            self.outputs, self.inputs = dict(read.outs or {}), dict(read.inputs or {})
        return bool(read.id)

    def replace(self, **arguments: Any) -> RevisionRun:
        """Create another resource of the same URN, as the engine may demand, and delete the old one, in one process."""
        older, (inputs, problems) = self.outputs, self.check(**arguments)
        assert problems == []
        self.outputs = dict(operations.create(self.begin(urn=URN), inputs).outs or {})
        operations.delete(self.begin(self.inputs, urn=URN), "shop", older)
        self.inputs = inputs
        return self

    def destroy(self) -> list[str]:
        """Delete, in a process of its own; give what is said."""
        claims.forget()
        call = self.begin(self.inputs, urn=URN)
        operations.delete(call, "shop", self.outputs)
        return call.notes

    @property
    def container(self) -> Properties:
        """The container ``app`` of the revision in state, its variables by name."""
        definition = self.definitions.by_arn[self.outputs["arn"]]["taskDefinition"]
        (found,) = [one for one in definition["containerDefinitions"] if one["name"] == "app"]
        variables = {one["name"]: one["value"] for one in found.get("environment", [])}
        return {**found, "environment": variables}


def revision_in_memory(begin: Callable[..., FakeCall], monkeypatch: pytest.MonkeyPatch) -> RevisionRun:
    """Make an account with families ``shop`` and ``base``, and have the provider connect to it."""
    run = RevisionRun(begin, FakeRevisions(), FakeWorkloads())
    for family in ("shop", "base"):
        run.definitions.register({"family": family, "containerDefinitions": [APP]})
    for module in (declared, operations):
        monkeypatch.setattr(module, "connect_revisions", lambda _connection: run.definitions)
    monkeypatch.setattr(revisions, "connect_workloads", lambda _connection: run.workloads)
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    return run
