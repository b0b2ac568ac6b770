"""Where a service's tasks and its load balancer live."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import Model, mistake
from pulumi_ecs_express.model.fields.effect import Effect, Refuse, ResetTo
from pulumi_ecs_express.model.fields.types import SecurityGroupId, SubnetId


def _id_set(low: int, high: int, what: str, example: str) -> BeforeValidator:
    """Accept a list of IDs without order; AwsVpcConfiguration sets its bounds."""

    def as_set(value: Any) -> Any:
        if isinstance(value, str):
            raise mistake(f'is a single string; write a list, such as ["{example}"]')
        if isinstance(value, list | tuple | set | frozenset) and not low <= len(value) <= high:
            raise mistake(f"holds {len(value)} {what}; write {low} to {high}")
        return tuple(sorted(value, key=str)) if isinstance(value, list | tuple | set | frozenset) else value

    return BeforeValidator(as_set)


class NetworkConfiguration(Model):
    """Subnets and security groups; order means nothing in either."""

    subnets: Annotated[
        tuple[SubnetId, ...] | None,
        _id_set(2, 16, "subnets", "subnet-0abc1234"),
        Effect.UPDATE,
        Refuse("AWS has no way back to subnets of its own choice: write the subnets to use"),
    ] = None
    """Subnets for the tasks and the load balancer alike: all public, or all private, in two zones or more."""

    security_groups: Annotated[
        tuple[SecurityGroupId, ...] | None,
        _id_set(0, 5, "security groups", "sg-0abc1234"),
        Effect.UPDATE,
        ResetTo(()),
    ] = None
    """Security groups of the tasks, beside the one that AWS makes and attaches by itself."""
