"""What the provider of settings does for each call of the engine: parse, plan, act, answer."""

from collections.abc import Collection, Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import Path, dotted
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.internal_inputs import REMEMBERED, ROLLOUT
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS, FORCE
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.service_settings.changes import changes
from pulumi_ecs_express.planning.service_settings.comparison import as_found, differences, moved
from pulumi_ecs_express.planning.service_settings.earlier import earlier_values, to_put_back
from pulumi_ecs_express.planning.service_settings.notes import kept_note, put_back_note, restored_note
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import by_path, with_values
from pulumi_ecs_express.planning.service_update.place import place_of
from pulumi_ecs_express.providers import replaced_services, wire
from pulumi_ecs_express.providers.adapters import connect_ecs_services, connect_scalable_targets
from pulumi_ecs_express.providers.check_and_diff import (
    credential_differences,
    declared_before,
    hidden_inputs,
    refusal,
)
from pulumi_ecs_express.providers.engine import Difference, EngineCall, InitFailed
from pulumi_ecs_express.providers.service_settings import claims
from pulumi_ecs_express.providers.service_settings.applying import Applying
from pulumi_ecs_express.providers.service_settings.judging import declared_settings, judge
from pulumi_ecs_express.providers.service_settings.lookups import find, settings_if_there
from pulumi_ecs_express.providers.service_update.outputs import outputs_of, refreshed, time_given, waits

Properties = Mapping[str, Any]

EARLIER = "earlierSettings"
"""The output with the values that the service had before, by the settings that the resource owns."""


def check(
    call: EngineCall, olds: Properties, news: Properties, shared: Mapping[str, Collection[Path]] | None = None
) -> CheckResult:
    """Refuse what is wrong, all of it at once, and say what the update changes."""
    rollout = {name: value for name, value in news.items() if name == ROLLOUT}
    spec, problems = wire.checked({name: value for name, value in news.items() if name not in rollout}, ARGUMENTS)
    if spec is not None and not problems:
        problems = judge(call, spec, olds, news, shared or {})
    if spec is None or problems:
        return refusal(call, news, problems)
    return CheckResult({**hidden_inputs(news), **rollout, **wire.outgoing(spec.tree())}, [])


