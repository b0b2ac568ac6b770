"""The containers of a manifest: the service's own, and its sidecars."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.planning.conversion.containers import Container
from pulumi_ecs_express.planning.conversion.copilot.values import Manifest, at
from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.env_files import from_files, paths_of
from pulumi_ecs_express.planning.conversion.health_checks import health_check
from pulumi_ecs_express.planning.conversion.readings import text_of
from pulumi_ecs_express.planning.program.python_source import Expression, literal

CHECK_DEFAULTS = {"interval": "10s", "retries": 2, "timeout": "5s", "start_period": "0s"}
"""Source: "image.healthcheck", Copilot documentation, read 2026-11-28."""


@dataclass(frozen=True)
class Containers:
    """
    The containers of the task.

    Attributes:
        app: The service's own.
        primary: The one that gets the traffic.
        others: All but the primary one.
    """

    app: Container
    primary: Container
    others: tuple[Container, ...]


def containers_of(manifest: Manifest) -> Containers:
    """Convert all of them."""
    app = _own(manifest)
    written = manifest.tree.get("sidecars")
    sidecars = {
        name: _sidecar(manifest, name, one)
        for name, one in (written.items() if isinstance(written, Mapping) else ())
        if isinstance(one, Mapping)
    }
    target = at(manifest.tree, "http.target_container")
    primary = sidecars.get(text_of(target), app) if target else app
    if target and primary is app and target != manifest.name:
        manifest.draft.wrong(("http", "target_container"), f"there is no sidecar {target!r}")
    primary.port = _port(manifest, primary)
    return Containers(app, primary, tuple(one for one in (app, *sidecars.values()) if one is not primary))


def _port(manifest: Manifest, primary: Container) -> int | None:
    written = at(manifest.tree, "http.target_port")
    if written is not None and text_of(written).isdecimal():
        return int(written)
    if primary.port is None:
        manifest.draft.wrong(("image", "port"), "is missing: write the port on which the container listens")
    return primary.port


def _own(manifest: Manifest) -> Container:
    tree = manifest.tree
    image = tree.get("image") if isinstance(tree.get("image"), Mapping) else {}
    made = _common(manifest, (), tree, manifest.name)
    made.image = _image(manifest, ("image",), image, "image")
    made.port = _number(manifest, ("image", "port"), (image or {}).get("port"))
    made.credentials = (image or {}).get("credentials")
    _add_definition(manifest, ("image",), image or {}, made)
    if at(tree, "storage.readonly_fs") is True:
        made.definition["readonlyRootFilesystem"] = True
    return made


def _sidecar(manifest: Manifest, name: str, one: Mapping[str, Any]) -> Container:
    place: Path = ("sidecars", name)
    made = _common(manifest, place, one, name)
    image = one.get("image")
    image = image if isinstance(image, Mapping) else {"location": image}
    made.image = _image(manifest, (*place, "image"), image, f"{name}-image")
    made.port = _number(manifest, (*place, "port"), text_of(one.get("port")).partition("/")[0] or None)
    made.credentials = one.get("credentialsParameter")
    _add_definition(manifest, place, one, made)
    if one.get("essential") is False:
        made.definition["essential"] = False
    if points := one.get("mount_points"):
        made.definition["mountPoints"] = [
            mount_point(point.get("source_volume"), point.get("path"), point.get("read_only")) for point in points
        ]
    return made


def mount_point(volume: Any, path: Any, read_only: Any) -> dict[str, Any]:
    """Write a mount; Copilot mounts for reading alone where nothing is said."""
    return {"sourceVolume": text_of(volume), "containerPath": text_of(path), "readOnly": read_only is not False}


def _image(manifest: Manifest, key: Path, image: Any, setting: str) -> Any:
    location, build = at(image, "location"), at(image, "build")
    if location:
        return manifest.filled(location)
    if not build:
        manifest.draft.wrong(key, "has neither location nor build: name the image that runs")
        return None
    origin = (
        text_of(build)
        if not isinstance(build, Mapping)
        else ", ".join(f"{name} {_shown(value)}" for name, value in build.items())
    )
    return manifest.draft.require(
        setting, f"the image that your pipeline builds from {origin} and pushes, as Copilot does"
    )


def _shown(value: Any) -> str:
    return text_of(value) if not isinstance(value, Mapping | list) else json.dumps(value, default=str)


def _number(manifest: Manifest, key: Path, written: Any) -> int | None:
    if written is None:
        return None
    if text_of(written).isdecimal():
        return int(text_of(written))
    manifest.draft.wrong(key, f"{written!r} is no port: write a number from 1 to 65535")
    return None


def _common(manifest: Manifest, place: Path, holder: Mapping[str, Any], name: str) -> Container:
    """Read what service and sidecars have alike."""
    made = Container(name)
    prefix = f"{place[-1]}-" if place else ""
    made.command = manifest.command((*place, "command"), holder.get("command"))
    if entry := manifest.command((*place, "entrypoint"), holder.get("entrypoint")):
        made.definition["entryPoint"] = entry
    files = from_files(manifest.draft, (*place, "env_file"), paths_of(holder.get("env_file")), manifest.files, prefix)
    written = holder.get("variables") or {}
    made.environment = files | {
        key: manifest.value((*place, "variables", key), value, f"{prefix}{key}", f"the variable {key}")
        for key, value in (written.items() if isinstance(written, Mapping) else ())
    }
    secrets = holder.get("secrets") or {}
    made.secrets = {
        key: secret(manifest, (*place, "secrets", key), value, f"{prefix}{key}-arn")
        for key, value in (secrets.items() if isinstance(secrets, Mapping) else ())
    }
    return made


LOOK_UP = '"$(aws secretsmanager describe-secret --secret-id {} --query ARN --output text)"'


def secret(manifest: Manifest, key: Path, value: Any, setting: str) -> Any:
    """Read where a secret is kept: a parameter or an ARN as text, a secret by its name, or an export."""
    named = value.get("secretsmanager") if isinstance(value, Mapping) else None
    if named is None:
        return manifest.value(key, value, setting, "the place of a secret")
    name, colon, version = text_of(named).partition(":")
    asked = manifest.draft.require(setting, f"ARN of the secret {name}", LOOK_UP.format(name))
    return Expression(f"{asked.code} + {literal(colon + version)}") if version else asked


CONDITIONS = {"start": "START", "healthy": "HEALTHY", "complete": "COMPLETE", "success": "SUCCESS"}


def _add_definition(manifest: Manifest, place: Path, holder: Mapping[str, Any], made: Container) -> None:
    """Read labels, waits and health check."""
    if labels := holder.get("labels"):
        made.definition["dockerLabels"] = {key: text_of(value) for key, value in labels.items()}
    waits = list[dict[str, str]]()
    for name, condition in (holder.get("depends_on") or {}).items():
        if (sign := CONDITIONS.get(text_of(condition).lower())) is None:
            manifest.draft.wrong(
                (*place, "depends_on", name), f"{condition!r} is no condition: write {', '.join(CONDITIONS)}"
            )
        else:
            waits.append({"containerName": name, "condition": sign})
    if waits:
        made.definition["dependsOn"] = waits
    check = holder.get("healthcheck")
    if isinstance(check, Mapping) and check.get("command"):
        given = {**CHECK_DEFAULTS, **check}
        made.definition["healthCheck"] = health_check(manifest.draft, (*place, "healthcheck"), check["command"], given)
