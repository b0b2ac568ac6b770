"""Holds the parts of one sandbox together and hangs them into moto, whose state is one per process."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from datetime import datetime
from typing import Any

# Read by moto when its modules are imported, so they come before any import of it.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"  # Fargate needs none, and reading them takes longer than a reset
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import moto.ecs.urls
import moto.elb.urls
import moto.elbv2.urls
import moto.iam.urls
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.elb.responses import ELBResponse

from ecs_express_sandbox.aws.autoscaling import know_services
from ecs_express_sandbox.aws.certificate_keys import share_one_key
from ecs_express_sandbox.aws.certificate_validation import CertificateValidation
from ecs_express_sandbox.aws.default_vpc import complete_default_vpc
from ecs_express_sandbox.aws.elbv2 import TargetHealthElbResponse
from ecs_express_sandbox.aws.iam.managed_policies import keep_managed_policies
from ecs_express_sandbox.aws.iam.roles import RoleClockResponse
from ecs_express_sandbox.aws.in_process_clients import Moto
from ecs_express_sandbox.aws.moto_caches import (
    cache_regions_by_service,
    drop_accounts,
    list_methods_once,
    read_services_once,
)
from ecs_express_sandbox.aws.record_sets import correct_record_sets
from ecs_express_sandbox.aws.scalable_target_tags import tag_scalable_targets
from ecs_express_sandbox.aws.security_groups import change_whole_rules
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.clock import SimulatedClock
from ecs_express_sandbox.control.call_counts import CallLog
from ecs_express_sandbox.control.faults import FaultPlan
from ecs_express_sandbox.control.held_calls import HeldCalls
from ecs_express_sandbox.ecs_calls.dispatch import EcsResponse
from ecs_express_sandbox.express.world import World
from ecs_express_sandbox.settings import Settings, settings_from

_NETWORKED = ("ec2", "ecs", "elbv2", "elb")
"""The services that may read the default VPC."""


class Sandbox:
    """
    One local AWS.

    Attributes:
        lock: held while a request is carried out, so that requests happen one after the other.
    """

    def __init__(self, *, speed: float = 1.0, environment: Mapping[str, str] | None = None) -> None:
        self.lock = threading.RLock()
        self.clock = SimulatedClock(speed)
        self.calls = CallLog()
        self.faults = FaultPlan()
        self.held = HeldCalls()
        self.moto = Moto()
        self._first_settings = settings_from(os.environ if environment is None else environment)
        self.settings: Settings = self._first_settings
        self.world = World(self.moto, self.clock, lambda: self.settings)
        self.classic = ClassicWorld(self.world)
        self._completed: set[tuple[str, str]] = set()
        self._install()

    def _install(self) -> None:
        """Register what takes the place of moto's own; this works until the first request of a service."""
        EcsResponse.sandbox_world, EcsResponse.sandbox_classic = self.world, self.classic
        TargetHealthElbResponse.sandbox_health = self.world.target_health_record
        TargetHealthElbResponse.sandbox_configured = self.world
        RoleClockResponse.sandbox_clock = self.clock
        know_services(self.world, self.classic)
        tag_scalable_targets()
        keep_managed_policies()
        share_one_key()
        CertificateValidation(self.moto, self.clock).install()
        cache_regions_by_service()
        read_services_once()
        list_methods_once()
        change_whole_rules()
        correct_record_sets()
        moto.ecs.urls.url_paths = {"{0}/$": EcsResponse.dispatch}
        moto.iam.urls.url_paths = {"{0}/$": RoleClockResponse.dispatch}
        moto.elb.urls.url_paths = {"{0}/$": _load_balancing}
        moto.elbv2.urls.url_paths = {"{0}/$": _load_balancing}

    def settle(self) -> None:
        """Bring everything to the simulated now."""
        now = self.clock.now()
        for kind in (self.world, self.classic):
            kind.settle(now)
            kind.forget_old(now)

    def next_change(self) -> datetime | None:
        """Tell when anything changes state next."""
        changes = (self.world.next_change(), self.classic.next_change())
        return min((change for change in changes if change is not None), default=None)

    def prepare_region(self, client: str, account: str, region: str) -> None:
        """Complete the default VPC before a Region's network is first looked at."""
        if client in _NETWORKED and (account, region) not in self._completed:
            self._completed.add((account, region))
            complete_default_vpc(self.moto.client("ec2", account, region), wanted=self.settings.default_vpc)

    def reset(self) -> None:
        """Start over: an empty account, real time, the first settings, no faults, no calls; who waits is hung up on."""
        self.held.release(goes_on=False)
        _empty_moto()
        self.world.reset()
        self.classic.reset()
        self.clock.restart()
        self.calls.reset()
        self.faults.clear()
        self.settings = self._first_settings
        self._completed.clear()


def _load_balancing(*args: Any, **kwargs: Any) -> Any:
    """Tell the two load balancing APIs apart by their version, as moto does."""
    classic = args[0].values.get("Version") == "2012-06-01"
    return (ELBResponse if classic else TargetHealthElbResponse).dispatch(*args, **kwargs)


def _empty_moto() -> None:
    """Drop all backends; moto's own reset would first make each of them anew."""
    in_use: list[Any] = BackendDict._instances  # type: ignore[misc]  # noqa: SLF001 - moto offers no other way
    for backend in in_use:
        backend.clear()
    in_use.clear()
    reset_model_data()
    drop_accounts()
