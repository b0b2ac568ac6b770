"""Words that a page and a terminal share."""

from collections import Counter
from collections.abc import Sequence

from pulumi_ecs_express.model.preview_report.consequence import Kind
from pulumi_ecs_express.model.preview_report.report import (
    Component,
    Minutes,
    MonthlyCost,
    Operation,
    OtherResource,
    Result,
    Stack,
)
from pulumi_ecs_express.planning.preview_report.headline import WORDS

NAMES: dict[Kind, str] = {
    Kind.DELETION: "deleted",
    Kind.URL_CHANGE: "URL changes",
    Kind.REPLACEMENT: "replaced",
    Kind.DOWNTIME: "downtime",
    Kind.CONTAINER_LOST: "container lost",
    Kind.DEPLOYMENT: "deployment",
    Kind.POSSIBLE_DEPLOYMENT: "update",
    Kind.PUT_BACK: "put back",
    Kind.CREATION: "new",
    Kind.DOMAIN: "domain",
    Kind.REVISION: "task definition",
    Kind.UPDATE: "update",
    Kind.TAGS: "tags",
    Kind.CONNECTION: "connection",
    Kind.NO_CALL: "no AWS call",
}
"""Before each consequence."""

UNFINISHED = "The recording has no end: the preview was interrupted, or still ran. What follows may not be all."

ESTIMATE = (
    "Costs are estimates: Fargate tasks alone, on demand, all month long, from the fewest to the most tasks; published prices as "
    "of {read}. The load balancer, public IPv4 addresses, logs, traffic, taxes and discounts are not in them."
)


def worst(stack: Stack) -> str:
    """Name the worst of a stack."""
    if stack.result is not Result.SUCCEEDED:
        return "the preview fails" if stack.result is Result.FAILED else "incomplete"
    if stack.violations:
        return "a policy"
    if stack.consequences:
        return NAMES[stack.consequences[0].kind]
    return "update" if stack.others else "none"


def figures(component: Component) -> list[str]:
    """Write what is expected: time, and cost."""
    found = [f"Expected time: {_time(component)}"] if component.minutes else []
    if component.monthly_cost:
        found.append(f"Monthly cost of the tasks: {cost(component.monthly_cost)}")
    return found


def _time(component: Component) -> str:
    span: Minutes | None = component.minutes
    if span is None:
        return ""
    if span.least == 0:
        return f"up to about {span.most} minutes, where AWS deploys"
    text = f"about {span.least} minutes" if span.least == span.most else f"about {span.least} to {span.most} minutes"
    return (
        f"{text} for the new service, then the deletion of the old one"
        if component.operation is Operation.REPLACE
        else text
    )


def cost(found: MonthlyCost) -> str:
    """Write a change in cost."""
    before, after = _span(found.old_least, found.old_most), _span(found.new_least, found.new_most)
    return f"about {before or '$0'} → {after or '$0'} ({found.region})"


def _span(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return ""
    return f"${least:,.2f}" if least == most else f"${least:,.2f} to ${most:,.2f}"


def counted(resources: Sequence[OtherResource]) -> str:
    """Count resources by what happens to them, and by type."""
    found = Counter((list(Operation).index(one.operation), one.operation, one.type) for one in resources)
    told = [f"{count} {type_} {WORDS[operation]}" for (_, operation, type_), count in sorted(found.items())]
    return ", ".join(told[:MOST_TYPES]) + (f", {len(told) - MOST_TYPES} more kinds" if len(told) > MOST_TYPES else "")


MOST_TYPES = 8
"""Types of resources that are named; more are counted."""
