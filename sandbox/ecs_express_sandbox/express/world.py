"""
All Express services of the sandbox, and their way through time.

Nothing happens in the background: before each request, ``settle`` plays everything that was due until now, in order of
time over all services. Between two such instants nothing changes, so a jump of the clock skips nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from ecs_express_sandbox.aws.in_process_clients import Moto
from ecs_express_sandbox.aws.target_health import TargetHealthRecord
from ecs_express_sandbox.clock import SimulatedClock
from ecs_express_sandbox.express.deployments.alarms import watch
from ecs_express_sandbox.express.ingress.network import Placement
from ecs_express_sandbox.express.lifecycle import advance, next_due, replace_stopped
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.provisioning import SHARED, new_resources
from ecs_express_sandbox.express.records import Gateway, Service, Task
from ecs_express_sandbox.express.tasks.scheduler import Addresses
from ecs_express_sandbox.settings import Settings

SERVICES_PER_LOAD_BALANCER = 25
"""Source: developer guide, "Express service work"."""


class World:
    """What Express Mode remembers, for all accounts and Regions of the sandbox."""

    def __init__(self, moto: Moto, clock: SimulatedClock, settings: Callable[[], Settings]) -> None:
        self.moto = moto
        self.clock = clock
        self._settings = settings
        self.target_health_record = TargetHealthRecord()
        self.changes = 0
        self.changed_at = clock.now()
        self.watchers: list[Callable[[], None]] = []
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.services: dict[str, Service] = {}
        self._gateways: list[Gateway] = []
        self.addresses = Addresses()
        self.note_change()
        self.target_health_record.clear()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings()

    def service_context(self, service: Service) -> ServiceContext:
        """Return what acting for a service needs."""
        return ServiceContext(service, self.moto, self.settings)

    def settle(self, now: datetime) -> None:
        """Bring everything to an instant; what goes on outside, such as an alarm, is seen then."""
        self._play(now)
        for service in list(self.services.values()):
            if watch(service, now):
                self._advance(service, now)

    def _play(self, now: datetime) -> None:
        for service in list(self.services.values()):
            if service.is_stuck(now):
                self._advance(service, now)
        while (first := self._earliest()) is not None and first.due is not None and first.due <= now:
            self._advance(first, first.due)

    def touch(self, service: Service, now: datetime) -> None:
        """Bring one service to an instant, after a request changed it."""
        self._advance(service, now)
        self.settle(now)

    def stop_task(self, service: Service, task: Task, reason: str) -> None:
        """Stop a task of a service, as somebody asks for; the service starts another one."""
        now = self.clock.now()
        task.stop_for(reason, now)
        replace_stopped(self.service_context(service), now, self.target_health_record, self.addresses)
        self.note_change()

    def note_change(self) -> None:
        """Note that something in the account may be another than before, and tell who watches."""
        self.changes += 1
        self.changed_at = self.clock.now()
        for watcher in self.watchers:
            watcher()

    def next_change(self) -> datetime | None:
        """Tell when any rollout, provisioning or deletion changes state next."""
        earliest = self._earliest()
        return earliest.due if earliest else None

    def _earliest(self) -> Service | None:
        waiting = [service for service in self.services.values() if service.due is not None]
        return min(waiting, key=lambda service: service.due or service.created_at, default=None)

    def _advance(self, service: Service, instant: datetime) -> None:
        advance(self.service_context(service), instant, self.target_health_record, self.addresses)
        service.due = next_due(service, instant)
        self.note_change()

    def gateway_for(self, account: str, region: str, placement: Placement, now: datetime) -> Gateway:
        """Choose the load balancer that a new service joins, or plan a new one."""
        known = self.known_gateway(account, region, placement)
        if known is not None:
            return known
        gateway = Gateway(
            account,
            region,
            placement.vpc,
            placement.scheme,
            placement.subnets,
            placement.zones,
            new_resources(SHARED, now),
        )
        self._gateways = [*(gateway for gateway in self._gateways if gateway.is_in_use), gateway]
        return gateway

    def known_gateway(self, account: str, region: str, placement: Placement) -> Gateway | None:
        """Find a load balancer that has room for one more service."""
        fitting = (g for g in self._gateways if g.is_in_use and self._fits(g, account, region, placement))
        return next(fitting, None)

    def _fits(self, gateway: Gateway, account: str, region: str, placement: Placement) -> bool:
        same = (gateway.account, gateway.region, gateway.vpc, gateway.scheme)
        leaving = any(resource.leaving for resource in gateway.resources.values())
        return (
            same == (account, region, placement.vpc, placement.scheme)
            and len(gateway.members) < SERVICES_PER_LOAD_BALANCER
            and not leaving
        )

    def forget_old(self, now: datetime) -> None:
        """Forget services that have been INACTIVE for so long that AWS no longer knows them."""
        visible = timedelta(seconds=self.settings.inactive_visible_seconds)
        for arn, service in list(self.services.items()):
            inactive_at = service.deletion.inactive_at if service.deletion else None
            if inactive_at is not None and inactive_at + visible <= now:
                del self.services[arn]

    def in_region(self, account: str, region: str) -> Iterator[Service]:
        """List the services of one account and Region."""
        return (s for s in self.services.values() if (s.account, s.region) == (account, region))
