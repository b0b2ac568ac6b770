"""Where a manifest's logs go, and its traces."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.app_runner.service import tracing_sidecar
from pulumi_ecs_express.planning.conversion.assembly import Parts
from pulumi_ecs_express.planning.conversion.copilot.containers import secret
from pulumi_ecs_express.planning.conversion.copilot.values import LOAD_BALANCED, Manifest, at
from pulumi_ecs_express.planning.conversion.draft import Kind
from pulumi_ecs_express.planning.conversion.env_files import from_files, paths_of
from pulumi_ecs_express.planning.conversion.readings import text_of
from pulumi_ecs_express.planning.program.python_source import Expression, call

DEFAULT_RETENTION = 30
"""Days. Source: "logging.retention", Copilot documentation, read 2026-11-28."""

ROUTED = ("image", "destination", "enableMetadata", "secretOptions", "configFilePath")
"""Members that mean a log router."""

ONE_LINE = -1_000_000
"""Characters that stand before a call that is not to be broken."""


def add_logging(manifest: Manifest, parts: Parts) -> None:
    """Add log router, retention and the collector of traces."""
    logging = manifest.tree.get("logging")
    logging = logging if isinstance(logging, Mapping) else {}
    if any(logging.get(name) is not None for name in ROUTED):
        _route(manifest, parts, logging)
    elif manifest.kind == LOAD_BALANCED:
        parts.arguments["log_retention_days"] = logging.get("retention", DEFAULT_RETENTION)
    if at(manifest.tree, "observability.tracing"):
        parts.sidecars.append(tracing_sidecar(manifest.draft, ("observability", "tracing")))


def _route(manifest: Manifest, parts: Parts, logging: Mapping[str, Any]) -> None:
    variables = from_files(
        manifest.draft, ("logging", "env_file"), paths_of(logging.get("env_file")), manifest.files, "logging-"
    )
    given = {
        "image": manifest.filled(logging["image"]) if logging.get("image") else None,
        "config_file": logging.get("configFilePath"),
        "ecs_metadata": False if logging.get("enableMetadata") is False else None,
        "environment": variables or None,
    }
    named = {name: value for name, value in given.items() if value is not None}
    parts.sidecars.append(Expression(call("express.fluent_bit_sidecar", (), named, ONE_LINE)))
    options = {key: manifest.filled(value) for key, value in (logging.get("destination") or {}).items()}
    secrets = [
        {"name": key, "valueFrom": secret(manifest, ("logging", "secretOptions", key), value, f"logging-{key}-arn")}
        for key, value in (logging.get("secretOptions") or {}).items()
    ]
    configuration: dict[str, Any] = {"options": options} if options else {}
    configuration |= {"secretOptions": secrets} if secrets else {}
    if configuration:
        parts.primary.definition["logConfiguration"] = configuration
    manifest.draft.remark(
        Kind.CHECK, ("logging",), "the task role needs the rights to write where the log router sends to"
    )
    if logging.get("retention") is not None:
        manifest.draft.remark(
            Kind.DIFFERS, ("logging", "retention"),
            f"{text_of(logging['retention'])} days: is left out, since the log router sends the lines elsewhere",
        )  # fmt: skip
