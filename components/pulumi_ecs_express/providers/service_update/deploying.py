"""Moving a service to a revision, and its tags: no more than AWS's present answer calls for, and never twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service_update.next_step import Step, next_step
from pulumi_ecs_express.planning.service_update.notes import revision_name
from pulumi_ecs_express.providers.polling import every_poll, once_accepted, poll
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult, until_ended
from pulumi_ecs_express.providers.service_update.changing import ServiceChange
from pulumi_ecs_express.providers.service_update.presence import still_there


@dataclass
class Deploying(ServiceChange[str]):
    """
    One service on its way to one revision, whose ARN is what is wanted.

    Attributes:
        tags: Tags that the service is to have, beside those of others.
        dropped_tags: Keys of tags that the program no longer has.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    dropped_tags: Collection[str] = ()

    def bring(self, service: ObservedEcsService) -> RolloutResult:
        """Move the service to the revision, and wait for that."""

        def work(waited: bool) -> RolloutResult:
            self._retag(service)
            return self._bring(still_there(self.services, self.arn) if waited else service)

        return self.in_turn(work)

    def _retag(self, service: ObservedEcsService) -> None:
        """Set the tags that differ and take off those that the program no longer has; tags of others stay."""
        differing = {key: value for key, value in self.tags.items() if service.tags.get(key) != value}
        if differing:
            self.services.tag(self.arn, differing)
            self.changed = True
        if left := [key for key in self.dropped_tags if key in service.tags]:
            self.services.untag(self.arn, left)
            self.changed = True

    def _bring(self, service: ObservedEcsService) -> RolloutResult:
        latest = self.latest()
        if latest is not None and latest.going_back:
            until_ended(self.services, self.call, latest.arn, self.deadline)
            service, latest = still_there(self.services, self.arn), self.latest()
        step = next_step(service, latest, self.wanted, self.attempted, forced=self.forced)
        if step is Step.NOTHING:
            return RolloutResult(RolloutState(latest if latest and latest.successful else None))
        if step is Step.FOLLOW:
            return self._follow(service, service.revision)
        self.call.say("sending the update")
        return self._follow(service, self._send(service, force=self.forced or step is Step.DEPLOY_AGAIN))

    def _follow(self, service: ObservedEcsService, revision: str | None) -> RolloutResult:
        return self.follow(revision, revision_name(self.wanted), express=service.express)

    def _send(self, service: ObservedEcsService, *, force: bool) -> str | None:
        """Send the update, again while AWS takes none because of a deployment under way; give the revision's ARN."""
        accepted = once_accepted(
            lambda: self._send_once(service, force=force),
            errors.DeploymentUnderWay,
            "waiting for the end of a deployment: AWS takes no update before it",
        )
        return poll(self.call, accepted, self.deadline, self.interrupted, every_poll)

    def _send_once(self, service: ObservedEcsService, *, force: bool) -> str | None:
        before = service.primary.id if service.primary else None
        return self.sent(lambda: self._request(service, force=force), lambda: self._begun_since(before))

    def _begun_since(self, before: str | None) -> tuple[bool, str | None]:
        """Report whether a deployment of what is wanted has become PRIMARY since, and its revision."""
        service = still_there(self.services, self.arn)
        begun = service.primary is not None and service.primary.id != before
        return begun and service.definition == self.wanted, service.revision

    def _request(self, service: ObservedEcsService, *, force: bool) -> str | None:
        if service.express:
            return self.services.update_express(self.arn, self.wanted)
        return self.services.update(self.arn, self.wanted, force=force)
