"""The programs of the pages that have no test module of their own: what they declare is not refused."""

from __future__ import annotations

import pytest
from pulumi import automation

from tests.docs.reading import README, ROOT, Page
from tests.engine.harness import SERVICE, LocalAws, Project
from tests.engine.test_ecs_service_update import APP, FARGATE
from tests.engine.test_task_definition_revision import register

pytestmark = pytest.mark.engine

PAGES = ("getting-started", "express-gateway-service", "migrating", "task-definitions")
PROGRAMS = [text for name in PAGES for text in Page(ROOT / "docs" / f"{name}.md").blocks("python")]


def test_the_first_page_of_the_site_begins_with_the_program_of_the_readme() -> None:
    """Which `test_readme_programs.py` runs."""
    assert Page(ROOT / "docs" / "index.md").blocks("python") == README.blocks("python")[:1]


def test_the_programs_of_the_pages_can_be_previewed(project: Project, aws: LocalAws) -> None:
    """All together, as one program: with the zone and the task definitions that they find in the account."""
    aws.client("route53").create_hosted_zone(Name="example.com", CallerReference="page")
    for family in ("shop", "shop-base"):
        register(aws, family, APP, **FARGATE)
    project.stack.set_config("image", automation.ConfigValue("shop:2"))

    def program() -> None:
        for text in PROGRAMS:
            exec(text, {})  # noqa: S102 - the page's own program

    preview = project.preview(program)

    assert preview.ok, preview.text
    assert len(PROGRAMS) == len(PAGES)
    assert preview.changed[SERVICE] == "create"
