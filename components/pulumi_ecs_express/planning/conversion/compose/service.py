"""One service of a Compose file as an Express service."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.planning.conversion import ports
from pulumi_ecs_express.planning.conversion.assembly import Parts, size
from pulumi_ecs_express.planning.conversion.compose.container import definition
from pulumi_ecs_express.planning.conversion.compose.values import Values
from pulumi_ecs_express.planning.conversion.compose.volumes import add_volumes
from pulumi_ecs_express.planning.conversion.containers import Container
from pulumi_ecs_express.planning.conversion.draft import Draft, Kind
from pulumi_ecs_express.planning.conversion.env_files import from_files, paths_of
from pulumi_ecs_express.planning.conversion.interpolation import Interpolation
from pulumi_ecs_express.planning.conversion.readings import cpu_units, mebibytes, text_of, words
from pulumi_ecs_express.planning.program.python_source import Expression

Place = tuple[str, str]


@dataclass
class ComposeService:
    """
    What is needed to convert one service.

    Attributes:
        keys: The service, without extensions.
        place: Where it stands in the file.
        prefix: What the names of its settings begin with, so that those of two services differ.
        files: Text of the files of variables, by path.
        volumes: The volumes that the file declares.
    """

    draft: Draft
    name: str
    keys: Mapping[str, Any]
    place: Place
    prefix: str
    interpolation: Interpolation
    files: Mapping[str, str]
    volumes: Mapping[str, Any]
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        """Put the variables in, wherever they stand but in environment, which asks for them as secrets."""
        self.values = Values(self.draft, self.keys, self.place, self.interpolation)


def parts_of(one: ComposeService) -> Parts:
    """Convert the service."""
    values, draft = one.values, one.draft
    port = _port(one)
    container = Container(
        one.name,
        image=_image(one),
        port=port if isinstance(port, int) else None,
        command=values.words("command"),
        environment=_environment(one),
        definition=definition(values),
    )
    parts = Parts(one.name, container, prefix=one.prefix)
    parts.arguments |= size(draft, (*one.place, "deploy", "resources"), *_size(values))
    parts.arguments |= {
        "cpu_architecture": _architecture(values),
        "health_check_path": _health_check_path(values, port),
        "scaling_target": _scaling(values),
    }
    add_volumes(values, parts, one.volumes)
    _say_what_ecs_does(values)
    return parts


def _image(one: ComposeService) -> Any:
    if image := one.values.given("image"):
        return image
    build = one.keys.get("build")
    if not build:
        one.draft.wrong(
            (*one.place, "image"), "is missing, and there is no build either: name the image that the service runs"
        )
        return None
    context = (build.get("context") or ".") if isinstance(build, Mapping) else text_of(build)
    return one.draft.require(f"{one.prefix}image", f"the image that your pipeline builds from {context} and pushes")


def _port(one: ComposeService) -> int | None:
    """Read the port of the container, and say what comes of further ones."""
    values, listed = one.values, one.keys.get("ports")
    read = [(index, ports.read(entry)) for index, entry in enumerate(listed if isinstance(listed, list) else [])]
    for index, _ in (pair for pair in read if pair[1] is None):
        values.wrong(("ports", index), "is no port: write CONTAINER, HOST:CONTAINER, or a map with target")
    tcp = [(index, port) for index, port in read if port and port.protocol == "tcp"]
    for index, port in (pair for pair in read if pair[1] and pair not in tcp):
        values.remark(
            Kind.NO_COUNTERPART,
            ("ports", index),
            f"{port.protocol if port else ''}: the load balancer takes HTTPS alone",
        )
    for index, port in tcp[1:]:
        values.remark(
            Kind.NO_COUNTERPART, ("ports", index),
            f"an Express service has one port, here {tcp[0][1].target}: make another service for {port.target}",
        )  # fmt: skip
    if tcp:
        return _number(values, ("ports", tcp[0][0]), tcp[0][1].target)
    return _exposed(values)


def _exposed(values: Values) -> int | None:
    exposed = values.keys.get("expose")
    if isinstance(exposed, list) and exposed:
        return _number(values, ("expose", 0), str(exposed[0]).partition("/")[0])
    values.remark(
        Kind.CHECK, ("ports",), "no port is published: the container must listen on port 80, or set container_port"
    )
    return None


def _number(values: Values, key: tuple[str | int, ...], written: str) -> int | None:
    text = values.known(key, written)
    if text is None:
        return None
    first, _, last = text.partition("-")
    if not first.isdecimal() or not (last.isdecimal() or not last):
        values.wrong(key, f"{text!r} is no port: write a number from 1 to 65535")
        return None
    if last:
        values.remark(Kind.NO_COUNTERPART, key, f"an Express service has one port: {first} of {text} is taken")
    return int(first)


def _environment(one: ComposeService) -> dict[str, Any]:
    """Read variables; those of files come first, since Compose lets environment win."""
    from_the_files = from_files(
        one.draft, (*one.place, "env_file"), paths_of(one.values.given("env_file")), one.files, one.prefix
    )
    return {**from_the_files, **_variables(one)}


def _variables(one: ComposeService) -> dict[str, Any]:
    written = one.keys.get("environment") or {}
    if isinstance(written, list):
        pairs = [
            (name, value if sign else None)
            for name, sign, value in (text_of(entry).partition("=") for entry in written)
        ]
    elif isinstance(written, Mapping):
        pairs = list(written.items())
    else:
        one.values.wrong(("environment",), "is neither a map nor a list: write NAME: value, or - NAME=value")
        pairs = []
    return {text_of(name): _variable(one, text_of(name), value) for name, value in pairs}


def _variable(one: ComposeService, name: str, value: Any) -> str | Expression:
    if value is None:
        return one.interpolation.ask(name, True)
    return one.interpolation.value(text_of(value), secret=True)


def _size(values: Values) -> tuple[float | None, float | None]:
    """Read cpu and memory: limits before reservations."""
    cpu = values.first("cpus", "deploy.resources.limits.cpus", "deploy.resources.reservations.cpus")
    memory = values.first(
        "mem_limit", "deploy.resources.limits.memory", "mem_reservation", "deploy.resources.reservations.memory"
    )
    return _read(values, cpu, cpu_units, "a number of cores such as 0.5"), _read(
        values, memory, mebibytes, "a size such as 512m"
    )


def _read(values: Values, at: tuple[str, Any] | None, read: Any, form: str) -> float | None:
    if at is None:
        return None
    key, value = tuple(at[0].split(".")), at[1]
    known = values.known(key, text_of(value))
    number = None if known is None else read(known)
    if known is not None and number is None:
        values.wrong(key, f"{known!r} is not {form}")
    return float(number) if number is not None else None


def _scaling(values: Values) -> dict[str, int]:
    at = values.first("deploy.replicas", "scale")
    mode = values.at("deploy.mode")
    if mode not in (None, "replicated"):
        values.remark(
            Kind.NO_COUNTERPART,
            ("deploy", "mode"),
            f"{mode}: an Express service runs as many tasks as scaling_target says",
        )
    if at is None:
        return {}
    known = values.known(tuple(at[0].split(".")), text_of(at[1]))
    if known is None or not known.isdecimal():
        if known is not None:
            values.wrong(tuple(at[0].split(".")), f"{known!r} is no number of tasks")
        return {}
    return {"min_task_count": int(known), "max_task_count": int(known)}


PLATFORMS = {"amd64": "X86_64", "x86_64": "X86_64", "arm64": "ARM64", "aarch64": "ARM64"}


def _architecture(values: Values) -> str | None:
    platform = values.at("platform")
    known = None if platform is None else values.known(("platform",), text_of(platform))
    if known is None:
        return None
    system, _, architecture = known.rpartition("/") if known.count("/") < 2 else known.partition("/")  # linux/arm64/v8
    if system not in ("", "linux"):
        values.wrong(("platform",), f"{known!r}: Express Mode runs Linux containers alone")
        return None
    if (name := PLATFORMS.get(architecture.partition("/")[0])) is None:
        values.wrong(("platform",), f"{known!r}: Fargate runs linux/amd64 and linux/arm64")
    return name


URL = re.compile(r"http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(?P<port>\d+))?(?P<path>/[^\s'\"|;&)]*)?")


def _health_check_path(values: Values, port: int | None) -> str | None:
    """Take the path of a test that asks for a URL of the container's own port."""
    test = values.given("healthcheck", "test")
    texts = (
        test if isinstance(test, list) else words(test) if isinstance(test, str) and test.count('"') % 2 == 0 else []
    )
    for match in (URL.search(word) for word in texts if isinstance(word, str)):
        if match and int(match["port"] or 80) == (port or 80):
            values.remark(
                Kind.DIFFERS,
                ("healthcheck", "test"),
                "its path becomes health_check_path, which the load balancer asks for too",
            )
            return match["path"] or "/"
    if port is not None:
        values.remark(
            Kind.CHECK, ("ports",), "let / answer 200 without credentials, or set health_check_path to a path that does"
        )
    return None


def _say_what_ecs_does(values: Values) -> None:
    restart = text_of(
        values.at("restart") if values.at("restart") is not None else values.at("deploy.restart_policy.condition")
    )
    if restart in ("no", "false", "none") or restart.startswith("on-failure"):
        values.remark(Kind.NO_COUNTERPART, ("restart",), f"{restart}: ECS replaces every task that ends")
