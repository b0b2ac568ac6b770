"""One set of settings through its life, as the engine keeps it; and its inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.providers.fake_call import FakeCall
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service_settings.internal_inputs import REMEMBERED
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.service_settings import claims, remembering
from pulumi_ecs_express.providers.service_settings import operations as provider

Properties = dict[str, Any]


CONFIGURATION = {
    "strategy": "ROLLING",
    "bakeTimeInMinutes": 3,
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": True, "rollback": True},
    "alarms": {"alarmNames": ["RollbackAlarm"], "enable": True, "rollback": True},
}
"""A deployment configuration as AWS answers it: every member is there."""


def sent(ecs: FakeEcsServices) -> list[dict[str, Any]]:
    """List the requests that changed settings."""
    return [request for name, (_, request) in ((n, g) for n, g in ecs.calls if n == "update_settings")]


def values(ecs: FakeEcsServices) -> dict[str, Any]:
    """Give the settings that the service has."""
    return ecs.services[WEB].values


def settings_of(**settings: Any) -> Properties:
    """Write inputs of settings of the service ``web``; None leaves one out."""
    declared = {"service": "web", "region": "eu-west-1", **settings}
    return {key: value for key, value in declared.items() if value is not None}


def stored(value: Any) -> Any:
    """Give values back as the engine does, whose numbers are floats."""
    if isinstance(value, dict):
        return {name: stored(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [stored(member) for member in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


class SettingsRun:
    """Both resources through their life: inputs, outputs, and the last failure; each step is a run of its own."""

    def __init__(self, begin: Callable[..., FakeCall]) -> None:
        self.begin = begin
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.written: Properties = {}
        self.failure: errors.ExpressError | None = None
        self.call = begin()

    @property
    def arn(self) -> str:
        """The service, which is the resource's id."""
        return str(self.outputs.get("serviceArn", WEB))

    def checked(self, inputs: Properties) -> Properties:
        """Preview: what the check makes of inputs."""
        claims.forget()
        self.call = self.begin(self.inputs or None)
        result = provider.check(self.call, self.inputs, inputs)
        assert not result.failures, [failure.reason for failure in result.failures]
        return dict(result.inputs)

    def refusals(self, inputs: Properties) -> list[str]:
        """Preview: what the check says against inputs."""
        claims.forget()
        self.call = self.begin(self.inputs or None)
        return [failure.reason for failure in provider.check(self.call, self.inputs, inputs).failures]

    def up(self, inputs: Properties, call: FakeCall | None = None) -> SettingsRun:
        """Write down and apply; after a failed update the state has the old inputs, and the new outputs."""
        claims.forget()
        self._write_down(inputs)
        inputs = stored({**inputs, REMEMBERED: self.written.get("found", {})})
        self.call, self.failure = call or self.begin(self.inputs or None), None
        created = not self.outputs
        try:
            if created:
                self.outputs = stored(provider.create(self.call, inputs).outs or {})
            else:
                self.outputs = stored(provider.update(self.call, self.arn, self.outputs, inputs).outs or {})
        except InitFailed as failure:
            self.outputs, self.failure = stored(failure.outputs), failure.error
        if created or self.failure is None:
            self.inputs = inputs
        return self

    def _write_down(self, inputs: Properties) -> None:
        names = sorted(TABLE.keys() & inputs.keys())
        place = {name: value for name, value in inputs.items() if name in ("service", "cluster", "region")}
        own, call = {**place, "names": names}, self.begin()
        if not self.written:
            self.written = stored(remembering.create(call, own).outs or {})
        elif self.written["names"] != names:
            self.written = stored(remembering.update(call, self.arn, self.written, own).outs or {})

    def refresh(self) -> bool:
        """Read; tell whether the resource is still there."""
        self.call, self.failure = self.begin(self.inputs), None
        try:
            read = provider.read(self.call, self.arn, self.outputs)
        except InitFailed as failure:
            self.outputs, self.failure = stored(failure.outputs), failure.error
            self.inputs = dict(failure.inputs or {})
            return True
        self.outputs, self.inputs = stored(read.outs or {}), stored(read.inputs or {})
        return bool(read.id)

    def changes(self, inputs: Properties) -> list[tuple[str, str, bool]]:
        """Preview: each line by path, kind, and whether it replaces."""
        self.call = self.begin(self.inputs)
        provider.diff(self.call, self.arn, self.outputs, {**inputs, REMEMBERED: self.written.get("found", {})})
        return [(found.path, found.kind, found.replaces) for found in self.call.differences]

    def destroy(self) -> None:
        """Delete, in a run of its own."""
        claims.forget()
        self.call = self.begin(self.inputs)
        provider.delete(self.call, self.arn, self.outputs)
