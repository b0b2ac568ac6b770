"""
Writing hosts into a listener rule that others write too.

ELB has no conditional write, so a rule is read, changed as a whole, and read again after a pause: where somebody else has
written it in between, what is missing is written again, a bounded number of times.
"""

from dataclasses import dataclass

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import ListenerRule
from pulumi_ecs_express.planning.custom_domain.rule import HostChange, find_rule
from pulumi_ecs_express.ports import Call, Listeners
from pulumi_ecs_express.providers.custom_domain import claims
from pulumi_ecs_express.providers.polling import POLL_SECONDS, NotYet, every_poll, poll

WRITES = 5
"""Times that a rule is written before somebody else's writes are called a quarrel."""

POLLS_FOR_A_RULE = 24
"""Polls for a rule that was made moments ago and is not found yet: two minutes (terraform-provider-aws)."""


@dataclass(frozen=True)
class RuleOfService:
    """
    Where a service's hosts are.

    Attributes:
        arn: ARN of the rule, as ECS names it.
        listener: ARN of its listener.
        endpoint: The service's own host, by which the rule is found should its ARN have changed.
    """

    arn: str
    listener: str
    endpoint: str

    def find(self, listeners: Listeners) -> ListenerRule | None:
        """Read the rule; None where it is gone."""
        found = listeners.rule(self.arn)
        return found or find_rule(listeners.rules(self.listener) or [], self.arn, self.endpoint)

    def wait_for(self, listeners: Listeners, call: Call) -> ListenerRule:
        """Read a rule that must be there, although ELB may not know it yet."""

        def attempt() -> ListenerRule:
            found = self.find(listeners)
            if found is None:
                raise NotYet("waiting for the service's listener rule", self._missing)
            return found

        deadline = call.now() + POLLS_FOR_A_RULE * POLL_SECONDS()
        return poll(call, attempt, deadline, lambda _: self._missing(), every_poll)

    def _missing(self) -> errors.ListenerRuleMissing:
        return errors.ListenerRuleMissing(
            "the service has no listener rule to add the domain to",
            why=f"neither is there a rule {self.arn}, nor one with the host {self.endpoint}",
            remedy="run `pulumi up --refresh`; if the rule was deleted by hand, the service must be made again: "
            "pulumi up --replace its URN",
        )


def change_hosts(rule: RuleOfService, change: HostChange, listeners: Listeners, call: Call) -> None:
    """
    Have a rule hold some hosts, and not hold others, and verify it.

    Raises:
        errors.HostNotKept: Somebody else undoes it again and again.
    """
    for _ in range(WRITES):
        with claims.one_at_a_time(rule.listener):
            found = rule.find(listeners)
            if found is None or change.is_done(found):
                return
            call.say(change.progress)
            listeners.set_conditions(found.arn, change.conditions(found, rule.endpoint))
        if call.wait(POLL_SECONDS()):
            return  # Ctrl-C: it is written; the next refresh verifies it
    raise errors.HostNotKept(
        f"the listener rule does not keep {', '.join(change.hosts)}",
        why=f"written {WRITES} times, and each time somebody else has replaced the rule's hosts moments later",
        remedy="find who changes the rule (CloudTrail, ModifyRule), let them end, then run `pulumi up` again",
    )
