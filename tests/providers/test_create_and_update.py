"""The provider of a service in updates: what reaches the state, however the deployment ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import Run, web
from tests.service_samples import ARN

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning import ownership


@pytest.mark.row("S0-32")
def test_a_create_ends_with_all_outputs_after_the_deployment(run: Run, services: FakeExpressServices) -> None:
    """The deployment is SUCCESSFUL, and the state names it."""
    run.create(web())

    assert run.failure is None
    assert run.outputs["serviceArn"] == ARN
    assert run.outputs["deploymentArn"] == services.deployments(ARN)[0]
    assert services.describe_deployments([run.outputs["deploymentArn"]])[0].successful
    tag = ownership.parse(services.describe(ARN).tags[ownership.TAG])
    assert tag is not None
    assert (tag.token, tag.unfinished) == (run.outputs["ownerToken"], True)


def test_each_create_has_a_token_of_its_own(run: Run, services: FakeExpressServices) -> None:
    """It tells one incarnation from the next."""
    first = run.create(web()).outputs["ownerToken"]
    services.services.clear()

    assert run.create(web()).outputs["ownerToken"] != first


def test_a_failed_create_keeps_the_service_in_state(run: Run, services: FakeExpressServices) -> None:
    """With all outputs: what was attempted, the ARN, the token, the deployment."""
    run.create(web("app:unhealthy"))

    assert isinstance(run.failure, errors.RolloutFailed)
    assert run.outputs["primaryContainer"] == {"image": "app:unhealthy"}
    assert run.outputs["serviceArn"] == ARN
    assert run.outputs["ownerToken"]
    assert run.outputs["deploymentArn"] == services.deployments(ARN)[0]


def test_a_failed_update_keeps_what_was_attempted(run: Run) -> None:
    """And the next one with a good image heals."""
    run.create(web()).update(web("app:unhealthy"))
    failed = run.failure
    attempted = run.outputs["primaryContainer"]["image"]
    run.update(web("app:3"))

    assert isinstance(failed, errors.RolloutRolledBack)
    assert attempted == "app:unhealthy"
    assert run.failure is None
    assert run.outputs["primaryContainer"]["image"] == "app:3"


def test_custom_timeouts_end_the_wait(begin: Callable[..., FakeCall], services: FakeExpressServices) -> None:
    """They come with the call, in seconds."""
    run = Run(begin).create(web(), timeout=60)

    assert isinstance(run.failure, errors.RolloutTimedOut)
    assert 60 <= run.call.now() <= 70


@pytest.mark.row("S0-43")
def test_credentials_that_expire_during_a_rollout_lose_nothing(
    run: Run, services: FakeExpressServices, clock: FakeClock
) -> None:
    """The wait ends with state saved; after a new login the next run waits for the same deployment."""
    clock.at(100, lambda: services.fail("describe_deployments", refused(errors.CredentialsRefused, "expired"), times=2))
    clock.at(100, lambda: services.fail("describe", refused(errors.CredentialsRefused, "expired")))
    run.create(web())
    failed, outputs = run.failure, run.outputs
    services.faults.clear()
    run.update(web())

    assert isinstance(failed, errors.CredentialsRefused)
    assert outputs["serviceArn"] == ARN
    assert run.failure is None
    assert services.written() == ["create"]


@pytest.mark.peer("#47437")
def test_outputs_that_cannot_be_read_leave_through_init_failed(run: Run, services: FakeExpressServices) -> None:
    """The rollout went well and AWS stops answering: the ARN reaches the state, and the next update completes it."""
    services.fail("describe_revisions", refused(errors.Throttled, "Rate exceeded"), times=99)

    failed = run.create(web())
    assert isinstance(failed.failure, errors.Throttled)
    assert failed.outputs["serviceArn"] == ARN

    services.faults.clear()
    assert run.update(web()).failure is None
    assert run.outputs["status"] == "ACTIVE"
