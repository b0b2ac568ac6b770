"""
ELBv2: the rules of listeners.

Words seen from AWS: number of values in aws-cdk #10065, both forms at once in aws-controllers-k8s #2759; the limits are
those of the API reference (CreateRule, HostHeaderConditionConfig). The number of rules is judged where they are made,
in ``aws/listeners``.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.protocol.request import Asked, Refused, constraint, repeated

LAST_PRIORITY = 50000
MOST_VALUES = 5
HOST = re.compile(r"[A-Za-z0-9*?.-]*\.[A-Za-z]+")
"""One dot at least, and only letters after the last."""

ONCE = {"host-header", "path-pattern", "http-request-method", "source-ip"}
"""Conditions that a rule has only one of."""

_CONFIGURATIONS = (
    "HostHeaderConfig",
    "PathPatternConfig",
    "HttpHeaderConfig",
    "HttpRequestMethodConfig",
    "QueryStringConfig",
    "SourceIpConfig",
)

Condition = dict[str, Any]


def _refused(message: str) -> Refused:
    return Refused("ValidationError", message)


def priority(asked: Asked) -> None:
    """From 1 to 50000, in each call that sets one."""
    pairs = [("priority", asked.parameters.get("Priority"))]
    for number, pair in enumerate(asked.listed("RulePriorities"), 1):
        pairs.append((f"rulePriorities.{number}.member.priority", pair.get("Priority")))
    for name, value in pairs:
        if value is not None and int(value) > LAST_PRIORITY:
            raise _refused(constraint(value, name, f"Member must have value less than or equal to {LAST_PRIORITY}"))
        if value is not None and int(value) < 1:
            raise _refused(constraint(value, name, "Member must have value greater than or equal to 1"))


def one_of_each(asked: Asked) -> None:
    """A second condition of the same kind is another value of the first."""
    counted = Counter(condition.get("Field") for condition in asked.listed("Conditions"))
    for field in sorted(field for field, count in counted.items() if field in ONCE and count > 1):
        raise _refused(f"A rule can have only one condition with field '{field}'")  # (ours)


def one_form(asked: Asked) -> None:
    """Values are given in one place."""
    for condition in asked.listed("Conditions"):
        if condition.get("Values") and condition.get("HostHeaderConfig"):
            words = "You cannot provide both Values and 'HostHeaderConfig' for a condition of type 'host-header'"
            raise _refused(words)


def number_of_values(asked: Asked) -> None:
    """Five in all conditions of a rule together."""
    if sum(len(_values(condition)) for condition in asked.listed("Conditions")) > MOST_VALUES:
        raise _refused(f"A rule can only have '{MOST_VALUES}' condition values")


def no_value_twice(asked: Asked) -> None:
    """Once is enough; in a host, small and capital letters are the same."""
    for condition in asked.listed("Conditions"):
        values = [str(value) for value in _values(condition)]
        if repeated(value.lower() if condition.get("Field") == "host-header" else value for value in values):
            raise _refused(f"A condition with field '{condition.get('Field')}' has the same value twice")  # (ours)


def _values(condition: Condition) -> list[Any]:
    configured = [condition.get(name) or {} for name in _CONFIGURATIONS]
    return [
        *(condition.get("Values") or []),
        *(value for found in configured for value in [*(found.get("Values") or []), *(found.get("RegexValues") or [])]),
    ]


def host_names(asked: Asked) -> None:
    """Letters, digits, hyphens, dots and the wildcards ``*`` and ``?``."""
    for condition in asked.listed("Conditions"):
        hosts = [*(condition.get("Values") or []), *((condition.get("HostHeaderConfig") or {}).get("Values") or [])]
        for host in hosts if condition.get("Field") == "host-header" else []:
            if not HOST.fullmatch(host):
                raise _refused(f"The host name '{host}' is not valid")  # (ours)


def default_rule(asked: Asked) -> None:
    """The default rule has no conditions."""
    try:
        (rule,) = asked.client("elbv2").describe_rules(RuleArns=[asked.text("RuleArn")])["Rules"]
    except ClientError:
        return
    if rule["IsDefault"] and asked.listed("Conditions"):
        raise Refused(
            "OperationNotPermitted", f"Default rule '{asked.text('RuleArn')}' cannot have conditions"
        )  # (ours)


CONDITIONS = (one_form, one_of_each, number_of_values, no_value_twice, host_names)
CREATE_RULE = (priority, *CONDITIONS)
MODIFY_RULE = (default_rule, *CONDITIONS)
