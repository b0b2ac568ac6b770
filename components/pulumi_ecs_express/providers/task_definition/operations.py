"""What the provider of a revision does for each call of the engine: judge and render, register, tag, deregister."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckFailure, CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.connection.settings import DEFAULT_TAGS
from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.task_definition.members import TAGS
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.model.task_definition.spec import ARGUMENTS
from pulumi_ecs_express.planning import default_tags, ownership
from pulumi_ecs_express.planning.task_definition.as_arguments import as_request
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.planning.tree_differences import tree_differences
from pulumi_ecs_express.ports import TaskDefinitionRevisions
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_revisions, connect_workloads
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.task_definition.declared import judge
from pulumi_ecs_express.providers.task_definition.registration import Registration, register

Properties = Mapping[str, Any]

ARN, REVISION, REGISTERED, OWN = "arn", "revision", "registered", "registeredRevisions"
"""Outputs: the revision, its number, whether the last change registered it, and the numbers of all that were registered."""

REPLACING = ("family", "region")


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse what is wrong, all of it at once, and render."""
    if news.get(DEFAULT_TAGS) is not None:
        tags = default_tags.joined(wire.incoming(news[DEFAULT_TAGS]), wire.incoming(news.get("tags")))
        news = {**news, "tags": wire.outgoing(tags)}
    spec, problems = wire.checked(news, ARGUMENTS)
    judged = None
    if spec is not None and not problems:
        owner = ownership.resource_of(call.urn, str(spec.family))
        judged = judge(spec, wire.incoming(olds), news, owner, None)
        problems = judged.problems
    if judged is None or problems:
        reported = [f"{problem} [{errors.InvalidArgument.code}]" for problem in dict.fromkeys(problems)]
        return CheckResult(dict(news), [CheckFailure("", call.hide(problem)) for problem in reported])
    for note in judged.notes:
        call.note(note)
    hidden = {
        key: value for key, value in news.items() if key.startswith("__") and key not in (DEFAULT_TAGS, "__provider")
    }
    provider = {key: news[key] for key in ("__provider",) if key in news}
    return CheckResult({**provider, **hidden, **wire.outgoing(judged.properties)}, [])


def diff(call: EngineCall, olds: Properties, news: Properties) -> DiffResult:
    """Compare what is rendered with what was; what is rendered alike changes nothing."""
    state = call.old_inputs if call.old_inputs is not None else olds
    found = list(tree_differences(_shown(state), _shown(news)))
    replacing = [path for path, _ in found if path[0] in REPLACING]
    if found and news.get("keepOldRevisions") is False and not replacing:
        replacing = [path for path, _ in found if path[0] not in ("tags", *UNRENDERED)]
    call.show(Difference(dotted(path), kind.value, replaces=path in replacing) for path, kind in found)
    connection = any(state.get(key) != news.get(key) for key in PROPERTIES)
    return DiffResult(
        changes=bool(found) or connection, replaces=list(dict.fromkeys(str(path[0]) for path in replacing))
    )


UNRENDERED = (
    "template",
    "service",
    "cluster",
    "templateArn",
    "removeContainers",
    "keepOldRevisions",
    "profile",
    "endpoints",
)
"""Properties that say how it is rendered, and where; alone they register nothing."""


def _shown(properties: Properties) -> dict[str, Any]:
    outputs = (ARN, REVISION, REGISTERED, OWN)
    return {
        key: value
        for key, value in wire.incoming(properties).items()
        if not key.startswith("__") and key not in outputs
    }


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Register it, unless the family's latest revision is the same."""
    definitions = _definitions(props)
    outputs = _registered(call, definitions, {}, props, [])
    return CreateResult(str(props["family"]), outputs)


def update(call: EngineCall, olds: Properties, news: Properties) -> UpdateResult:
    """Register what is rendered otherwise; tags alone are set on the revision that there is."""
    definitions = _definitions(news)
    return UpdateResult(_registered(call, definitions, olds, news, _numbers(olds)))


def _definitions(properties: Properties) -> TaskDefinitionRevisions:
    return connect_revisions(wire.connection(properties))


def _numbers(outputs: Properties) -> list[int]:
    return [int(number) for number in outputs.get(OWN) or ()]


def _registered(
    call: EngineCall, definitions: TaskDefinitionRevisions, olds: Properties, news: Properties, own: list[int]
) -> dict[str, Any]:
    """Bring about a revision with this content and these tags, and give the outputs."""
    owner = ownership.resource_of(call.urn, str(news["family"]))
    request, sent = as_request(wire.incoming(news)), as_request(wire.incoming(olds)) if olds else None
    done = _own_revision(definitions, olds, request, sent)
    if done is None:
        marked = [*request.get(TAGS, []), {"key": ownership.TAG, "value": owner}]
        done = register(definitions, call, {**request, TAGS: marked}, sent)
    _align_tags(definitions, done.revision, request, sent)
    if done.registered or done.revision.tags.get(ownership.TAG) == owner:
        own = sorted({*own, done.revision.revision})
    return {
        **{key: value for key, value in news.items() if key not in (ARN, REVISION, REGISTERED, OWN)},
        ARN: done.revision.arn,
        REVISION: done.revision.revision,
        REGISTERED: done.registered,
        OWN: own,
    }


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


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell whether the revision is still ACTIVE, and which of its tags are as declared: nothing else of it can change."""
    inputs = {**(call.old_inputs or props)}
    found = _definitions(inputs).find(str(props[ARN]))
    if found is None or not found.active:
        return ReadResult("", {})
    declared = inputs.get("tags")
    if isinstance(declared, Mapping):
        inputs["tags"] = {key: found.tags[key] for key in declared if key in found.tags}
    return ReadResult(id_, {**props, **inputs}, inputs)


def delete(call: EngineCall, props: Properties) -> None:
    """Deregister what this resource has registered and nothing runs; say what is left."""
    definitions, family = _definitions(props), str(props["family"])
    active = {arn for arn in definitions.revisions(family, "ACTIVE") if int(arn.rpartition(":")[2]) in _numbers(props)}
    if not active:
        return
    try:
        used = connect_workloads(wire.connection(props)).definitions_in_use()
    except errors.AccessDenied as denied:
        call.warn(
            f"the revisions of {family} stay, since it is not known what runs them: {denied.what}; {denied.remedy}"
        )
        return
    for arn in sorted(active - used):
        definitions.deregister(arn)
    if left := sorted(arn.rpartition("/")[2] for arn in active & used):
        call.note(f"{', '.join(left)}: in use by a service, so left ACTIVE")
