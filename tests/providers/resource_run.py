"""One resource through its life, as the engine keeps it; and the inputs of a small service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
from tests.providers.fake_call import FakeCall
from tests.service_samples import ARN, declared

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.engine import Difference, InitFailed
from pulumi_ecs_express.providers.service import operations as provider

Properties = dict[str, Any]


def unknown() -> Any:
    """Make what Pulumi passes for a value that is not known yet."""
    return pulumi.output.Unknown()  # type: ignore[no-untyped-call]  # Pulumi has not typed it


def web(image: str = "app:1", **properties: Any) -> Properties:
    """Give checked inputs of a service with an explicit name."""
    container = {"image": image, **properties.pop("container", {})}
    return {**declared(container, **properties), "serviceName": properties.get("serviceName", "web")}


class Run:
    """One resource through its life, as the engine keeps it: inputs, outputs, and the last failure."""

    def __init__(self, begin: Callable[..., FakeCall]) -> None:
        self.begin = begin
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.failure: errors.ExpressError | None = None
        self.call = begin()

    def create(self, inputs: Properties, **options: Any) -> Run:
        """Create; after a failure the state has the new inputs."""
        self.call, self.failure = self.begin(**options), None
        try:
            self.outputs = provider.create(self.call, inputs).outs or {}
        except InitFailed as failure:
            self.outputs, self.failure = failure.outputs, failure.error
        self.inputs = inputs
        return self

    def update(self, inputs: Properties, call: FakeCall | None = None) -> Run:
        """Update; after a failure the state has the old inputs, and the new outputs."""
        self.call, self.failure = call or self.begin(self.inputs), None
        try:
            self.outputs = provider.update(self.call, ARN, self.outputs, inputs).outs or {}
            self.inputs = inputs
        except InitFailed as failure:
            self.outputs, self.failure = failure.outputs, failure.error
        return self

    def refresh(self) -> bool:
        """Read; tell whether the resource is still there."""
        self.failure = None
        try:
            read = provider.read(self.begin(self.inputs), ARN, self.outputs)
        except InitFailed as failure:
            self.outputs, self.failure = failure.outputs, failure.error
            self.inputs = dict(failure.inputs or {})
            return True
        self.outputs, self.inputs = dict(read.outs or {}), dict(read.inputs or {})
        return bool(read.id)

    def diff(self, inputs: Properties) -> tuple[pulumi.dynamic.DiffResult, list[Difference], list[str]]:
        """Preview."""
        call = self.begin(self.inputs)
        return provider.diff(call, "id", self.outputs, inputs), call.differences, call.notes
