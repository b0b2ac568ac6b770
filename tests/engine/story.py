"""The life of one component, told in stages, with the calls that each of them makes: what the sweep goes through."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pulumi

import pulumi_ecs_express as express
from tests.engine.harness import READING

INFRASTRUCTURE_ROLE = "arn:aws:iam::123456789012:role/i"
SECRETS = ("/shop/key", "/shop/token")


@dataclass(frozen=True)
class Desired:
    """
    What the program says.

    Attributes:
        image: the image.
        name: the service's own name.
        secrets: how many secrets the container reads; its made role may read exactly these.
        own_infrastructure: whether the infrastructure role is the program's own, else the component makes it.
    """

    image: str
    name: str
    secrets: int = 1
    own_infrastructure: bool = False

    @property
    def arguments(self) -> dict[str, Any]:
        """The component's arguments."""
        secrets = {f"KEY_{number}": path for number, path in enumerate(SECRETS[: self.secrets])}
        own = {"infrastructure_role_arn": INFRASTRUCTURE_ROLE} if self.own_infrastructure else {}
        container = {"image": self.image, "secrets": secrets}
        return {"service_name": self.name, "primary_container": container, "tags": {"image": self.image}, **own}

    def as_json(self) -> dict[str, Any]:
        """Give it to a program in another process."""
        return asdict(self)


def declare(desired: Desired) -> None:
    """Be the program."""
    web = express.ExpressGatewayService("web", **desired.arguments)
    pulumi.export("url", web.url)
    pulumi.export("arn", web.service_arn)
    pulumi.export("revision", web.service_revision_arn)


STAGES: dict[str, Desired | None] = {
    "create": Desired("app:1", "one"),
    "update": Desired("app:2", "one", secrets=2),
    "replace": Desired("app:2", "two", secrets=2),
    "replace in place": Desired("app:2", "two", secrets=2, own_infrastructure=True),
    "delete": None,
}
"""
One after the other: all of the component with its made roles, another image with one secret more, another name, another
infrastructure role under the same name (so the old service goes first), and nothing at all.
"""


@dataclass(frozen=True)
class Point:
    """One call of a stage: the how-manieth of its operation, from 1."""

    operation: str
    occurrence: int

    @property
    def changes(self) -> bool:
        """Whether the call may change something, by AWS's own naming."""
        return not self.operation.partition(":")[2].startswith(READING)

    def __str__(self) -> str:
        return f"{self.operation} #{self.occurrence}"


def points(calls: dict[str, int]) -> list[Point]:
    """List the calls that were counted."""
    return [Point(operation, number) for operation, count in calls.items() for number in range(1, count + 1)]
