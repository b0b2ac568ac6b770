"""Express Mode kept off a service, as a user of ``express_updates`` sees it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pulumi
import pytest
from botocore.exceptions import ClientError

import pulumi_ecs_express as express
from pulumi_ecs_express.planning.managed_tag import MARK, TAG
from tests.docs.reading import ROOT, Page
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

UPDATES = "pulumi-python:dynamic/ecsexpress:ExpressUpdates"
BAKE: dict[str, Any] = {"deployment_configuration": {"bake_time_in_minutes": 0}}


def kept_out(image: str = "app:1", updates: str | None = "blocked", name: str = "web", **settings: Any) -> Program:
    """Write a program with a service and its settings."""

    def program() -> None:
        web = express.ExpressGatewayService("web", primary_container={"image": image}, service_name=name, **ROLES)
        said: Any = {} if updates is None else {"express_updates": updates}
        if {**said, **settings}:
            express.ServiceSettings("web", service=web, **said, **settings)
        pulumi.export("arn", web.service_arn)

    return program


def other_service(aws: LocalAws) -> str:
    """Make another service, as somebody else would, on the same load balancer."""
    roles = {f"{name}RoleArn": f"arn:aws:iam::123456789012:role/{name[0]}" for name in ("execution", "infrastructure")}
    made = aws.client("ecs").create_express_gateway_service(
        serviceName="other", primaryContainer={"image": "app:1"}, **roles
    )
    aws.clock(advance_seconds=3600)
    return str(made["service"]["serviceArn"])


def update_elsewhere(aws: LocalAws, arn: str, image: str) -> str:
    """Send an Express update as somebody else would; give what AWS says against it."""
    try:
        aws.client("ecs").update_express_gateway_service(serviceArn=arn, primaryContainer={"image": image})
    except ClientError as refusal:
        return str(refusal)
    aws.clock(advance_seconds=3600)
    return ""


def resources(aws: LocalAws, arn: str) -> dict[str, bool]:
    """Say which parts of the load balancing carry the tag."""
    ecs = aws.client("ecs")
    service = ecs.describe_services(services=[arn])["services"][0]
    revision = service["currentServiceRevisions"][0]["arn"]
    [found] = ecs.describe_service_revisions(serviceRevisionArns=[revision])["serviceRevisions"]
    path = found["ecsManagedResources"]["ingressPaths"][0]
    arns = {name: path[name]["arn"] for name in ("loadBalancer", "listener", "rule")}
    arns["target group"] = path["targetGroups"][0]["arn"]
    tags = aws.client("elbv2").describe_tags(ResourceArns=list(arns.values()))["TagDescriptions"]
    marked = {one["ResourceArn"] for one in tags if TAG in {tag["Key"] for tag in one["Tags"]}}
    return {name: of in marked for name, of in arns.items()}


def mark(aws: LocalAws, arn: str) -> bool:
    """Tell whether the service carries the package's mark."""
    return MARK in {tag["key"] for tag in aws.client("ecs").list_tags_for_resource(resourceArn=arn)["tags"]}


@pytest.mark.row("S4-07")
def test_express_mode_is_kept_out_and_let_in_again(project: Project, aws: LocalAws) -> None:
    """What is shared keeps its tag; UpdateService goes on; an update of ours is refused at preview with the way out."""
    other = other_service(aws)
    first = project.up(kept_out())
    arn = first.outputs["arn"]
    assert first.ok, first.text
    assert "Express Mode's tag goes" in first.text
    assert resources(aws, arn) == {"loadBalancer": True, "listener": True, "rule": False, "target group": False}
    assert mark(aws, arn)
    assert TAG in update_elsewhere(aws, arn, "app:9")
    assert update_elsewhere(aws, other, "app:9") == ""
    aws.client("ecs").update_service(service=arn, forceNewDeployment=True)
    aws.clock(advance_seconds=3600)
    aws.forget_calls()
    assert project.up().changed == {}
    assert aws.calls() == {}

    refused = project.preview(kept_out("app:2"))
    assert not refused.ok
    assert "service web in cluster default cannot be updated by Express Mode" in refused.text
    assert 'set express_updates="allowed"' in refused.text
    assert "[express-updates-blocked]" in refused.text

    allowed = project.up(kept_out(updates="allowed"))
    assert allowed.ok, allowed.text
    assert allowed.detailed(UPDATES) == {"expressUpdates": "update"}
    assert resources(aws, arn) == dict.fromkeys(("loadBalancer", "listener", "rule", "target group"), True)
    assert not mark(aws, arn)
    assert update_elsewhere(aws, arn, "app:3") == ""


@pytest.mark.row("S4-07")
def test_what_somebody_puts_back_is_repaired_and_all_is_destroyed_in_one_go(project: Project, aws: LocalAws) -> None:
    """Also where Express Mode does not describe such a service: a refresh keeps what is in state."""
    aws.settings(describe_without_managed_tag="refused")
    first = project.up(kept_out(**BAKE))
    assert first.ok, first.text
    arn = first.outputs["arn"]
    looked = project.refresh()
    assert looked.ok, looked.text
    assert looked.drifted == {}
    assert "what is in the state stays as it is" in looked.text
    aws.client("ecs").tag_resource(resourceArn=arn, tags=[{"key": TAG, "value": "true"}])
    repaired = project.up(refresh=True)
    assert repaired.ok, repaired.text
    assert TAG in update_elsewhere(aws, arn, "app:9")

    aws.forget_calls()
    gone = project.destroy()

    assert gone.ok, gone.text
    assert "ecs:UpdateService" not in aws.changes()
    assert aws.client("ecs").describe_services(services=[arn])["services"][0]["status"] == "INACTIVE"


@pytest.mark.row("S4-07")
@pytest.mark.sweep_only(held_by="tests/providers/test_express_updates.py")
def test_a_replacement_a_removal_and_another_programs_block(project: Project, aws: LocalAws) -> None:
    """The old service is let go before it is deleted; blocked by others, AWS's refusal is told with the way out."""
    first, second = project.up(kept_out(name="one")), project.up(kept_out())
    assert second.ok, second.text
    assert second.changed[UPDATES] != "same"
    ecs, arn = aws.client("ecs"), second.outputs["arn"]
    assert ecs.describe_services(services=[first.outputs["arn"]])["services"][0]["status"] == "INACTIVE"
    assert mark(aws, arn)

    removed = project.up(kept_out(updates=None))
    assert removed.ok, removed.text
    assert not mark(aws, arn)
    ecs.tag_resource(resourceArn=arn, tags=[{"key": MARK, "value": "blocked"}])
    ecs.untag_resource(resourceArn=arn, tagKeys=[TAG])
    refused = project.destroy()
    assert not refused.ok
    assert "service web in cluster default cannot be deleted by Express Mode" in refused.text


def test_the_programs_of_the_page_can_be_run(project: Project, aws: LocalAws) -> None:
    """Word by word."""
    programs = Page(ROOT / "docs" / "express-updates.md").blocks("python")
    assert len(programs) == 2
    for text in programs:
        shown = project.preview(partial(exec, text, {}))
        assert shown.ok, shown.text
