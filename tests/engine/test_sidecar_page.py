"""The programs of docs/sidecars.md and of the stack, word by word: none of their arguments is refused."""

from __future__ import annotations

import pulumi
import pytest

from tests.docs.reading import ROOT, Page
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

BLOCKS = Page(ROOT / "docs" / "sidecars.md").blocks("python")


def test_the_programs_of_the_page_can_be_previewed(project: Project, aws: LocalAws) -> None:
    """All together, as one program: each has a service of its own."""
    assert len(BLOCKS) == 3

    def program() -> None:
        for text in BLOCKS:
            exec(text, {})  # noqa: S102 - the page's own program

    preview = project.preview(program)

    assert preview.ok, preview.text
    assert preview.text.count(f"{SERVICE} ") >= 3


def test_the_stack_goes_up_with_its_router_and_without(project: Project, aws: LocalAws) -> None:
    """As its page says, with the settings of its Pulumi.yaml."""

    def stack(router: str) -> Program:
        def program() -> None:
            pulumi.runtime.set_config(f"{pulumi.get_project()}:image", "app:1")
            pulumi.runtime.set_config(f"{pulumi.get_project()}:router", router)
            exec((ROOT / "stacks" / "sidecar" / "__main__.py").read_text(), {})  # noqa: S102 - the stack's own program

        return program

    first, second = project.up(stack("true")), project.up(stack("false"))

    assert first.ok, first.text
    assert second.ok, second.text
    assert second.detailed() == {"sidecars": "delete", "containerDefinition": "delete"}
