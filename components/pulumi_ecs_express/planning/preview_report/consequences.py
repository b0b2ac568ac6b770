"""What comes of the changes of one component: from the declared effects of its fields, its operation and its notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.preview_report.consequence import Consequence, Kind
from pulumi_ecs_express.model.preview_report.report import Operation
from pulumi_ecs_express.model.service.definition_parts import SIDECARS
from pulumi_ecs_express.planning.preview_report.effects import meaning
from pulumi_ecs_express.planning.preview_report.note_kinds import kind_of
from pulumi_ecs_express.planning.preview_report.recording.changes import Changed
from pulumi_ecs_express.planning.preview_report.recording.parts import Parts
from pulumi_ecs_express.planning.preview_report.recording.resources import Resource
from pulumi_ecs_express.planning.preview_report.recording.values import public
from pulumi_ecs_express.planning.service_settings.notes import kept_note
from pulumi_ecs_express.planning.service_update.notes import left_note, revision_name

NEW: Mapping[str, tuple[Kind, str]] = {
    "ExpressGatewayService": (Kind.CREATION, "a new service with a URL of its own, which is known after the update"),
    "CustomDomain": (Kind.CREATION, "the domain will lead to the service"),
    "TaskDefinitionRevision": (Kind.CREATION, "a revision is registered; no service is changed"),
    "EcsServiceUpdate": (
        Kind.DEPLOYMENT,
        "the service, which somebody else has made, gets what is declared by a deployment, unless it runs that already",
    ),
    "ServiceSettings": (
        Kind.CREATION,
        "settings of a service change; what is there before is written down, to be put back",
    ),
}
GONE: Mapping[str, tuple[Kind, str]] = {
    "ExpressGatewayService": (Kind.DELETION, "the service is deleted, and its URL answers no more"),
    "CustomDomain": (Kind.DELETION, "the domain no longer leads to the service"),
    "TaskDefinitionRevision": (Kind.REVISION, "the revisions that it has registered and no service runs are deregistered"),
    "ServiceSettings": (Kind.PUT_BACK, "the settings are put back to what was found before the first apply"),
}  # fmt: skip
SENT = (Effect.SETTING, Effect.REDEPLOYMENT, Effect.TAGS)
"""Effects of the fields of new settings that the service, which is there, will show."""

IMPORTED = (Kind.NO_CALL, "it is taken into the state as it is")
DELETED_FIRST = "the old service is deleted before the new one is made: nothing answers until the new one is ready"
AGAIN = "no field changes: the last operation on it has failed, and is finished or tried again"
DEMANDED = "asked for by --replace, or by a mark in the state"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
MANY = 4
"""Arguments that are named in a sentence; more are counted."""


def consequences(parts: Parts, changes: Sequence[Changed], notes: Iterable[str]) -> tuple[Consequence, ...]:
    """List what comes of a component's changes, the worst first, each once."""
    found = [
        *_of_the_operation(parts, changes),
        *_of_hosts(parts.association),
        *_of_sidecars(parts.declared),
        *_of_logs(parts.made),
        *((kind, note) for note in notes if (kind := kind_of(note))),
    ]
    listed = {pair: Consequence(kind=pair[0], text=pair[1]) for pair in found}
    return tuple(sorted(listed.values(), key=lambda one: one.kind.rank))


def _of_the_operation(parts: Parts, changes: Sequence[Changed]) -> Iterator[tuple[Kind, str]]:
    if parts.operation is Operation.DELETE:
        yield _of_a_deletion(parts)
    elif parts.operation is Operation.CREATE:
        yield NEW[parts.kind]
        if parts.kind == "ServiceSettings":
            yield from _of_fields(parts, [one for one in changes if one.effect in SENT])
    elif parts.operation is Operation.IMPORT:
        yield IMPORTED
    elif parts.operation is Operation.REPLACE:
        yield from _of_a_replacement(parts, changes)
    else:
        yield from _of_fields(parts, changes)


