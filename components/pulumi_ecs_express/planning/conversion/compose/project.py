"""The services of a Compose file that publish a port, as one program with an Express service for each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pulumi_ecs_express.planning.conversion.assembly import Parts, service
from pulumi_ecs_express.planning.conversion.compose.service import ComposeService, parts_of
from pulumi_ecs_express.planning.conversion.document import Document
from pulumi_ecs_express.planning.conversion.draft import Conversion, Draft, Kind
from pulumi_ecs_express.planning.conversion.env_files import paths_of
from pulumi_ecs_express.planning.conversion.interpolation import Interpolation, names
from pulumi_ecs_express.planning.conversion.ports import published
from pulumi_ecs_express.planning.conversion.shapes import shaped
from pulumi_ecs_express.planning.conversion.tables import compose as tables
from pulumi_ecs_express.planning.program.program import variable
from pulumi_ecs_express.planning.program.python_source import Expression

HOST = re.compile(r"(?:[a-z0-9+]+://(?:[^/@]*@)?)?(?P<name>[A-Za-z0-9_.-]+?)(?::\d+)?(?:[/?].*)?", re.DOTALL)
"""A URL or an address, with its host."""

RESOLVE = "run `docker compose config --no-interpolate > resolved.yaml`, which resolves it, and convert resolved.yaml"


def converted(
    document: Document, name: str, files: Mapping[str, str] | None = None, only: Sequence[str] = ()
) -> Conversion:
    """
    Convert the file.

    Args:
        document: The file.
        name: The project's name where the file has none.
        files: Text of the files of variables, by the path that the file names.
        only: The services to convert; all that publish a port where it is empty.
    """
    draft = Draft(document)
    tree = shaped(draft, document.tree, tables.FILE, tables.FILE_SHAPES)
    known = {
        key: shaped(draft, value or {}, tables.SERVICE, tables.SERVICE_SHAPES, ("services", key))
        for key, value in (tree.get("services") or {}).items()
    }
    if not known:
        draft.wrong(("services",), "holds no services: write each under its name")
    _judge_keys(draft, tree, known)
    chosen = _chosen(draft, known, only)
    project = str(tree.get("name") or name)
    parts = _converted(draft, project, known, chosen, files or {})
    for one in _in_order(draft, parts, known):
        draft.components.append(service(draft, one))
    return draft.finished(f"The services of {project} on Amazon ECS Express Mode.", project)


def _judge_keys(draft: Draft, tree: Mapping[str, Any], services: Mapping[str, Any]) -> None:
    around = {key: value for key, value in tree.items() if key != "services" and not key.startswith("x-")}
    draft.judge_keys(around, tables.FILE)
    if tree.get("include"):
        draft.wrong(("include",), f"names other files: {RESOLVE}")
    for name, one in services.items():
        if one.get("extends"):
            draft.wrong(("services", name, "extends"), f"takes another service over: {RESOLVE}")


def _chosen(draft: Draft, services: Mapping[str, Any], only: Sequence[str]) -> list[str]:
    """Choose the services that become Express services, and say what becomes of the others."""
    for name in (name for name in only if name not in services):
        draft.wrong(("services",), f"has no {name!r}: --service takes one of {', '.join(sorted(services))}")
    if only:
        return [name for name in services if name in only]
    chosen = [name for name, one in services.items() if published(one) and not one.get("profiles")]
    for name in services:
        if name not in chosen:
            draft.remark(Kind.NO_COUNTERPART, ("services", name), _without_url(services[name]))
    if services and not chosen:
        listed = ", ".join(services)
        draft.wrong(
            ("services",),
            f"none publishes a port, and an Express service has a URL: name one with --service ({listed})",
        )
    return chosen


MANAGED = {
    "postgres": "Amazon RDS (aws.rds.Instance)", "mysql": "Amazon RDS (aws.rds.Instance)",
    "mariadb": "Amazon RDS (aws.rds.Instance)", "redis": "Amazon ElastiCache (aws.elasticache.ServerlessCache)",
    "valkey": "Amazon ElastiCache (aws.elasticache.ServerlessCache)",
    "memcached": "Amazon ElastiCache (aws.elasticache.ServerlessCache)", "rabbitmq": "Amazon MQ (aws.mq.Broker)",
    "mongo": "Amazon DocumentDB (aws.docdb.Cluster)", "kafka": "Amazon MSK (aws.msk.ServerlessCluster)",
    "opensearch": "Amazon OpenSearch Service (aws.opensearch.Domain)",
    "elasticsearch": "Amazon OpenSearch Service (aws.opensearch.Domain)", "minio": "Amazon S3 (aws.s3.Bucket)",
}  # fmt: skip
"""Images that often stand beside a web service, and what AWS runs in their place, as resources of pulumi_aws."""


def _without_url(one: Mapping[str, Any]) -> str:
    if one.get("profiles"):
        return "has profiles, so it does not always run: name it with --service to convert it"
    image = str(one.get("image") or "").rpartition("/")[2].partition(":")[0]
    managed = next((instead for sign, instead in MANAGED.items() if sign in image), None)
    if managed:
        return (
            f"publishes no port, and an Express service has a URL: use {managed}, and name its address in environment"
        )
    return (
        "publishes no port, and an Express service has a URL: name it with --service if it answers HTTP, run it as an "
        "aws.ecs.Service of its own, or put it into sidecars of the service that needs it"
    )


def _converted(
    draft: Draft, project: str, services: Mapping[str, Any], chosen: Sequence[str], files: Mapping[str, str]
) -> dict[str, Parts]:
    written = draft.document.tree.get("volumes")
    volumes = written if isinstance(written, Mapping) else {}
    interpolation = Interpolation(
        lambda name, secret: draft.require(name, f"the variable {name} of the shell or of .env", secret=secret),
        {"COMPOSE_PROJECT_NAME": project},
        plain=_plain_variables([services[name] for name in chosen]),
    )
    made = dict[str, Parts]()
    for name in chosen:
        place = ("services", name)
        keys = {key: value for key, value in services[name].items() if not key.startswith("x-")}
        draft.judge_keys(keys, tables.SERVICE, place)
        prefix = f"{name}-" if len(chosen) > 1 else ""
        made[name] = parts_of(ComposeService(draft, name, keys, place, prefix, interpolation, files, volumes))
        _say_hosts(draft, name, made[name].primary.environment, services)
    for name, value in interpolation.defaults.items():
        draft.remark(
            Kind.DIFFERS, f"${{{name}}}", f"is replaced by its default, {value!r}: write another value into the program"
        )
    return made


def _say_hosts(draft: Draft, name: str, environment: Mapping[str, Any], services: Mapping[str, Any]) -> None:
    """Name the variables that hold another service's name as a host, which answers in a Compose network alone."""
    for variable_name, value in environment.items():
        if isinstance(value, str) and (host := HOST.fullmatch(value)) and host["name"] in services.keys() - {name}:
            other = host["name"]
            instead = (
                f"{variable(other)}.url, if {other} is in the program"
                if published(services[other])
                else "its address in AWS"
            )
            draft.remark(
                Kind.CHECK, ("services", name, "environment"),
                f"{variable_name} names {other}, a host of the Compose network, which is not there any more: write {instead}",
            )  # fmt: skip


