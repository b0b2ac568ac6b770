"""Mounts of a Compose service as volumes of the task: EFS for what outlives a container, the task's disk for the rest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.planning.conversion.assembly import Parts
from pulumi_ecs_express.planning.conversion.compose.values import Values
from pulumi_ecs_express.planning.conversion.draft import Kind
from pulumi_ecs_express.planning.conversion.readings import text_of

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Mount:
    """
    One mount.

    Attributes:
        kind: ``volume``, ``bind``, ``tmpfs`` or another of Compose's.
        source: Name of a volume, or path on the host; None for a volume without a name.
        target: Path in the container.
    """

    key: Key
    kind: str
    source: str | None
    target: str
    read_only: bool = False
    subpath: str | None = None


EFS = (
    "the volume becomes an EFS file system, which has to be made: let its security group admit the tasks (port 2049, from the "
    "output service_security_group_id), and copy the data into it"
)


def add_volumes(values: Values, parts: Parts, declared: Mapping[str, Any]) -> None:
    """Add what is mounted to the task and to its container."""
    volumes, points = list[dict[str, Any]](), list[dict[str, Any]]()
    for mount in (*_mounts(values), *_tmpfs(values)):
        if mount.kind == "volume" and mount.source:
            volume = _file_system(values, mount, declared)
        elif mount.kind in ("volume", "tmpfs"):
            values.remark(Kind.DIFFERS, mount.key, f"{mount.target} is on the task's disk, and goes with the task")
            volume = {"name": _name(mount.target)}
        else:
            values.remark(Kind.NO_COUNTERPART, mount.key, _refused(mount))
            continue
        if volume not in volumes:
            volumes.append(volume)
        points.append(
            {
                "sourceVolume": volume["name"],
                "containerPath": mount.target,
                **({"readOnly": True} if mount.read_only else {}),
            }
        )
    if points:
        parts.primary.definition["mountPoints"] = points
        parts.arguments["volumes"] = volumes


def _refused(mount: Mount) -> str:
    if mount.kind == "bind":
        return f"{mount.source} is a path of the host, and Fargate has none: put the files into the image, at {mount.target}"
    return f"a mount of the kind {mount.kind}: ECS has volumes of EFS and of the task's own disk"


def _file_system(values: Values, mount: Mount, declared: Mapping[str, Any]) -> dict[str, Any]:
    source = mount.source or ""
    if source not in declared:
        values.wrong(mount.key, f"the volume {source!r} is not declared: add it to volumes at the top of the file")
    values.remark(Kind.CHECK, mount.key, EFS)
    setting = f"{_name(source)}-file-system"
    system = values.draft.require(setting, f"ID of the EFS file system in place of the volume {source}", "fs-…")
    options = {"fileSystemId": system, "transitEncryption": "ENABLED"}
    if mount.subpath:
        options["rootDirectory"] = f"/{mount.subpath.lstrip('/')}"
    return {"name": _name(source), "efsVolumeConfiguration": options}


def _name(text: str) -> str:
    """Make a name of a volume: letters, digits, hyphens and underscores."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-") or "volume"


def _mounts(values: Values) -> Iterator[Mount]:
    listed = values.at("volumes")
    for index, written in enumerate(listed if isinstance(listed, list) else []):
        key: Key = ("volumes", index)
        if isinstance(written, Mapping):
            yield from _long(values, key, written)
        elif (known := values.known(key, text_of(written))) is not None:
            yield _short(key, known)


def _long(values: Values, key: Key, written: Mapping[str, Any]) -> Iterator[Mount]:
    target = values.known(key, text_of(written.get("target")))
    if not target:
        values.wrong(key, "has no target: write the path in the container")
        return
    source = values.known(key, text_of(written.get("source"))) or None
    volume = written.get("volume")
    subpath = text_of(volume.get("subpath")) or None if isinstance(volume, Mapping) else None
    yield Mount(key, text_of(written.get("type")), source, target, written.get("read_only") is True, subpath)


def _short(key: Key, written: str) -> Mount:
    source, _, rest = written.partition(":")
    if not rest:
        return Mount(key, "volume", None, source)
    target, _, mode = rest.partition(":")
    kind = "bind" if source[:1] in (".", "/", "~") else "volume"
    return Mount(key, kind, source, target, "ro" in mode.split(","))


def _tmpfs(values: Values) -> Iterator[Mount]:
    written = values.at("tmpfs")
    for one in written if isinstance(written, list) else [written] if written else []:
        yield Mount(("tmpfs",), "tmpfs", None, text_of(one).partition(":")[0])
