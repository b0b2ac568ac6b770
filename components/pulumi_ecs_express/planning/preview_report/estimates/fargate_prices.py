"""
Prices of Fargate for Linux, on demand, in US dollars: what one vCPU and one GB cost for an hour, by Region and architecture.

Only Regions whose prices were found published are here; a service in another one gets no estimate. Source: AWS's "AWS Fargate
pricing", as quoted in public price lists and guides of 2025 and 2026, read 2026-11-28. Taxes, Savings Plans, Spot, storage
beyond 20 GB, public IPv4 addresses, the load balancer, logs and traffic are not in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

READ = "2026-11-28"

HOURS = 730
"""Hours of a month, as AWS's pricing calculator counts them."""


@dataclass(frozen=True)
class Price:
    """Dollars for an hour."""

    cpu: float
    memory: float


X86, ARM = "X86_64", "ARM64"

PRICES: Mapping[tuple[str, str], Price] = MappingProxyType({
    ("us-east-1", X86): Price(0.04048, 0.004445),
    ("us-east-1", ARM): Price(0.03238, 0.00356),
    ("us-west-2", X86): Price(0.04048, 0.004445),
    ("ap-southeast-2", X86): Price(0.04856, 0.00532),
    ("ap-southeast-2", ARM): Price(0.03885, 0.00426),
    ("sa-east-1", X86): Price(0.0696, 0.0076),
    ("sa-east-1", ARM): Price(0.0557, 0.00612),
})  # fmt: skip
