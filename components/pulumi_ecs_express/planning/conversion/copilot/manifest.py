"""A Copilot manifest of a service with a URL as a program."""

import re
from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.fargate_sizes import DEFAULT_MEMORY
from pulumi_ecs_express.planning.conversion.assembly import Domain, Parts, add_domain, service, size
from pulumi_ecs_express.planning.conversion.containers import RESERVED
from pulumi_ecs_express.planning.conversion.copilot.containers import Containers, containers_of
from pulumi_ecs_express.planning.conversion.copilot.logging import add_logging
from pulumi_ecs_express.planning.conversion.copilot.network import network
from pulumi_ecs_express.planning.conversion.copilot.storage import add_storage
from pulumi_ecs_express.planning.conversion.copilot.values import LOAD_BALANCED, Manifest, at, overridden
from pulumi_ecs_express.planning.conversion.document import Document, Path
from pulumi_ecs_express.planning.conversion.draft import Conversion, Draft, Kind
from pulumi_ecs_express.planning.conversion.env_files import paths_of
from pulumi_ecs_express.planning.conversion.readings import text_of
from pulumi_ecs_express.planning.conversion.shapes import shaped
from pulumi_ecs_express.planning.conversion.tables import copilot as tables

INJECTED = (
    "Copilot adds COPILOT_APPLICATION_NAME, COPILOT_ENVIRONMENT_NAME, COPILOT_SERVICE_NAME and others to the variables, and the "
    "names of what its addons make: add those that the program reads to environment"
)
TASK_ROLE = (
    "Copilot makes a task role for the service, with the policies of its addons: if the program calls AWS, name it in task_role_arn "
    "(aws cloudformation describe-stack-resource --stack-name APP-ENV-SERVICE --logical-resource-id TaskRole), or make one that "
    "stays when the Copilot service goes"
)
TLS_PORT = 443

REDIRECT = (
    "Copilot redirects http:// to https://, and Express Mode has no listener on port 80: docs/custom-domains.md has one"
)


def converted(
    document: Document,
    environment: str | None = None,
    files: Mapping[str, str] | None = None,
    name: str | None = None,
) -> Conversion:
    """
    Convert the manifest.

    Args:
        document: The manifest.
        environment: The environment whose overrides are applied; none are without it.
        files: Text of the files of variables, by the path that the manifest names.
        name: The name of the service in place of the manifest's.
    """
    draft = Draft(document)
    tree = shaped(draft, overridden(draft, environment), tables.MANIFEST, tables.SHAPES)
    draft.judge_keys({key: value for key, value in tree.items() if key != "environments"}, tables.MANIFEST)
    name = name or text_of(tree.get("name")) or "service"
    manifest = Manifest(draft, tree, name, environment, files or {})
    containers = containers_of(manifest)
    parts = Parts(name, containers.primary, list(containers.others))
    add_logging(manifest, parts)
    add_storage(manifest, parts, containers.app)
    parts.arguments |= size(draft, ("cpu",), _number(draft, tree, "cpu"), _number(draft, tree, "memory"))
    parts.arguments |= {
        "cpu_architecture": _architecture(draft, tree),
        "health_check_path": _health_check_path(tree),
        "scaling_target": _scaling(draft, tree),
        "network_configuration": network(manifest),
        "tags": {key: text_of(value) for key, value in (tree.get("tags") or {}).items()},
    }
    _share_memory(draft, parts, containers)
    draft.components.append(service(draft, parts))
    _domains(draft, name, tree)
    _say_what_copilot_adds(draft, manifest, containers)
    return draft.finished(f"{name}, which Copilot deployed, on Amazon ECS Express Mode.", name)


def _share_memory(draft: Draft, parts: Parts, containers: Containers) -> None:
    """Say what the sidecars reserve; a service that stands behind a sidecar has half of the task."""
    for one in containers.others:
        share = int(parts.arguments.get("memory", DEFAULT_MEMORY)) // 2 if one is containers.app else RESERVED
        one.definition["memoryReservation"] = share
        key: Path = ("memory",) if one is containers.app else ("sidecars", one.name)
        draft.remark(
            Kind.CHECK,
            key,
            f"{one.name} reserves {share} MiB of the task (memoryReservation): set what it needs, the rest is Main's",
        )


def _number(draft: Draft, tree: Mapping[str, Any], key: str) -> float | None:
    written = tree.get(key)
    if written is None or (isinstance(written, int) and not isinstance(written, bool)):
        return written
    draft.wrong((key,), f"{written!r} is no whole number")
    return None


ARCHITECTURES = {"x86_64": "X86_64", "amd64": "X86_64", "arm64": "ARM64", "aarch64": "ARM64"}


def _architecture(draft: Draft, tree: Mapping[str, Any]) -> str | None:
    platform = tree.get("platform")
    if platform is None:
        return None
    if isinstance(platform, Mapping):
        system, architecture = (
            text_of(platform.get("osfamily") or "linux"),
            text_of(platform.get("architecture") or "x86_64"),
        )
    else:
        system, _, architecture = text_of(platform).partition("/")
    if system.lower() != "linux":
        draft.wrong(("platform",), f"{system}: Express Mode runs Linux containers alone")
    elif architecture.lower() not in ARCHITECTURES:
        draft.wrong(("platform",), f"{architecture!r}: Fargate runs x86_64 and arm64")
    return ARCHITECTURES.get(architecture.lower())


