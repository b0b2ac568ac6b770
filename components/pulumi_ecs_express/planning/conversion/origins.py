"""Which format a file has, found by what it holds, and the conversion of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.conversion.app_runner import configuration_file, service
from pulumi_ecs_express.planning.conversion.compose import project
from pulumi_ecs_express.planning.conversion.copilot import manifest
from pulumi_ecs_express.planning.conversion.copilot.values import WITH_URL, WITHOUT_URL
from pulumi_ecs_express.planning.conversion.document import Document
from pulumi_ecs_express.planning.conversion.draft import Conversion


class Origin(str, Enum):
    """Where a service comes from."""

    APP_RUNNER = "app-runner"
    """What AWS answers to DescribeService, as `aws apprunner describe-service` prints it."""

    APP_RUNNER_FILE = "apprunner.yaml"
    COPILOT = "copilot"
    COMPOSE = "compose"


@dataclass(frozen=True)
class Wishes:
    """
    What the person who converts says beside the file.

    Attributes:
        name: Name of the service, or of the project of a Compose file; None takes what the file says.
        fallback: Name where neither says one.
        services: The services of a Compose file to convert; all with a port if empty.
        environment: The environment of a Copilot manifest whose overrides are applied.
        files: Text of the files of variables, by the path that the file names.
    """

    name: str | None = None
    fallback: str = "service"
    services: Sequence[str] = ()
    environment: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)


def recognized(tree: Any, name: str) -> Origin:
    """
    Tell the format of a file.

    Raises:
        SourceNotRecognized: None of them, or a manifest of a service without a URL.
    """
    if isinstance(tree, Mapping):
        if isinstance(tree.get("Service"), Mapping):
            return Origin.APP_RUNNER
        if tree.get("type") in WITH_URL:
            return Origin.COPILOT
        if "services" in tree:
            return Origin.COMPOSE
        if "runtime" in tree and ("run" in tree or "build" in tree):
            return Origin.APP_RUNNER_FILE
    raise errors.SourceNotRecognized(f"{name} is no file that can be converted", why=_why(tree), remedy=_remedy(tree))


def _why(tree: Any) -> str:
    if not isinstance(tree, Mapping):
        return "it holds no map of keys" if tree is not None else "it is empty"
    if tree.get("type") in WITHOUT_URL:
        return f"Copilot's {tree['type']} has no URL of its own, and an Express service has one"
    return f"its keys are {', '.join(map(str, tree)) or 'none'}"


def _remedy(tree: Any) -> str:
    kind = tree.get("type") if isinstance(tree, Mapping) else None
    if kind in WITHOUT_URL:
        return WITHOUT_URL[kind]
    if isinstance(tree, Mapping) and "containerDefinitions" in tree:
        return "this is a task definition: TaskDefinitionRevision registers it, and task_definition_arn runs it (docs/task-definitions.md)"
    return (
        "name an apprunner.yaml (keys runtime, run), a Copilot manifest (type: Load Balanced Web Service or Request-Driven Web "
        "Service), a Compose file (services), or the ARN of an App Runner service; --from says which it is"
    )


def converted(document: Document, origin: Origin, wishes: Wishes) -> Conversion:
    """
    Convert a file.

    Raises:
        SourceInvalid: It lacks what its format begins with.
    """
    tree = document.tree
    if not isinstance(tree, Mapping) or (origin is Origin.APP_RUNNER and not isinstance(tree.get("Service"), Mapping)):
        raise errors.SourceInvalid(
            f"the file cannot be read as {origin.value}",
            why=_why(tree),
            remedy="leave --from out, or name another file",
        )
    if origin is Origin.COPILOT:
        return manifest.converted(document, wishes.environment, wishes.files, wishes.name)
    if origin is Origin.COMPOSE:
        return project.converted(document, wishes.name or wishes.fallback, wishes.files, wishes.services)
    if origin is Origin.APP_RUNNER:
        return service.converted(document, wishes.name)
    return configuration_file.converted(document, wishes.name or wishes.fallback)


def env_files(document: Document, origin: Origin) -> list[str]:
    """List the files of variables that a file names."""
    if not isinstance(document.tree, Mapping):
        return []
    listing = {Origin.COPILOT: manifest.env_files, Origin.COMPOSE: project.env_files}.get(origin)
    return list(dict.fromkeys(listing(document))) if listing else []
