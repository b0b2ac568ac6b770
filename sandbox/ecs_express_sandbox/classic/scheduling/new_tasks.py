"""New tasks of a revision: where they run, and what will become of them, as things are when they are started."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from ecs_express_sandbox.classic.judgement import compute
from ecs_express_sandbox.classic.network import task_locations
from ecs_express_sandbox.classic.records import Revision, Task
from ecs_express_sandbox.classic.scheduling.load_balancing import check_times, checked_containers
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.containers.capacity_providers import next_provider
from ecs_express_sandbox.containers.fates import containers_of, healthy_after, is_essential, task_behaviour
from ecs_express_sandbox.containers.image_behaviour import Behaviour, Fate
from ecs_express_sandbox.containers.start_failures import start_failure
from ecs_express_sandbox.containers.task_tags import tags_at_start


def new_tasks(
    context: ServiceContext, revision: Revision, instant: datetime, started_by: str, count: int
) -> Iterator[Task]:
    """
    Make tasks, each in the zone with the fewest tasks of the service.

    Args:
        context: the service.
        revision: what the tasks are of.
        instant: when they are started.
        started_by: the id of the deployment or task set.
        count: how many.
    """
    behaviour, healthy = _future(context, revision)
    service, tags = context.service, _tags(context, revision)
    places = task_locations(context, revision)
    crowd = Counter(task.zone for task in service.live_tasks())
    providers = [task.capacity_provider for task in service.live_tasks(revision)]
    for _ in range(count):
        place = min(places, key=lambda place: crowd[place.zone])
        crowd[place.zone] += 1
        providers.append(next_provider(revision.settings.get("capacityProviderStrategy") or [], providers))
        yield Task(
            context.place.arn("ecs", f"task/{service.cluster}/{uuid.uuid4().hex}"),
            revision.definition,
            started_by,
            context.addresses.next_in(place.subnet, place.block),
            place.subnet,
            place.zone,
            instant,
            exec_enabled=bool(service.settings.get("enableExecuteCommand")),
            capacity_provider=providers[-1],
            platform=compute.platform_shown(revision.settings).get("platformVersion", ""),
            digests=revision.digests,
            tags=tags,
            revision=revision,
            behaviour=behaviour,
            healthy_after=healthy,
        )


def _tags(context: ServiceContext, revision: Revision) -> Mapping[str, str]:
    def of_definition() -> Mapping[str, str]:
        ecs = context.place.client("ecs")
        answer = ecs.describe_task_definition(taskDefinition=revision.task_definition, include=["TAGS"])
        return {tag["key"]: tag.get("value", "") for tag in answer.get("tags") or []}

    service = context.service
    return tags_at_start(service.settings, service, service.tags, of_definition)


def _future(context: ServiceContext, revision: Revision) -> tuple[Behaviour, timedelta]:
    """Find out what tasks do, and how long after its start one that serves has passed all checks."""
    definition, checked = revision.definition, checked_containers(revision)
    passes, fails = check_times(context, revision)
    own = start_failure(context.place, definition) or task_behaviour(definition, checked)
    if own.fate is Fate.UNHEALTHY and own.container in checked:
        own = replace(own, fails_after=fails)
    checks = [healthy_after(c) for c in containers_of(definition) if c.get("healthCheck") and is_essential(c)]
    return own, max([passes, *checks])
