"""
Whether somebody keeps Express Mode off a service, and what is said of it where that is in the way.

The classic DescribeServices answers for such a service; whether the Express calls do is not known in public.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.planning.managed_tag import MARK, marked
from pulumi_ecs_express.providers.adapters import connect_ecs_services

KEPT = (
    'Express Mode describes service {name} no more, since express_updates="blocked" of a ServiceSettings took its tag off: what is '
    "in the state stays as it is"
)


def is_blocked(connection: Connection, arn: str) -> bool:
    """Report whether a service carries the mark of a `ServiceSettings` with ``express_updates="blocked"``."""
    service = connect_ecs_services(connection).describe(ServiceArn(arn).cluster, arn)
    return service is not None and service.alive and marked(service.tags)


def blocked(arn: str, attempt: str) -> errors.ExpressUpdatesBlocked:
    """Say that the call needs Express Mode, and how to let it in again."""
    known = ServiceArn(arn)
    return errors.ExpressUpdatesBlocked(
        f"service {known.name} in cluster {known.cluster} cannot be {attempt} by Express Mode",
        why=f'express_updates="blocked" of a ServiceSettings keeps it off (tag {MARK} of the service)',
        remedy=(
            'set express_updates="allowed" there, or take it out, and run `pulumi up` without this change, which puts the tag back; '
            "then run this again"
        ),
    )


@contextmanager
def explained(connection: Connection, arn: str, attempt: str) -> Iterator[None]:
    """Turn AWS's refusal into the error that says who keeps Express Mode off, where somebody does."""
    try:
        yield
    except errors.ParameterRefused as refusal:
        if was_blocked(connection, arn):
            raise blocked(arn, attempt) from refusal
        raise


def was_blocked(connection: Connection, arn: str) -> bool:
    """Report, after a refusal, whether that is why; where it cannot be read, the refusal itself is what is known."""
    try:
        return is_blocked(connection, arn)
    except errors.ExpressError:
        return False
