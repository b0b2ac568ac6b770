"""The programs of the README, word by word: the first one makes a service, the larger ones are not refused."""

from __future__ import annotations

import re

import pytest

from tests.docs.reading import README
from tests.engine.harness import SERVICE, LocalAws, Project

pytestmark = pytest.mark.engine

FIRST, *OTHERS = README.blocks("python")
PROGRAMS = [text for text in OTHERS if "ExpressGatewayService(" in text]
"""Those that need nothing that is there; `test_ecs_service_update.py` runs the other one."""

NAMED = re.compile(r'Service\(\s*"(\w+)"')


def test_the_program_at_the_top_puts_a_container_behind_a_url(project: Project, aws: LocalAws) -> None:
    """With nothing but what it says; `tests/sandbox_command` and `make quickstart` run a program as a user does."""
    done = project.up(lambda: exec(FIRST, {}))  # noqa: S102 - the page's own program

    assert done.ok, done.text
    assert aws.get(done.outputs["url"].removeprefix("https://"))[0] == 200


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda text: ", ".join(NAMED.findall(text)))
def test_a_larger_program_can_be_previewed(project: Project, program: str) -> None:
    """Their arguments exist, and none of them is refused."""
    preview = project.preview(lambda: exec(program, {}))  # noqa: S102 - the page's own program

    assert preview.ok, preview.text
    assert preview.changed[SERVICE] == "create"
