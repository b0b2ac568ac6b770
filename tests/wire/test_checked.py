"""What a program declares, judged: every mistake at once, by path, with what to write, and never a secret."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.service_samples import TASK_ROLE as ROLE
from tests.service_samples import declared, everything, spec

from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.service.spec import MOST_TAGS
from pulumi_ecs_express.providers.service import declaration

row = pytest.mark.row


def problems(container: dict[str, Any] | None = None, **properties: Any) -> list[str]:
    """List what is wrong with a service, in order."""
    return sorted(declaration.checked(declared(container, **properties))[1])


def unknown() -> Any:
    """Make what Pulumi passes for a value that is not known yet."""
    return pulumi.output.Unknown()  # type: ignore[no-untyped-call]  # Pulumi has not typed it


def test_what_is_right_has_no_problems() -> None:
    """The model comes back, and nothing with it."""
    assert declaration.checked(declared()) == (spec(), [])
    assert declaration.checked(everything())[1] == []


def test_all_mistakes_of_a_service_are_told_at_once() -> None:
    """Mistakes in fields, in nested fields, between fields, and unknown names: one go."""
    reported = problems(
        {"containerPort": 0, "command": "run me", "environment": {"A": 1, "B": True}, "colour": "red"},
        healthCheckPath="health",
        cpu=256,
        memory=8192,
        scalingTarget={"minTaskCount": 5, "maxTaskCount": 2},
        networkConfiguration={"subnets": ["subnet-0abc1234"]},
        tags={"aws:x": "1", "ok": 5},
        taskRoleArn="web",
        size="big",
    )

    beginnings = [problem.partition(": ")[0] for problem in reported]
    assert beginnings == sorted([
        "cpu 256 and memory 8192 do not go together",
        "health_check_path",
        "network_configuration.subnets",
        "primary_container.colour",
        "primary_container.command",
        "primary_container.container_port",
        "primary_container.environment.A",
        "primary_container.environment.B",
        "scaling_target",
        "size",
        'tags["aws:x"]',
        "tags.ok",
        "task_role_arn",
    ])  # fmt: skip


PATHS = [
    pytest.param({"awsLogsConfiguration": {}}, "primary_container.aws_logs_configuration.log_group: is missing",
                 id="a required member", marks=row("S1-03")),
    pytest.param({"repositoryCredentials": {}}, "primary_container.repository_credentials.credentials_parameter: is missing",
                 id="the other one", marks=row("S1-03")),
    pytest.param({"command": ["a", 5]}, "primary_container.command[1]: is a number", id="an entry of a list",
                 marks=row("S1-06")),
    pytest.param({"environment": {"MY VAR": 5}}, 'primary_container.environment["MY VAR"]: is a number',
                 id="an entry of a map"),
    pytest.param({"environment": {"A=B": "x"}}, 'primary_container.environment["A=B"]: is no name of a variable',
                 id="a name that the system would cut"),
    pytest.param({"environment": {"A": "x\0y"}}, "primary_container.environment.A: holds a NUL", id="a value it would cut"),
    pytest.param({"environment": {"": "x"}}, 'primary_container.environment[""]: is a blank name', id="a blank key",
                 marks=row("S1-07")),
    pytest.param({"secrets": {"A": "eu-west-1:db"}}, "primary_container.secrets.A: is neither an ARN nor the name",
                 id="a secret's source", marks=row("S1-10")),
    pytest.param({"environment": "A=1"}, "primary_container.environment: must be a map", id="a string for a map"),
    pytest.param({"image": None}, "primary_container.image: is", id="no image"),
]  # fmt: skip


@pytest.mark.parametrize(("container", "beginning"), PATHS)
def test_a_mistake_is_told_by_its_full_path(container: dict[str, Any], beginning: str) -> None:
    """The path is written as the resource's properties are."""
    assert [problem for problem in problems(container) if problem.startswith(beginning)]