def _health_check_path(tree: Mapping[str, Any]) -> str | None:
    check = at(tree, "http.healthcheck")
    path = check.get("path") if isinstance(check, Mapping) else check
    return path if isinstance(path, str) else None


METRICS = {
    "cpu_percentage": "AVERAGE_CPU", "memory_percentage": "AVERAGE_MEMORY", "requests": "REQUEST_COUNT_PER_TARGET",
}  # fmt: skip
"""Both count requests as the load balancer does, by ALBRequestCountPerTarget."""


def _scaling(draft: Draft, tree: Mapping[str, Any]) -> dict[str, Any]:
    count = tree.get("count")
    if isinstance(count, int) and not isinstance(count, bool):
        return {"min_task_count": count, "max_task_count": count}
    if not isinstance(count, Mapping):
        if count is not None:
            draft.remark(
                Kind.NO_COUNTERPART, ("count",),
                f"{count}: a configuration of App Runner's scaling: write its bounds into scaling_target (aws apprunner "
                "describe-auto-scaling-configuration)",
            )  # fmt: skip
        return {}
    given = [name for name in METRICS if count.get(name) is not None]
    made: dict[str, Any] = _bounds(draft, count)
    if given:
        value = count[given[0]]
        made["auto_scaling_metric"] = METRICS[given[0]]
        made["auto_scaling_target_value"] = value.get("value") if isinstance(value, Mapping) else value
    for name in given[1:]:
        draft.remark(
            Kind.NO_COUNTERPART, ("count", name),
            f"an Express service scales by one metric, here {METRICS[given[0]]}: aws.appautoscaling.Policy adds another",
        )  # fmt: skip
    return made


def _bounds(draft: Draft, count: Mapping[str, Any]) -> dict[str, Any]:
    """Read ``1-10``, or a map with min and max; a number of Spot tasks is a number of tasks."""
    written = count.get("range")
    if isinstance(written, Mapping):
        found = {"min_task_count": written.get("min"), "max_task_count": written.get("max")}
        return {name: number for name, number in found.items() if number is not None}
    if written is not None:
        if bounds := re.fullmatch(r"(\d+)-(\d+)", text_of(written)):
            return {"min_task_count": int(bounds[1]), "max_task_count": int(bounds[2])}
        draft.wrong(("count", "range"), f"{written!r} is no range: write one such as 1-10")
    spot = count.get("spot")
    return {"min_task_count": spot, "max_task_count": spot} if isinstance(spot, int) else {}


def _domains(draft: Draft, name: str, tree: Mapping[str, Any]) -> None:
    """Make a domain for each hosted zone of the aliases; names of one zone share a certificate."""
    alias, zone = at(tree, "http.alias"), at(tree, "http.hosted_zone")
    key: Path = ("http", "alias")
    by_zone = dict[str | None, list[str]]()
    for entry in alias if isinstance(alias, list) else [alias] if alias else []:
        found = entry if isinstance(entry, Mapping) else {"name": entry}
        host = text_of(found.get("name")).lower()
        by_zone.setdefault(found.get("hosted_zone") or zone, []).append(host)
    for number, (zone_id, hosts) in enumerate(by_zone.items()):
        add_domain(draft, name, Domain(key, hosts, zone_id), number)


def _say_what_copilot_adds(draft: Draft, manifest: Manifest, containers: Containers) -> None:
    tree = manifest.tree
    http = tree.get("http")
    draft.remark(Kind.CHECK, "", TASK_ROLE)
    draft.remark(Kind.CHECK, "", INJECTED)
    if http is False:
        draft.remark(Kind.DIFFERS, ("http",), "an Express service always has an Application Load Balancer, and a URL")
    path = at(tree, "http.path")
    if path not in (None, "/"):
        draft.remark(Kind.DIFFERS, ("http", "path"), f"{path}: the service gets the requests of all paths of its host")
    if manifest.kind == LOAD_BALANCED and at(tree, "http.alias") and at(tree, "http.redirect_to_https") is None:
        draft.remark(Kind.NO_COUNTERPART, "http.redirect_to_https", REDIRECT)
    if containers.app is not containers.primary:
        draft.remark(
            Kind.DIFFERS, ("http", "target_container"),
            f"{containers.primary.name} gets the traffic, so it is the primary container, and {containers.app.name} a sidecar",
        )  # fmt: skip
    if containers.primary.port == TLS_PORT:
        draft.remark(
            Kind.NO_COUNTERPART, "image.port",
            "443: Copilot's load balancer speaks TLS to this port, Express Mode's speaks HTTP: let the container answer HTTP on another",
        )  # fmt: skip
    overrides = tree.get("environments")
    if isinstance(overrides, Mapping) and overrides and manifest.environment is None:
        draft.remark(
            Kind.CHECK, ("environments",),
            f"the overrides of {', '.join(overrides)} are not applied: --environment applies those of one",
        )  # fmt: skip


def env_files(document: Document) -> list[str]:
    """List the files of variables that a manifest names, for the service, its sidecars and its log router."""
    tree = document.tree
    found = list[str]()
    for one in (
        tree,
        *((tree.get("environments") or {}).values() if isinstance(tree.get("environments"), Mapping) else ()),
    ):
        if isinstance(one, Mapping):
            sidecars = one.get("sidecars")
            holders = [one, one.get("logging"), *(sidecars.values() if isinstance(sidecars, Mapping) else ())]
            found += [
                path for holder in holders if isinstance(holder, Mapping) for path in paths_of(holder.get("env_file"))
            ]
    return found
