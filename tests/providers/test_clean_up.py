"""What is left behind of a deleted service: taken away where the state says so, and nothing of anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from tests.providers.fake_leftovers import FakeLeftovers
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import Run, web
from tests.service_samples import ARN

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.service import operations as provider

BOTH = ["task_definitions", "log_group"]
GROUP = "/aws/ecs/default/web-0001"
OTHER = ARN.replace("/web", "/other")


@pytest.fixture
def left(services: FakeExpressServices) -> FakeLeftovers:
    """What the account's services have left so far."""
    return services.left


def destroy(run: Run) -> Any:
    """Delete the resource as it is in state; give the call."""
    call = run.begin(run.inputs)
    provider.delete(call, ARN, run.outputs)
    return call


def family(left: FakeLeftovers, name: str = "default-web") -> list[str]:
    """List the revisions of a family that are still there, by number."""
    return [arn.rpartition("/")[2] for arn in left.status if f"/{name}:" in arn]


def test_without_the_argument_everything_stays_and_nothing_is_asked(
    run: Run, services: FakeExpressServices, left: FakeLeftovers
) -> None:
    """As AWS does it."""
    run.create(web())
    services.calls.clear()
    destroy(run)

    assert (family(left), left.groups) == (["default-web:1"], {GROUP})
    assert {name for name, _ in services.calls} == {"describe", "delete"}


def test_all_revisions_and_the_log_group_go_when_the_service_is_gone(
    run: Run, services: FakeExpressServices, left: FakeLeftovers
) -> None:
    """ACTIVE and INACTIVE ones, in tens, and not before."""
    run.create(web(cleanUp=BOTH))
    for number in range(2, 14):
        run.update(web(f"app:{number}", cleanUp=BOTH))
    left.deregister("arn:aws:ecs:eu-west-1:123456789012:task-definition/default-web:3")
    left.register("default-web-2")
    services.calls.clear()

    destroy(run)

    order = [name for name, _ in services.calls]
    assert services.describe(ARN).status is Status.INACTIVE
    assert (family(left), left.groups) == ([], set())
    assert family(left, "default-web-2") == ["default-web-2:1"]
    assert [len(arns) for arns in services.sent("delete_definitions")] == [10, 3]
    assert len(services.sent("deregister")) == 12
    assert order.index("deregister") > max(index for index, name in enumerate(order) if name == "delete")


@pytest.mark.parametrize("kind", BOTH)
def test_each_may_go_alone(run: Run, left: FakeLeftovers, kind: str) -> None:
    """The other one stays."""
    destroy(run.create(web(cleanUp=[kind])))

    assert bool(family(left)) is (kind == "log_group")
    assert bool(left.groups) is (kind == "task_definitions")


def test_what_is_gone_already_is_taken_away(run: Run, services: FakeExpressServices, left: FakeLeftovers) -> None:
    """The service too: somebody else did it all."""
    run.create(web(cleanUp=BOTH))
    services.services.clear()
    left.status.clear()
    left.groups.clear()

    destroy(run)


def test_a_service_that_somebody_else_deleted_is_cleaned_up_after(
    run: Run, services: FakeExpressServices, left: FakeLeftovers
) -> None:
    """The state knows its log group."""
    run.create(web(cleanUp=BOTH))
    services.services.clear()

    destroy(run)

    assert (family(left), left.groups) == ([], set())


def test_a_log_group_that_the_program_names_stays(run: Run, left: FakeLeftovers) -> None:
    """Even one in AWS's own form; the one that AWS made before goes."""
    run.create(web(cleanUp=BOTH))
    run.update(web("app:2", container={"awsLogsConfiguration": {"logGroup": "/web"}}, cleanUp=BOTH))

    destroy(run)

    assert left.groups == {"/web"}


def test_a_definition_that_the_program_names_stays(run: Run, left: FakeLeftovers) -> None:
    """Within the service's family as well."""
    run.create(web(cleanUp=BOTH))
    own = left.register("default-web")
    run.inputs = {**run.inputs, "taskDefinitionArn": own}

    destroy(run)

    assert list(left.status) == [own]


