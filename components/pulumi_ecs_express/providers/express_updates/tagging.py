"""Taking the managed tag off a service and what is its own, and putting it back: no more than what is there calls for."""

from dataclasses import dataclass, field

from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.express_updates import BLOCKED
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.planning.managed_tag import Step, own_resources, steps
from pulumi_ecs_express.ports import Call, EcsServices, ResourceTags
from pulumi_ecs_express.providers.service_update.presence import read_if_there, still_there


@dataclass
class Tagging:
    """
    The tags of one service and of what belongs to it alone.

    Attributes:
        changed: Whether a change was sent.
    """

    services: EcsServices
    resources: ResourceTags
    arn: str
    changed: bool = field(default=False, init=False)

    def of_resources(self, service: ObservedEcsService) -> dict[str, dict[str, str]]:
        """Read the tags of what belongs to the service alone; while a deployment runs, two revisions have such resources."""
        revisions = [ServiceArn(service.arn).revision(deployment.id) for deployment in service.deployments]
        found = self.services.describe_revisions(list(dict.fromkeys(revisions)))
        return {arn: self.resources.tags(arn) for arn in own_resources(service.arn, found)}

    def bring(self, call: Call, wanted: str, *, was_blocked: bool, gone_is_fine: bool = False) -> None:
        """
        Change the tags, one after another, in the order in which whoever is interrupted can go on.

        Args:
            call: The engine's call.
            wanted: A value of ``express_updates``.
            was_blocked: Whether the program had Express updates blocked.
            gone_is_fine: Whether nothing is to be done for a service that is gone; else it must be there.
        """
        service = read_if_there(self.services, self.arn) if gone_is_fine else still_there(self.services, self.arn)
        if service is None:
            return
        resources = self.of_resources(service)
        call.say("taking Express Mode's tag off" if wanted == BLOCKED else "putting Express Mode's tag back")
        for step in steps(wanted, self.arn, service.tags, resources, was_blocked=was_blocked):
            self.changed = True
            self._take(step)

    def _take(self, step: Step) -> None:
        to = self.services if step.arn == self.arn else self.resources
        if step.added:
            to.tag(step.arn, step.added)
        if step.removed:
            to.untag(step.arn, step.removed)
