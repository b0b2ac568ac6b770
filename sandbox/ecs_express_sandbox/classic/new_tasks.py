"""New tasks of a revision: where they run, and what will become of them, as things are when they are started."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle

from ecs_express_sandbox.classic.load_balancing import check_times, checked_containers
from ecs_express_sandbox.classic.network import task_locations
from ecs_express_sandbox.classic.records import Revision, Task
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.containers.fates import containers_of, healthy_after, is_essential, task_behaviour
from ecs_express_sandbox.containers.image_behaviour import Behaviour, Fate
from ecs_express_sandbox.containers.start_failures import start_failure


def new_tasks(context: ServiceContext, revision: Revision, instant: datetime) -> Iterator[Task]:
    """Make as many tasks as are taken."""
    behaviour, healthy = _future(context, revision)
    service = context.service
    for place in cycle(task_locations(context, revision)):
        yield Task(
            context.place.arn("ecs", f"task/{service.cluster}/{uuid.uuid4().hex}"),
            revision.definition,
            revision.deployment_id,
            context.addresses.next_in(place.subnet, place.block),
            place.subnet,
            place.zone,
            instant,
            exec_enabled=bool(service.settings.get("enableExecuteCommand")),
            revision=revision,
            behaviour=behaviour,
            healthy_after=healthy,
        )


def _future(context: ServiceContext, revision: Revision) -> tuple[Behaviour, timedelta]:
    """Find out what tasks do, and how long after its start one that serves has passed all checks."""
    definition, checked = revision.definition, checked_containers(revision)
    passes, fails = check_times(context, revision)
    own = start_failure(context.place, definition) or task_behaviour(definition, checked)
    if own.fate is Fate.UNHEALTHY and own.container in checked:
        own = replace(own, fails_after=fails)
    checks = [healthy_after(c) for c in containers_of(definition) if c.get("healthCheck") and is_essential(c)]
    return own, max([passes, *checks])
