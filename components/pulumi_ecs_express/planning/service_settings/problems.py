"""What keeps settings from being applied to a service: each under the argument that it concerns, with what to do instead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.planning.service_settings.changes import CONFIGURATION, PERCENTAGES
from pulumi_ecs_express.planning.service_settings.table import BY_CODE_DEPLOY, STRATEGY, cell
from pulumi_ecs_express.planning.service_settings.trees import Tree
from pulumi_ecs_express.planning.service_settings.verdicts import Verdict

Named = Callable[[Path], str]
"""Writes a path as the program does."""

CONNECT = "serviceConnectConfiguration"

MOST_CONSTRAINTS = 10
"""For one task, those of its definition included. Source: UpdateService, Amazon ECS API reference, read 2026-11-28."""

SCALED = (
    "auto scaling moves the number of tasks of this service: change its bounds (aws.appautoscaling.Target), or take the "
    "scalable target away"
)


@dataclass(frozen=True)
class Surroundings:
    """
    What is known beside the service itself; None where it is not known, or was not asked for.

    Attributes:
        definition: The task definition that it runs, as DescribeTaskDefinition answers it.
        scaled: Whether auto scaling moves its number of tasks.
    """

    definition: Mapping[str, Any] | None = None
    scaled: bool | None = None


def kind_problems(settings: Tree, kind: Kind, named: Named, *, fargate: bool | None, daemon: bool | None) -> list[str]:
    """List what AWS refuses on such a service, and what another component or argument owns."""
    found = []
    for name in settings:
        known = cell(name, kind, fargate=fargate, daemon=daemon)
        if known.verdict in (Verdict.REFUSED, Verdict.OWNED):
            found.append(f"{named((name,))}: {known.reason}")
    return [*found, *_configuration_problems(settings.get(CONFIGURATION), kind, named)]


def _configuration_problems(configuration: Any, kind: Kind, named: Named) -> Iterator[str]:
    if not isinstance(configuration, Mapping):
        return
    if kind is Kind.EXPRESS and "strategy" in configuration:
        yield f"{named((CONFIGURATION, 'strategy'))}: {STRATEGY.reason}"
    if kind is Kind.CODE_DEPLOY:
        for name in configuration:
            if name not in PERCENTAGES:
                yield f"{named((CONFIGURATION, name))}: {BY_CODE_DEPLOY.reason}"


def surrounding_problems(settings: Tree, observed: ObservedSettings, around: Surroundings, named: Named) -> list[str]:
    """List what the service itself, its task definition and its auto scaling rule out."""
    found = [f"{named(('desiredCount',))}: {SCALED}"] if "desiredCount" in settings and around.scaled else []
    found += _connect_problems(settings, observed, named)
    if around.definition is not None:
        definition = around.definition
        found += _exec_problems(settings, definition, named)
        found += _volume_problems(settings, definition, named)
        found += _port_problems(settings, definition, named)
        found += _constraint_problems(settings, definition, named)
    return found


def _connect_problems(settings: Tree, observed: ObservedSettings, named: Named) -> Iterator[str]:
    """Say of Service Connect when what is declared says nothing to AWS."""
    declared, there = settings.get(CONNECT), observed.values.get(CONNECT)
    if not isinstance(declared, Mapping):
        return
    if declared.get("enabled") is False and len(declared) > 1:
        beside = ", ".join(named((CONNECT, name)).rpartition(".")[2] for name in declared if name != "enabled")
        yield f"{named((CONNECT, 'enabled'))}: is False, and {beside} would say nothing: write it alone"
    if "enabled" not in declared and not there:
        yield f"{named((CONNECT, 'enabled'))}: is missing: the service has no Service Connect yet, so write True"


def _exec_problems(settings: Tree, definition: Mapping[str, Any], named: Named) -> Iterator[str]:
    if settings.get("enableExecuteCommand") is not True:
        return
    sealed = [str(one["name"]) for one in _containers(definition) if one.get("readonlyRootFilesystem")]
    if sealed:
        yield (
            f"{named(('enableExecuteCommand',))}: ECS Exec writes into the container, and {', '.join(sealed)} of "
            f"{_short(definition)} has readonlyRootFilesystem: take that out of the task definition first"
        )


def _volume_problems(settings: Tree, definition: Mapping[str, Any], named: Named) -> Iterator[str]:
    can_be_set = [str(one["name"]) for one in definition.get("volumes") or [] if one.get("configuredAtLaunch")]
    for number, volume in enumerate(_entries(settings.get("volumeConfigurations"))):
        name = volume.get("name")
        if isinstance(name, str) and name not in can_be_set:
            there = f"those are {', '.join(can_be_set)}" if can_be_set else "it has none"
            path = named(("volumeConfigurations",))
            yield (
                f"{path}[{number}].name: {name!r} is no volume of {_short(definition)} with configuredAtLaunch; {there}: "
                f'add {{"name": {name!r}, "configuredAtLaunch": True}} to its volumes'
            )


def _port_problems(settings: Tree, definition: Mapping[str, Any], named: Named) -> Iterator[str]:
    ports = {
        str(one["name"]): [mapping.get("containerPort") for mapping in one.get("portMappings") or []]
        for one in _containers(definition)
    }
    for name in ("loadBalancers", "serviceRegistries"):
        for number, entry in enumerate(_entries(settings.get(name))):
            container, port = entry.get("containerName"), entry.get("containerPort")
            path = f"{named((name,))}[{number}]"
            if isinstance(container, str) and container not in ports:
                yield (
                    f"{path}.container_name: {_short(definition)} has no container {container!r}: name one of "
                    f"{', '.join(ports)}"
                )
            elif isinstance(container, str) and isinstance(port, int) and port not in ports[container]:
                there = ", ".join(str(one) for one in ports[container]) or "none"
                yield f"{path}.container_port: container {container!r} maps no port {port}; it maps {there}"


def _constraint_problems(settings: Tree, definition: Mapping[str, Any], named: Named) -> Iterator[str]:
    declared = _entries(settings.get("placementConstraints"))
    of_definition = len(definition.get("placementConstraints") or [])
    if declared and len(declared) + of_definition > MOST_CONSTRAINTS:
        yield (
            f"{named(('placementConstraints',))}: {len(declared)}, and {_short(definition)} has {of_definition}: "
            f"a task takes at most {MOST_CONSTRAINTS}"
        )


def _containers(definition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(definition.get("containerDefinitions") or [])


def _entries(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, Unknown) or not isinstance(value, list | tuple):
        return []
    return [entry for entry in value if isinstance(entry, Mapping)]


def _short(definition: Mapping[str, Any]) -> str:
    return str(definition.get("taskDefinitionArn", "its task definition")).rpartition("/")[2]
