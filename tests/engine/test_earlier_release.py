"""
A stack that an earlier release made, read by this one.

`earlier_release.json` is the deployment of a stack that release 0.1.0 made on the sandbox, as `pulumi stack export` gives
it. An account like the one it describes is made by today's program; what AWS chose by chance there takes its place.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi import automation

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Project
from tests.engine.processes import new_stack

pytestmark = pytest.mark.engine

EARLIER = json.loads(Path(__file__).with_name("earlier_release.json").read_text())
STACK = EARLIER["resources"][0]["urn"].split("::")[0].removeprefix("urn:pulumi:")
BY_CHANCE = re.compile(r"[0-9a-f]{3,}|[0-9A-Z]{8,}|\d+")


def program(image: str = "app:1") -> None:
    """Be the program that made the stack."""
    secrets = {"KEY": "/shop/key"}
    plain = express.ExpressGatewayService("plain", primary_container={"image": image, "secrets": secrets})
    container: Any = {
        "image": image,
        "container_port": 8080,
        "command": ["serve"],
        "environment": {"LOG_LEVEL": "info", "TOKEN": pulumi.Output.secret("s3cr3t"), "URL": express.OWN_URL},
        "secrets": secrets,
    }
    full = express.ExpressGatewayService(
        "full",
        primary_container=container,
        service_name="full",
        cpu="512",
        memory="1024",
        health_check_path="/healthz",
        scaling_target={"min_task_count": 2, "max_task_count": 4},
        tags={"team": "shop"},
        log_retention_days=30,
        clean_up=["task_definitions"],
        redeploy_triggers={"build": "1"},
        region="us-east-1",
        **ROLES,
    )
    for name, service in {"plain": plain, "full": full}.items():
        pulumi.export(name, service.url)


def adapted(earlier: Any, today: Any) -> Any:
    """Put today's random parts of names, IDs and times into the earlier state; everything else stays as it was written."""
    if isinstance(earlier, dict) and isinstance(today, dict):
        return {key: value if key == "__provider" else adapted(value, today.get(key)) for key, value in earlier.items()}
    if isinstance(earlier, list) and isinstance(today, list) and len(earlier) == len(today):
        return [adapted(one, other) for one, other in zip(earlier, today, strict=True)]
    if isinstance(earlier, str) and isinstance(today, str) and BY_CHANCE.sub("#", earlier) == BY_CHANCE.sub("#", today):
        return today
    return earlier


def imported(project: Project) -> None:
    """Give the stack the state of the earlier release."""
    latest = json.loads(project.text_of_state())["checkpoint"]["latest"]
    today = {resource["urn"]: resource for resource in latest["resources"]}
    resources = [
        {**adapted(resource, today[resource["urn"]]), "modified": resource.get("modified")}
        for resource in EARLIER["resources"]
    ]
    project.stack.import_stack(automation.Deployment(version=3, deployment={**EARLIER, "resources": resources}))


def test_a_stack_of_an_earlier_release_goes_on_without_change(aws: LocalAws) -> None:
    """It previews and refreshes without a change, updates, and is destroyed; providers are found by the names in state."""
    aws.keep_secret("/shop/key")
    project = Project(new_stack(STACK, program))
    assert project.up().ok
    imported(project)

    unchanged = project.preview(expect_no_changes=True)
    refreshed = project.refresh()

    assert unchanged.ok, unchanged.text
    assert (refreshed.ok, refreshed.drifted) == (True, {}), refreshed.text
    updated = project.up(lambda: program("app:2"))
    assert (updated.ok, updated.changed) == (True, {SERVICE: "update"}), updated.text
    destroyed = project.destroy()
    assert destroyed.ok, destroyed.text
    assert aws.client("ecs").list_services()["serviceArns"] == []
