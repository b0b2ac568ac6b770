"""Volumes of a manifest."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.assembly import Parts
from pulumi_ecs_express.planning.conversion.containers import Container
from pulumi_ecs_express.planning.conversion.copilot.containers import mount_point
from pulumi_ecs_express.planning.conversion.copilot.values import Manifest, at
from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Kind

MANAGED = (
    "Copilot makes this file system, and deletes it with the service: copy its data into one of your own, whose security group "
    "admits the tasks (port 2049), and set its ID"
)


def add_storage(manifest: Manifest, parts: Parts, app: Container) -> None:
    """Add the volumes to the task, and mount them in the service's own container."""
    written = at(manifest.tree, "storage.volumes")
    volumes, points = list[dict[str, Any]](), list[dict[str, Any]]()
    for name, volume in written.items() if isinstance(written, Mapping) else ():
        key: Path = ("storage", "volumes", name)
        if not isinstance(volume, Mapping):
            manifest.draft.wrong(key, "is no map: write path, read_only and efs under its name")
            continue
        volumes.append(_volume(manifest, key, name, volume))
        if volume.get("path"):
            points.append(mount_point(name, volume["path"], volume.get("read_only")))
    if points:
        app.definition["mountPoints"] = points
    parts.arguments["volumes"] = volumes


def _volume(manifest: Manifest, key: Path, name: str, volume: Mapping[str, Any]) -> dict[str, Any]:
    efs = volume.get("efs")
    if not efs:
        return {"name": name}
    efs = efs if isinstance(efs, Mapping) else {}
    setting, means = f"{name}-file-system", f"ID of the EFS file system of the volume {name}"
    if efs.get("id") is None:
        manifest.draft.remark(Kind.CHECK, (*key, "efs"), MANAGED)
        system: Any = manifest.draft.require(setting, means, "fs-…")
    else:
        system = manifest.value((*key, "efs", "id"), efs["id"], setting, means)
    made: dict[str, Any] = {"fileSystemId": system, "transitEncryption": "ENABLED"}
    if efs.get("root_dir") not in (None, "", "/"):
        made["rootDirectory"] = efs["root_dir"]
    point, by_role = at(efs, "auth.access_point_id"), at(efs, "auth.iam")
    if efs.get("id") is not None and (point or by_role is not False):
        made["authorizationConfig"] = {"iam": "ENABLED", **({"accessPointId": point} if point else {})}
        manifest.draft.remark(
            Kind.CHECK, (*key, "efs"), "the task role needs elasticfilesystem:ClientMount, and ClientWrite to write"
        )
    return {"name": name, "efsVolumeConfiguration": made}
