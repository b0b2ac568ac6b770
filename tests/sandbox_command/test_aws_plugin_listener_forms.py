"""The stand-in aws plugin's pure parts for listeners and rules: when two spellings are one, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from ecs_express_sandbox.aws_plugin import catalogue, plugin
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.resources import lb_actions, lb_conditions
from ecs_express_sandbox.aws_plugin.values import UNKNOWN

RULE = catalogue.RESOURCE_TYPES["aws:lb/listenerRule:ListenerRule"]


def forward(*groups: tuple[str, int], **more: Any) -> dict[str, Any]:
    """Write an action that forwards to target groups by weight."""
    return {"type": "forward", "forward": {"targetGroups": [{"arn": arn, "weight": n} for arn, n in groups], **more}}


def redirect(**parts: str) -> dict[str, Any]:
    """Write an action that redirects."""
    return {"type": "redirect", "redirect": {"statusCode": "HTTP_301", **parts}}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(forward(("a", 1), ("b", 2)), forward(("b", 2), ("a", 1)), True, id="order"),
        pytest.param(forward(("a", 1)), {"type": "forward", "targetGroupArn": "a"}, True, id="one-group"),
        pytest.param(forward(("a", 1)), {"type": "forward", "targetGroupArn": "b"}, False, id="another-group"),
        pytest.param(forward(("a", 1)), forward(("a", 2)), False, id="weight"),
        pytest.param(forward(("a", 1), stickiness={"duration": 5}), forward(("a", 1)), True, id="not-sticky"),
        pytest.param(
            forward(("a", 1), stickiness={"duration": 5, "enabled": True}), forward(("a", 1)), False, id="sticky"
        ),
        pytest.param(redirect(), redirect(host="#{host}", path="/#{path}"), True, id="as-asked-for"),
        pytest.param(redirect(), redirect(query=""), False, id="no-query"),
        pytest.param(redirect(), redirect(host="www.example.com"), False, id="host"),
        pytest.param({**redirect(), "order": 1}, redirect(), True, id="position"),
        pytest.param({**redirect(), "order": 2}, redirect(), False, id="another-position"),
    ],
)
def test_actions_are_compared_by_meaning(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    """What a program leaves out, and what ELBv2 adds, is no difference."""
    assert (lb_actions.one_form([one], {}) == lb_actions.one_form([other], {})) is same


@pytest.mark.parametrize(
    "action",
    [
        forward(("a", 1), ("b", 0)),
        forward(("a", 1), stickiness={"duration": 5, "enabled": True}),
        {"type": "forward", "targetGroupArn": "a"},
        redirect(port="443", protocol="HTTPS", query=""),
        {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}},
    ],
    ids=lambda action: next(name for name in action if name != "type"),
)
def test_an_action_that_is_sent_is_read_back(action: dict[str, Any]) -> None:
    """Also by an import, which knows of no program."""
    for known in ([action], None):
        read = lb_actions.from_aws(lb_actions.to_aws([action]), known)
        assert lb_actions.one_form(read, {}) == lb_actions.one_form([action], {})


def test_a_target_group_is_read_in_the_programs_own_way() -> None:
    """ELBv2 answers in both ways at once; of several groups no single ARN tells."""
    both = {
        "Type": "forward",
        "TargetGroupArn": "a",
        "ForwardConfig": {
            "TargetGroups": [{"TargetGroupArn": "a", "Weight": 1}],
            "TargetGroupStickinessConfig": {"Enabled": False},
        },
    }
    alone: dict[str, Any] = {"type": "forward", "targetGroupArn": "a"}
    several = {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": arn} for arn in "ab"]}}

    assert lb_actions.from_aws([both], [alone]) == [{"order": 1, **alone}]
    assert lb_actions.from_aws([both], [forward(("a", 1))]) == [{"order": 1, **forward(("a", 1))}]
    assert lb_actions.from_aws([several], [alone])[0]["targetGroupArn"] == ""


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"type": "authenticate-oidc", "authenticateOidc": {"clientId": "x"}}, "actions of type authenticate-oidc"),
        ({"type": "forward"}, "needs `forward` or `targetGroupArn`"),
        ({"type": "redirect"}, "needs `redirect`"),
    ],
)
def test_an_action_that_is_not_whole_or_not_known_is_refused(action: dict[str, Any], said: str) -> None:
    """Before anything is sent."""
    with pytest.raises(Refused, match=said):
        lb_actions.to_aws([action])


def test_conditions_are_read_back_and_have_no_order() -> None:
    """Nor have their values; ELBv2 may give those of a host beside what says more."""
    conditions: list[dict[str, Any]] = [
        {"hostHeader": {"values": ["b", "a"]}},
        {"pathPattern": {"regexValues": ["^/x"]}},
        {"httpHeader": {"httpHeaderName": "X", "values": ["1"]}},
        {"queryStrings": [{"key": "k", "value": "v"}, {"value": "w"}]},
    ]
    sent = lb_conditions.to_aws(conditions)

    assert lb_conditions.from_aws(sent) == conditions
    assert lb_conditions.from_aws([{"Field": "host-header", "Values": ["a"]}]) == [{"hostHeader": {"values": ["a"]}}]
    turned = [{"hostHeader": {"values": ["a", "b"]}}, *conditions[:0:-1]]
    assert lb_conditions.one_form(turned, {}) == lb_conditions.one_form(conditions, {})
    assert lb_conditions.one_form(turned[1:], {}) != lb_conditions.one_form(conditions, {})


@pytest.mark.parametrize(
    "condition", [{}, {"hostHeader": {"values": ["a"]}, "pathPattern": {"values": ["/"]}}], ids=["none", "two"]
)
def test_a_condition_says_one_thing(condition: dict[str, Any]) -> None:
    """Several belong into several conditions."""
    with pytest.raises(Refused, match="exactly one of hostHeader, httpHeader"):
        lb_conditions.to_aws([condition])


def test_a_target_group_that_is_not_known_yet_is_a_difference() -> None:
    """A preview fills in around it, and says where it changes."""
    state = {"actions": [{"order": 1, "type": "forward", "targetGroupArn": "a"}], "conditions": [], "listenerArn": "l"}
    old = {**state, "actions": [{"type": "forward", "targetGroupArn": "a"}]}
    unknown = lb_actions.filled([forward((UNKNOWN, 1))])  # type: ignore[arg-type]  # as values of a preview are

    verdict = plugin.diff(RULE, state, old, {**old, "actions": unknown})

    assert {path.partition("[")[0] for path in verdict.paths} == {"actions"}
    assert verdict.replaces == ()
    assert lb_actions.filled(UNKNOWN) is UNKNOWN
    assert lb_actions.filled([UNKNOWN, {"type": "redirect", "redirect": UNKNOWN}])[0] is UNKNOWN
