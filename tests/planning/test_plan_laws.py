"""What holds for all services: the laws of planning, on services that hypothesis draws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.drawn_services import SERVICES, VALUES

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.spec import rule
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.service.comparison import SERVICE, as_declared, plan_service


def applied(
    desired: dict[Path, PropertyValue], observed: dict[Path, PropertyValue], previous: dict[Path, PropertyValue]
) -> dict[Path, PropertyValue]:
    """Do to a service what the plan says, as AWS would."""
    result = dict(observed)
    for change in plan_service(desired, observed, previous).changes:
        if change.kind is Kind.DELETE and not change.new:
            result.pop(change.path, None)
        else:
            assert change.new is not None
            result[change.path] = change.new
    return result


@given(SERVICES)
def test_a_service_does_not_differ_from_itself(service: dict[Path, PropertyValue]) -> None:
    """A run without change plans nothing."""
    assert not plan_service(service, service, service)


@given(SERVICES, SERVICES, SERVICES)
def test_after_a_plan_there_is_nothing_more_to_plan(
    desired: dict[Path, PropertyValue], observed: dict[Path, PropertyValue], previous: dict[Path, PropertyValue]
) -> None:
    """One update brings any service to any other, whatever was declared in between."""
    after = applied(desired, observed, previous)

    assert not plan_service(desired, after, previous)
    assert not plan_service(desired, after, desired)


@given(SERVICES, SERVICES)
def test_each_declared_value_is_there_after_the_plan(
    desired: dict[Path, PropertyValue], observed: dict[Path, PropertyValue]
) -> None:
    """Or it means the same to AWS, or makes no AWS call."""
    after = applied(desired, observed, {})

    assert all(
        SERVICE.same(path, property_value, after.get(path))
        for path, property_value in desired.items()
        if rule(path)[0] is not Effect.NONE
    )


@given(SERVICES, SERVICES, st.sampled_from(sorted(VALUES)))
def test_an_unknown_is_never_less_than_what_it_turns_out_to_be(
    desired: dict[Path, PropertyValue], observed: dict[Path, PropertyValue], hidden: Path
) -> None:
    """Each path that changes once all is known was announced, or stands under an unknown that was."""
    previewed = {
        path: UNKNOWN if path[: len(hidden)] == hidden else property_value for path, property_value in desired.items()
    }
    announced = {change.path for change in plan_service(previewed, observed, observed).changes}

    for change in plan_service(desired, observed, observed).changes:
        assert change.path in announced


@given(SERVICES, SERVICES)
def test_a_refresh_shows_what_an_update_would_repair(
    declared_: dict[Path, PropertyValue], observed: dict[Path, PropertyValue]
) -> None:
    """What a refresh writes into the inputs differs from the program exactly where the program differs from AWS."""
    shown = as_declared(declared_, observed)
    drift = {change.path for change in plan_service(declared_, shown, {}).changes}

    assert drift == {change.path for change in plan_service(declared_, observed, {}).changes}
