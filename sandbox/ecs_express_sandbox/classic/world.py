"""
All classic services of the sandbox, and their way through time.

As with Express services, nothing happens in the background: ``settle`` plays what was due until now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.records import Service, Task
from ecs_express_sandbox.classic.scheduling.rollouts import is_alarmed
from ecs_express_sandbox.classic.scheduling.scheduler import advance, next_due
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.express.world import World


@dataclass
class ClassicWorld:
    """
    What the sandbox remembers of classic services, for all accounts and Regions.

    Attributes:
        shared: the clock, the settings and the records that Express services have too.
        services: by ARN.
    """

    shared: World
    services: dict[str, Service] = field(default_factory=dict)

    def reset(self) -> None:
        """Forget everything."""
        self.services.clear()

    def settle(self, now: datetime) -> None:
        """Bring everything to an instant; what goes on outside, such as an alarm, is seen then."""
        while (first := self._earliest()) is not None and first.due is not None and first.due <= now:
            self._advance(first, first.due)
        for service in self.services.values():
            if is_alarmed(service):
                self._advance(service, now)

    def touch(self, service: Service, now: datetime) -> None:
        """Bring one service to an instant, after a request changed it."""
        self._advance(service, now)
        self.settle(now)

    def next_change(self) -> datetime | None:
        """Tell when any service changes state next."""
        earliest = self._earliest()
        return earliest.due if earliest else None

    def forget_old(self, now: datetime) -> None:
        """Forget services that have been INACTIVE for so long that AWS no longer knows them, and old tasks."""
        visible = timedelta(seconds=self.shared.settings.inactive_visible_seconds)
        shown = timedelta(seconds=self.shared.settings.stopped_task_visible_seconds)
        for arn, service in list(self.services.items()):
            service.tasks = [task for task in service.tasks if task.stopped_at is None or now < task.stopped_at + shown]
            if service.inactive_at is not None and service.inactive_at + visible <= now:
                del self.services[arn]

    def stop_task(self, service: Service, task: Task, reason: str) -> None:
        """Stop a task, as somebody asks for; the service starts another one."""
        now = self.shared.clock.now()
        task.stop_for(reason, now)
        service.is_steady = False
        self.touch(service, now)

    def in_region(self, account: str, region: str) -> Iterator[Service]:
        """List the services of one account and Region."""
        return (s for s in self.services.values() if (s.account, s.region) == (account, region))

    def context(self, service: Service) -> ServiceContext:
        """Return what acting for a service needs."""
        place = AccountRegion(self.shared.moto, service.account, service.region)
        shared = self.shared
        return ServiceContext(service, place, shared.settings, shared.target_health_record, shared.addresses)

    def _earliest(self) -> Service | None:
        waiting = [service for service in self.services.values() if service.due is not None]
        return min(waiting, key=lambda service: service.due or service.created_at, default=None)

    def _advance(self, service: Service, instant: datetime) -> None:
        context = self.context(service)
        advance(context, instant)
        service.due = next_due(context, instant)
        self.shared.note_change()
