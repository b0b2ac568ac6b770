"""What the ports `TaskHistory` and `ContainerLogs` promise, on their adapters: boto3 on the sandbox, and in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from tests.planning.evidence_samples import DEFINITION, PREFIX, STREAM, event, line, task
from tests.providers.fake_history import FakeHistory, definition
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.aws.ecs.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.ecs.task_history import BotoTaskHistory
from pulumi_ecs_express.aws.logs import BotoContainerLogs
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.evidence import LogStream
from pulumi_ecs_express.model.rollout.running_task import RunningTask
from pulumi_ecs_express.planning.rollout.attribution import deployment_id, failed_tasks, failing_container
from pulumi_ecs_express.planning.rollout.container_logs import stream_in_definition, variables_in_definition
from pulumi_ecs_express.ports import ContainerLogs, TaskDefinitions, TaskHistory


@dataclass
class World:
    """A service whose first deployment has failed, since its container ends by itself, and one that runs well."""

    history: TaskHistory
    logs: ContainerLogs
    definitions: TaskDefinitions
    service: str
    other: str
    revision: str
    deny: Callable[[], object]


@pytest.fixture
def fake() -> World:
    """The in-memory adapter, arranged as the sandbox would answer."""
    history = FakeHistory()
    tasks = [task(number, seconds) for number, seconds in ((1, 60), (2, 120), (3, 180))]
    service = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
    history.tasks = {service: tasks}
    history.alive = {f"{service}-fine": [RunningTask(f"{PREFIX}:task/default/7", "ecs-svc/7", DEFINITION)]}
    history.reported = [event(10, "has started 1 tasks."), event(61, "has stopped 1 running tasks.")]
    history.definitions = {tasks[0].task_definition_arn: definition({"PASSWORD": "hunter2"})}
    for one in tasks:
        stream = f"ecs/Main/{one.id}"
        history.logs[STREAM.group, stream] = [line(55, "Starting app"), line(60, "Fatal: hunter2")]
    revision = f"arn:aws:ecs:eu-west-1:123456789012:service-revision/default/web/{tasks[0].started_by.split('/')[1]}"
    denied = errors.AccessDenied("reading was denied", why="no", remedy="allow it")

    def deny() -> None:
        history.faults.update(stopped=denied, newest=denied)

    return World(history, history, history, service, f"{service}-fine", revision, deny)


@pytest.fixture
def boto3(sandbox: LocalAws) -> World:
    """The package's adapters on the sandbox."""
    sandbox.reset()
    container = {"environment": [{"name": "PASSWORD", "value": "hunter2"}]}
    roles = sandbox.roles()
    arn = sandbox.settled("shop/web:crash", primaryContainer=container, roles=roles)
    fine = sandbox.settled("shop/web:1", serviceName="web-fine", roles=roles)
    revision = BotoExpressServices(Connection(REGION)).describe(arn).configurations[0].revision_arn

    def deny() -> None:
        sandbox.fail("ecs:DescribeTasks", "deny", times=99)
        sandbox.fail("logs:GetLogEvents", "deny", times=99)

    return World(
        BotoTaskHistory(Connection(REGION)),
        BotoContainerLogs(Connection(REGION)),
        BotoTaskDefinitions(Connection(REGION)),
        arn,
        fine,
        revision,
        deny,
    )


@pytest.fixture(params=["fake", "boto3"])
def world(request: pytest.FixtureRequest) -> World:
    """Each adapter in turn."""
    found: World = request.getfixturevalue(request.param)
    return found


def test_stopped_tasks_tell_how_they_ended_and_who_started_them(world: World) -> None:
    """Code, reason, each container's exit code, times; all of one deployment carry its revision's number."""
    tasks = world.history.stopped(world.service)

    assert len(tasks) == 3
    assert {one.started_by for one in tasks} == {deployment_id(world.revision)}
    assert {(one.stop_code, one.reason) for one in tasks} == {
        ("EssentialContainerExited", "Essential container in task exited")
    }
    assert {(container.name, container.exit_code) for one in tasks for container in one.containers} == {("Main", 1)}
    assert all(one.stopped_at and one.started_at and one.created_at for one in tasks)
    assert failed_tasks(tasks, world.revision, None, None) == sorted(tasks, key=lambda one: str(one.stopped_at))[::-1]


