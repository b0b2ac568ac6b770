"""What a run is made of: one part for each example stack, and one for the open questions; each is steps, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from acceptance.account import Run
from acceptance.answers import answered
from acceptance.observing.notes import Notes
from acceptance.observing.probe import Probe
from acceptance.observing.questions import steps
from acceptance.pace import Pace
from acceptance.programs import Program

Step = tuple[str, Callable[[], str]]

ROLLED_BACK = "[rollout-rolled-back]"


@dataclass(frozen=True)
class Choices:
    """
    What a run is asked for.

    Attributes:
        image: Answers 200 on `/` at port 80.
        next_image: The one that follows.
        crash_image: Never becomes healthy.
        probe_image: Answers 200 on `/` at `probe_port`.
        next_probe_image: The one that follows.
        probe_port: A port other than 80.
        zone: A public hosted zone of Route 53, for the custom domain; None to leave it out.
    """

    image: str
    next_image: str
    crash_image: str
    probe_image: str
    next_probe_image: str
    probe_port: int
    zone: str | None


@dataclass(frozen=True)
class Context:
    """What the steps of a part need."""

    run: Run
    pace: Pace
    choices: Choices
    notes: Notes


def quickstart(context: Context) -> Iterator[Step]:
    """A service, another image, a rollback, and the way out of it."""
    choices = context.choices
    program = Program(context.run, "quickstart", {"image": choices.image})
    yield "up", lambda: _first(program)
    yield "answers", lambda: answered(program.output("url"), context.pace)
    yield "another image", lambda: program.up(image=choices.next_image)
    yield "ecs-express status", lambda: program.ecs_express("status", "--format", "json") and ""
    yield "an image that crashes is rolled back", lambda: program.up(ROLLED_BACK, image=choices.crash_image)
    yield "still answers", lambda: answered(program.output("url"), context.pace)
    yield "back to what runs", lambda: program.up(image=choices.next_image)
    yield "ecs-express adopt", lambda: program.ecs_express("adopt", context.run.services[-1]) and ""
    yield "destroy", program.destroy


def sidecar(context: Context) -> Iterator[Step]:
    """A second container in the task, and without it again."""
    program = Program(context.run, "sidecar", {"image": context.choices.image})
    yield "up", lambda: _first(program)
    yield "answers", lambda: answered(program.output("url"), context.pace)
    yield "without the sidecar", lambda: program.up(router="false")
    yield "destroy", program.destroy


def service_settings(context: Context) -> Iterator[Step]:
    """Settings of a service beside it."""
    program = Program(context.run, "service-settings", {"image": context.choices.image})
    yield "up", lambda: _first(program)
    yield "another image", lambda: program.up(image=context.choices.next_image)
    yield "destroy", program.destroy


def classic_update(context: Context) -> Iterator[Step]:
    """A new release of a classic service that was made without Pulumi."""
    name, choices = f"{context.run.prefix}-shop", context.choices
    settings = {"image": choices.next_image, "service": name, "family": name}
    program = Program(context.run, "classic-update", settings)
    yield "a service of somebody else's", lambda: _make_classic(context.run, name, choices.image)
    yield "up", lambda: _first(program)
    yield "destroy", program.destroy


def custom_domain(context: Context) -> Iterator[Step]:
    """A service under a name of the zone."""
    zone, choices = str(context.choices.zone), context.choices
    host = f"{context.run.prefix}.{zone}"
    program = Program(context.run, "custom-domain", {"image": choices.image, "zone": zone, "domain": host})
    yield "up", lambda: _first(program)
    yield "answers", lambda: answered(program.output("url"), context.pace)
    yield "destroy", program.destroy


def observations(context: Context) -> Iterator[Step]:
    """What AWS does where the documentation leaves it open."""
    choices = context.choices
    images = (choices.probe_image, choices.next_probe_image)
    yield from steps(Probe(context.run, context.notes, context.pace, *images, choices.probe_port))


def _first(program: Program) -> str:
    program.make()
    return program.up()


def _make_classic(run: Run, name: str, image: str) -> str:
    """Make a service with one task, as the example's own script does, under the run's name and tag."""
    ecs, ec2 = run.client("ecs"), run.client("ec2")
    only = [{"Name": "default-for-az", "Values": ["true"]}]
    subnets = [one["SubnetId"] for one in ec2.describe_subnets(Filters=only)["Subnets"]][:2]
    tags = [{"key": key, "value": value} for key, value in run.tags.items()]
    ecs.create_cluster(clusterName="default")
    ecs.register_task_definition(
        family=name, containerDefinitions=[{"name": "app", "image": image, "essential": True}], networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"], cpu="256", memory="512", tags=tags,
    )  # fmt: skip
    ecs.create_service(
        cluster="default", serviceName=name, taskDefinition=name, desiredCount=1, launchType="FARGATE", tags=tags,
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets, "assignPublicIp": "ENABLED"}},
        deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
    )  # fmt: skip
    return name


PARTS: dict[str, Callable[[Context], Iterator[Step]]] = {
    "quickstart": quickstart,
    "sidecar": sidecar,
    "service-settings": service_settings,
    "classic-update": classic_update,
    "custom-domain": custom_domain,
    "observations": observations,
}
"""By the names that `--only` takes."""
