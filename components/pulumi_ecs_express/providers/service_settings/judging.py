"""What a check says of settings: whether AWS takes them on this service, who else owns them, and what comes of a change."""

from collections.abc import Collection, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service_settings.internal_inputs import COMPONENT
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS, FORCE, ServiceSettingsSpec
from pulumi_ecs_express.planning.service_settings.changes import changes
from pulumi_ecs_express.planning.service_settings.notes import (
    put_back_notes,
    update_notes,
    without_effect_notes,
)
from pulumi_ecs_express.planning.service_settings.problems import (
    Surroundings,
    kind_problems,
    surrounding_problems,
)
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import by_path
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.engine import EngineCall
from pulumi_ecs_express.providers.service_settings.lookups import find_for_check

Properties = Mapping[str, Any]

ONCE = (
    "force_new_deployment: True starts one deployment, now, and none in later runs: write a value that changes with what is to be "
    "deployed, such as a commit or a digest"
)


def judge(
    call: EngineCall,
    spec: ServiceSettingsSpec,
    olds: Properties,
    news: Properties,
    shared: Mapping[str, Collection[Path]],
) -> list[str]:
    """List what is wrong, and say what the update does where something changes."""
    problems = _shared_problems(shared)
    settings = spec.settings()
    if not problems and olds and not _differs(olds, spec):
        return []
    observed, around, found = find_for_check(call, news, settings)
    problems += found
    kind = _kind(settings, observed) if observed else Kind.EXPRESS if news.get(COMPONENT) else None
    if kind is not None:
        fargate = observed.fargate if observed else True
        daemon = observed.daemon if observed else False
        problems += kind_problems(_sent(spec), kind, ARGUMENTS.path, fargate=fargate, daemon=daemon)
    if observed is not None and not problems:
        problems += surrounding_problems(settings, observed, around, ARGUMENTS.path)
    if observed is not None and not problems:
        forced = spec.force_new_deployment is not None and olds.get(FORCE) != spec.force_new_deployment
        _say(call, spec, observed, around, declared_settings(olds), forced=forced)
    return problems


def _kind(settings: Properties, observed: ObservedSettings) -> Kind:
    """Tell the kind that counts: what is declared along with another deployment controller is judged by that."""
    return observed.kind_after((settings.get("deploymentController") or {}).get("type"))


def _sent(spec: ServiceSettingsSpec) -> dict[str, Any]:
    """List all that UpdateService is asked for: the settings, and a deployment where a trigger is declared."""
    forced = {} if spec.force_new_deployment is None else {FORCE: True}
    return {**spec.settings(), **forced}


def _differs(olds: Properties, spec: ServiceSettingsSpec) -> bool:
    """Report whether something changes that AWS is asked about; the service's own rollouts change none of the settings."""
    declared = spec.tree()
    names = {path[0] for path in ARGUMENTS.rules()}
    return any(wire.incoming(olds.get(name)) != wire.incoming(wire.outgoing(declared.get(name))) for name in names)


def _shared_problems(shared: Mapping[str, Collection[Path]]) -> list[str]:
    return [
        f"{ARGUMENTS.path(path)}: {_name(urn)} sets it for the same service as well, and two owners would undo each "
        "other's changes: keep it in one of the two"
        for urn, paths in shared.items()
        for path in paths
    ]


def _name(urn: str) -> str:
    return f"ServiceSettings {urn.rpartition('::')[2]!r}"


def _say(
    call: EngineCall,
    spec: ServiceSettingsSpec,
    observed: ObservedSettings,
    around: Surroundings,
    previous: Properties,
    *,
    forced: bool,
) -> None:
    settings = spec.settings()
    wanted = by_path(settings)
    before = by_path(previous)
    new = {name: value for name, value in settings.items() if name not in previous}
    found = changes(wanted, observed, before)
    if forced and spec.force_new_deployment == "true":
        call.warn(ONCE)
    for note in (
        *update_notes(found, observed, ARGUMENTS.path, forced=forced),
        *without_effect_notes(settings, observed, around.definition),
        *put_back_notes(new, ARGUMENTS.path),
    ):
        call.note(note)


def declared_settings(properties: Properties) -> dict[str, Any]:
    """Pick the settings out of a resource's properties."""
    return {name: wire.incoming(properties[name]) for name in TABLE if properties.get(name) is not None}
