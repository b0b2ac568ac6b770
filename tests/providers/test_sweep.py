"""
Nothing lost, ever: a fault at every single call of create, update, replacement and deletion, then a run without faults.

The engine's part is played by `Stack`, which keeps state as the engine does (seen on the real one): a failed create keeps
nothing, or what init-failed carries; a failed update keeps the old inputs; a killed engine keeps what it had saved before.
`tests/engine/test_sweep.py` does it on the real engine and the sandbox, with roles and ingress.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests import sampling
from tests.providers.fake_call import FakeCall
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import web

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.ingress import operations as ingress_operations
from pulumi_ecs_express.providers.service import operations as service_operations

Properties = dict[str, Any]
Begin = Callable[..., FakeCall]
URN = "urn:pulumi:dev::shop::pulumi-python:dynamic/ecsexpress:ExpressGatewayService::web"
MOST_RUNS = 3
"""Runs without faults after which everything must be as declared; a replacement takes one more than an update."""


class Killed(BaseException):
    """The engine is gone: nothing after this reaches the state."""


@dataclass
class Faulty:
    """Breaks the calls from the ``at``-th on: that one alone, or all that follow too."""

    services: FakeExpressServices
    at: int
    error: BaseException
    after: bool
    lasting: bool
    seen: int = 0
    hit: bool = False

    @contextmanager
    def __call__(self, original: Callable[..., Any], operation: str, request: Any) -> Iterator[None]:
        self.seen += 1
        breaks = self.seen == self.at or (self.lasting and self.seen > self.at)
        self.hit = self.hit or breaks
        if breaks and not self.after:
            raise self.error
        with original(operation, request):
            yield
        if breaks:
            raise self.error


@dataclass
class Saved:
    """One resource in state."""

    inputs: Properties
    outputs: Properties
    failed: bool = False


@dataclass
class Stack:
    """The engine's memory: the service, one that waits for its deletion, and the ingress."""

    begin: Begin
    service: Saved | None = None
    replaced: list[Saved] = field(default_factory=list)
    ingress: Properties | None = None
    gone: Properties = field(default_factory=dict)

    def up(self, inputs: Properties) -> bool:
        """Run `pulumi up`; tell whether it ended well."""
        try:
            self._bring(inputs)
            self._bring_ingress()
            for old in list(self.replaced):
                self._delete(old)
                self.replaced.remove(old)
        except (errors.ExpressError, InitFailed):
            return False
        return True

    def destroy(self) -> bool:
        """Run `pulumi destroy`."""
        try:
            for old in [*self.replaced, *([self.service] if self.service else [])]:
                self._delete(old)
        except errors.ExpressError:
            return False
        self.gone = self.service.inputs if self.service else self.gone
        self.service, self.replaced, self.ingress = None, [], None
        return True

    def changes(self, inputs: Properties) -> bool:
        """Run `pulumi preview`; tell whether anything would be done."""
        assert self.service
        found = service_operations.diff(
            self._call(self.service), self.service.outputs["serviceArn"], self.service.outputs, inputs
        )
        return bool(found.changes) or self.service.failed or bool(self.replaced)

    def _call(self, saved: Saved | None = None) -> FakeCall:
        return self.begin(saved.inputs if saved else None, urn=URN)

    def _bring(self, inputs: Properties) -> None:
        saved = self.service
        if saved is None:
            self._create(inputs)
            return
        found = service_operations.diff(self._call(saved), saved.outputs["serviceArn"], saved.outputs, inputs)
        if found.replaces:
            try:
                self._create(inputs)
            finally:
                if self.service is not saved:  # the new one is in state, be it as failed
                    self.replaced.append(saved)
        elif found.changes or saved.failed:
            self._update(saved, inputs)

    def _create(self, inputs: Properties) -> None:
        try:
            made = service_operations.create(self._call(), inputs)
        except InitFailed as failure:
            self.service = Saved(inputs, failure.outputs, failed=True)
            raise
        self.service = Saved(inputs, dict(made.outs or {}))

    def _update(self, saved: Saved, inputs: Properties) -> None:
        try:
            done = service_operations.update(self._call(saved), saved.outputs["serviceArn"], saved.outputs, inputs)
        except InitFailed as failure:
            self.service = Saved(saved.inputs, failure.outputs, failed=True)
            raise
        self.service = Saved(inputs, dict(done.outs or {}))

    def _bring_ingress(self) -> None:
        assert self.service
        arn = self.service.outputs["serviceArn"]
        if self.ingress is None or self.ingress["serviceArn"] != arn:
            self.ingress = dict(ingress_operations.create(self._call(), {"serviceArn": arn}).outs or {})

    def _delete(self, saved: Saved) -> None:
        service_operations.delete(self._call(saved), saved.outputs["serviceArn"], saved.outputs)


