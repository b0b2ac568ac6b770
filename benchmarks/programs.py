"""The programs that several benchmarks run: services, and what stands beside them with nothing in it."""

from __future__ import annotations

EMPTY_RESOURCES = """\
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Empty(ResourceProvider):
    def create(self, props):
        return CreateResult("id", {})


class Thing(Resource, module="bench", name="Thing"):
    pass


"""
"""Dynamic resources whose methods do nothing: what any dynamic provider in Python costs."""

EMPTY_COMPONENTS = f"""\
import pulumi
{EMPTY_RESOURCES}class Both(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("bench:index:Both", name)
        below = pulumi.ResourceOptions(parent=self)
        first = Thing(Empty(), name, {{}}, below)
        Thing(Empty(), f"{{name}}-second", {{"first": first.id}}, below)
        self.register_outputs({{"id": first.id}})


"""
"""Components like ours, each with two such resources."""


def services(number: int, tag: str = "1") -> str:
    """Declare services of one image, whose roles are there."""
    return f"""\
import pulumi_ecs_express as express

for number in range({number}):
    express.ExpressGatewayService(
        f"s{{number}}",
        primary_container={{"image": "app:{tag}"}},
        execution_role_arn="arn:aws:iam::123456789012:role/e",
        infrastructure_role_arn="arn:aws:iam::123456789012:role/i",
    )
"""


def empty_resources(number: int) -> str:
    """Declare empty resources."""
    return f'{EMPTY_RESOURCES}for number in range({number}):\n    Thing(Empty(), f"thing{{number}}", {{}})\n'


def empty_components(number: int) -> str:
    """Declare empty components."""
    return f'{EMPTY_COMPONENTS}for number in range({number}):\n    Both(f"thing{{number}}")\n'
