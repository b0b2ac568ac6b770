"""The larger programs of the README, word by word: their arguments exist, and none of them is refused."""

from __future__ import annotations

import re

import pytest

from tests.docs.reading import README
from tests.engine.harness import SERVICE, Project

pytestmark = pytest.mark.engine

PROGRAMS = [text for text in README.blocks("python")[1:] if "ExpressGatewayService(" in text]
"""Those that need nothing that is there; `test_ecs_service_update.py` runs the other one."""

NAMED = re.compile(r'Service\(\s*"(\w+)"')


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda text: ", ".join(NAMED.findall(text)))
def test_a_larger_program_can_be_previewed(project: Project, program: str) -> None:
    """Beside the first one, which `tests/docs` runs as a user does."""
    preview = project.preview(lambda: exec(program, {}))  # noqa: S102 - the page's own program

    assert preview.ok, preview.text
    assert preview.changed[SERVICE] == "create"
