"""What a run makes, and what that costs: estimates from published prices and from how long each part takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import PRICES, READ, X86, Price

FALLBACK = "us-east-1"
"""The Region whose prices count where those of another are not known."""

LOAD_BALANCER, ADDRESS = 0.0225, 0.005
"""
Dollars for an hour of an Application Load Balancer in us-east-1, without its traffic, and of a public IPv4 address.

Sources, both of which quote AWS's price lists, read 2026-11-29: "ALB: the line item nobody watches", cloud-horizons.com,
May 2026; "AWS Public IPv4 price increase", doit.com.
"""

ADDRESSES = 3
"""Public addresses of a load balancer: one for each zone."""


@dataclass(frozen=True)
class Made:
    """
    What one part makes.

    Attributes:
        what: In words.
        minutes: About how long it takes on AWS.
        tasks: The most tasks at a time: both revisions' during a deployment.
        cpu: vCPUs of a task.
        memory: GB of a task.
        balanced: Whether it needs the load balancer.
    """

    what: str
    minutes: int
    tasks: int
    cpu: float = 1
    memory: float = 2
    balanced: bool = True


MADE = {
    "quickstart": Made("an Express service, two roles", 50, 2),
    "sidecar": Made("an Express service with a second container, three roles, a log group", 35, 2),
    "service-settings": Made("an Express service, three roles", 30, 2),
    "classic-update": Made("a classic service with one task, task definitions", 15, 2, 0.25, 0.5, balanced=False),
    "custom-domain": Made("an Express service, two roles, a certificate, records in your zone", 25, 2),
    "observations": Made("an Express service, two roles, two classic services without tasks", 75, 2),
}
"""By part. Minutes: 5 to 9 for a first deployment, 10 for an update, as operators report; and as long again to be sure."""


@dataclass(frozen=True)
class Estimate:
    """Dollars, and minutes."""

    hourly: float
    whole: float
    minutes: int
    region: str


def estimate(parts: Iterable[str], region: str) -> Estimate:
    """Estimate the most that a run costs: parts run one after another, and each leaves nothing behind."""
    known = region if (region, X86) in PRICES else FALLBACK
    price = PRICES[known, X86]
    chosen = [MADE[part] for part in parts]
    hours = [(_hourly(one, price), one.minutes / 60) for one in chosen]
    return Estimate(
        hourly=max((dollars for dollars, _ in hours), default=0),
        whole=sum(dollars * length for dollars, length in hours),
        minutes=sum(one.minutes for one in chosen),
        region=known,
    )


def dollars(part: str, region: str) -> float:
    """Give the cost of one part."""
    return estimate([part], region).whole


def _hourly(made: Made, price: Price) -> float:
    task = made.cpu * price.cpu + made.memory * price.memory + ADDRESS
    return made.tasks * task + (LOAD_BALANCER + ADDRESSES * ADDRESS if made.balanced else 0)


def about(found: Estimate, region: str) -> str:
    """Write an estimate as sentences."""
    where = (
        ""
        if found.region == region
        else f", at the prices of {found.region}, since those of {region} are not known here"
    )
    return (
        f"about {found.minutes} minutes, at most {found.hourly:.2f} US dollars an hour and {found.whole:.2f} for the run{where}; "
        f"taxes, traffic and logs are not in it, and prices were read on {READ}"
    )
