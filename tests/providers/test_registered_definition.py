"""A service whose task definition the program registers: each change is one revision at most, and one update."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import Properties, Run, web
from tests.providers.sidecar_samples import AGENT, AWS_GROUP, OWN_GROUP, ROUTED, with_agent
from tests.service_samples import ARN

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.definition_parts import LOG_GROUP_IN_USE
from pulumi_ecs_express.model.service.own_url import OWN_URL


def definition(services: FakeExpressServices) -> dict[str, Any]:
    """Give the task definition that the service runs."""
    found: dict[str, Any] = services.definitions.by_arn[services.left.used[ARN]]["taskDefinition"]
    return found


def containers(services: FakeExpressServices) -> dict[str, Any]:
    """Give its containers by name."""
    return {one["name"]: one for one in definition(services)["containerDefinitions"]}


def group_of(container: dict[str, Any]) -> Any:
    """Say where a container logs."""
    return container["logConfiguration"]["options"].get("awslogs-group")


def test_a_create_registers_and_names_what_is_registered(run: Run, services: FakeExpressServices) -> None:
    """Nothing that the definition holds stands beside it, and its log group is made."""
    run.create(with_agent())

    (request,) = services.sent("create")
    assert request.keys() == {"taskDefinitionArn", "infrastructureRoleArn", "serviceName", "tags"}
    assert containers(services).keys() == {"Main", "agent"}
    assert [group_of(one) for one in containers(services).values()] == [OWN_GROUP, OWN_GROUP]
    assert services.sent("create_log_group") == [OWN_GROUP]
    assert run.outputs[LOG_GROUP_IN_USE] == OWN_GROUP
    assert run.outputs["sidecars"] == [AGENT]


def test_a_declared_log_group_is_used_and_none_is_made(run: Run, services: FakeExpressServices) -> None:
    """By all containers that say nothing else."""
    run.create(with_agent(container={"awsLogsConfiguration": {"logGroup": "/shop", "logStreamPrefix": "web"}}))

    assert {group_of(one) for one in containers(services).values()} == {"/shop"}
    assert services.sent("create_log_group") == []


@pytest.mark.row("S4-12", "S4-14")
def test_another_image_is_one_revision_and_one_update(run: Run, services: FakeExpressServices) -> None:
    """The sidecar is in it, and no log group is asked for again."""
    run.create(with_agent())
    services.calls.clear()

    run.update(with_agent("app:2"))

    (request,) = services.sent("update")
    assert request.keys() == {"serviceArn", "taskDefinitionArn"}
    assert len(services.sent("register_definition")) == 1
    assert (containers(services)["Main"]["image"], containers(services)["agent"]["image"]) == ("app:2", "agent:1")
    assert services.sent("create_log_group") == []


@pytest.mark.parametrize(
    "after",
    [
        with_agent(sidecars=[{**AGENT, "essential": True, "cpu": 0}]),
        with_agent(containerDefinition={"stopTimeout": 30}),
        with_agent(cpu="1024", memory="2048"),
    ],
    ids=["defaults of AWS", "what Express Mode renders", "the default size"],
)
def test_what_means_the_same_registers_and_deploys_nothing(
    run: Run, services: FakeExpressServices, after: Properties
) -> None:
    """AWS's present answer decides."""
    run.create(with_agent())
    services.calls.clear()

    run.update(after)

    assert services.written() == []
    assert services.sent("register_definition") == []


def test_what_lies_outside_of_the_definition_is_sent_alone(run: Run, services: FakeExpressServices) -> None:
    """No revision for a health check path or for scaling."""
    run.create(with_agent())
    services.calls.clear()

    run.update(with_agent(healthCheckPath="/health", scalingTarget={"maxTaskCount": 4}))

    (request,) = services.sent("update")
    assert request == {"serviceArn": ARN, "healthCheckPath": "/health", "scalingTarget": {"maxTaskCount": 4}}
    assert services.sent("register_definition") == []


