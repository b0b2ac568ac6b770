"""The provider of a service in a refresh and a destroy: gone, drifted, failed, or somebody else's by now."""

from __future__ import annotations

import pytest
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import Run, unknown, web
from tests.service_samples import ARN, INFRASTRUCTURE_ROLE, SUBNETS

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service import internal_inputs
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.engine import Difference
from pulumi_ecs_express.providers.service import operations as provider


def test_a_refresh_of_what_runs_as_declared_changes_nothing(run: Run) -> None:
    """What AWS filled in stays out of the inputs."""
    run.create(web(cluster="default"))
    inputs, outputs = dict(run.inputs), dict(run.outputs)

    assert run.refresh()
    assert run.inputs == inputs
    assert {key: value for key, value in run.outputs.items() if key != "deploymentArn"} == {
        key: value for key, value in outputs.items() if key != "deploymentArn"
    }


def test_a_refresh_shows_drift_by_path(run: Run, services: FakeExpressServices) -> None:
    """Another image put there by somebody else; the next update repairs it."""
    run.create(web())
    services.update({"serviceArn": ARN, "primaryContainer": {"image": "evil:1"}})
    services.clock.advance(3600)
    run.refresh()
    drifted = run.inputs["primaryContainer"]["image"]
    _, differences, _ = run.diff(web())
    run.update(web())

    assert drifted == "evil:1"
    assert differences == [Difference("primaryContainer.image", "update")]
    assert services.describe(ARN).configurations[0].settings["primaryContainer"]["image"] == "app:1"


def test_a_refresh_keeps_the_packages_notes(run: Run) -> None:
    """The next diff needs to know which names and roles were made."""
    run.create({**web(), internal_inputs.GENERATED_NAME: True, internal_inputs.MADE_ROLES: ["executionRoleArn"]})
    run.refresh()

    assert run.inputs[internal_inputs.GENERATED_NAME] is True
    assert run.inputs[internal_inputs.MADE_ROLES] == ["executionRoleArn"]
    assert "__provider" not in run.inputs


def test_a_refresh_turns_no_failure_green(run: Run) -> None:
    """As long as the last rollout of the declared settings has failed."""
    run.create(web("app:unhealthy"))

    assert run.refresh()
    assert isinstance(run.failure, errors.RolloutFailed)
    assert run.refresh()
    assert isinstance(run.failure, errors.RolloutFailed)


@pytest.mark.peer("R4")
def test_a_failed_rollout_of_somebody_else_is_no_failure_of_ours(run: Run, services: FakeExpressServices) -> None:
    """Not at the first refresh, and not at the next, which finds in state what the first one wrote."""
    run.create(web())
    services.update({"serviceArn": ARN, "primaryContainer": {"image": "theirs:unhealthy"}})
    services.clock.advance(3600)

    for _ in range(3):
        assert run.refresh()
        assert run.failure is None


def test_a_refresh_during_a_rollout_reports_it_and_does_not_fail(run: Run, services: FakeExpressServices) -> None:
    """It may still end well."""
    run.create(web())
    services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})

    assert run.refresh()
    assert run.failure is None


@pytest.mark.row("S0-40", "S0-41")
@pytest.mark.parametrize("state", ["gone", "draining", "inactive", "a newer incarnation's"])
def test_a_service_that_is_gone_is_gone(run: Run, services: FakeExpressServices, state: str) -> None:
    """INACTIVE and DRAINING count as gone, and so does a name that a newer resource has taken over."""
    run.create(web())
    if state == "gone":
        services.services.clear()
    elif state == "a newer incarnation's":
        services.tag(ARN, {ownership.TAG: ownership.Owner("a/b/c/d", "newer").tag()})
    else:
        services.delete(ARN)
        services.clock.advance(1000 if state == "inactive" else 0)

    assert not run.refresh()


@pytest.mark.row("S0-35", "S0-41")
@pytest.mark.parametrize("kind", [errors.AccessDenied, errors.Throttled, errors.Unreachable, errors.CredentialsRefused])
def test_only_not_found_reads_as_gone(run: Run, services: FakeExpressServices, kind: type[errors.ExpressError]) -> None:
    """Anything else keeps state and says so."""
    run.create(web())
    services.fail("describe", refused(kind, "no"))

    with pytest.raises(kind):
        run.refresh()


@pytest.mark.row("S0-41")
def test_a_service_of_another_account_is_not_gone(run: Run, services: FakeExpressServices) -> None:
    """The error names both accounts."""
    run.create(web())
    services.services.clear()
    services._account = "999999999999"

    with pytest.raises(errors.OtherAccount, match=r"123456789012.*999999999999"):
        run.refresh()


def test_a_destroy_deletes_what_is_in_state_and_waits(run: Run, services: FakeExpressServices) -> None:
    """A failed service as well."""
    run.create(web("app:unhealthy"))
    provider.delete(run.begin(), ARN, run.outputs)

    assert services.describe(ARN).status is Status.INACTIVE


def test_a_create_over_what_was_just_destroyed_works(run: Run, services: FakeExpressServices) -> None:
    """The same explicit name, at once."""
    provider.delete(run.create(web()).begin(), ARN, run.outputs)
    run.create(web())

    assert run.failure is None
    assert services.describe(ARN).alive


def test_an_id_that_a_newer_create_has_adopted_is_not_deleted(run: Run, services: FakeExpressServices) -> None:
    """The engine deletes the old entry after the new one took the same service over."""
    old = dict(run.create(web()).outputs)
    services.fail("create", refused(errors.ParameterRefused, "Creation of service was not idempotent."))
    run.create(web())

    provider.delete(run.begin(), ARN, old)

    assert run.outputs["ownerToken"] != old["ownerToken"]
    assert services.describe(ARN).alive


def test_the_network_may_be_an_output_as_a_whole(run: Run) -> None:
    """Unknown in the preview, and no removal of what it holds."""
    run.create(web(networkConfiguration={"subnets": list(SUBNETS)}))
    checked = provider.check(run.begin(run.inputs), run.inputs, web(networkConfiguration=unknown()))
    _, differences, _ = run.diff(checked.inputs)

    assert checked.failures == []
    assert differences == [Difference("networkConfiguration", "add")]


def test_nothing_is_sent_for_the_infrastructure_role_in_an_update(run: Run, services: FakeExpressServices) -> None:
    """It replaces; should it ever come this far, the request does not hold it."""
    run.create(web()).update(web("app:2", infrastructureRoleArn=INFRASTRUCTURE_ROLE))

    assert services.sent("update") == [{"serviceArn": ARN, "primaryContainer": {"image": "app:2"}}]