ERRORS: dict[str, tuple[BaseException, bool]] = {
    "a throttle": (refused(errors.Throttled, "Rate exceeded"), False),
    "a server error": (refused(errors.ServerFault, "InternalError"), False),
    "a lost answer": (refused(errors.Unreachable, "Connection was closed"), True),
    "a denial": (refused(errors.AccessDenied, "not authorized to perform"), False),
    "a kill before the call": (Killed(), False),
    "a kill after AWS committed": (Killed(), True),
}

FIRST, SECOND = web("app:1", tags={"team": "web"}), web("app:2", tags={"team": "shop"}, cpu="512")
OTHER = {**SECOND, "serviceName": "other"}
CLEAN = {"cleanUp": ["task_definitions", "log_group"]}

OPERATIONS: dict[str, tuple[list[Properties], Properties | None]] = {
    "create": ([], FIRST),
    "update": ([FIRST], SECOND),
    "replace": ([FIRST], OTHER),
    "delete": ([FIRST], None),
    "replace and clean up": ([{**FIRST, **CLEAN}], {**OTHER, **CLEAN}),
    "delete and clean up": ([{**FIRST, **CLEAN}, {**SECOND, **CLEAN}], None),
}
"""What is there before, and what is wished for; None wishes for nothing."""


def _attempt(stack: Stack, desired: Properties | None) -> bool:
    return stack.destroy() if desired is None else stack.up(desired)


def _alive(services: FakeExpressServices) -> list[str]:
    return [arn for arn in services.services if services.describe(arn).status is Status.ACTIVE]


def _holds(stack: Stack, services: FakeExpressServices, desired: Properties | None) -> None:
    """Hold that there is what was wished for, once, and that state knows it; where all was to go, nothing else is there."""
    if "cleanUp" in (desired or stack.gone):
        names = {arn.rpartition("/")[2] for arn in _alive(services)}
        assert {arn.rpartition("-")[2].partition(":")[0] for arn in services.left.status} == names
        assert {group.split("/")[-1].partition("-")[0] for group in services.left.groups} == names
    if desired is None:
        assert _alive(services) == []
        return
    (arn,) = _alive(services)
    service = services.describe(arn)
    owner = ownership.parse(service.tags[ownership.TAG])
    assert stack.service
    assert service.configurations[0].settings["primaryContainer"]["image"] == desired["primaryContainer"]["image"]
    assert {key: value for key, value in service.tags.items() if key != ownership.TAG} == desired["tags"]
    assert stack.service.outputs["serviceArn"] == arn
    assert stack.service.outputs["status"] == "ACTIVE"
    assert owner
    assert (owner.token, owner.unfinished) == (stack.service.outputs["ownerToken"], False)
    assert stack.ingress
    assert stack.ingress["url"].startswith("https://")
    assert not stack.changes(desired)


@pytest.fixture
def fresh(services: FakeExpressServices, begin: Begin) -> Callable[[list[Properties]], Stack]:
    """Make an account and a stack with what was there before."""

    def make(before: list[Properties]) -> Stack:
        services.services.clear()
        services.calls.clear()
        services.left.status.clear()
        services.left.groups.clear()
        stack = Stack(begin)
        for inputs in before:
            assert stack.up(inputs)
        return stack

    return make


@pytest.mark.row("S0-39", "S0-43")
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until the command has failed"])
@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_running_again_heals_whatever_broke_at_whichever_call(
    services: FakeExpressServices,
    fresh: Callable[[list[Properties]], Stack],
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    kind: str,
    lasting: bool,
) -> None:
    """One service, as declared, with the right outputs and an empty preview; no orphan of any kind."""
    (before, desired), (error, after) = OPERATIONS[operation], ERRORS[kind]
    original = services._call
    offset = list(ERRORS).index(kind) + len(ERRORS) * lasting
    for points in sampling.numbers(every=12, offset=offset):
        stack = fresh(before)
        fault = Faulty(services, points, error, after, lasting)
        monkeypatch.setattr(services, "_call", lambda name, request, fault=fault: fault(original, name, request))
        with suppress(Killed):  # what the engine had saved by then is what it has saved
            _attempt(stack, desired)
        monkeypatch.setattr(services, "_call", original)
        if not fault.hit:
            break
        runs = next((run for run in range(1, MOST_RUNS + 1) if _attempt(stack, desired)), None)
        assert runs is not None, f"call {points}: still failing after {MOST_RUNS} runs"
        _holds(stack, services, desired)
    print(f"{operation}, {kind}: {points - 1} call points, all converged")
    assert points > 3
