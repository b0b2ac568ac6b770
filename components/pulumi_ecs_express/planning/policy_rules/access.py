"""Whether a service can be reached from the internet: subnets say so before it is made, its endpoint afterwards."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_ecs_express.planning.policy_rules.containers import Properties, entries

PUBLIC = "PUBLIC"
"""Access type of an endpoint. Source: ExpressGatewayServiceAccessType in botocore's ECS model 1.44.5."""


def public_by_declaration(properties: Properties, *, private_subnets: Sequence[str]) -> Iterator[str]:
    """
    Say that a service is public, as far as its declaration shows that.

    Args:
        properties: Those of the service.
        private_subnets: The subnets that it may use; empty if any may be, whose routes nobody knows here.
    """
    network = properties.get("networkConfiguration", {})
    if not isinstance(network, Mapping):
        return
    if "subnets" not in network:
        yield (
            "network_configuration.subnets: without them AWS uses the default VPC's public subnets, so the service is reachable "
            "from the internet: write private subnets"
        )
    used = [one for one in entries(network.get("subnets")) if isinstance(one, str)]
    if private_subnets and (others := [one for one in used if one not in private_subnets]):
        yield (
            f"network_configuration.subnets: {', '.join(others)} {'is' if len(others) == 1 else 'are'} none of the allowed "
            f"private subnets: use {', '.join(private_subnets)}"
        )


def public_endpoint(properties: Properties) -> Iterator[str]:
    """Say that an ingress is public, as AWS reports it."""
    if properties.get("accessType") == PUBLIC:
        endpoint = properties.get("endpoint")
        where = f" at {endpoint}" if isinstance(endpoint, str) else ""
        yield (
            f"the service is reachable from the internet{where}: its subnets route to an internet gateway; "
            "write private subnets in network_configuration.subnets"
        )
