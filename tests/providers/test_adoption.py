"""A service that somebody else has made, described, and the program carried out: nothing is left to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests import sampling
from tests.planning.drawn_services import trees
from tests.providers import fake_settings
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fakes import FakeExpressServices
from tests.providers.resource_run import Run
from tests.service_samples import EXECUTION_ROLE, INFRASTRUCTURE_ROLE, TASK_ROLE, declared

from pulumi_ecs_express.model.fields.effect import ResetTo
from pulumi_ecs_express.model.fields.property_paths import nest
from pulumi_ecs_express.model.service.observed import cluster_name
from pulumi_ecs_express.model.service.spec import ServiceSpec, rules
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.adoption.declared import declared as described
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.service.comparison import plan_service
from pulumi_ecs_express.planning.service.requests import NOT_IN_REQUESTS, create_request
from pulumi_ecs_express.providers.ingress import operations as ingress_operations
from pulumi_ecs_express.providers.service import declaration
from pulumi_ecs_express.providers.service import operations as service_operations

DEFAULT_SUBNETS = frozenset(fake_settings.DEFAULTS["networkConfiguration"]["subnets"])

AN_HOUR = 3600.0


def made_elsewhere(services: FakeExpressServices, tree: dict[str, Any]) -> Subject:
    """Make a service as the AWS CLI would, without this package's tag, and read it."""
    spec = ServiceSpec.model_validate(tree)
    services.clusters.add(cluster_name(str(spec.cluster or "default")))
    tags = {key: str(value) for key, value in (spec.tags or {}).items()}
    arn = services.create(create_request(spec, str(spec.service_name or "web"), tags)).arn
    services.clock.advance(AN_HOUR)
    service = services.describe(arn)
    return Subject(
        service, ObservedSettings(ObservedEcsService(arn, "ACTIVE", express=True)), default_subnets=DEFAULT_SUBNETS
    )


def an_account(clock: FakeClock | None = None) -> FakeExpressServices:
    """Give an account whose roles can be used."""
    services = FakeExpressServices(clock or FakeClock())
    services.roles = dict.fromkeys((EXECUTION_ROLE, INFRASTRUCTURE_ROLE, TASK_ROLE), 0.0)
    return services


@settings(
    max_examples=sampling.examples(40, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(trees())
def test_a_program_that_describes_a_service_has_nothing_to_change(tree: dict[str, Any]) -> None:
    """Whatever was set: all of it that is no default is declared, the component takes it, and no plan comes of it."""
    tree = {name: value for name, value in tree.items() if name not in ("region", "waitForRollout")}
    sent = {path: value for path, value in ServiceSpec.model_validate(tree).by_path().items() if value != ""}
    subject = made_elsewhere(an_account(), tree)

    found = described(subject)
    spec, problems = declaration.checked(nest(found))

    assert problems == []
    assert spec is not None
    observed = {**subject.service.identity(), **subject.configuration.by_path()}
    assert not plan_service(spec.by_path(), observed, {})
    for path, value in sent.items():
        removal = rules()[path][1] if path in rules() else None
        default = isinstance(removal, ResetTo) and removal.default == value
        assert path in found or default or path[0] in NOT_IN_REQUESTS | {"cluster"} - {"tags"}, path
    assert cluster_name(str(found.get(("cluster",), "default"))) == subject.service.cluster


@pytest.fixture
def adopted(services: FakeExpressServices) -> dict[str, Any]:
    """Inputs of a program that describes a service which the AWS CLI has made."""
    subject = made_elsewhere(
        services, declared({"environment": {"A": "1"}}, cpu="512", tags={"team": "web"}, serviceName="web")
    )
    services.calls.clear()
    return nest(described(subject))


def test_adopting_sends_a_refused_create_and_a_tag_and_nothing_else(
    services: FakeExpressServices, adopted: dict[str, Any], begin: Callable[..., FakeCall]
) -> None:
    """Then the state is what a refresh finds, and a preview is empty."""
    checked = service_operations.check(begin(), {}, {**adopted, "adoptExisting": True})
    run = Run(begin).create(checked.inputs)

    assert run.failure is None
    assert services.written() == ["create", "tag"]
    before = dict(run.inputs)
    assert run.refresh()
    assert run.inputs == before
    assert not run.diff(checked.inputs)[0].changes


def imported_run(adopted: dict[str, Any], begin: Callable[..., FakeCall]) -> Run:
    """Give a service as the state has it after an import: with a token, and no mark at AWS."""
    run = Run(begin)
    run.inputs = adopted
    run.outputs = {**adopted, "ownerToken": "imported"}
    assert run.refresh()
    return run


def test_an_imported_service_is_read_without_a_mark_at_aws(
    services: FakeExpressServices, adopted: dict[str, Any], begin: Callable[..., FakeCall]
) -> None:
    """Nothing is written for it."""
    run = imported_run(adopted, begin)

    assert run.inputs == adopted
    assert services.written() == []


def test_the_first_update_of_an_imported_service_marks_it(
    services: FakeExpressServices, adopted: dict[str, Any], begin: Callable[..., FakeCall]
) -> None:
    """From then on another stack's import is refused; the second update marks nothing."""
    run = imported_run(adopted, begin)
    changed = {**adopted, "healthCheckPath": "/up"}

    run.update(changed)
    [service] = services.services.values()
    owner = ownership.parse(service.tags[ownership.TAG])
    assert owner is not None
    assert (owner.token, owner.unfinished) == ("imported", False)
    assert services.written() == ["tag", "update"]
    run.update({**changed, "healthCheckPath": "/down"})

    assert services.written() == ["tag", "update", "update"]


def test_an_imported_service_is_deleted_by_its_stack(
    services: FakeExpressServices, adopted: dict[str, Any], begin: Callable[..., FakeCall]
) -> None:
    """As a service that the stack has made."""
    run = imported_run(adopted, begin)
    [arn] = services.services

    service_operations.delete(begin(run.inputs), arn, run.outputs)

    assert "delete" in services.written()


def test_an_imported_service_that_another_program_has_taken_over_is_left_alone(
    services: FakeExpressServices, adopted: dict[str, Any], begin: Callable[..., FakeCall]
) -> None:
    """Its refresh finds it gone, and its deletion deletes nothing."""
    run = imported_run(adopted, begin)
    [arn] = services.services
    services.tag(arn, {ownership.TAG: "other/dev/web/0123456789ab/theirs"})
    services.calls.clear()

    service_operations.delete(begin(run.inputs), arn, run.outputs)

    assert services.written() == []
    assert not run.refresh()


def test_the_ingress_of_an_imported_service_needs_no_mark(
    services: FakeExpressServices, adopted: dict[str, Any]
) -> None:
    """It is read by the service's ARN; `ingress.create`, which takes a mark off, is not called."""
    [arn] = services.services

    read = ingress_operations.read(FakeCall(services.clock), arn, {"serviceArn": arn})

    assert read.id == arn
    assert services.written() == []
