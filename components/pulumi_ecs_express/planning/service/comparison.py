"""The only place that compares what a program declares of a service with what is."""

from functools import partial

from pulumi_ecs_express.model.fields.image_reference import written_parts
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues, nest
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, PARTS, SIDECARS, VOLUMES, has_parts
from pulumi_ecs_express.model.service.observed import cluster_name
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER, OF_THE_TASK_DEFINITION, TASK_DEFINITION, rules
from pulumi_ecs_express.planning.comparison import Comparison, both_or_neither, contained, unordered
from pulumi_ecs_express.planning.plan import Plan
from pulumi_ecs_express.planning.service.log_retention import LOG_CONFIGURATION, is_no_removal
from pulumi_ecs_express.planning.task_definition.express import routes_logs
from pulumi_ecs_express.planning.task_definition.express_equality import same_part


def moved_into_definition(path: Path, desired: PropertyValues) -> bool:
    """Report whether a field is gone because a task definition of the user's own holds it now."""
    return path[0] in OF_THE_TASK_DEFINITION and TASK_DEFINITION in desired


def goes_to_a_router(path: Path, desired: PropertyValues) -> bool:
    """Report whether a log configuration is gone because a sidecar routes the logs now."""
    sidecars = desired.get((SIDECARS,))
    if path[: len(LOG_CONFIGURATION)] != LOG_CONFIGURATION or sidecars is None:
        return False
    return isinstance(sidecars, Unknown) or routes_logs(nest(desired))


def _same_cluster(wanted: PropertyValue | None, observed: PropertyValue | None) -> bool:
    """Compare clusters: a name and its ARN are one, and none declared is the default one."""
    return cluster_name(str(wanted or DEFAULT_CLUSTER)) == cluster_name(str(observed or DEFAULT_CLUSTER))


def _same_image(wanted: PropertyValue | None, observed: PropertyValue | None) -> bool:
    """Compare images: of one repository the same digest is the same image, whatever tag stands before it."""
    (repository, _, digest), (other, _, its_digest) = (written_parts(str(one or "")) for one in (wanted, observed))
    return wanted == observed or (bool(digest) and (repository, digest) == (other, its_digest))


SERVICE = Comparison(
    rules=rules(),
    equality={
        ("primaryContainer", "image"): _same_image,
        ("cluster",): _same_cluster,
        ("networkConfiguration", "securityGroups"): contained,
        ("networkConfiguration", "subnets"): unordered,
        ("paused",): both_or_neither,
        (SIDECARS,): partial(same_part, SIDECARS),
        (VOLUMES,): partial(same_part, VOLUMES),
        (CONTAINER_DEFINITION,): partial(same_part, CONTAINER_DEFINITION),
    },
    exact=("tags",),
    owned_maps=(("primaryContainer", "environment"), ("primaryContainer", "secrets")),
    superseded=moved_into_definition,
)
"""How the settings of an Express Gateway service are compared."""


def plan_service(desired: PropertyValues, observed: PropertyValues, previous: PropertyValues) -> Plan:
    """List what must change so that a service becomes what is declared; see `Comparison.plan`."""
    return SERVICE.plan(desired, observed, previous)


def as_declared(declared: PropertyValues, observed: PropertyValues) -> dict[Path, PropertyValue]:
    """
    Say what AWS has at the declared paths; see `Comparison.as_declared`.

    Where the program registers the task definition, what others have put into it shows too.
    """
    kept = SERVICE.as_declared(declared, observed)
    if not has_parts(declared):
        return kept
    return {**{path: value for path, value in observed.items() if path[0] in PARTS}, **kept}


def refused_removals(desired: PropertyValues, previous: PropertyValues) -> list[tuple[str, str]]:
    """Name the removals that AWS cannot carry out; a log group of the component, or a log router, takes the place of a named one."""
    kept = {
        path: property_value
        for path, property_value in previous.items()
        if not (is_no_removal(path, desired, previous) or goes_to_a_router(path, desired))
    }
    return SERVICE.refused_removals(desired, kept)