def _plain_variables(services: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """List the variables that stand elsewhere than in environment, where everybody may read them."""
    texts = [text for one in services for key, value in one.items() if key != "environment" for text in _texts(value)]
    return frozenset(name for text in texts for name in names(text))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for member in value.values() for text in _texts(member))
    elif isinstance(value, list):
        yield from (text for member in value for text in _texts(member))


def _in_order(draft: Draft, parts: Mapping[str, Parts], services: Mapping[str, Any]) -> list[Parts]:
    """Order services behind those that they depend on, and let the program say so."""
    graph = dict[str, list[str]]()
    for name in parts:
        waited = [other for other in services[name].get("depends_on") or () if isinstance(other, str)]
        graph[name] = [other for other in waited if other in parts]
        if others := [str(other) for other in waited if other not in parts]:
            draft.remark(
                Kind.NO_COUNTERPART, ("services", name, "depends_on"),
                f"{', '.join(others)}: not in the program, so nothing waits for it: let the service try again until it answers",
            )  # fmt: skip
    taken = dict[str, str]()
    for name in parts:
        if (other := taken.setdefault(variable(name), name)) != name:
            draft.wrong(
                ("services", name), f"gets the same name in Python as {other}: convert them apart, with --service"
            )
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        draft.wrong(("services",), f"{' -> '.join(error.args[1])}: depend on each other")
        return list(parts.values())
    for name in (name for name in order if graph[name]):
        parts[name].options["depends_on"] = [Expression(variable(other)) for other in graph[name]]
        draft.remark(
            Kind.DIFFERS, ("services", name, "depends_on"),
            "is the order in which Pulumi makes the services: tasks that start later do not wait for those of others",
        )  # fmt: skip
    return [parts[name] for name in order]


def env_files(document: Document) -> list[str]:
    """List the files of variables that the services name."""
    services = document.tree.get("services") if isinstance(document.tree, Mapping) else None
    return [
        path
        for one in (services.values() if isinstance(services, Mapping) else ())
        if isinstance(one, Mapping)
        for path in paths_of(one.get("env_file"))
    ]