NEAREST = [
    ({"health_check": "/"}, "health_check: is no argument; did you mean health_check_path?"),
    ({"healthCheckPth": "/"}, "health_check_pth: is no argument; did you mean health_check_path?"),
    ({"scaling": {}}, "scaling: is no argument; did you mean scaling_target?"),
    ({"scalingTarget": {"minTasks": 1}}, "scaling_target.min_tasks: is no argument; did you mean min_task_count?"),
    ({"zzz": 1}, "zzz: is no argument; there are primary_container, task_definition_arn, sidecars,"),
]


@pytest.mark.parametrize(("properties", "beginning"), NEAREST, ids=[words for _, words in NEAREST])
def test_an_unknown_argument_is_told_with_the_nearest_right_one(properties: dict[str, Any], beginning: str) -> None:
    """Where nothing is near, all there are."""
    assert problems(**properties)[0].startswith(beginning)


@pytest.mark.row("S1-08")
@pytest.mark.parametrize("member", ["logDriver", "log_driver", "options", "secretOptions", "secret_options"])
def test_members_of_a_task_definitions_log_configuration_are_refused_with_what_there_is(member: str) -> None:
    """Express Mode writes to CloudWatch Logs alone."""
    [problem] = problems({"awsLogsConfiguration": {"logGroup": "/web", member: "x"}})

    assert problem.startswith(f"primary_container.aws_logs_configuration.{snake(member)}: ")
    assert "log_group and log_stream_prefix" in problem
    assert "container_definition={" in problem


def test_a_mistake_in_a_field_does_not_hide_one_between_fields() -> None:
    """What is wrong counts as unknown for the rest, so the rest is judged all the same."""
    reported = problems(
        {"containerPort": "x"}, scalingTarget={"minTaskCount": 9, "maxTaskCount": 1}, cpu=256, memory=8192
    )

    assert [problem.partition(" ")[0] for problem in reported] == [
        "cpu",
        "primary_container.container_port:",
        "scaling_target:",
    ]


def test_a_wrong_size_is_told_once_and_not_as_a_pair_too() -> None:
    """Of a pair with a wrong half, nothing is known."""
    assert [problem.partition(":")[0] for problem in problems(cpu="2", memory="4")] == ["cpu", "memory"]


def test_too_many_tags_are_told_with_their_limit() -> None:
    """One of AWS's fifty is the package's."""
    assert problems(tags={f"k{n}": "" for n in range(MOST_TAGS + 1)}) == [
        "tags: holds more than 48: AWS takes 50, and two are marks of this package and of Express Mode"
    ]


def test_a_service_without_anything_is_told_what_it_lacks() -> None:
    """The container and the roles: the component makes the latter, unless the resource is used alone."""
    assert sorted(declaration.checked({})[1]) == [
        "execution_role_arn: is missing, and AWS requires it where there is no task_definition_arn",
        "infrastructure_role_arn: is missing, and AWS requires it",
        "primary_container: is missing, and AWS requires it where there is no task_definition_arn",
    ]


@pytest.mark.row("S0-12", "S0-24", "S0-27")
def test_what_a_task_definition_holds_is_refused_beside_it_all_at_once() -> None:
    """Six members belong to the definition; all that are present are named in one refusal."""
    definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:7"
    inside = {"cpu": 512, "memory": 1024, "cpuArchitecture": "ARM64", "taskRoleArn": ROLE, "executionRoleArn": ROLE}
    reported = declaration.checked(
        {"taskDefinitionArn": definition, "infrastructureRoleArn": ROLE, "primaryContainer": {"image": "a"}, **inside}
    )[1]

    assert [problem.partition(":")[0] for problem in reported] == [
        "primary_container, execution_role_arn, task_role_arn, cpu, memory, cpu_architecture"
    ]
    assert declaration.checked({"taskDefinitionArn": definition, "infrastructureRoleArn": ROLE})[1] == []


@pytest.mark.row("S0-24")
def test_a_family_alone_is_no_task_definition() -> None:
    """It would change under the program without a preview."""
    (problem,) = declaration.checked(
        {
            "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web",
            "infrastructureRoleArn": ROLE,
        }
    )[1]

    assert "web:7" in problem