def _of_a_deletion(parts: Parts) -> tuple[Kind, str]:
    resource = parts.declared
    if parts.kind == "EcsServiceUpdate":
        earlier = public(resource.outputs.get("earlierTaskDefinitionArn"))
        if resource.old.get("restoreOnDestroy") is True and earlier:
            return Kind.DEPLOYMENT, f"the service is moved back to {revision_name(str(earlier))} (restore_on_destroy)"
        return Kind.NO_CALL, left_note(resource.id)
    if parts.kind == "ServiceSettings" and resource.old.get("restoreOnDestroy") is False:
        cluster, service = (str(public(resource.outputs.get(name) or "")) for name in ("clusterName", "serviceName"))
        return Kind.NO_CALL, kept_note(service, cluster)
    return GONE[parts.kind]


def _of_a_replacement(parts: Parts, changes: Sequence[Changed]) -> Iterator[tuple[Kind, str]]:
    causes = [one for one in changes if one.effect is Effect.REPLACEMENT]
    kind, text = meaning(parts.kind, Effect.REPLACEMENT, "")
    yield kind, f"{_names(causes)}: {text}" if causes else f"{DEMANDED}: {text}"
    if parts.kind == "ExpressGatewayService":
        yield (
            Kind.URL_CHANGE,
            "the service gets another URL; the old one answers no more once the old service is deleted",
        )
        if parts.declared.deleted_first:
            yield Kind.DOWNTIME, DELETED_FIRST


def _of_fields(parts: Parts, changes: Sequence[Changed]) -> Iterator[tuple[Kind, str]]:
    """Join the fields of which the same comes; a setting that leaves the program is put back, whatever else it means."""
    back = [one for one in changes if one.put_back]
    if back:
        yield Kind.PUT_BACK, f"{_names(back)}: no longer declared, so put back to what was found before the first apply"
    by_meaning: dict[tuple[Kind, str], list[Changed]] = {}
    for one in changes:
        by_meaning.setdefault(meaning(parts.kind, one.effect, str(one.steps[0])), []).append(one)
    for (kind, text), fields in by_meaning.items():
        yield kind, f"{_names(fields)}: {text}"
    if not changes and not parts.declared.differences and parts.declared.operation is Operation.UPDATE:
        yield Kind.POSSIBLE_DEPLOYMENT, AGAIN


def _names(changes: Sequence[Changed]) -> str:
    names = [one.told.argument for one in changes]
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return f"{', '.join(names[:MANY])}{more}"


def _of_hosts(association: Resource | None) -> Iterator[tuple[Kind, str]]:
    """Name the hosts that a rule loses, where the domain itself stays."""
    if association is None or association.operation in (Operation.DELETE, Operation.SAME):
        return
    before, after = (_list(side.get("hosts")) for side in (association.old, association.new))
    if gone := [str(host) for host in before if host not in after]:
        yield Kind.URL_CHANGE, f"{', '.join(gone)} no longer lead{'s' if len(gone) == 1 else ''} to the service"


def _of_sidecars(declared: Resource) -> Iterator[tuple[Kind, str]]:
    """Name the sidecars that were declared and are not any more."""
    if declared.operation in (Operation.DELETE, Operation.SAME, Operation.CREATE):
        return
    before, after = (_containers(side) for side in (declared.old, declared.new))
    if gone := [name for name in before if name not in after]:
        yield Kind.CONTAINER_LOST, f"sidecar{'s' if len(gone) > 1 else ''} {', '.join(gone)}: no longer in the task"


def _of_logs(made: Iterable[Resource]) -> Iterator[tuple[Kind, str]]:
    """Name a log group that the component has made and that goes: of all that it makes, this alone holds data."""
    for one in made:
        if one.type == LOG_GROUP and one.operation in (Operation.DELETE, Operation.REPLACE):
            yield Kind.DELETION, f"its log group {one.name} is deleted, with the lines in it"


def _containers(properties: Mapping[str, Any]) -> list[str]:
    return [str(one["name"]) for one in _list(properties.get(SIDECARS)) if isinstance(one, Mapping) and "name" in one]


def _list(value: Any) -> list[Any]:
    found = public(value)
    return found if isinstance(found, list) else []
