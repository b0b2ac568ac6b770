"""Permissions of `ecs-express adopt`, which only reads; what a refresh of the service reads comes beside them."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import needed_by

COMMAND = "adopt"
"""What `--uses` says for it."""

WHEN = "ecs-express adopt"

_own = needed_by(COMMAND)

PERMISSIONS = (
    _own("ecs:DescribeServices", on.SERVICE, "tells which kind of service it is; its settings", WHEN, reads=True),
    _own("ecs:ListServices", on.EVERYTHING, "`--all`; says which services there are", WHEN, reads=True, required=False),
    _own("ecs:DescribeTaskDefinition", on.EVERYTHING, "tells who has written its task definition", WHEN, reads=True),
    _own("ec2:DescribeSubnets", on.EVERYTHING, "tells subnets that AWS chose from others", WHEN, reads=True, required=False),
)  # fmt: skip
