"""`ecs-express rollback` on a stack that a real engine has made, and what becomes of its program."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.aws.typed import fresh_clients, typed
from tests.engine.harness import Program, Project

pytestmark = pytest.mark.engine

TASK_ROLE = "arn:aws:iam::123456789012:role/t"


def test_after_a_rollback_the_advised_program_is_what_runs(project: Project, service: Callable[..., Program]) -> None:
    """Its preview shows no change: what the advice names is all that has to change."""
    before = service("app:1", container={"environment": {"MODE": "a"}})
    project.up(before)
    container = {"environment": {"MODE": "b", "NEW": "1"}, "command": ["serve"]}
    project.up(service("app:2", container=container, cpu="512", memory="1024", task_role_arn=TASK_ROLE))
    fresh_clients()
    place = ("--stack", project.stack.name, "--cwd", project.stack.workspace.work_dir)

    done = typed("rollback", "web", "--yes", "--show-values", *place)

    assert done.code == 0, done.err
    advised = done.out.partition("must now say")[2]
    for line in (
        "primary_container.image: 'app:2' → 'app:1'",
        "primary_container.command: ['serve'] → not set: remove it",
        "primary_container.environment.MODE: 'b' → 'a'",
        "primary_container.environment.NEW: '1' → not set: remove it",
        f"task_role_arn: '{TASK_ROLE}' → not set: run `pulumi refresh`, then remove it",
        "cpu: '512' → '1024'",
        "memory: '1024' → '2048'",
    ):
        assert line in advised
    project.refresh()
    preview = project.preview(before)
    assert preview.ok, preview.errors
    assert preview.changed == {}
