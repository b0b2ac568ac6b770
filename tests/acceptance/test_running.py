"""A run on a sandbox, as on an account: what it makes it takes away, whatever comes of it."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from acceptance import __main__ as command
from acceptance.account import TAG, Run, _client
from acceptance.parts import PARTS, Context, Step
from tests.engine.domains import zone
from tests.engine.harness import LocalAws
from typer.testing import CliRunner

pytestmark = pytest.mark.engine

TRUST = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}],
})  # fmt: skip


@pytest.fixture
def invoke(aws: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    _client.cache_clear()
    return lambda *words, **more: CliRunner().invoke(command.app, [*words], **more)


def left(aws: LocalAws) -> list[str]:
    """List what is in the account that a run may have made; the roles of all tests aside."""
    ecs, iam, logs = aws.client("ecs"), aws.client("iam"), aws.client("logs")
    services = ecs.list_services(cluster="default")["serviceArns"] if ecs.list_clusters()["clusterArns"] else []
    definitions = ecs.list_task_definitions(status="ACTIVE")["taskDefinitionArns"]
    roles = [one["RoleName"] for one in iam.list_roles()["Roles"] if not one["Path"].startswith("/aws-service-role/")]
    groups = [one["logGroupName"] for one in logs.describe_log_groups()["logGroups"]]
    return [*services, *definitions, *sorted(set(roles) - {"e", "i", "t"}), *groups]


def test_a_failure_ends_its_part_and_everything_is_taken_away(invoke: Callable[..., Any], aws: LocalAws) -> None:
    """The release of an image that cannot be pulled: the exit code says so, and the table which step it was."""
    done = invoke("--yes", "--only", "classic-update", "--next-image", "app:unpullable")

    text = " ".join(done.output.split())
    assert done.exit_code == 20, done.output
    assert text.index("US dollars") < text.index("a service of somebody else's"), "what it costs comes first"
    assert "classic-update: up failed" in text
    assert "rolled back" in text
    assert "destroying the stack of classic-update" in text
    assert "is left" in text.rpartition("nothing of run")[2]
    assert left(aws) == []


def test_nothing_is_made_without_a_yes(invoke: Callable[..., Any], aws: LocalAws) -> None:
    """Not even a folder."""
    done = invoke("--only", "quickstart", input="n\n")

    assert done.exit_code == 22
    assert "an Express service, two roles" in done.output
    assert aws.changes() == {}
    assert list(Path().iterdir()) == []


def _roles(context: Context) -> Iterator[Step]:
    """Make a role under a name of somebody's, with the run's tag alone; then be interrupted."""

    def make() -> str:
        tags = [{"Key": TAG, "Value": context.run.id}]
        context.run.client("iam").create_role(RoleName="made-by-a-program", AssumeRolePolicyDocument=TRUST, Tags=tags)
        return ""

    yield "make", make
    yield "terminated", lambda: str(os.kill(os.getpid(), signal.SIGTERM))  # type: ignore[func-returns-value]  # it does not return
    yield "never", lambda: pytest.fail("the run goes on")


def test_an_interrupted_run_takes_away_what_carries_its_tag(
    invoke: Callable[..., Any], aws: LocalAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By Ctrl-C, or by SIGTERM as CI sends it; somebody else's stays."""
    monkeypatch.setitem(PARTS, "quickstart", _roles)
    aws.client("iam").create_role(
        RoleName="of-another-run", AssumeRolePolicyDocument=TRUST, Tags=[{"Key": TAG, "Value": "x"}]
    )
    before = signal.getsignal(signal.SIGTERM)

    done = invoke("--yes", "--only", "quickstart")

    assert done.exit_code == 130, done.output
    assert "deleting role made-by-a-program" in done.output
    assert left(aws) == ["of-another-run"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_a_killed_run_has_left_is_found_without_its_folder(invoke: Callable[..., Any], aws: LocalAws) -> None:
    """A service and what AWS keeps of it, classic ones, log groups and roles: by name and tag; a second time there is nothing."""
    run = Run("deadbeef", "123456789012", "us-east-1", 0, "")
    ecs, tag = aws.client("ecs"), {"key": TAG, "value": run.id}
    arn = ecs.create_express_gateway_service(
        serviceName="web-1", infrastructureRoleArn="arn:aws:iam::123456789012:role/i",
        executionRoleArn="arn:aws:iam::123456789012:role/e", primaryContainer={"image": "app:1"}, tags=[tag],
    )["service"]["serviceArn"]  # fmt: skip
    aws.clock(advance_seconds=1200)
    ecs.register_task_definition(
        family=f"{run.prefix}-shop", containerDefinitions=[{"name": "app", "image": "app:1", "memory": 64}]
    )
    aws.client("logs").create_log_group(logGroupName="app-1", tags={TAG: run.id})
    aws.client("logs").create_log_group(logGroupName="/aws/ecs/default/web-1")  # as this package makes it for sidecars
    aws.client("iam").create_role(
        RoleName="app-1", AssumeRolePolicyDocument=TRUST, Tags=[{"Key": TAG, "Value": run.id}]
    )
    assert len(left(aws)) >= 5

    done = invoke("--clean-up", run.id)

    assert done.exit_code == 0, done.output
    assert f"deleting Express service {arn.rpartition('/')[2]}" in done.output
    assert left(aws) == []
    assert "deleting" not in invoke("--clean-up", run.id).output


@pytest.mark.sweep_only(held_by="tests/acceptance/test_observing.py")
def test_all_parts_run_and_the_sandbox_can_be_set_from_what_they_saw(invoke: Callable[..., Any], aws: LocalAws) -> None:
    """Each example, the rollback, the domain and the questions; nothing is left but the zone that was there before."""
    zone(aws)
    aws.settings(endpoint_scheme="later", settings_only_update="in_place")

    done = invoke("--yes", "--zone", "example.com")

    assert done.exit_code == 0, done.output
    recorded = json.loads(Path("recorded.json").read_text())["settings"]
    assert (recorded["endpoint_scheme"], recorded["settings_only_update"]) == ("later", "in_place")
    assert left(aws) == []
