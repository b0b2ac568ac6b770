"""Where a service's tasks and its load balancer live."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from pulumi_ecs_express.model.fields.base import Model, mistake
from pulumi_ecs_express.model.fields.effect import Effect, Refuse, ResetTo
from pulumi_ecs_express.model.fields.types import SecurityGroupId, SubnetId


def _id_set(low: int, high: int, what: str, example: str) -> BeforeValidator:
    """Accept a list of IDs without order; AwsVpcConfiguration sets its bounds."""

    def in_bounds(value: Any) -> Any:
        if isinstance(value, str):
            raise mistake(f'is a single string; write a list, such as ["{example}"]')
        if not isinstance(value, list | tuple | set | frozenset):
            return value
        if twice := sorted({one for one in value if isinstance(one, str) and list(value).count(one) > 1}):
            raise mistake(f"names {', '.join(twice)} twice; {what} are a set: write each once")
        if not low <= len(value) <= high:
            raise mistake(f"holds {len(value)} {what}; write {low} to {high}")
        return value

    return BeforeValidator(in_bounds)


Sorted = AfterValidator(lambda ids: None if ids is None else tuple(sorted(ids, key=str)))
"""Puts IDs in one order, so that two lists of the same ones are equal."""


class NetworkConfiguration(Model):
    """Subnets and security groups; order means nothing in either."""

    subnets: Annotated[
        tuple[SubnetId, ...] | None,
        _id_set(2, 16, "subnets", "subnet-0abc1234"),
        Sorted,
        Effect.UPDATE,
        Refuse("AWS has no way back to subnets of its own choice: write the subnets to use"),
    ] = None
    """Subnets for the tasks and the load balancer alike: all public, or all private, in two zones or more."""

    security_groups: Annotated[
        tuple[SecurityGroupId, ...] | None,
        _id_set(0, 5, "security groups", "sg-0abc1234"),
        Sorted,
        Effect.UPDATE,
        ResetTo(()),
    ] = None
    """Security groups of the tasks, beside the one that AWS makes and attaches by itself."""
