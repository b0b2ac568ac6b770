"""What the provider does for each call of the engine: take the managed tag off a service, and put it back."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.express_updates import ALLOWED, BLOCKED
from pulumi_ecs_express.model.service_settings.internal_inputs import COMPONENT
from pulumi_ecs_express.planning.managed_tag import as_wanted
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.service_settings.comparison import moved
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS, place_of
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_ecs_services, connect_resource_tags
from pulumi_ecs_express.providers.check_and_diff import credential_differences, declared_before, refusal
from pulumi_ecs_express.providers.engine import Difference, EngineCall, InitFailed
from pulumi_ecs_express.providers.express_updates import claims
from pulumi_ecs_express.providers.express_updates.tagging import Tagging
from pulumi_ecs_express.providers.service_update.presence import gone, read_if_there

Properties = Mapping[str, Any]

WANTED = "expressUpdates"

TAKEN_OFF = "managedTagTakenOff"
"""Output: whether the tag may be off. Somebody may have taken the mark away that says so at AWS."""

NOT_EXPRESS = "express_updates: {name} is not of Express Mode, which never updates it: leave it out"

BLOCKS = (
    "express_updates: Express Mode's tag goes from what belongs to this service alone; until it is put back, only UpdateService "
    "changes the service, and not its ExpressGatewayService"
)
ALLOWS = "express_updates: Express Mode's tag is put back: Express updates change the service again"


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse services that are not of Express Mode; all else is judged by the check of the settings beside it."""
    moves = any(olds.get(name) != news.get(name) for name in ARGUMENTS)
    if moves and not news.get(COMPONENT) and (problems := _problems(call, news)):
        return refusal(call, news, problems)
    if olds.get(WANTED) != news.get(WANTED) and not (not olds and news.get(WANTED) == ALLOWED):
        call.note(BLOCKS if news.get(WANTED) == BLOCKED else ALLOWS)
    return CheckResult({key: value for key, value in news.items() if value is not None}, [])


def _problems(call: EngineCall, news: Properties) -> list[str]:
    place = place_of(_named(news))
    if place is None or not wire.can_connect(news, *ARGUMENTS):
        return []
    try:
        services = connect_ecs_services(wire.connection(news, place.region))
        service = services.describe(place.cluster, place.service)
    except errors.AccessDenied as denied:
        call.warn(f"express_updates: {denied.what}; whether it can be blocked shows in the update; {denied.remedy}")
        return []
    except errors.Refused:  # the check of the settings says so
        return []
    return [NOT_EXPRESS.format(name=service.name)] if service and not service.express else []


def _named(properties: Properties) -> dict[str, Any]:
    return {name: wire.incoming(properties.get(name)) for name in ARGUMENTS}


def diff(call: EngineCall, id_: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare which service is meant, and whether Express Mode may update it."""
    state = declared_before(call, olds)
    replacing = moved(_named(state), _named(news), id_)
    found = [Difference(name, Kind.UPDATE.value, True) for name in replacing]
    found += [Difference(WANTED, Kind.UPDATE.value)] if state.get(WANTED) != news.get(WANTED) else []
    found += credential_differences(call, state, news)
    call.show(found)
    return DiffResult(changes=bool(found), replaces=replacing)


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Bring the service to what is declared for the first time."""
    place = place_of(_named(props))
    if place is None:
        raise ValueError("the service is not known")
    connection = wire.connection(props, place.region)
    services = connect_ecs_services(connection)
    service = services.describe(place.cluster, place.service)
    if service is None or not service.alive:
        raise gone(service.arn if service else f"service/{place.cluster}/{place.name}", "there is none that is ACTIVE")
    if not service.express:
        raise errors.InvalidArgument(
            f"Express updates of service {service.name} cannot be {props[WANTED]}",
            why=NOT_EXPRESS.format(name=service.name),
            remedy="take express_updates out of the ServiceSettings",
        )
    return CreateResult(service.arn, _brought(call, service.arn, props))


def update(call: EngineCall, id_: str, olds: Properties, news: Properties) -> UpdateResult:
    """Bring the service to what is declared now."""
    return UpdateResult(_brought(call, id_, news, taken_off=bool(olds.get(TAKEN_OFF))))


def _brought(call: EngineCall, arn: str, props: Properties, *, taken_off: bool = False) -> dict[str, Any]:
    """Change the tags, and return all outputs; from the first change on, leave with them through a failure."""
    tagging, blocks = _tagging(arn, props), props[WANTED] == BLOCKED
    try:
        tagging.bring(call, props[WANTED], was_blocked=taken_off)
    except errors.ExpressError as error:
        if not tagging.changed:
            raise
        raise InitFailed(arn, _outputs(props, arn, taken_off=taken_off or blocks), error) from error
    return _outputs(props, arn, taken_off=blocks)


def _tagging(arn: str, props: Properties) -> Tagging:
    connection = wire.connection(props, ServiceArn(arn).region)
    return Tagging(connect_ecs_services(connection), connect_resource_tags(connection), arn)


def _outputs(props: Properties, arn: str, *, taken_off: bool) -> dict[str, Any]:
    kept = {key: value for key, value in props.items() if key != "__provider" and value is not None}
    return {**kept, "serviceArn": arn, TAKEN_OFF: taken_off}


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell whether the tags are as declared; where somebody has changed one of them, the next update repairs all."""
    state = call.old_inputs or props
    inputs = {key: value for key, value in state.items() if key not in ("__provider", "serviceArn", TAKEN_OFF)}
    tagging = _tagging(id_, state)
    service = read_if_there(tagging.services, id_)
    if service is None:
        return ReadResult("", {})
    if not as_wanted(state[WANTED], service.tags, tagging.of_resources(service)):
        inputs[WANTED] = ALLOWED if state[WANTED] == BLOCKED else BLOCKED
    return ReadResult(id_, _outputs(inputs, id_, taken_off=bool(props.get(TAKEN_OFF))), inputs)


def delete(call: EngineCall, id_: str, props: Properties) -> None:
    """Put the tags back, unless something else in the program says of this service what is to be."""
    if claims.is_kept(id_):
        return
    _tagging(id_, props).bring(call, ALLOWED, was_blocked=bool(props.get(TAKEN_OFF)), gone_is_fine=True)
