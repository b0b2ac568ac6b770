"""ECS: how much one question about deployments may ask. Limits: API model; the words are (ours)."""

from __future__ import annotations

from ecs_express_sandbox.protocol.request import Asked, Refused

MOST_ARNS = 20
MOST_RESULTS = 100


def results(asked: Asked) -> None:
    """ListServiceDeployments answers 1 to 100 at a time."""
    wanted = asked.parameters.get("maxResults")
    if wanted is not None and not 1 <= int(wanted) <= MOST_RESULTS:
        raise Refused("InvalidParameterException", f"maxResults must be between 1 and {MOST_RESULTS}.")


def deployments(asked: Asked) -> None:
    """DescribeServiceDeployments takes 20 ARNs at a time."""
    if len(asked.listed("serviceDeploymentArns")) > MOST_ARNS:
        words = f"You can specify up to {MOST_ARNS} service deployment ARNs."
        raise Refused("InvalidParameterException", words)
