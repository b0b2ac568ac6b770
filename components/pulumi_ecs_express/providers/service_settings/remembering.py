"""
Writing down what a service's settings are before a program owns them: read, and never changed.

The values are written once, and kept as long as the program declares the setting.
"""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS as SETTINGS
from pulumi_ecs_express.model.service_settings.spec import FORCE
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.service_settings.comparison import moved
from pulumi_ecs_express.planning.service_settings.earlier import NOT_SET, as_set, remembered
from pulumi_ecs_express.planning.service_settings.equality import same
from pulumi_ecs_express.planning.service_settings.trees import GONE, by_path, value_at
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS, place_of
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_ecs_services
from pulumi_ecs_express.providers.check_and_diff import declared_before
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.service_settings import claims
from pulumi_ecs_express.providers.service_settings.lookups import find, settings_if_there

Properties = Mapping[str, Any]

NAMES, FOUND = "names", "found"
"""The settings to write down, and what they were."""


def check(_call: EngineCall, _olds: Properties, news: Properties) -> CheckResult:
    """Take everything: the settings' own check, which comes after this one, judges all of it at once."""
    return CheckResult(dict(news), [])


def diff(call: EngineCall, id_: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare which service is meant, and which settings."""
    state = declared_before(call, olds)
    before, now = ({name: wire.incoming(one.get(name)) for name in ARGUMENTS} for one in (state, news))
    elsewhere = moved(before, now, id_)
    found = [Difference(name, Kind.UPDATE.value, True) for name in elsewhere]
    found += [Difference(NAMES, Kind.UPDATE.value)] if state.get(NAMES) != news.get(NAMES) else []
    found += [Difference(CREDENTIALS, Kind.UPDATE.value)] if state.get(CREDENTIALS) != news.get(CREDENTIALS) else []
    call.show(found)
    return DiffResult(changes=bool(found), replaces=elsewhere)


def create(_call: EngineCall, props: Properties) -> CreateResult:
    """Write the settings down."""
    arn, found = _read(props, props[NAMES])
    return CreateResult(arn, _outputs(props, found))


def update(_call: EngineCall, _id: str, olds: Properties, news: Properties) -> UpdateResult:
    """Write down those that the program declares for the first time; the others stay as they were."""
    known = {name: value for name, value in (olds.get(FOUND) or {}).items() if name in news[NAMES]}
    new = [name for name in news[NAMES] if name not in known]
    return UpdateResult(_outputs(news, {**known, **(_read(news, new)[1] if new else {})}))


def read(_call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Keep what was written down: a refresh changes nothing of it."""
    return ReadResult(id_, dict(props))


def delete(call: EngineCall, id_: str, props: Properties) -> None:
    """
    Forget it; warn where the settings are others now, and no resource has put them back in this run.

    That is so where the engine was killed while the settings were made, and never came back to them.
    """
    if claims.is_settled(id_):
        return
    found = wire.incoming(props.get(FOUND) or {})
    services = connect_ecs_services(wire.connection(props, ServiceArn(id_).region))
    observed = settings_if_there(services, id_, found)
    if observed is None:
        return
    now = as_set(observed)
    others = [name for name, value in found.items() if not _is_still(name, value, now)]
    if others:
        named = ", ".join(SETTINGS.path((name,)) for name in others)
        call.warn(
            f"{named} of service {observed.service.name}: not as before this program, and no ServiceSettings is in the state "
            "that could put it back: an `up` was killed while it was made. Look at the service, or run `pulumi up` with the "
            "settings once more, then destroy"
        )


def _is_still(name: str, value: Any, now: Mapping[str, Any]) -> bool:
    paths = by_path({name: None if value == NOT_SET else value}) or {(name,): None}
    return all(same(path, GONE if one is None else one, value_at(now, path)) for path, one in paths.items())


def _read(props: Properties, names: list[str]) -> tuple[str, dict[str, Any]]:
    named, place = {name: props[name] for name in ARGUMENTS if name in props}, place_of(props)
    _, problems = wire.checked({**named, FORCE: NAMES}, SETTINGS)
    observed = None
    if place is not None and not problems:
        services = connect_ecs_services(wire.connection(props, place.region))
        observed, problems = find(services, place, dict.fromkeys(names))
    if observed is None:
        raise errors.InvalidArgument(
            f"the settings of service {props.get('service')!r} cannot be read",
            why="\n  ".join(problems),
            remedy="change the program as said above, and run `pulumi preview`, which says all that is wrong",
        )
    return observed.arn, remembered(as_set(observed), names)


def _outputs(props: Properties, found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{key: value for key, value in props.items() if key != "__provider" and value is not None},
        FOUND: dict(found),
    }
