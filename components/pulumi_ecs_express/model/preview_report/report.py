"""
The report: its fields are the JSON schema, in camelCase, as docs/previews.md lists them.

A field that is added keeps ``version``; one that goes or means something else raises it.
"""

from enum import Enum
from typing import Final, Literal

from pulumi_ecs_express.model.preview_report.base import ReportModel
from pulumi_ecs_express.model.preview_report.consequence import Consequence

VERSION: Final = 1


class Operation(str, Enum):
    """What Pulumi will do with a resource."""

    DELETE = "delete"
    REPLACE = "replace"
    CREATE = "create"
    UPDATE = "update"
    IMPORT = "import"
    SAME = "same"


class Result(str, Enum):
    """How a preview ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNFINISHED = "unfinished"


class FieldChange(ReportModel):
    """One changed field; secrets and values that are not known yet are written as such, never as they are."""

    argument: str
    """Path of the field, as the program writes it."""

    operation: Literal["add", "update", "delete"]
    """What happens to it."""

    old: str | None = None
    """Value before; left out where there was none."""

    new: str | None = None
    """Value after; left out where there is none. Of a removed field, the default that it goes back to."""

    secret: bool = False
    """Whether the value is secret."""

    in_effect: str | None = None
    """Of an added field, what AWS has chosen until now, where the state says it."""


class Minutes(ReportModel):
    """How long it takes, in minutes, about."""

    least: int
    """Usually not shorter."""

    most: int
    """Usually not longer, where nothing fails."""


class MonthlyCost(ReportModel):
    """What the tasks of a service cost in a month, in US dollars: an estimate from declared sizes and published prices."""

    old_least: float | None = None
    """With the fewest tasks, before; left out for a new service."""

    old_most: float | None = None
    """With the most tasks, before."""

    new_least: float | None = None
    """With the fewest tasks, after; left out for a service that goes."""

    new_most: float | None = None
    """With the most tasks, after."""

    region: str
    """Whose prices these are."""


class OtherResource(ReportModel):
    """A resource that changes, of which no more is said."""

    type: str
    """Pulumi's type token."""

    name: str
    """Name in the program."""

    operation: Operation
    """What happens to it."""


class Component(ReportModel):
    """A component of this package that changes, with all that belongs to it."""

    type: str
    """Class of the component, as in ExpressGatewayService."""

    name: str
    """Name in the program."""

    urn: str
    """URN of the component."""

    operation: Operation
    """What happens to it."""

    consequences: tuple[Consequence, ...] = ()
    """What comes of it, the worst first."""

    changes: tuple[FieldChange, ...] = ()
    """Changed fields; of a new component all that are declared."""

    notes: tuple[str, ...] = ()
    """What its providers say of it in the preview."""

    calls: tuple[str, ...] = ()
    """AWS calls of this package that change something, as in ecs:UpdateExpressGatewayService."""

    minutes: Minutes | None = None
    """Expected time; left out where it is not known."""

    monthly_cost: MonthlyCost | None = None
    """Cost of the tasks; left out where it does not change or is not known."""

    resources: tuple[OtherResource, ...] = ()
    """Resources of other providers that the component makes, such as roles."""


class Failure(ReportModel):
    """Why there is no update: a refusal of this package, an error of the program or of another provider."""

    text: str
    """What is wrong, with what to do about it where that is known."""

    resource: str | None = None
    """Name of the resource."""

    code: str | None = None
    """Code of this package's error, as docs/troubleshooting.md lists them."""


class Violation(ReportModel):
    """A policy that is not kept."""

    policy: str
    """Name of the policy."""

    pack: str
    """Name of its pack."""

    level: str
    """Enforcement level: a mandatory one fails the preview."""

    text: str
    """What the policy says."""

    resource: str | None = None
    """Name of the resource."""


class Stack(ReportModel):
    """The preview of one stack."""

    project: str
    """Name of the project."""

    stack: str
    """Name of the stack."""

    result: Result
    """How the preview ended."""

    headline: str
    """What changes, in one line of plain text."""

    consequences: tuple[Consequence, ...] = ()
    """All consequences, other resources' deletions and replacements included, the worst first."""

    failures: tuple[Failure, ...] = ()
    """Why the preview failed."""

    violations: tuple[Violation, ...] = ()
    """Policies that are not kept."""

    warnings: tuple[str, ...] = ()
    """Warnings of Pulumi and of providers."""

    components: tuple[Component, ...] = ()
    """Components of this package that change, the worst consequence first."""

    others: tuple[OtherResource, ...] = ()
    """Resources of the rest of the program that change."""

    unchanged: int = 0
    """Number of resources without changes, as Pulumi counts them."""


class PreviewReport(ReportModel):
    """The previews of one or several stacks."""

    version: Literal[1] = VERSION
    """Version of this schema."""

    headline: str
    """What a person decides from, in one line of plain text."""

    stacks: tuple[Stack, ...]
    """The stacks, the worst consequence first."""

    prices_read: str
    """Date of the prices behind monthlyCost."""