@pytest.mark.parametrize(("written", "right_name"), [("arm64", "ARM64"), ("amd64", "X86_64"), ("x86_64", "X86_64")])
def test_another_spelling_of_an_architecture_gets_the_right_one(written: str, right_name: str) -> None:
    """Docker's names are not AWS's."""
    assert problems(cpuArchitecture=written) == [
        f"cpu_architecture: {written!r} is not a CPU architecture: write {right_name!r}"
    ]


@pytest.mark.parametrize("value", ["true", 1, 0.0, "yes"], ids=repr)
def test_a_switch_is_true_or_false(value: Any) -> None:
    """A word or a number in place of a boolean is a mistake."""
    assert problems(waitForRollout=value) == ["wait_for_rollout: must be True or False"]


def test_the_packages_own_notes_are_no_arguments() -> None:
    """Properties that begin with two underscores pass by the model."""
    assert declaration.checked(declared(__madeRoles=["executionRoleArn"], __provider="x"))[1] == []


def test_an_unknown_anywhere_is_no_mistake() -> None:
    """Pulumi's unknowns are objects that equal nothing, and pass at any depth."""
    tree = declared(
        {"environment": {"A": unknown()}, "command": ["a", unknown()]},
        networkConfiguration={"subnets": [unknown(), "subnet-0abc1234"]},
        scalingTarget=unknown(),
        cpu=unknown(),
    )

    assert declaration.checked(tree)[1] == []


@pytest.mark.row("S1-05", "S0-24")
@pytest.mark.parametrize(
    ("name", "wrong"),
    [("taskRoleArn", "web"), ("executionRoleArn", "web"), ("infrastructureRoleArn", "web"),
     ("networkConfiguration", {"subnets": ["a", "b"]}), ("cpu", "2")],
)  # fmt: skip
def test_what_was_unknown_in_the_preview_is_judged_in_the_update(name: str, wrong: Any) -> None:
    """The engine checks again when the value is known, before anything is sent."""
    assert declaration.checked(declared(**{name: unknown()}))[1] == []
    assert [problem for problem in declaration.checked(declared(**{name: wrong}))[1] if problem.startswith(snake(name))]


SLIPS: dict[str, Any] = {
    "an environment value in a list": lambda secret: {"environment": [secret]},
    "an environment value in a map too deep": lambda secret: {"environment": {"A": {"B": secret}}},
    "a list as an environment value": lambda secret: {"environment": {"A": [secret]}},
    "the environment as a string": lambda secret: {"environment": f"PASSWORD={secret}"},
    "a secret in place of its source": lambda secret: {"secrets": {"A": secret + " !"}},
    "an ARN with a secret": lambda secret: {"secrets": {"A": f"arn:{secret}"}},
    "the command as a string": lambda secret: {"command": f"run --password {secret}"},
    "a map in the command": lambda secret: {"command": ["run", {"password": secret}]},
    "boto3's list with a wrong key": lambda secret: {"environment": [{"name": "A", "values": secret}]},
    "boto3's list with a name twice": lambda secret: {
        "environment": [{"name": "A", "value": secret}, {"name": "A", "value": secret}]
    },
}


@pytest.mark.parametrize("slip", SLIPS)
@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N"]), max_size=12).map("hunter2{}".format))
def test_no_message_holds_what_may_be_a_secret(slip: str, secret: str) -> None:
    """Environment values, secrets' sources and the command are never quoted, whatever is wrong with them."""
    reported = problems(SLIPS[slip](secret))

    assert reported
    assert secret not in "\n".join(reported)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@example("networkConfiguration", {"\n": None})
@given(st.sampled_from(sorted(everything())), JUNK)
def test_whatever_a_program_passes_is_judged_in_words(name: str, junk: Any) -> None:
    """No value makes the check fail by itself, and each problem is one line of text."""
    _, reported = declaration.checked({**everything(), name: junk})

    assert all(isinstance(problem, str) and "\n" not in problem for problem in reported)


@given(st.sampled_from(sorted(everything()["primaryContainer"])), JUNK)
def test_whatever_stands_in_the_container_is_judged_in_words(name: str, junk: Any) -> None:
    """As above, one level deeper."""
    _, reported = declaration.checked(declared({**everything()["primaryContainer"], name: junk}))

    assert all(isinstance(problem, str) for problem in reported)
