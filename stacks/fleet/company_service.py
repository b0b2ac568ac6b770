"""A service as this company has them: a component of one's own around `ExpressGatewayService`."""

import pulumi
from fleet_file import Service

import pulumi_ecs_express as express

MIN_TASKS_IN_PRODUCTION = 2
MAX_TASKS = 10


class CompanyService(pulumi.ComponentResource):
    """
    An Express Mode service with the company's defaults: name, tags, log retention, number of tasks, protection.

    A service that a program already has moves in here without a change at AWS, by an alias that says where it was:
    ``aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)]`` in the options of the service below.
    """

    url: pulumi.Output[str]
    service: express.ExpressGatewayService

    def __init__(
        self, name: str, declared: Service, *, production: bool, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("company:index:Service", name, None, opts)
        container: express.PrimaryContainerArgs = {"image": declared.image, "environment": declared.environment}
        if declared.port is not None:
            container["container_port"] = declared.port
        arguments: express.ExpressGatewayServiceArgs = {
            "primary_container": container,
            "scaling_target": _tasks(declared, production=production),
            "tags": {"team": declared.team, "service": name, "stack": pulumi.get_stack()},
            "log_retention_days": declared.log_retention_days,
            "clean_up": ["task_definitions"],
        }
        if declared.health_check_path is not None:
            arguments["health_check_path"] = declared.health_check_path
        if declared.cpu is not None:
            arguments["cpu"] = declared.cpu
        if declared.memory is not None:
            arguments["memory"] = declared.memory
        own = pulumi.ResourceOptions(parent=self, protect=production)
        self.service = express.ExpressGatewayService(f"{declared.team}-{name}", arguments, own)
        self.url = self.service.url
        self.register_outputs({"url": self.url})


def _tasks(declared: Service, *, production: bool) -> express.ScalingTargetArgs:
    """Take what the file says, and otherwise the company's numbers; production never has fewer than two tasks."""
    fewest = declared.tasks.min or 1
    if production:
        fewest = max(fewest, MIN_TASKS_IN_PRODUCTION)
    return {"min_task_count": fewest, "max_task_count": max(declared.tasks.max or MAX_TASKS, fewest)}
