"""From the words of a command line to services: those of a stack, or others by name and ARN."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service.observed import Status, cluster_name
from pulumi_ecs_express.operations.stack_export import exported, in_project
from pulumi_ecs_express.planning.status.choosing import is_arn, named, not_express, single, unknown
from pulumi_ecs_express.planning.status.stack import StackService, by_arn, services_of, stack_name
from pulumi_ecs_express.providers.adapters import connect_ecs_services


@dataclass(frozen=True)
class Place:
    """
    Where services are looked for.

    Attributes:
        folder: The folder of the Pulumi project.
        stack: Name of the stack; None for the selected one.
        cluster: Name or ARN of the cluster for names that are none of the stack's.
    """

    folder: Path
    stack: str | None
    cluster: str


@dataclass(frozen=True)
class Choice:
    """The services that are meant, and the stack that was read for it."""

    services: tuple[StackService, ...]
    stack: str | None = None


def choose(words: Sequence[str], place: Place) -> Choice:
    """Find the services that words name; without a word, all of the stack."""
    there, stack = _of_stack(words, place)
    if not words and not there:
        single(there)
    return Choice(tuple(_one(word, there, place) for word in words) if words else tuple(there), stack)


def choose_one(word: str | None, place: Place) -> StackService:
    """Find the service that a word names; without it, the only one of the stack."""
    there, _ = _of_stack([word] if word else [], place)
    return _one(word, there, place) if word else single(there)


def _of_stack(words: Sequence[str], place: Place) -> tuple[list[StackService], str | None]:
    """Read the stack where it is needed: a word that is no ARN may be a name in it, where there is one."""
    by_arns = bool(words) and all(map(is_arn, words))
    if place.stack is None and (by_arns or (words and not in_project(place.folder))):
        return [], None
    try:
        state = exported(place.folder, place.stack)
    except errors.StackNotReadable:
        if words and place.stack is None:
            return [], None  # a name at AWS will do
        raise
    return services_of(state), stack_name(state) or place.stack


def _one(word: str, there: Sequence[StackService], place: Place) -> StackService:
    if found := named(word, there):
        return found
    if is_arn(word):
        return by_arn(word)
    services = connect_ecs_services(Connection())
    service = services.describe(place.cluster, word)
    if service is None or service.status == Status.INACTIVE.value:
        raise unknown(word, there, cluster_name(place.cluster), services.region)
    if not service.express:
        raise not_express(word)
    return by_arn(service.arn)
