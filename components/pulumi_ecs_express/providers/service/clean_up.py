"""Deleting what AWS keeps of a deleted service; what is gone already counts as deleted, and the next run continues."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service.clean_up import LOG_GROUP
from pulumi_ecs_express.model.service.observed import ServiceArn, Status
from pulumi_ecs_express.planning.service.clean_up import Leftovers, leftovers, wants, writes_to
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.adapters import (
    connect_definition_families,
    connect_log_groups,
    connect_task_definitions,
    connect_workloads,
)
from pulumi_ecs_express.providers.service.presence import read_if_there

AT_ONCE = 10
"""Revisions in one request of DeleteTaskDefinitions (Amazon ECS API reference, read 2026-11-22)."""


def find_leftovers(
    services: ExpressServices, arn: str, inputs: Mapping[str, Any], outputs: Mapping[str, Any]
) -> Leftovers:
    """Find what is to be deleted with a service, before it is deleted: afterwards AWS no longer reports its log groups."""
    seen = _log_groups(services, arn) if wants(inputs, LOG_GROUP) else []
    return leftovers(ServiceArn(arn), inputs, outputs, seen)


def _log_groups(services: ExpressServices, arn: str) -> list[str]:
    """Ask which log groups the latest revisions wrote to, also where the program has named another one since."""
    service = read_if_there(services, arn)
    if service is None or service.status is Status.INACTIVE:
        return []
    try:
        deployments = services.describe_deployments(services.deployments(arn))
    except (errors.ServiceNotFound, errors.ServiceNotActive):
        return []
    targets = {found.revision_arn for found in service.configurations}
    targets |= {deployment.target_revision for deployment in deployments if deployment.target_revision}
    revisions = services.describe_revisions(sorted(targets))
    return [made.arn for revision in revisions for made in revision.of_kind("log group") if made.arn]


def delete_leftovers(call: Call, connection: Connection, arn: str, found: Leftovers) -> None:
    """Delete all of it; what cannot be deleted is named in the one error at the end, which keeps the resource in state."""
    if not found:
        return
    sweep, left = _Sweep(call, connection, ServiceArn(arn), found), list[tuple[str, errors.ExpressError]]()
    for what, step in sweep.steps():
        try:
            step()
        except errors.WaitInterrupted:
            raise
        except errors.ExpressError as error:
            left.append((what, error))
    if left:
        raise errors.CleanUpIncomplete(
            f"service {sweep.arn.name} is deleted, and not all of what clean_up names is",
            why="\n  ".join(f"left: {what}: {error.why}" for what, error in left),
            remedy=f"{left[0][1].remedy}; then run the same command again",
        )


@dataclass
class _Sweep:
    """One clean-up: what is to go, and what it has learnt of the other services."""

    call: Call
    connection: Connection
    arn: ServiceArn
    found: Leftovers
    _in_use: set[str] | None = None

    def steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """List what there is to do, each with what is left where it fails."""
        if self.found.family is not None:
            yield f"task definitions of family {self.found.family}", self._definitions
        for group in self.found.log_groups:
            yield f"log group {group}", lambda group=group: self._log_group(group)  # type: ignore[misc] # bound now

    def in_use(self) -> set[str]:
        """Ask once what the other services run on."""
        if self._in_use is None:
            self._in_use = connect_workloads(self.connection).definitions_in_use()
        return self._in_use

    def _definitions(self) -> None:
        families, family = connect_definition_families(self.connection), str(self.found.family)
        active, inactive = (
            self.found.revisions(families.revisions(family, status)) for status in ("ACTIVE", "INACTIVE")
        )
        if not active and not inactive:
            return
        if self.found.runs(self.in_use()):
            self.call.note(f"left alone: another service runs on a task definition of family {family}")
            return
        for arn in active:
            self._pause(f"deregistering task definition {arn.rpartition('/')[2]}")
            families.deregister(arn)
        refused = dict[str, str]()
        for ten in _in_tens([*active, *inactive]):
            self._pause(f"deleting task definitions of family {family}")
            refused |= families.delete(ten)
        remaining = refused and set(families.revisions(family, "INACTIVE")) & set(refused)
        if remaining:
            first = min(remaining)
            raise errors.ParameterRefused(
                f"deleting task definition {first} was refused", why=refused[first], remedy="resolve what AWS names"
            )

    def _log_group(self, group: str) -> None:
        definitions = connect_task_definitions(self.connection)
        for arn in sorted(self.in_use()):
            if group in writes_to(definitions.describe(arn)):
                self.call.note(f"left alone: a service on {arn.rpartition('/')[2]} writes to log group {group}")
                return
        self._pause(f"deleting log group {group}")
        connect_log_groups(self.connection).delete(group)

    def _pause(self, text: str) -> None:
        """Say what comes next, and go no further after Ctrl-C."""
        self.call.say(text)
        if because := self.call.wait(0):
            raise errors.WaitInterrupted(
                f"cleaning up after service {self.arn.name} was interrupted",
                why=because,
                remedy="run the same command again",
            )


def _in_tens(arns: Sequence[str]) -> Iterator[Sequence[str]]:
    return (arns[start : start + AT_ONCE] for start in range(0, len(arns), AT_ONCE))
