"""Services of App Runner."""

from typing import Any, Protocol


class AppRunner(Protocol):
    """Reads App Runner services."""

    region: str

    def read(self, arn: str) -> dict[str, Any] | None:
        """
        Read a service and what belongs to it.

        Returns:
            The members of AWS's answers under their names (``Service``, ``CustomDomains``, ``AutoScalingConfiguration``,
            ``VpcConnector``, ``ObservabilityConfiguration``, ``VpcIngressConnections``, ``Tags``); None where there is
            no such service.
        """
