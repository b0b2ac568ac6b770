"""One update through its life, as the engine keeps it; and its inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.providers.fake_call import FakeCall
from tests.providers.fake_ecs_service import WEB, definition

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.service_update import claims
from pulumi_ecs_express.providers.service_update import operations as provider

Properties = dict[str, Any]


def update_of(revision: str = "shop:7", **changes: Any) -> Properties:
    """Write checked inputs of an update of the service ``web``; None leaves one out."""
    declared = {"service": "web", "taskDefinitionArn": definition(revision), "region": "eu-west-1", **changes}
    return {key: value for key, value in declared.items() if value is not None}


class UpdateRun:
    """One resource through its life: inputs, outputs, and the last failure; each step is a run of its own."""

    def __init__(self, begin: Callable[..., FakeCall]) -> None:
        self.begin = begin
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.failure: errors.ExpressError | None = None
        self.call = begin()

    def up(self, inputs: Properties, call: FakeCall | None = None) -> UpdateRun:
        """Create or update; after a failed update the state has the old inputs, and the new outputs."""
        claims.forget()
        self.call, self.failure = call or self.begin(self.inputs or None), None
        created = not self.outputs
        try:
            if created:
                self.outputs = dict(provider.create(self.call, inputs).outs or {})
            else:
                self.outputs = dict(provider.update(self.call, WEB, self.outputs, inputs).outs or {})
        except InitFailed as failure:
            self.outputs, self.failure = failure.outputs, failure.error
        if created or self.failure is None:
            self.inputs = inputs
        return self

    def refresh(self) -> bool:
        """Read; tell whether the resource is still there."""
        self.call, self.failure = self.begin(self.inputs), None
        try:
            read = provider.read(self.call, WEB, self.outputs)
        except InitFailed as failure:
            self.outputs, self.failure = failure.outputs, failure.error
            self.inputs = dict(failure.inputs or {})
            return True
        self.outputs, self.inputs = dict(read.outs or {}), dict(read.inputs or {})
        return bool(read.id)

    def changes(self, inputs: Properties) -> list[tuple[str, str, bool]]:
        """Preview: each line by path, kind, and whether it replaces."""
        self.call = self.begin(self.inputs)
        provider.diff(self.call, WEB, self.outputs, inputs)
        return [(found.path, found.kind, found.replaces) for found in self.call.differences]

    def destroy(self, *, in_the_same_run: bool = False) -> None:
        """Delete, in a run of its own unless the program wants another resource in its place."""
        if not in_the_same_run:
            claims.forget()
        self.call = self.begin(self.inputs)
        provider.delete(self.call, WEB, self.outputs)
