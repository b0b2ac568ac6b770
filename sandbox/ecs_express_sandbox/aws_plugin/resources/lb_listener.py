"""`aws:lb/listener:Listener`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources import lb_actions
from ecs_express_sandbox.aws_plugin.resources.lb_type import LbType, tagged, tags_of
from ecs_express_sandbox.aws_plugin.resources.one_call import stated
from ecs_express_sandbox.aws_plugin.values import Properties

SECURE = ("HTTPS", "TLS")


class Listener(LbType):
    """A listener, known to Pulumi by its ARN; that of an application load balancer speaks HTTP unless told otherwise."""

    declaration = Declaration(
        token="aws:lb/listener:Listener",  # noqa: S106  # a type token
        inputs=frozenset({"certificateArn", "defaultActions", "loadBalancerArn", "port", "protocol", "sslPolicy"}),
        required=frozenset({"defaultActions", "loadBalancerArn"}),
        computed=frozenset({"arn", "protocol", "sslPolicy"}),
        immutable=frozenset({"loadBalancerArn"}),
        one_form={"defaultActions": lb_actions.one_form},
        filled={"defaultActions": lb_actions.filled},
        tagged=True,
        regional=True,
    )
    gone = ("ListenerNotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        usual = {"Protocol": "HTTP"} if ":loadbalancer/app/" in inputs["loadBalancerArn"] else {}
        made = client.create_listener(
            LoadBalancerArn=inputs["loadBalancerArn"],
            DefaultActions=lb_actions.to_aws(inputs["defaultActions"]),
            **{**usual, **_stated(inputs)},
            **tagged(inputs),
        )
        return str(made["Listeners"][0]["ListenerArn"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it, its target groups in the way in which the program gives them."""
        found = super().read(account, resource_id, known)
        if found is not None:
            found["defaultActions"] = lb_actions.from_aws(found["defaultActions"], known.get("defaultActions"))
        return found

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it, its actions as ELBv2 gives them."""
        found = client.describe_listeners(ListenerArns=[resource_id])["Listeners"]
        return listener_outputs(client, found[0]) if found else None

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Change what differs: what is not sent stays."""
        before = _stated(old)
        changed: dict[str, Any] = {name: value for name, value in _stated(new).items() if before.get(name) != value}
        if lb_actions.one_form(old.get("defaultActions"), old) != lb_actions.one_form(new["defaultActions"], new):
            changed["DefaultActions"] = lb_actions.to_aws(new["defaultActions"])
        if changed:
            client.modify_listener(ListenerArn=resource_id, **changed)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, with its rules."""
        client.delete_listener(ListenerArn=resource_id)


def listener_outputs(client: Any, found: dict[str, Any]) -> Properties:
    """Read a listener, its actions as ELBv2 gives them; only a secure one has a policy and a certificate."""
    secure = found.get("Protocol") in SECURE
    shown = [one["CertificateArn"] for one in found.get("Certificates") or []] if secure else []
    return {
        "arn": found["ListenerArn"],
        "certificateArn": shown[0] if shown else "",
        "defaultActions": found["DefaultActions"],
        "loadBalancerArn": found["LoadBalancerArn"],
        "port": found.get("Port", 0),
        "protocol": found.get("Protocol", ""),
        "sslPolicy": found.get("SslPolicy", "") if secure else "",
        "tagsAll": tags_of(client, found["ListenerArn"]),
    }


def _stated(inputs: Properties) -> dict[str, Any]:
    said = stated(inputs, Port="port", Protocol="protocol", SslPolicy="sslPolicy")
    if inputs.get("certificateArn"):
        said["Certificates"] = [{"CertificateArn": inputs["certificateArn"]}]
    return said