@pytest.mark.row("S4-09")
@pytest.mark.parametrize("properties", [{"sidecars": [AGENT]}, ROUTED], ids=["a sidecar", "a log router"])
def test_the_first_sidecar_does_not_move_the_logs(run: Run, services: FakeExpressServices, properties: Any) -> None:
    """AWS chose the group; the definition in use says which, and the preview too."""
    run.create(web())
    after = web(**properties)
    _, _, notes = run.diff(after)

    run.update(after)

    sidecar = containers(services)[properties["sidecars"][0]["name"]]
    assert group_of(sidecar) == AWS_GROUP
    assert run.outputs[LOG_GROUP_IN_USE] == AWS_GROUP
    assert services.sent("create_log_group") == []
    assert any(note.endswith(f"log to {AWS_GROUP}") for note in notes)
    assert any("runs on a task definition that this program registers" in note for note in notes)


@pytest.mark.row("S4-10", "S4-15")
@pytest.mark.parametrize("properties", [{"sidecars": [AGENT]}, ROUTED], ids=["a sidecar", "a log router"])
def test_without_sidecars_the_service_is_as_express_mode_makes_it(
    run: Run, services: FakeExpressServices, properties: Any
) -> None:
    """One more revision without them, by its ARN, since AWS builds on the one in use; then AWS's own again."""
    run.create(web())
    run.update(web(**properties))
    _, _, notes = run.diff(web())
    services.calls.clear()

    run.update(web())

    assert containers(services).keys() == {"Main"}
    main = containers(services)["Main"]
    assert (main["image"], main["memoryReservation"], group_of(main)) == ("app:1", 2048, AWS_GROUP)
    assert [request.keys() for request in services.sent("update")] == [{"serviceArn", "taskDefinitionArn"}]
    assert LOG_GROUP_IN_USE not in run.outputs
    assert any("Express Mode manages the task definition again" in note for note in notes)
    services.calls.clear()
    run.update(web("app:2"))
    assert services.sent("update") == [{"serviceArn": ARN, "primaryContainer": {"image": "app:2"}}]
    assert services.sent("register_definition") == []


@pytest.mark.parametrize("operation", ["register_definition", "update"])
@pytest.mark.parametrize("after", [False, True], ids=["not carried out", "answer lost"])
def test_a_failed_update_run_again_makes_no_second_revision(
    run: Run, services: FakeExpressServices, operation: str, after: bool
) -> None:
    """Whether the request was lost, or its answer."""
    run.create(with_agent())
    services.fail(operation, refused(errors.Unreachable, "no answer"), times=99, after=after)
    with suppress(errors.ExpressError):  # a registration whose answer alone is lost is found at once
        run.update(with_agent("app:2"))
    services.faults.clear()

    run.update(with_agent("app:2"))

    family = [arn for arn in services.definitions.by_arn if "default-web" in arn]
    assert len(family) == 2
    assert containers(services)["Main"]["image"] == "app:2"


def test_a_create_whose_answer_is_lost_is_finished_with_the_same_revision(
    run: Run, services: FakeExpressServices
) -> None:
    """The service is there already, and its definition."""
    services.fail("create", refused(errors.Unreachable, "no answer"), after=True)
    with pytest.raises(errors.Unreachable):
        run.create(with_agent())

    run.create(with_agent())

    assert run.failure is None
    assert len(services.definitions.by_arn) == 1


def test_an_adopted_service_goes_on_logging_where_it_does(run: Run, services: FakeExpressServices) -> None:
    """Its definition is read before one is registered."""
    run.create(web())
    services.calls.clear()

    Run(run.begin).create(with_agent(adoptExisting=True))

    assert {group_of(one) for one in containers(services).values()} == {AWS_GROUP}
    assert services.sent("create_log_group") == []


