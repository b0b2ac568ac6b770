"""Starts and stops the tasks that a phase of a rollout calls for. Addresses come from the service's subnets."""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ecs_express_sandbox.containers.capacity_providers import next_provider
from ecs_express_sandbox.express.records import Deployment, Revision, Service, Task
from ecs_express_sandbox.express.rollouts.rollout import Fleet, Phase
from ecs_express_sandbox.express.service_settings import kept_settings, platform_of, settings_of


class Addresses:
    """Hands out private addresses of subnets, one after the other; AWS keeps the first four of each."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def next_in(self, subnet: str, block: str) -> str:
        """Return the next address of a subnet, starting over after the last."""
        network = ipaddress.ip_network(block)
        self._given[subnet] = self._given.get(subnet, 0) + 1
        usable = network.num_addresses - 5
        return str(network[4 + (self._given[subnet] - 1) % usable])


@dataclass(frozen=True)
class TaskLocation:
    """A place for a task: a subnet, its zone and its address block."""

    subnet: str
    zone: str
    block: str


def schedule_tasks(
    service: Service,
    deployment: Deployment,
    phase: Phase,
    task_locations: Callable[[], list[TaskLocation]],
    addresses: Addresses,
) -> None:
    """Let the tasks of the service be what the phase says; ``seats`` is asked only if a task starts."""
    fleets = [
        (deployment.target, phase.target),
        (deployment.source, phase.source),
        (deployment.leftover, phase.leftover),
    ]
    known = [revision for revision, _ in fleets if revision is not None]
    for task in service.live_tasks():
        if task.revision not in known:
            stop(task, phase.begins, deployment)
    for revision, fleet in fleets:
        if revision is not None:
            _match(service, deployment, revision, fleet, phase, task_locations, addresses)


def _match(
    service: Service,
    deployment: Deployment,
    revision: Revision,
    fleet: Fleet,
    phase: Phase,
    task_locations: Callable[[], list[TaskLocation]],
    addresses: Addresses,
) -> None:
    live = service.live_tasks(revision)
    wanted = fleet.pending + fleet.running
    for task in live[wanted:]:
        _end(task, deployment, phase, service)
    if wanted > len(live):
        places = task_locations()
        for number in range(len(live), wanted):
            task_location = places[number % len(places)]
            address = addresses.next_in(task_location.subnet, task_location.block)
            service.tasks.append(_start(service, revision, task_location, address, phase))
    for task in service.live_tasks(revision):
        if fleet.running and task.started_at is None:
            task.started_at = phase.begins
        if fleet.health == "draining" and task.draining_at is None:
            task.draining_at = phase.begins


def _start(service: Service, revision: Revision, task_location: TaskLocation, address: str, phase: Phase) -> Task:
    arn = f"arn:{service.partition}:ecs:{service.region}:{service.account}:task/{service.cluster}/{uuid.uuid4().hex}"
    running = [task.capacity_provider for task in service.live_tasks(revision)]
    return Task(
        arn,
        revision.definition,
        f"ecs-svc/{revision.number}",
        address,
        task_location.subnet,
        task_location.zone,
        phase.begins,
        exec_enabled=kept_settings(service)["enableExecuteCommand"],
        capacity_provider=next_provider(settings_of(revision)["capacityProviderStrategy"], running),
        platform=platform_of(revision),
        digests=revision.digests,
        revision=revision,
        attempt=phase.attempt,
    )


def _end(task: Task, deployment: Deployment, phase: Phase, service: Service) -> None:
    """End a task, by the fault of one of its containers if the phase counts a failure."""
    before = service.last_phase.failures if service.last_phase else 0
    if task.revision is not deployment.target or phase.failures <= before:
        stop(task, phase.begins, deployment)
        return
    behaviour = deployment.rollout.behaviour
    group = service.resources[f"target_group_{deployment.target_group}"].arn
    task.stopped_at = phase.begins
    task.stop_code, task.exit_code = behaviour.stop_code, behaviour.exit_code
    task.stopped_reason, task.failed_container = behaviour.reason(group), behaviour.container


def stop(task: Task, when: datetime, deployment: Deployment) -> None:
    """Stop a task because the scheduler wants no more of its revision."""
    task.stopped_at, task.stop_code = when, "ServiceSchedulerInitiated"
    task.stopped_reason = f"Scaling activity initiated by (deployment ecs-svc/{deployment.target.number})"
    task.exit_code = 0 if task.started_at else None
