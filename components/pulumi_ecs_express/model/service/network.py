"""Where a service's tasks and its load balancer live."""

from typing import Annotated

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.effect import Effect, Refuse, ResetTo
from pulumi_ecs_express.model.fields.id_sets import Sorted, id_set
from pulumi_ecs_express.model.fields.types import SecurityGroupId, SubnetId


class NetworkConfiguration(Model):
    """Subnets and security groups; order means nothing in either. AwsVpcConfiguration sets their bounds."""

    subnets: Annotated[
        tuple[SubnetId, ...] | None,
        id_set(2, 16, "subnets", "subnet-0abc1234"),
        Sorted,
        Effect.UPDATE,
        Refuse("AWS has no way back to subnets of its own choice: write the subnets to use"),
    ] = None
    """Subnets for the tasks and the load balancer alike: all public, or all private, in two zones or more."""

    security_groups: Annotated[
        tuple[SecurityGroupId, ...] | None,
        id_set(0, 5, "security groups", "sg-0abc1234"),
        Sorted,
        Effect.UPDATE,
        ResetTo(()),
    ] = None
    """Security groups of the tasks, beside the one that AWS makes and attaches by itself."""
