"""An account in memory, its clock, and calls of an engine that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.providers.domain_world import domains_in_memory
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_classic_view import FakeClassicView
from tests.providers.fake_domains import FakeDomains
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fake_history import FakeHistory
from tests.providers.fake_load_balancers import FakeLoadBalancers
from tests.providers.fake_resource_tags import FakeResourceTags, managed_resources
from tests.providers.fake_roles import FakeRoles
from tests.providers.fakes import FakeExpressServices
from tests.providers.resource_run import Properties, Run
from tests.providers.settings_run import SettingsRun
from tests.providers.update_run import UpdateRun
from tests.service_samples import ARN, EXECUTION_ROLE, INFRASTRUCTURE_ROLE, OWNER, TASK_ROLE, spec

from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers import express_blocking, replaced_services
from pulumi_ecs_express.providers.custom_domain import claims
from pulumi_ecs_express.providers.express_updates import claims as express_claims
from pulumi_ecs_express.providers.express_updates import operations as express_operations
from pulumi_ecs_express.providers.ingress import operations as ingress_operations
from pulumi_ecs_express.providers.service import create_or_update, registered_definition
from pulumi_ecs_express.providers.service import operations as service_operations
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.service_settings import claims as settings_claims
from pulumi_ecs_express.providers.service_settings import lookups as settings_lookups
from pulumi_ecs_express.providers.service_settings import operations as settings_operations
from pulumi_ecs_express.providers.service_settings import remembering
from pulumi_ecs_express.providers.service_update import claims as update_claims
from pulumi_ecs_express.providers.service_update import lookups as update_lookups
from pulumi_ecs_express.providers.service_update import operations as update_operations


@pytest.fixture
def clock() -> FakeClock:
    """Time that stands still unless somebody waits."""
    return FakeClock()


@pytest.fixture(autouse=True)
def nothing_replaced() -> Iterator[None]:
    """Each test is a run of its own: what one of them replaces is known in the process of an engine's run alone."""
    yield
    replaced_services.forget()


@pytest.fixture(autouse=True)
def history(monkeypatch: pytest.MonkeyPatch) -> FakeHistory:
    """What is kept of rollouts that go wrong: nothing yet."""
    return FakeHistory().connected(monkeypatch)


@pytest.fixture(autouse=True)
def iam(monkeypatch: pytest.MonkeyPatch) -> FakeRoles:
    """The roles of the account."""
    roles = FakeRoles()
    monkeypatch.setattr(create_or_update, "connect_roles", lambda _connection: roles)
    return roles


@pytest.fixture
def services(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> FakeExpressServices:
    """An account with usable roles, to which the providers connect."""
    services = FakeExpressServices(clock)
    services.roles = dict.fromkeys((EXECUTION_ROLE, INFRASTRUCTURE_ROLE, TASK_ROLE), 0.0)
    for module in (service_operations, ingress_operations):
        monkeypatch.setattr(module, "connect", lambda _region: services)
    monkeypatch.setattr(express_blocking, "connect_ecs_services", lambda _connection: FakeClassicView(services))
    services.left.connected(monkeypatch)
    monkeypatch.setattr(registered_definition, "connect_revisions", lambda _connection: services.definitions)
    monkeypatch.setattr(registered_definition, "connect_log_groups", lambda _connection: services.left)
    monkeypatch.setattr(ingress_operations, "connect_load_balancers", lambda _region: FakeLoadBalancers())
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    return services


@pytest.fixture
def call(clock: FakeClock) -> FakeCall:
    """One call of the engine."""
    return FakeCall(clock)


@pytest.fixture
def operation(services: FakeExpressServices, clock: FakeClock) -> Callable[..., Operation]:
    """Begin an operation: ``operation("app:1", cpu="512")``."""

    def begin(
        image: str = "app:1", call: FakeCall | None = None, seconds: float = 1800, **properties: Any
    ) -> Operation:
        container = {"image": image, **properties.pop("container", {})}
        return Operation(services, call or FakeCall(clock), spec(container, **properties), "web", seconds)

    return begin


@pytest.fixture
def running(operation: Callable[..., Operation], services: FakeExpressServices) -> FakeExpressServices:
    """A service whose first deployment has succeeded, and whose resource the engine has saved."""
    first = operation()
    reached = first.follow(create_service(first, OWNER).arn, None)
    assert reached.error is None
    services.tag(ARN, {ownership.TAG: OWNER.finished().tag()})
    services.calls.clear()
    return services


@pytest.fixture
def begin(clock: FakeClock) -> Callable[..., FakeCall]:
    """Make the next call of the engine."""

    def call(old_inputs: Properties | None = None, **options: Any) -> FakeCall:
        return FakeCall(clock, old_inputs=old_inputs, **options)

    return call


@pytest.fixture
def run(begin: Callable[..., FakeCall], services: FakeExpressServices) -> Run:
    """A resource that is not there yet."""
    return Run(begin)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDomains]:
    """A load balancer with the rule of one service, into which somebody else has written a host."""
    yield domains_in_memory(monkeypatch)
    claims.forget()


@pytest.fixture
def ecs(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEcsServices]:
    """An account in which somebody has made the service ``web``, which runs ``shop:6``."""
    services = FakeEcsServices(clock)
    services.add()
    connecting = (
        update_operations, update_lookups, settings_operations, remembering, express_operations,
    )  # fmt: skip
    for module in connecting:
        monkeypatch.setattr(module, "connect_ecs_services", lambda _connection: services)
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    for module in (settings_lookups, settings_operations):
        monkeypatch.setattr(module, "connect_scalable_targets", lambda _connection: services)
    monkeypatch.setattr(settings_lookups, "connect_task_definitions", lambda _connection: services.definitions)
    yield services
    update_claims.forget()
    settings_claims.forget()
    express_claims.forget()


@pytest.fixture
def tags(ecs: FakeEcsServices, monkeypatch: pytest.MonkeyPatch) -> FakeResourceTags:
    """The tags of what Express Mode made for the service ``web``, which is one of its own."""
    ecs.services[WEB].express = True
    ecs.resources = managed_resources()
    found = FakeResourceTags(ecs)
    monkeypatch.setattr(express_operations, "connect_resource_tags", lambda _connection: found)
    return found


@pytest.fixture
def update(begin: Callable[..., FakeCall], ecs: FakeEcsServices) -> UpdateRun:
    """An update that has not been made yet."""
    return UpdateRun(begin)


@pytest.fixture
def settings(begin: Callable[..., FakeCall], ecs: FakeEcsServices) -> SettingsRun:
    """Settings that have not been made yet."""
    return SettingsRun(begin)
