"""What the provider of a revision does for each call of the engine: judge and render, register, tag, deregister."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.task_definition.spec import ARGUMENTS
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.tree_differences import tree_differences
from pulumi_ecs_express.ports import TaskDefinitionRevisions
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_revisions
from pulumi_ecs_express.providers.check_and_diff import declared_before, hidden_inputs, refusal, with_default_tags
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.task_definition.declared import judge
from pulumi_ecs_express.providers.task_definition.revisions import ARN, OUTPUTS, bring_revision, deregister_unused
from pulumi_ecs_express.providers.unchanged import as_found

Properties = Mapping[str, Any]

REPLACING = ("family", "region")


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse what is wrong, all of it at once, and render."""
    news = with_default_tags(news)
    spec, problems = wire.checked(news, ARGUMENTS)
    judged = None
    if spec is not None and not problems:
        owner = ownership.resource_of(call.urn, str(spec.family))
        judged = judge(spec, wire.incoming(olds), news, owner)
        problems = judged.problems
    if judged is None or problems:
        return refusal(call, news, problems)
    for note in judged.notes:
        call.note(note)
    return CheckResult({**hidden_inputs(news), **wire.outgoing(judged.properties)}, [])


def diff(call: EngineCall, _id: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare what is rendered with what was; what is rendered alike changes nothing."""
    state = declared_before(call, olds)
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
    known = wire.incoming(properties).items()
    return {key: value for key, value in known if not key.startswith("__") and key not in OUTPUTS}


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Register it, unless the family's latest revision is the same."""
    made = bring_revision(call, _definitions(props), {}, props)
    return CreateResult(str(props["family"]), {**props, **made})


def update(call: EngineCall, _id: str, olds: Properties, news: Properties) -> UpdateResult:
    """Register what is rendered otherwise; tags alone are set on the revision that there is."""
    return UpdateResult({**news, **bring_revision(call, _definitions(news), olds, news)})


def _definitions(properties: Properties) -> TaskDefinitionRevisions:
    return connect_revisions(wire.connection(properties))


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell whether the revision is still ACTIVE, and which of its tags are as declared: nothing else of it can change."""
    state = call.old_inputs or props
    inputs = dict(state)
    found = _definitions(inputs).find(str(props[ARN]))
    if found is None or not found.active:
        return ReadResult("", {})
    declared = inputs.get("tags")
    if isinstance(declared, Mapping):
        inputs["tags"] = {key: found.tags[key] for key in declared if key in found.tags}
    return ReadResult(id_, {**props, **inputs}, as_found(state, inputs))


def delete(call: EngineCall, _id: str, props: Properties) -> None:
    """Deregister what this resource has registered and nothing runs; say what is left."""
    deregister_unused(call, _definitions(props), props)
