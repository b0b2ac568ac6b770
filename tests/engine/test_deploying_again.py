"""The same settings deployed again, tags pinned to digests, services taken over."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
ACCOUNT = "123456789012"
DOCKER = "application/vnd.docker"
REPOSITORY = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/shop"


def _deployments(aws: LocalAws, arn: str) -> int:
    return len(aws.client("ecs").list_service_deployments(service=arn)["serviceDeployments"])


def test_a_trigger_that_changes_deploys_the_same_settings_again(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """One deployment for a changed value, none for a removed one, none for the same."""
    first = project.up(service("app:latest", redeploy_triggers={"build": "1"}))
    changed = service("app:latest", redeploy_triggers={"build": "2"})

    preview = project.preview(changed)
    done = project.up()
    again = project.up()
    removed = project.up(service("app:latest"))

    assert preview.detailed() == {"redeployTriggers.build": "update"}
    assert "canary" in preview.text
    assert done.ok, done.text
    assert done.outputs["revision"] != first.outputs["revision"]
    assert again.changed == {}
    assert removed.changed == {}
    assert _deployments(aws, first.outputs["arn"]) == 2
    assert project.refresh().drifted == {}

    aws.faults({"operation": "ecs:UpdateExpressGatewayService", "kind": "error", "times": 9})
    assert not project.up(service("app:latest", redeploy_triggers={"build": "3"})).ok
    aws.ask("/faults", method="DELETE")
    assert project.up().ok
    assert _deployments(aws, first.outputs["arn"]) == 3, "an attempt that failed is sent again"


def _push(aws: LocalAws, tag: str, content: str) -> None:
    """Push an image of that content under the tag."""
    ecr = aws.client("ecr")
    if not [found for found in ecr.describe_repositories()["repositories"] if found["repositoryName"] == "shop"]:
        ecr.create_repository(repositoryName="shop")
    layer = {"digest": f"sha256:{content * 64}", "size": 1, "mediaType": f"{DOCKER}.image.rootfs.diff.tar.gzip"}
    manifest = {"schemaVersion": 2, "mediaType": f"{DOCKER}.distribution.manifest.v2+json", "layers": [layer]}
    ecr.put_image(repositoryName="shop", imageManifest=json.dumps(manifest), imageTag=tag)


def test_a_tag_pushed_anew_is_a_visible_change_where_digests_are_pinned(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The preview shows the digest change; the same digest is no change; the one read is one ECR call."""
    _push(aws, "latest", "a")
    program = service(f"{REPOSITORY}:latest", pin_image_digest=True)
    first = project.up(program)
    assert first.ok, first.text
    aws.forget_calls()
    assert project.preview().changed == {}
    assert aws.calls() == {"ecr:DescribeImages": 1}

    _push(aws, "latest", "b")
    preview = project.preview()
    done = project.up()

    assert preview.detailed() == {"primaryContainer.image": "update"}
    assert done.ok, done.text
    assert "@sha256:" in project.state(SERVICE)["inputs"]["primaryContainer"]["image"]
    assert _deployments(aws, first.outputs["arn"]) == 2
    assert project.refresh().drifted == {}


@pytest.mark.parametrize(
    ("image", "reported"),
    [
        ("public.ecr.aws/nginx/nginx:1", "is not in a private ECR repository"),
        (f"{REPOSITORY}:missing", "there is no tag 'missing' in shop of us-east-1: push it first"),
    ],
)
def test_a_tag_that_cannot_be_pinned_is_refused_at_preview(
    project: Project, aws: LocalAws, service: Write, image: str, reported: str
) -> None:
    """With what to write or to do instead."""
    _push(aws, "latest", "a")

    assert reported in project.preview(service(image, pin_image_digest=True)).text


def _by_hand(aws: LocalAws) -> str:
    roles = {"executionRoleArn": ROLES["execution_role_arn"], "infrastructureRoleArn": ROLES["infrastructure_role_arn"]}
    made = aws.client("ecs").create_express_gateway_service(
        serviceName="shop", primaryContainer={"image": "byhand:1"}, tags=[{"key": "cost", "value": "42"}], **roles
    )
    aws.clock(advance_seconds=3600)
    arn: str = made["service"]["serviceArn"]
    return arn


def test_an_existing_service_is_taken_over_on_request(project: Project, aws: LocalAws, service: Write) -> None:
    """A service made by hand is brought to what is declared, keeps its URL and the tags of others, and is ours then."""
    arn = _by_hand(aws)

    done = project.up(service("app:1", service_name="shop", adopt_existing=True))

    assert done.ok, done.text
    assert done.outputs["arn"] == arn
    assert aws.get(done.outputs["url"].removeprefix("https://"))[1]["image"] == "app:1"
    tags = {tag["key"]: tag["value"] for tag in aws.client("ecs").list_tags_for_resource(resourceArn=arn)["tags"]}
    assert tags["cost"] == "42"
    assert tags["pulumi:owner"].startswith("engine/")
    assert project.preview().changed == {}
    assert project.destroy().ok


@pytest.mark.sweep_only(held_by="tests/providers/test_bring.py")
def test_a_service_that_differs_in_what_nothing_can_change_is_not_taken_over(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Another infrastructure role would show as drift for ever."""
    _by_hand(aws)
    roles = aws.make_roles("2")
    aws.clock(advance_seconds=60)

    refused = project.up(service("app:1", service_name="shop", adopt_existing=True, **roles))

    assert any("infrastructureRoleArn is" in error for error in refused.errors), refused.text
