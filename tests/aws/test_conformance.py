"""The suite of the port `ExpressServices`, on both of its adapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from tests.aws.conformance import ServicesConformance
from tests.aws.conformance_rollouts import RolloutsConformance
from tests.providers.fake_call import FakeClock
from tests.providers.fakes import FakeExpressServices
from tests.sandbox.local_aws import EXECUTION_POLICY, INFRASTRUCTURE_POLICY, REGION, LocalAws

from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.model.connection.connection import Connection


@dataclass
class FakeWorld:
    """The adapter of the tests."""

    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.services = FakeExpressServices(self.clock)

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def roles(self) -> Mapping[str, str]:
        return self._roles("old", 0.0)

    def young_roles(self) -> Mapping[str, str]:
        return self._roles("young", self.clock.seconds + 30)

    def _roles(self, age: str, usable_from: float) -> Mapping[str, str]:
        roles = {name: f"arn:aws:iam::123456789012:role/{age}-{name}" for name in ("execution", "infrastructure")}
        self.services.roles.update(dict.fromkeys(roles.values(), usable_from))
        return {f"{name}RoleArn": arn for name, arn in roles.items()}


@dataclass
class SandboxWorld:
    """The adapter of the package, on the sandbox."""

    aws: LocalAws
    services: BotoExpressServices
    _made: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def advance(self, seconds: float) -> None:
        self.aws.advance(seconds)

    def roles(self) -> Mapping[str, str]:
        if "old" not in self._made:
            self._made["old"] = self._roles("old")
            self.aws.advance(60)
        return self._made["old"]

    def young_roles(self) -> Mapping[str, str]:
        return self._roles("young")

    def _roles(self, age: str) -> Mapping[str, str]:
        return {
            "executionRoleArn": self.aws.role(f"{age}-execution", "ecs-tasks.amazonaws.com", EXECUTION_POLICY),
            "infrastructureRoleArn": self.aws.role(f"{age}-infrastructure", "ecs.amazonaws.com", INFRASTRUCTURE_POLICY),
        }


class TestFake(ServicesConformance, RolloutsConformance):
    """The in-memory adapter keeps the port's promises, so that what is tested on it holds."""

    @pytest.fixture
    def world(self) -> FakeWorld:
        """An empty account."""
        return FakeWorld()


class TestBoto3OnTheSandbox(ServicesConformance, RolloutsConformance):
    """The package's adapter keeps the same promises."""

    @pytest.fixture
    def world(self, sandbox: LocalAws) -> SandboxWorld:
        """An empty account."""
        sandbox.reset()
        return SandboxWorld(sandbox, BotoExpressServices(Connection(REGION)))


@pytest.mark.sweep_only(held_by="tests/providers/test_sweep.py")
class TestBoto3OnAnotherAws(TestBoto3OnTheSandbox):
    """And keeps them where AWS behaves in the other way that was seen: what is not known for certain may be either."""

    @pytest.fixture
    def world(self, sandbox: LocalAws) -> Iterator[SandboxWorld]:
        """An empty account, with the other behaviours."""
        sandbox.reset()
        before = sandbox.control("GET", "/settings")
        sandbox.settings(**OTHER_BEHAVIOURS)
        yield SandboxWorld(sandbox, BotoExpressServices(Connection(REGION)))
        sandbox.settings(**{name: before[name] for name in OTHER_BEHAVIOURS})


OTHER_BEHAVIOURS = {
    "not_found": "modelled",
    "endpoint_scheme": "always",
    "unset_command": "absent",
    "create_answer": "brief",
    "update_answer": "complete",
    "role_refusal": "credentials_not_valid",
    "superseded_deployment": "ROLLBACK_SUCCESSFUL",
    "managed_security_group": "at_once",
}
