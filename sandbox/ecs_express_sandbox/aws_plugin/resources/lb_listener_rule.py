"""`aws:lb/listenerRule:ListenerRule`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources import lb_actions, lb_conditions
from ecs_express_sandbox.aws_plugin.resources.lb_type import LbType, tagged, tags_of
from ecs_express_sandbox.aws_plugin.values import Properties

MOST_RULES = 100
"""Rules of one load balancer, by default: so many may take the next priority at the same time (ALB guide, "Quotas")."""


class ListenerRule(LbType):
    """A rule, known to Pulumi by its ARN; one without a priority stands behind all others."""

    declaration = Declaration(
        token="aws:lb/listenerRule:ListenerRule",  # noqa: S106  # a type token
        inputs=frozenset({"actions", "conditions", "listenerArn", "priority"}),
        required=frozenset({"actions", "conditions", "listenerArn"}),
        computed=frozenset({"arn", "priority"}),
        immutable=frozenset({"listenerArn"}),
        one_form={"actions": lb_actions.one_form, "conditions": lb_conditions.one_form},
        filled={"actions": lb_actions.filled},
        tagged=True,
        regional=True,
    )
    gone = ("RuleNotFound", "ListenerNotFound")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it; where others make theirs at the same time, the next priority may be taken a moment later."""
        asked = {
            "ListenerArn": inputs["listenerArn"],
            "Conditions": lb_conditions.to_aws(inputs["conditions"]),
            "Actions": lb_actions.to_aws(inputs["actions"]),
            **tagged(inputs),
        }
        attempts = 1 if inputs.get("priority") else MOST_RULES
        while True:
            attempts -= 1
            priority = inputs.get("priority") or _next_priority(client, inputs["listenerArn"])
            try:
                return str(client.create_rule(**asked, Priority=priority)["Rules"][0]["RuleArn"])
            except client.exceptions.PriorityInUseException:
                if not attempts:
                    raise

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it, its target groups in the way in which the program gives them."""
        found = super().read(account, resource_id, known)
        if found is not None:
            found["actions"] = lb_actions.from_aws(found["actions"], known.get("actions"))
        return found

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it, its actions as ELBv2 gives them."""
        found = client.describe_rules(RuleArns=[resource_id])["Rules"]
        if not found:
            return None
        return {
            "actions": found[0]["Actions"],
            "arn": resource_id,
            "conditions": lb_conditions.from_aws(found[0]["Conditions"]),
            "listenerArn": listener_of(resource_id),
            "priority": _priority(found[0]),
            "tagsAll": tags_of(client, resource_id),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Change the priority, and of the rest what differs: what is not sent stays."""
        priority = new.get("priority")
        if priority and priority != old.get("priority"):
            client.set_rule_priorities(RulePriorities=[{"RuleArn": resource_id, "Priority": priority}])
        changed: dict[str, Any] = {}
        if lb_actions.one_form(old.get("actions"), old) != lb_actions.one_form(new["actions"], new):
            changed["Actions"] = lb_actions.to_aws(new["actions"])
        if lb_conditions.one_form(old.get("conditions"), old) != lb_conditions.one_form(new["conditions"], new):
            changed["Conditions"] = lb_conditions.to_aws(new["conditions"])
        if changed:
            client.modify_rule(RuleArn=resource_id, **changed)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_rule(RuleArn=resource_id)


def listener_of(rule: str) -> str:
    """Tell the ARN of a rule's listener."""
    return rule.replace(":listener-rule/", ":listener/").rpartition("/")[0]


def _priority(rule: dict[str, Any]) -> int:
    """Read a priority; the default rule has none."""
    return int(rule["Priority"]) if str(rule["Priority"]).isdigit() else 0


def _next_priority(client: Any, listener: str) -> int:
    pages = client.get_paginator("describe_rules").paginate(ListenerArn=listener)
    return max((_priority(rule) for page in pages for rule in page["Rules"]), default=0) + 1