def test_what_another_service_uses_stays_and_is_told(
    run: Run, services: FakeExpressServices, left: FakeLeftovers
) -> None:
    """A revision that it runs on, and a log group that it writes to."""
    run.create(web(cleanUp=BOTH))
    services.create({**web(), "serviceName": "other", "tags": []})
    left.used[OTHER] = left.register("default-web", GROUP)

    reported = destroy(run).notes

    assert (len(family(left)), GROUP in left.groups) == (2, True)
    assert [note.partition(":")[0] for note in reported] == ["left alone", "left alone"]


def test_a_service_that_goes_too_uses_nothing(run: Run, services: FakeExpressServices, left: FakeLeftovers) -> None:
    """DRAINING and INACTIVE ones keep nothing from being taken away."""
    run.create(web(cleanUp=BOTH))
    services.create({**web(), "serviceName": "other", "tags": []})
    left.used[OTHER] = left.register("default-web", GROUP)
    services.delete(OTHER)

    destroy(run)

    assert (family(left), GROUP in left.groups) == ([], False)


def test_a_service_left_alone_keeps_all_that_is_its_own(
    run: Run, services: FakeExpressServices, left: FakeLeftovers
) -> None:
    """A newer incarnation runs on it."""
    run.create(web(cleanUp=BOTH))
    services.tag(ARN, {ownership.TAG: ownership.Owner("a/b/c/d", "newer").tag()})

    destroy(run)

    assert services.describe(ARN).alive
    assert (family(left), left.groups) == (["default-web:1"], {GROUP})


@pytest.mark.parametrize(
    ("operation", "named"),
    [
        ("list_definitions", ["family default-web"]),
        ("deregister", ["family default-web"]),
        ("delete_definitions", ["family default-web"]),
        ("definitions_in_use", ["family default-web", f"log group {GROUP}"]),
        ("describe_definition", [f"log group {GROUP}"]),
        ("delete_log_group", [f"log group {GROUP}"]),
    ],
)
def test_a_failure_says_what_is_left_and_the_next_run_takes_it_away(
    run: Run, services: FakeExpressServices, left: FakeLeftovers, operation: str, named: list[str]
) -> None:
    """The resource stays in state; what could be done is done."""
    run.create(web(cleanUp=BOTH))
    services.create({**web(), "serviceName": "other", "tags": []})
    services.fail(operation, refused(errors.AccessDenied, "not authorized"), times=len(named))

    with pytest.raises(errors.CleanUpIncomplete) as error:
        destroy(run)

    assert error.value.why.splitlines() == [
        f"{'' if not index else '  '}left: {'task definitions of ' if name.startswith('family') else ''}{name}: not authorized"
        for index, name in enumerate(named)
    ]
    destroy(run)
    assert (family(left), GROUP in left.groups) == ([], False)


def test_what_aws_does_not_delete_is_told_in_its_words(run: Run, left: FakeLeftovers) -> None:
    """DeleteTaskDefinitions answers failures one by one, and succeeds all the same."""
    run.create(web(cleanUp=BOTH))
    stubborn = left.register("default-web")
    left.status[stubborn] = "INACTIVE"
    original, left.__dict__["_delete_revisions"] = left._delete_revisions, lambda _arns: {stubborn: "Try later."}

    with pytest.raises(errors.CleanUpIncomplete, match="Try later"):
        destroy(run)
    left.__dict__["_delete_revisions"] = original
    destroy(run)
    assert family(left) == []


def test_ctrl_c_ends_a_clean_up(run: Run, left: FakeLeftovers) -> None:
    """Between two calls; the next run goes on."""
    run.create(web(cleanUp=BOTH))
    destroyed = run.begin(run.inputs)
    destroyed.interrupted_at = destroyed.clock.seconds + 10_000
    original = left.definitions_in_use

    def interrupted() -> set[str]:
        destroyed.interrupted_at = destroyed.clock.seconds
        return original()

    left.__dict__["definitions_in_use"] = interrupted
    with pytest.raises(errors.WaitInterrupted, match="cleaning up"):
        provider.delete(destroyed, ARN, run.outputs)
    left.__dict__["definitions_in_use"] = original
    destroy(run)
    assert (family(left), left.groups) == ([], set())


def test_flipping_it_is_no_change(run: Run) -> None:
    """What the state holds at the delete counts, and a run without change puts it there."""
    run.create(web())
    found, differences, notes = run.diff(web(cleanUp=BOTH))

    assert (found.changes, differences, notes) == (False, [], [])
