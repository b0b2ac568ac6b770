"""docs/why.md, "Leaving without touching the service": its steps, on a real engine."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.docs.reading import ROOT, Page
from tests.engine.harness import SERVICE, LocalAws, Project

pytestmark = pytest.mark.engine

ROLE = "aws:iam/role:Role"


def test_a_service_leaves_the_program_untouched(project: Project, aws: LocalAws) -> None:
    """It was made without the option, gets it, and goes: AWS is sent no change, and the roles that were made stay too."""
    (kept,) = (dedent(block) for block in Page(ROOT / "docs" / "why.md").indented("python"))
    before = kept.replace("retain_on_delete=True", "")
    assert before != kept
    first = project.up(lambda: exec(before, {}))  # noqa: S102 - the page's own program
    assert first.ok, first.text
    host = aws.client("ecs").describe_express_gateway_service(serviceArn=first.outputs["service_arn"])
    roles = {role["RoleName"] for role in aws.client("iam").list_roles()["Roles"]}
    aws.forget_calls()

    keeping = project.up(lambda: exec(kept, {}))  # noqa: S102 - the page's own program
    assert keeping.ok, keeping.text
    assert keeping.changed == {}
    assert project.resources(ROLE)
    left = project.up(lambda: None)

    assert left.ok, left.text
    assert left.changed[SERVICE] == "delete"
    assert not project.resources(SERVICE)
    assert not project.resources(ROLE)
    assert aws.changes() == {}
    after = aws.client("ecs").describe_express_gateway_service(serviceArn=first.outputs["service_arn"])
    assert after["service"] == host["service"]
    assert {role["RoleName"] for role in aws.client("iam").list_roles()["Roles"]} == roles
