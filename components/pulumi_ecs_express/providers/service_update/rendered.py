"""The part of an update that renders and registers a task definition, where the program names no revision that is there."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.service.internal_inputs import INTERNAL_PREFIX
from pulumi_ecs_express.model.service_update.spec import DEPLOYMENT, EcsServiceUpdateSpec
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.service_update.place import place_of
from pulumi_ecs_express.planning.tree_differences import tree_differences
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_revisions
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.task_definition.declared import Judged, judge
from pulumi_ecs_express.providers.task_definition.revisions import ARN, OUTPUTS, bring_revision, deregister_unused

Properties = Mapping[str, Any]

TEMPLATE_TAGS = "__templateTags"
"""The template's tags, which belong to the revision and not to the service."""

OF_UPDATE = (
    "serviceArn",
    "clusterName",
    "serviceName",
    "deploymentArn",
    "earlierTaskDefinitionArn",
    "taskDefinitionArn",
)
"""Outputs of the update itself."""


def is_rendered(properties: Properties) -> bool:
    """Report whether the program declares a task definition, and not a revision that is there."""
    return properties.get("family") is not None


def judged(call: EngineCall, spec: EcsServiceUpdateSpec, olds: Properties, news: Properties) -> Judged:
    """Render what is declared; the service's tags stay apart from those of the template."""
    declared, known = spec.tree(), wire.incoming(olds)
    place = place_of(declared)
    there = spec.model_copy(update={"region": place.region}) if place and place.region else spec
    before = definition(known) if is_rendered(olds) else {}
    found = judge(there, before, news, ownership.resource_of(call.urn, str(spec.family)))
    whole, own = found.properties.get("tags"), declared.get("tags")
    properties = {key: value for key, value in found.properties.items() if key not in ("tags", "region")}
    if isinstance(whole, Mapping) and isinstance(own, Mapping | None):
        properties[TEMPLATE_TAGS] = {key: value for key, value in whole.items() if key not in (own or {})}
    return Judged(properties, found.problems, found.notes)


def definition(properties: Properties) -> dict[str, Any]:
    """Give the rendered task definition, with all its tags."""
    tags = {**(properties.get(TEMPLATE_TAGS) or {}), **(properties.get("tags") or {})}
    return {**properties, "tags": tags}


def definition_differences(state: Properties, news: Properties) -> list[Difference]:
    """List the paths at which the rendered task definition changes."""
    found = tree_differences(_shown(state), _shown(news))
    return [Difference(dotted(path), kind.value) for path, kind in found]


def _shown(properties: Properties) -> dict[str, Any]:
    of_others = {*OUTPUTS, *OF_UPDATE, *PROPERTIES, *(path[0] for path in DEPLOYMENT.rules())}
    return {
        key: value
        for key, value in wire.incoming(properties).items()
        if key not in of_others and not key.startswith(INTERNAL_PREFIX)
    }


def revision_outputs(call: EngineCall, olds: Properties, news: Properties, region: str) -> dict[str, Any]:
    """Register what is rendered, unless it is registered; nothing where a revision is named."""
    if not is_rendered(news):
        return {}
    definitions = connect_revisions(wire.connection(news, region))
    before = definition(olds) if is_rendered(olds) else {}
    return bring_revision(call, definitions, before, definition(news))


def deregister(call: EngineCall, outputs: Properties, region: str, *, all_of_them: bool) -> None:
    """Deregister revisions of this resource that no service runs."""
    if is_rendered(outputs):
        current = None if all_of_them else str(outputs.get(ARN))
        properties = {**outputs, "region": region}
        deregister_unused(call, connect_revisions(wire.connection(properties)), properties, current)
