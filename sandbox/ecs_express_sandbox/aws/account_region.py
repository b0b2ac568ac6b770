"""One account in one Region: clients that see it, and ARNs of what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moto.utilities.utils import get_partition

from ecs_express_sandbox.aws.in_process_clients import Moto


@dataclass(frozen=True)
class AccountRegion:
    """Where a service lives."""

    moto: Moto
    account: str
    region: str

    @property
    def partition(self) -> str:
        """The partition of the Region."""
        return str(get_partition(self.region))

    def client(self, name: str) -> Any:
        """Return a boto3 client."""
        return self.moto.client(name, self.account, self.region)

    def arn(self, service: str, resource: str) -> str:
        """Write an ARN."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"
