"""What acting for a classic service needs at hand: its account, the settings, the parts of the sandbox that are shared."""

from __future__ import annotations

from dataclasses import dataclass

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.aws.target_health import TargetHealthRecord
from ecs_express_sandbox.classic.records import Service
from ecs_express_sandbox.express.tasks.scheduler import Addresses
from ecs_express_sandbox.settings import Settings


@dataclass(frozen=True)
class ServiceContext:
    """One service, and what is around it."""

    service: Service
    place: AccountRegion
    settings: Settings
    target_health_record: TargetHealthRecord
    addresses: Addresses
