"""Keys of a Compose service that are fields of AWS's container definition."""

from collections.abc import Callable, Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.compose.values import Values
from pulumi_ecs_express.planning.conversion.draft import Kind
from pulumi_ecs_express.planning.conversion.health_checks import health_check
from pulumi_ecs_express.planning.conversion.readings import seconds, text_of
from pulumi_ecs_express.planning.task_definition.fargate import CAPABILITIES, RANGES


def definition(values: Values) -> dict[str, Any]:
    """Write the fields that are given."""
    made: dict[str, Any] = {
        member: read(values, key) for key, (member, read) in READ.items() if values.at(key) is not None
    }
    made["healthCheck"] = _health_check(values)
    made["linuxParameters"] = _linux(values)
    return {member: value for member, value in made.items() if value not in (None, {}, [])}


def _text(values: Values, key: str) -> Any:
    written = values.at(key)
    return values.filled(written) if isinstance(written, str) else text_of(written)


def _yes_or_no(values: Values, key: str) -> bool | None:
    known = values.known((key,), text_of(values.at(key)))
    if known in ("true", "false"):
        return known == "true"
    if known is not None:
        values.wrong((key,), f"{known!r} is neither true nor false")
    return None


def _words(values: Values, key: str) -> Any:
    return values.words(key)


def _stop_timeout(values: Values, key: str) -> int | None:
    written = values.at(key)
    number = seconds(written)
    if number is None:
        values.wrong((key,), f"{written!r} is no duration: write one such as 30s")
        return None
    most = RANGES["stopTimeout",][1]
    if number > most:
        values.remark(Kind.DIFFERS, (key,), f"{written} becomes {most} seconds, the most that ECS waits")
    return min(round(number), most)


def _pairs(values: Values, key: str) -> dict[str, Any]:
    """Read a map, or a list of ``name=value``."""
    written = values.given(key)
    if isinstance(written, list):
        return {name: value for name, _, value in (text_of(entry).partition("=") for entry in written)}
    if isinstance(written, Mapping):
        return {
            name: value if not isinstance(value, bool | int | float | None) else text_of(value)
            for name, value in written.items()
        }
    values.wrong((key,), "is neither a map nor a list of name=value")
    return {}


def _sysctls(values: Values, key: str) -> list[dict[str, Any]]:
    return [{"namespace": name, "value": value} for name, value in _pairs(values, key).items()]


def _ulimits(values: Values, key: str) -> list[dict[str, Any]]:
    """Read a number for both limits, or a map with soft and hard."""
    made = []
    for name, limit in (values.at(key) or {}).items():
        soft, hard = (limit.get("soft"), limit.get("hard")) if isinstance(limit, Mapping) else (limit, limit)
        if isinstance(soft, int) and isinstance(hard, int):
            made.append({"name": name, "softLimit": soft, "hardLimit": hard})
        else:
            values.wrong((key, name), "must be a number, or a map with soft and hard")
    return made


READ: Mapping[str, tuple[str, Callable[[Values, str], Any]]] = {
    "entrypoint": ("entryPoint", _words),
    "labels": ("dockerLabels", _pairs),
    "user": ("user", _text),
    "working_dir": ("workingDirectory", _text),
    "read_only": ("readonlyRootFilesystem", _yes_or_no),
    "stop_grace_period": ("stopTimeout", _stop_timeout),
    "stdin_open": ("interactive", _yes_or_no),
    "tty": ("pseudoTerminal", _yes_or_no),
    "sysctls": ("systemControls", _sysctls),
    "ulimits": ("ulimits", _ulimits),
}
"""Keys that are one field each, and how they are read."""


def _health_check(values: Values) -> dict[str, Any] | None:
    check = values.at("healthcheck")
    if (
        not isinstance(check, Mapping)
        or check.get("disable") is True
        or values.at("healthcheck.test") in (None, ["NONE"], "NONE")
    ):
        return None
    test = values.given("healthcheck", "test")
    if isinstance(test, list) and (not test or test[0] not in ("CMD", "CMD-SHELL")):
        values.wrong(
            ("healthcheck", "test"),
            'begins with CMD, CMD-SHELL or NONE, as in ["CMD", "curl", "-f", "http://localhost/"]',
        )
        return None
    return health_check(values.draft, (*values.place, "healthcheck"), test, check)


def _linux(values: Values) -> dict[str, Any]:
    made: dict[str, Any] = {"initProcessEnabled": True} if values.at("init") is True else {}
    added = values.at("cap_add") or []
    for name in added:
        if name not in CAPABILITIES:
            values.remark(Kind.NO_COUNTERPART, ("cap_add",), f"{name}: Fargate adds {', '.join(CAPABILITIES)} alone")
    kept = {"add": [name for name in added if name in CAPABILITIES], "drop": list(values.at("cap_drop") or [])}
    capabilities = {name: listed for name, listed in kept.items() if listed}
    return {**made, "capabilities": capabilities} if capabilities else made
