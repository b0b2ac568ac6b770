"""Each argument's value, drawn, through the whole path: arguments, check, request, AWS, Describe, outputs and refresh."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests import sampling
from tests.aws import express_api as api
from tests.aws.drawn_account import an_account
from tests.aws.drawn_programs import Account, answered, as_arguments, programs, same, strategies
from tests.providers.fake_call import FakeCall, FakeClock
from tests.sandbox.local_aws import LocalAws, own_definition

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.providers import adapters
from pulumi_ecs_express.providers.service import declaration, operations

DEFINITION: Path = ("taskDefinitionArn",)


def drawn(examples: int) -> settings:
    """Draw few programs: each is a rollout or two on the sandbox."""
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )


class SandboxClock(FakeClock):
    """A wait of the provider is time on the sandbox."""

    def __init__(self, aws: LocalAws) -> None:
        super().__init__()
        self.aws = aws

    def advance(self, seconds: float) -> None:
        """Let the same time pass in both."""
        super().advance(seconds)
        self.aws.advance(seconds)


class Resource:
    """A resource as the engine keeps it: JSON, whose numbers are all floats."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws, self.clock = aws, SandboxClock(aws)
        self.inputs: dict[str, Any] = {}
        self.outputs: dict[str, Any] = {}
        self.id = ""

    def call(self) -> FakeCall:
        """Begin a call of the engine."""
        return FakeCall(self.clock, old_inputs=self.inputs or None)

    def up(self, chosen: dict[Path, Any]) -> None:
        """Check, then create or update."""
        declared = stored(property_names.properties(as_arguments(chosen)))
        checked = operations.check(self.call(), self.inputs, declared)
        assert not checked.failures, checked.failures
        inputs = stored(checked.inputs)
        if self.id:
            self.outputs = stored(operations.update(self.call(), self.id, self.outputs, inputs).outs or {})
        else:
            made = operations.create(self.call(), inputs)
            self.id, self.outputs = made.id, stored(made.outs)
        self.inputs = inputs

    def refreshed(self) -> dict[str, Any]:
        """Read; give the inputs that a refresh would store."""
        read = operations.read(self.call(), self.id, self.outputs)
        assert read.id == self.id
        return stored(read.inputs)

    def changes(self, chosen: dict[Path, Any]) -> bool | None:
        """Preview."""
        news = stored(
            operations.check(self.call(), self.inputs, property_names.properties(as_arguments(chosen))).inputs
        )
        return operations.diff(self.call(), self.id, self.outputs, news).changes

    def destroy(self) -> None:
        """Delete."""
        operations.delete(self.call(), self.id, self.outputs)


def stored(properties: Any) -> dict[str, Any]:
    """Write properties to JSON and back as Pulumi does, which knows no integers."""
    kept: dict[str, Any] = json.loads(json.dumps(properties, default=list), parse_int=float)
    return kept


@pytest.fixture(scope="module")
def account(sandbox: LocalAws) -> Iterator[Account]:
    """Two and more of everything that can be named."""
    sandbox.reset()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ECS_EXPRESS_POLL_SECONDS", "60")
        environment.setenv("AWS_REGION", "eu-west-1")
        environment.setattr(adapters, "POLLS_TOGETHER", 60_000)  # nobody asks beside these tests: nobody is waited for
        adapters.connect.cache_clear()
        made = an_account(sandbox.client)
        sandbox.advance(60)
        yield made
        adapters.connect.cache_clear()


@pytest.fixture(scope="module")
def living(sandbox: LocalAws, account: Account) -> tuple[Resource, dict[Path, Any]]:
    """One service with every argument declared, and what its program declares now."""
    resource, chosen = Resource(sandbox), dict[Path, Any]()

    @drawn(1)
    @given(programs(account))
    def declare(program: dict[Path, Any]) -> None:
        chosen.update(program)

    declare()
    resource.up(chosen)
    return resource, chosen


def holds(resource: Resource, chosen: dict[Path, Any]) -> None:
    """Compare every argument with what AWS has, with the outputs, and with the inputs that a refresh stores."""
    service = resource.aws.describe(resource.id, include=["TAGS"])
    read = declaration.declared_values(resource.refreshed())
    for path, value in chosen.items():
        assert same(path, value, answered(service, path)), path
    assert read == declaration.declared_values(resource.inputs)
    assert declaration.declared(resource.outputs) == declaration.declared(resource.inputs)
    assert not resource.changes(chosen)


def test_every_argument_of_a_request_can_be_drawn(account: Account) -> None:
    """So that a new one of AWS's is tried here too, or fails by name."""
    sent = {api.argument_of(path) for path in api.requested(api.model(), "CreateExpressGatewayService")}

    assert set(strategies(account)) == sent


@pytest.mark.row("S0-01", "S0-06", "S0-09", "S0-10", "S0-14", "S0-17", "S0-18", "S0-19", "S0-20", "S0-22", "S0-34")
@drawn(sampling.examples(1, 3))
@given(data=st.data())
def test_all_arguments_at_once_survive_create_update_and_describe(
    data: st.DataObject, sandbox: LocalAws, account: Account
) -> None:
    """A drawn program is made; then all that an update can change is another drawn one's."""
    first, second = data.draw(programs(account)), data.draw(programs(account))
    updatable = {api.argument_of(path) for path in api.requested(api.model(), "UpdateExpressGatewayService")} | {
        ("tags",)
    }
    resource = Resource(sandbox)
    resource.up(first)
    holds(resource, first)

    then = {path: second[path] if path in updatable else first[path] for path in first}
    resource.up(then)

    holds(resource, then)
    assert set(answered(sandbox.describe(resource.id, include=["TAGS"]), ("tags",))) - {"pulumi:owner"} == set(
        then["tags",]
    )
    resource.destroy()


UPDATABLE = sorted(
    {api.argument_of(path) for path in api.requested(api.model(), "UpdateExpressGatewayService")}
    - {("serviceArn",), DEFINITION}
    | {("tags",)}
)


@pytest.mark.parametrize("path", UPDATABLE if sampling.WHOLE else UPDATABLE[::8], ids=".".join)
@drawn(1)
@given(data=st.data())
def test_each_argument_alone_survives_an_update(
    path: Path, data: st.DataObject, living: tuple[Resource, dict[Path, Any]], account: Account
) -> None:
    """Another value is sent, takes effect, and comes back; what nobody changed stays."""
    resource, chosen = living
    one = strategies(account)[path].filter(lambda value: value != chosen[path])
    changed = {**chosen, path: data.draw(one)}
    if path in (("cpu",), ("memory",)):
        changed["cpu",], changed["memory",] = ("256", "512") if chosen["cpu",] != "256" else ("512", "1024")

    resource.up(changed)

    holds(resource, changed)
    chosen.update(changed)


@pytest.mark.row("S0-24", "S0-33")
def test_a_task_definition_survives_create_update_and_describe(sandbox: LocalAws, account: Account) -> None:
    """The one argument that excludes half of the others: one revision, then the next."""
    base: dict[Path, Any] = {
        ("infrastructureRoleArn",): account.infrastructure_roles[0],
        ("serviceName",): "own",
    }
    resource = Resource(sandbox)
    for image in ("shop/own:1", "shop/own:2"):
        chosen = {**base, DEFINITION: own_definition(sandbox, image, executionRoleArn=account.execution_roles[0])}
        resource.up(chosen)
        holds(resource, chosen)
        assert resource.outputs["inEffect"]["primaryContainer"]["image"] == image
    resource.destroy()
