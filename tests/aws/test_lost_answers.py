"""What botocore's retries and the package's adoption make of answers that fail or get lost, on the sandbox."""

from __future__ import annotations

from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.sandbox.local_aws import REGION, LocalAws
from tests.service_samples import LATER, OWNER, spec

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws import session
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation

CREATE = "ecs:CreateExpressGatewayService"


@pytest.fixture
def operation(sandbox: LocalAws) -> Operation:
    """A create of a service whose roles can be used."""
    sandbox.reset()
    sandbox.control("DELETE", "/faults")
    roles: dict[str, Any] = sandbox.roles()
    return Operation(BotoExpressServices(Connection(REGION)), FakeCall(FakeClock()), spec(**roles), "web", 1800)


@pytest.mark.row("S0-39", "S0-43")
@pytest.mark.parametrize("kind", ["error", "throttle"])
def test_a_single_failure_is_absorbed(operation: Operation, sandbox: LocalAws, kind: str) -> None:
    """Botocore tries again, and nobody hears of it."""
    sandbox.fail(CREATE, kind, times=1)

    assert not create_service(operation, OWNER).adopted


@pytest.mark.row("S0-39")
def test_an_answer_lost_on_the_way_is_found_again(operation: Operation, sandbox: LocalAws) -> None:
    """AWS carried the request out; botocore's second try meets the first one's service, which is taken over."""
    sandbox.fail(CREATE, "drop_after", times=1)

    made = create_service(operation, OWNER)

    assert made.adopted
    assert operation.services.describe(made.arn).tags[ownership.TAG] == OWNER.tag()
    assert len(operation.services.deployments(made.arn)) == 1


@pytest.mark.row("S0-39")
def test_when_all_tries_fail_the_next_run_finds_what_was_made(
    operation: Operation, sandbox: LocalAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says that running again goes on; no second service is made."""
    monkeypatch.setattr(session, "ATTEMPTS", 1)
    session.forget()
    operation.services = BotoExpressServices(Connection(REGION))
    sandbox.fail(CREATE, "drop_after", times=1)

    with pytest.raises(errors.Unavailable):
        create_service(operation, OWNER)
    made = create_service(operation, LATER)

    assert made.adopted
    assert operation.services.describe(made.arn).tags[ownership.TAG] == LATER.tag()
    session.forget()
