"""The revisions of one resource: bringing about the one that is declared, its tags, and deregistering its own."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.task_definition.members import TAGS
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.task_definition.as_arguments import as_request
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.ports import TaskDefinitionRevisions
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_workloads
from pulumi_ecs_express.providers.engine import EngineCall
from pulumi_ecs_express.providers.task_definition import claims
from pulumi_ecs_express.providers.task_definition.registration import Registration, register

Properties = Mapping[str, Any]

ARN, REVISION, REGISTERED, OWN = "arn", "revision", "registered", "registeredRevisions"
OUTPUTS = (ARN, REVISION, REGISTERED, OWN)
"""The revision, its number, whether the last change registered it, and the numbers of all that were registered."""


def bring_revision(
    call: EngineCall, definitions: TaskDefinitionRevisions, olds: Properties, news: Properties
) -> dict[str, Any]:
    """
    Bring about a revision with the content and the tags that are declared, and give the outputs.

    Args:
        call: The engine's call, whose row shows progress.
        definitions: The task definitions of the Region.
        olds: The outputs of the last run; empty before the first.
        news: The checked inputs.
    """
    owner = ownership.resource_of(call.urn, str(news["family"]))
    request, sent = as_request(wire.incoming(news)), as_request(wire.incoming(olds)) if olds else None
    done = _own_revision(definitions, olds, request, sent)
    if done is None:
        marked = [*request.get(TAGS, []), {"key": ownership.TAG, "value": owner}]
        done = register(definitions, call, {**request, TAGS: marked}, sent)
    claims.keep(done.revision.arn)
    _align_tags(definitions, done.revision, request, sent)
    own = _numbers(olds)
    if done.registered or done.revision.tags.get(ownership.TAG) == owner:
        own = sorted({*own, done.revision.revision})
    return {ARN: done.revision.arn, REVISION: done.revision.revision, REGISTERED: done.registered, OWN: own}


def _numbers(outputs: Properties) -> list[int]:
    return [int(number) for number in outputs.get(OWN) or ()]


def _own_revision(
    definitions: TaskDefinitionRevisions, olds: Properties, request: Mapping[str, Any], sent: Mapping[str, Any] | None
) -> Registration | None:
    """Find the revision of the last run, where it still holds what is rendered: others may have registered later ones."""
    found = definitions.find(str(olds[ARN])) if olds.get(ARN) and olds.get("family") == request["family"] else None
    same = found is not None and found.active and is_registered(request, found.answer, sent)
    return Registration(found, registered=False) if found is not None and same else None


def _align_tags(
    definitions: TaskDefinitionRevisions,
    revision: ObservedRevision,
    request: Mapping[str, Any],
    sent: Mapping[str, Any] | None,
) -> None:
    """Set the tags that are missing, and take away what an earlier run has set and this one does not."""
    wanted, before = _tags(request), _tags(sent or {})
    missing = {key: value for key, value in wanted.items() if revision.tags.get(key) != value}
    gone = [key for key in before if key not in wanted and key in revision.tags]
    if missing:
        definitions.tag(revision.arn, missing)
    if gone:
        definitions.untag(revision.arn, gone)


def _tags(request: Mapping[str, Any]) -> dict[str, str]:
    return {tag["key"]: tag["value"] for tag in request.get(TAGS) or ()}


def deregister_unused(
    call: EngineCall, definitions: TaskDefinitionRevisions, outputs: Properties, current: str | None = None
) -> None:
    """
    Deregister what a resource has registered, no service runs, and nothing else in the program has brought about.

    Args:
        call: The engine's call, to say what is left.
        definitions: The task definitions of the Region.
        outputs: The resource's outputs.
        current: A revision that stays in any case.
    """
    family, own = str(outputs["family"]), _numbers(outputs)
    found = {arn for arn in definitions.revisions(family, "ACTIVE") if int(arn.rpartition(":")[2]) in own}
    active = found - {current} - claims.kept()
    if not active:
        return
    try:
        used = connect_workloads(wire.connection(outputs)).definitions_in_use()
    except errors.AccessDenied as denied:
        call.warn(
            f"the revisions of {family} stay, since it is not known what runs them: {denied.what}; {denied.remedy}"
        )
        return
    for arn in sorted(active - used):
        definitions.deregister(arn)
    if left := sorted(arn.rpartition("/")[2] for arn in active & used):
        call.note(f"{', '.join(left)}: in use by a service, so left ACTIVE")
