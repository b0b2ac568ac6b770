"""The programs of docs/larger-programs.md run as they stand there; on the engine the stacks do."""

from __future__ import annotations

import contextvars
from typing import Any

import pulumi
import pytest

from tests.components.mocks import Echo
from tests.docs.reading import ROOT, Page

PAGE = Page(ROOT / "docs" / "larger-programs.md")
SHARED: dict[str, Any] = {
    "cluster": "shared",
    "infrastructure_role_arn": "arn:aws:iam::123456789012:role/infrastructure",
    "private_subnets": ["subnet-1", "subnet-2"],
}
"""What the platform exports, as far as the program reads it."""


class Platform(Echo):
    """Mocks with a platform's outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.services: dict[str, dict[str, Any]] = {}

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Give the inputs back, and of another stack its outputs."""
        if args.typ == "pulumi:pulumi:StackReference":
            return args.name, {"name": args.name, "outputs": SHARED}
        if args.typ.endswith("dynamic/ecsexpress:ExpressGatewayService"):
            self.services[args.name] = args.inputs
        return super().new_resource(args)


@pytest.mark.parametrize(
    ("index", "names"), [(0, {"api"}), (1, {"web-eu-central-1", "web-us-east-1"})], ids=["platform", "Regions"]
)
def test_the_programs_of_the_page_run(index: int, names: set[str]) -> None:
    """Each declares its services, with what it reads from elsewhere."""
    platform = Platform()

    @pulumi.runtime.test  # type: ignore[untyped-decorator]  # Pulumi has not typed it
    def run() -> None:
        pulumi.runtime.set_mocks(platform)
        exec(PAGE.blocks("python")[index], {})  # noqa: S102 - the page's own program

    contextvars.copy_context().run(run)

    assert platform.services.keys() == names
    if "api" in names:
        assert platform.services["api"]["networkConfiguration"] == {"subnets": SHARED["private_subnets"]}
        assert platform.services["api"]["cluster"] == SHARED["cluster"]
    else:
        assert {f"web-{one['region']}" for one in platform.services.values()} == names
