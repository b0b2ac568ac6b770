"""Permissions for `ecs-express status`, `logs` and `rollback`, which `--for` names."""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import Caller, Command, Permission, Roles

ALL = (Command.STATUS, Command.LOGS, Command.ROLLBACK)

_ALIKE = (
    Permission("ecs:DescribeExpressGatewayService", on.SERVICE, "reads the service", "always", ALL),
    Permission("ecs:ListServiceDeployments", on.SERVICE, "finds its deployments", "always", ALL),
    Permission("ecs:DescribeServiceDeployments", on.ROLLOUTS, "how they stand", "always", ALL),
    Permission(
        "ecs:DescribeServiceRevisions", on.ROLLOUTS, "revisions, and what AWS makes for them", "a deployment that runs",
        ALL,
    ),
    Permission("ecs:DescribeServices", on.SERVICE, "numbers of tasks; finds a service by name", "always", ALL),
)  # fmt: skip

_READ = (
    Permission("ecs:ListTasks", on.TASKS_OF_CLUSTER, "finds the tasks", "logs; a failed deployment", ALL),
    Permission("ecs:DescribeTasks", on.TASKS, "their revisions; why they stopped", "logs; a failed deployment", ALL),
    Permission(
        "ecs:DescribeTaskDefinition", on.EVERYTHING, "where containers log; what a revision runs", "as above", ALL
    ),
    Permission("logs:GetLogEvents", on.LOG_STREAMS, "lines of containers", "logs; a failed deployment", ALL),
    Permission(
        "logs:GetLogEvents", on.MADE_LOG_STREAMS, "the same", "as above", ALL, argument="log_retention_days"
    ),
    Permission("logs:GetLogEvents", on.OWN_LOG_STREAMS, "the same", "as above", ALL, argument="sidecars"),
    Permission(
        "acm:DescribeCertificate", on.CERTIFICATES, "state of a custom domain's certificate", "a stack with a domain",
        (Command.STATUS,), argument="CustomDomain",
    ),
)  # fmt: skip

# Whether UpdateExpressGatewayService asks for iam:PassRole where it is given a task definition is not known.
_ROLLBACK = (
    Permission(
        "ecs:StopServiceDeployment", on.ROLLOUTS, "rolls back the deployment that runs", "rollback", (Command.ROLLBACK,)
    ),
    Permission(
        "ecs:UpdateExpressGatewayService", on.SERVICE, "deploys the earlier task definition", "rollback",
        (Command.ROLLBACK,),
    ),
    Permission(
        "iam:PassRole", on.GIVEN_ROLES, "the roles of that definition, if AWS asks for it", "rollback", (Command.ROLLBACK,),
        caller=Caller.AWS, roles=Roles.GIVEN, required=False,
    ),
    Permission(
        "iam:PassRole", on.PASSED_MADE_ROLES, "the roles of that definition, if AWS asks for it", "rollback", (Command.ROLLBACK,),
        caller=Caller.AWS, roles=Roles.MADE, required=False,
    ),
)  # fmt: skip

PERMISSIONS = (*_ALIKE, *_READ, *_ROLLBACK)
