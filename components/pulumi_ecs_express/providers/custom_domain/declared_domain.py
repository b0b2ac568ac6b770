"""What the provider of a declared domain does: judge it, with what AWS knows of zone, records and certificate."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.internal_inputs import COMPONENT
from pulumi_ecs_express.model.custom_domain.spec import ARGUMENTS
from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.planning.custom_domain.notes import domain_notes
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_hosted_zones
from pulumi_ecs_express.providers.check_and_diff import declared_before, hidden_inputs, refusal
from pulumi_ecs_express.providers.custom_domain.lookups import read_for_check
from pulumi_ecs_express.providers.engine import Difference, EngineCall

Properties = Mapping[str, Any]

NO_SERVICE = "service: is missing: pass the ExpressGatewayService, or the ARN of one"


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse what is wrong, all of it at once, and say what will be made."""
    spec, problems = wire.checked(news, ARGUMENTS)
    if news.get("service") is None and not news.get(COMPONENT):
        problems.append(NO_SERVICE)
    if spec is not None and not problems:
        problems = read_for_check(call, spec, olds, news)
    if spec is None or problems:
        return refusal(call, news, problems)
    for note in domain_notes(spec, wire.declared_values(olds, ARGUMENTS)):
        call.note(note)
    return CheckResult({**hidden_inputs(news), **wire.outgoing(spec.tree())}, [])


def diff(call: EngineCall, _id: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare the program with the state; every change is one of the resources that follow."""
    state = declared_before(call, olds)
    was, wanted = wire.declared_values(state, ARGUMENTS), wire.declared_values(news, ARGUMENTS)
    found = [Difference(dotted(path), "delete") for path in was if path not in wanted]
    for path, value in wanted.items():
        if path not in was:
            found.append(Difference(dotted(path), "add"))
        elif isinstance(value, Unknown) or was[path] != value:
            found.append(Difference(dotted(path), "update"))
    call.show(sorted(found, key=lambda difference: difference.path))
    hidden = any(state.get(key) != news.get(key) for key in ("__credentials", COMPONENT))
    return DiffResult(changes=bool(found) or hidden)


def create(call: EngineCall, props: Properties) -> CreateResult:  # noqa: ARG001 - all operations are called alike
    """Note it; the name of the zone says which name is its top."""
    return CreateResult(str(props["domainName"]), _outputs(props))


def update(call: EngineCall, _id: str, olds: Properties, news: Properties) -> UpdateResult:  # noqa: ARG001 - as above
    """Note what has changed."""
    return UpdateResult(_outputs(news))


def _outputs(props: Properties) -> dict[str, Any]:
    zone_id = props.get("zoneId")
    if zone_id is None:
        return dict(props)
    try:
        zone = connect_hosted_zones(wire.connection(props)).zone(zone_id)
    except errors.AccessDenied:  # the check has said so
        zone = None
    return {**props, "zoneName": zone.name if zone else ""}


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Give what is noted: nothing of it is at AWS."""
    return ReadResult(id_, dict(props), dict(call.old_inputs or props))


def delete(call: EngineCall, _id: str, props: Properties) -> None:
    """Forget it: the resources that follow are deleted by themselves."""