def test_the_url_of_the_service_is_written_into_a_second_revision(run: Run, services: FakeExpressServices) -> None:
    """The first one has none of the variables that need it."""
    run.create(with_agent(container={"environment": {"URL": OWN_URL, "A": "1"}}))

    first, second = services.sent("register_definition")
    assert [pair["name"] for pair in first["containerDefinitions"][0]["environment"]] == ["A"]
    (url,) = [pair["value"] for pair in second["containerDefinitions"][0]["environment"] if pair["name"] == "URL"]
    assert url.startswith("https://")
    services.calls.clear()
    run.update(with_agent("app:2", container={"environment": {"URL": OWN_URL, "A": "1"}}))
    assert OWN_URL not in str(services.sent("register_definition"))


def test_a_pause_and_a_redeployment_register_nothing(run: Run, services: FakeExpressServices) -> None:
    """A pause is a number of tasks; deployed again is the definition in use."""
    run.create(with_agent(redeployTriggers={"build": "1"}))
    arn = services.left.used[ARN]
    services.calls.clear()

    run.update(with_agent(paused=True, redeployTriggers={"build": "1"}))
    run.update(with_agent(redeployTriggers={"build": "1"}))
    run.update(with_agent(redeployTriggers={"build": "2"}))

    assert services.sent("register_definition") == []
    pause, resume, again = services.sent("update")
    assert pause["scalingTarget"] == {"minTaskCount": 0, "maxTaskCount": 0}
    assert resume["scalingTarget"] == {"minTaskCount": 1, "maxTaskCount": 20}
    assert again == {"serviceArn": ARN, "taskDefinitionArn": arn}


def test_from_a_definition_of_ones_own_to_sidecars_and_back(run: Run, services: FakeExpressServices) -> None:
    """No note promises that AWS keeps what is in the old one."""
    run.create(with_agent())
    own: Properties = {
        "taskDefinitionArn": services.left.used[ARN],
        "infrastructureRoleArn": web()["infrastructureRoleArn"],
        "serviceName": "web",
    }
    run.update(own)
    assert run.failure is None
    after = with_agent("app:2")
    _, found, notes = run.diff(after)

    run.update(after)

    assert {one.path for one in found} >= {"sidecars", "taskDefinitionArn"}
    assert not any("are kept" in note for note in notes)
    assert (containers(services)["Main"]["image"], len(containers(services))) == ("app:2", 2)


@pytest.mark.row("S4-14")
def test_a_container_that_others_add_shows_and_is_taken_out(run: Run, services: FakeExpressServices) -> None:
    """By its exact path; the next update registers what is declared."""
    run.create(with_agent())
    request = dict(services.sent("register_definition")[0])
    request["containerDefinitions"] = [*request["containerDefinitions"], {"name": "xray", "image": "xray:1"}]
    by_hand = services.definitions.register(request)
    services.update({"serviceArn": ARN, "taskDefinitionArn": by_hand.arn})

    assert run.refresh()

    assert [one["name"] for one in run.inputs["sidecars"]] == ["agent", "xray"]
    result, found, _ = run.diff(with_agent())
    assert result.changes
    assert [(one.path, one.kind) for one in found] == [("sidecars[1]", "delete")]
    run.update(with_agent())
    assert containers(services).keys() == {"Main", "agent"}
    assert run.refresh()
    assert run.inputs["sidecars"] == [AGENT]


def test_a_service_without_sidecars_is_asked_nothing_more(run: Run, services: FakeExpressServices) -> None:
    """One added by hand is kept by an update, and is no drift."""
    run.create(web())
    services.calls.clear()

    run.update(web("app:2"))
    run.refresh()

    assert not services.sent("find_definition", "register_definition", "create_log_group")
    assert services.sent("update") == [{"serviceArn": ARN, "primaryContainer": {"image": "app:2"}}]


def test_a_refresh_finds_a_log_router_as_it_is_declared(run: Run, services: FakeExpressServices) -> None:
    """What AWS answers as log configuration then says nothing."""
    run.create(web(**ROUTED))

    assert run.refresh()

    assert not run.diff(web(**ROUTED))[0].changes
    assert run.outputs[LOG_GROUP_IN_USE] == OWN_GROUP