def diff(call: EngineCall, id_: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare the program with the state, by exact path."""
    state = declared_before(call, olds)
    found = [*differences(_declared(state), _declared(news)), *_rollouts(state, news)]
    replacing = moved(_declared(state), _declared(news), id_)
    shown = [Difference(dotted(path), kind.value) for path, kind in found if path[0] not in replacing]
    shown += [Difference(name, Kind.UPDATE.value, True) for name in replacing]
    shown += credential_differences(call, state, news)
    call.show(shown)
    if not replacing:
        for path, value in _backs(call, id_, olds, _wanted(news)).items():
            call.note(put_back_note(path, value, ARGUMENTS.path))
    return DiffResult(changes=bool(shown), replaces=replacing)


def _declared(properties: Properties | None) -> dict[str, Any]:
    return wire.declared(properties or {}, ARGUMENTS)


def _wanted(properties: Properties) -> dict[Path, Any]:
    """List the settings that a program declares, by path."""
    return by_path(wire.parsed(properties, ARGUMENTS).settings())


def _not_scaled(call: EngineCall, props: Properties, arn: str, backs: Mapping[Path, Any]) -> dict[Path, Any]:
    """Leave the number of tasks out where auto scaling moves it by now: the value found before would undo that."""
    known, tasks = ServiceArn(arn), ("desiredCount",)
    if tasks not in backs:
        return dict(backs)
    try:
        scaled = connect_scalable_targets(wire.connection(props, known.region)).scales(known.cluster, known.name)
        reason = "auto scaling moves the number of tasks now"
    except errors.AccessDenied as denied:
        scaled, reason = True, f"auto scaling may move the number of tasks now, and {denied.what}"
    if scaled:
        call.note(f"desired_count of service {known.name}: not put back, since {reason}")
    return {path: value for path, value in backs.items() if not (scaled and path == tasks)}


def _backs(call: EngineCall, id_: str, outputs: Properties, wanted: Mapping[Path, Any]) -> dict[Path, Any]:
    """List what is declared no more, with what it goes back to; not what another resource of the program sets now."""
    return claims.without_owned(to_put_back(_kept(outputs), wanted), id_, call.urn)


def _kept(outputs: Properties) -> dict[str, Any]:
    """Read what the service had before; whole numbers come back from the engine as floats."""
    return dict(wire.incoming(outputs.get(EARLIER) or {}))


def _rollouts(state: Properties, news: Properties) -> list[tuple[Path, Kind]]:
    """Look at the settings again after each deployment of the program's own service."""
    return [((ROLLOUT,), Kind.UPDATE)] if news.get(ROLLOUT) is not None and state.get(ROLLOUT) != news[ROLLOUT] else []


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Bring the settings to what is declared for the first time."""
    spec, place = wire.parsed(props, ARGUMENTS), place_of(props)
    if place is None:
        raise ValueError("the service is not known")
    services, settings = connect_ecs_services(wire.connection(props, place.region)), spec.settings()
    observed, problems = find(services, place, settings)
    if observed is None:
        raise errors.InvalidArgument(
            f"the settings of service {place.name} cannot be changed",
            why="\n  ".join(problems),
            remedy="change the program as said above, and run `pulumi up` again",
        )
    wanted = by_path(settings)
    applying = Applying(
        services,
        call,
        observed.arn,
        wanted,
        time_given(call, props),
        waits=spec.waits,
        forced=props.get(FORCE) is not None,
    )
    return CreateResult(observed.arn, _applied(applying, props, {}))


def update(call: EngineCall, id_: str, olds: Properties, news: Properties) -> UpdateResult:
    """Bring the settings to what is declared, and put back what is declared no more, starting from what AWS has now."""
    spec, state = wire.parsed(news, ARGUMENTS), declared_before(call, olds)
    services, wanted = connect_ecs_services(wire.connection(news, ServiceArn(id_).region)), by_path(spec.settings())
    kept = _kept(olds)
    backs = _not_scaled(call, news, id_, _backs(call, id_, olds, wanted))
    applying = Applying(
        services, call, id_, wanted, time_given(call, news),
        backs=backs,
        before=by_path(declared_settings(state)),
        waits=spec.waits,
        attempted=olds.get("deploymentArn") if _told(olds) == _told(news) else None,
        forced=news.get(FORCE) is not None and state.get(FORCE) != news[FORCE],
    )  # fmt: skip
    return UpdateResult(_applied(applying, news, kept))


def _told(properties: Properties) -> dict[str, Any]:
    return {name: properties.get(name) for name in (*TABLE, FORCE)}


def _applied(applying: Applying, props: Properties, kept: Properties) -> dict[str, Any]:
    """
    Apply, and return all outputs; leave with them through the failure that keeps the resource in state.

    Args:
        applying: The service on its way to the settings.
        props: What is declared.
        kept: What this resource knows of the values before.
    """
    reached = applying.apply()
    deployment = reached.rollout_state.deployment
    arn = deployment.arn if deployment else applying.attempted
    found, wanted = applying.found.values if applying.found else {}, applying.wanted
    earlier = earlier_values(wanted, kept, wire.incoming(props.get(REMEMBERED) or {}), found, wanted)
    if reached.error is not None:
        still = with_values(kept, by_path(earlier))
        raise InitFailed(applying.arn, outputs_of(props, applying.arn, arn, earlierSettings=still), reached.error)
    return outputs_of(props, applying.arn, arn, earlierSettings=earlier)


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell what AWS has now of the declared settings: gone, drifted by exact path, or as declared."""
    state = call.old_inputs or props
    services, declared = connect_ecs_services(wire.connection(state, ServiceArn(id_).region)), _declared(state)
    observed = settings_if_there(services, id_, declared)
    if observed is None:
        return ReadResult("", {})
    there = as_found(declared, observed.values, express=observed.service.express)
    rest = {key: value for key, value in state.items() if key not in declared and key != "__provider"}
    inputs = {**rest, **there}
    outputs = outputs_of(inputs, id_, props.get("deploymentArn"), earlierSettings=props.get(EARLIER) or {})
    return refreshed(call, services, id_, props, outputs, inputs)


def delete(call: EngineCall, id_: str, props: Properties) -> None:
    """Put back what the settings were before, as far as nothing else in the program owns them now."""
    state, known = declared_before(call, props), ServiceArn(id_)
    if state.get("restoreOnDestroy") is False:
        call.note(kept_note(known.name, known.cluster))
    elif not replaced_services.is_replaced(id_):
        _put_back(call, id_, props, state)
    claims.settle(id_)


def _put_back(call: EngineCall, id_: str, props: Properties, state: Properties) -> None:
    backs = claims.without_owned(to_put_back(_kept(props), {}), id_)
    services = connect_ecs_services(wire.connection(props, ServiceArn(id_).region))
    if not backs:
        return
    backs = _not_scaled(call, props, id_, backs)
    applying = Applying(
        services,
        call,
        id_,
        {},
        time_given(call, state),
        backs=backs,
        before=by_path(declared_settings(state)),
        waits=waits(state),
    )
    try:
        reached = applying.apply()
    except errors.ServiceGone:
        return
    if reached.error is not None:
        raise reached.error
    left = {change.path for change in changes(backs, applying.observed, {})} if applying.observed else set()
    call.note(restored_note(sorted(backs.keys() - left), ARGUMENTS.path))