def test_running_tasks_tell_who_started_them_and_on_which_definition(world: World) -> None:
    """One that runs well, of its revision; a service whose tasks have all stopped has none."""
    [running] = world.history.running(world.other)
    stopped = world.history.stopped(world.service)[0]

    assert running.started_by.startswith("ecs-svc/")
    assert running.task_definition_arn.split("/")[0] == stopped.task_definition_arn.split("/")[0]
    assert running.status == "RUNNING"
    assert running.id == running.arn.split("/")[-1]
    assert world.history.running(world.service) == []


def test_events_have_a_time_and_the_newest_comes_first(world: World) -> None:
    """Those of the service, in AWS's words."""
    events = world.history.events(world.service)

    assert len(events) >= 2
    assert [one.at for one in events] == sorted((one.at for one in events), reverse=True)
    assert any("has stopped 1 running tasks" in one.message for one in events)
    assert events[0].at.tzinfo is not None


def _stream(world: World) -> LogStream:
    newest = failed_tasks(world.history.stopped(world.service), world.revision, None, None)[0]
    container = failing_container(newest)
    assert container is not None
    found = stream_in_definition(
        world.definitions.describe(newest.task_definition_arn), container.name, newest.id, REGION
    )
    assert found is not None
    return found


def test_the_newest_lines_of_a_log_come_oldest_first(world: World) -> None:
    """As many as are wanted, with their times."""
    stream = _stream(world)
    whole = world.logs.newest(stream, 100)

    assert whole[0].text.startswith("Starting")
    assert any(one.text.startswith("Fatal") for one in whole)
    assert whole == sorted(whole, key=lambda one: one.at)
    assert whole[0].at.tzinfo is not None
    assert world.logs.newest(stream, 1) == whole[-1:]


def test_a_log_is_read_on_from_where_it_was_left(world: World) -> None:
    """All of it first, oldest first; then what is new, which is nothing; and from a time on what is younger."""
    stream = _stream(world)
    whole, place = world.logs.read_on(stream, None)

    assert whole == world.logs.newest(stream, 100)
    assert world.logs.read_on(stream, None, place)[0] == []
    younger, _ = world.logs.read_on(stream, whole[-1].at)
    assert younger
    assert all(one.at >= whole[-1].at for one in younger)


def test_the_task_definition_names_the_values_that_the_log_may_hold(world: World) -> None:
    """All of them."""
    [definition_arn] = {one.task_definition_arn for one in world.history.stopped(world.service)}

    assert list(variables_in_definition(world.definitions.describe(definition_arn))) == [("PASSWORD", "hunter2")]


@pytest.mark.parametrize("missing", ["stream", "group"])
def test_a_log_that_is_not_there_has_no_lines(world: World, missing: str) -> None:
    """A container that wrote nothing has none."""
    stream = _stream(world)
    elsewhere = replace(stream, name="ecs/Main/none") if missing == "stream" else replace(stream, group="/none")

    assert world.logs.newest(elsewhere, 5) == []
    assert world.logs.read_on(elsewhere, None)[0] == []


def test_a_service_without_stopped_tasks_has_none(world: World) -> None:
    """An empty list is not described."""
    assert world.history.stopped(world.other) == []


def test_a_denial_is_one_of_ours(world: World) -> None:
    """It never reads as nothing."""
    stream = _stream(world)
    world.deny()

    with pytest.raises(errors.AccessDenied):
        world.history.stopped(world.service)
    with pytest.raises(errors.AccessDenied):
        world.logs.newest(stream, 5)


def test_more_tasks_than_one_answer_holds_are_read_page_by_page() -> None:
    """DescribeTasks takes a hundred at once, ListTasks answers as many; after five pages enough is known."""
    history = BotoTaskHistory(Connection(REGION))
    pages = _Pages(7)
    history._ecs = pages

    tasks = history.stopped("arn:aws:ecs:eu-west-1:123456789012:service/default/web")

    assert len(tasks) == 500
    assert pages.described == [100] * 5


class _Pages:
    """An ECS client with pages of a hundred stopped tasks each."""

    def __init__(self, pages: int) -> None:
        self.pages, self.described = pages, list[int]()

    def list_tasks(self, **request: object) -> dict[str, object]:
        number = int(str(request.get("nextToken", "0")))
        more = {"nextToken": str(number + 1)} if number + 1 < self.pages else {}
        return {"taskArns": [f"arn:task/default/{number}-{index}" for index in range(100)], **more}

    def describe_tasks(self, cluster: str, tasks: list[str]) -> dict[str, object]:
        assert cluster == "default"
        self.described.append(len(tasks))
        return {"tasks": [{"taskArn": arn, "lastStatus": "STOPPED"} for arn in tasks]}
