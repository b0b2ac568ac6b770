"""Which services an exported stack holds, how they are reached, and what words mean."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service.type_tokens import SERVICE
from pulumi_ecs_express.planning.status import stack as of_stack
from pulumi_ecs_express.planning.status.choosing import is_arn, named, single
from pulumi_ecs_express.planning.status.stack import StackDomain, services_of, stack_name

ARN = "arn:aws:ecs:eu-west-1:123456789012:service/default/web-0a1b2c3"
SECRET = {of_stack.SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"}


def resource(kind: str, name: str, **outputs: Any) -> dict[str, Any]:
    """Give a resource as a state has it."""
    return {"type": kind, "urn": f"urn:pulumi:dev::shop::{kind}::{name}", "inputs": {"region": "x"}, "outputs": outputs}


def export(*resources: dict[str, Any]) -> dict[str, Any]:
    """Give an exported stack."""
    first = {"type": "pulumi:pulumi:Stack", "urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"}
    return {"version": 3, "deployment": {"resources": [first, *resources]}}


WEB = resource(SERVICE, "web", serviceArn=ARN)
API = resource(SERVICE, "api", serviceArn=ARN.replace("web", "api"), profile="prod", endpoints={"ecs": "http://e"})
DOMAIN = resource(of_stack.ASSOCIATION, "shop", serviceArn=ARN, hosts=["shop.example.com"], certificateArn="c1")
WAITING = resource(of_stack.VALIDATION, "new", hosts=["new.example.com"], certificateArn="c2")
VALIDATED = resource(of_stack.VALIDATION, "shop", hosts=["shop.example.com"], certificateArn="c1")


def test_services_come_with_the_way_to_them() -> None:
    """The Region is that of the ARN; what waits to be deleted is none, and the component itself is none."""
    component = resource("ecsexpress:index:ExpressGatewayService", "web")
    replaced = {**WEB, "delete": True}
    web, api = services_of(export(component, replaced, WEB, API))

    assert (web.resource, web.name, web.connection) == ("web", "web-0a1b2c3", Connection("eu-west-1"))
    assert api.connection == Connection("eu-west-1", "prod", frozenset({("ecs", "http://e")}))
    assert stack_name(export(WEB)) == "dev"


def test_credentials_of_a_program_are_noticed_and_not_read() -> None:
    """They are secrets; endpoints that are one are left out, too."""
    [web] = services_of(export(resource(SERVICE, "web", serviceArn=ARN, __credentials=SECRET, endpoints=SECRET)))

    assert web.own_credentials
    assert web.connection == Connection("eu-west-1")


@pytest.mark.parametrize(
    ("resources", "hosts"),
    [
        ((WEB, DOMAIN, VALIDATED), ["shop.example.com"]),
        ((WEB, DOMAIN, VALIDATED, WAITING), ["shop.example.com", "new.example.com"]),
        ((WEB, API, WAITING), []),
        ((WEB,), []),
    ],
    ids=["associated", "one waits for its certificate", "it is not known whose", "none"],
)
def test_domains_are_those_of_the_service(resources: tuple[dict[str, Any], ...], hosts: list[str]) -> None:
    """By their association; before there is one, only where no other service could be meant."""
    web = services_of(export(*resources))[0]

    assert [host for domain in web.domains for host in domain.hosts] == hosts
    assert not hosts or web.domains[0] == StackDomain(("shop.example.com",), "c1")


@pytest.mark.parametrize("state", [{}, {"deployment": {}}, {"deployment": {"resources": None}}])
def test_an_empty_stack_has_none(state: dict[str, Any]) -> None:
    """As the CLI writes it before the first `pulumi up`."""
    assert services_of(state) == []
    assert stack_name(state) is None


def test_words_name_services_by_program_by_aws_and_by_arn() -> None:
    """In this order; what nobody has, or two, is refused with what there is."""
    web, api = services = services_of(export(WEB, API))

    assert named("web", services) is web
    assert named("api-0a1b2c3", services) is api
    assert named(ARN, services) is web
    assert named("shop", services) is None
    assert is_arn(ARN)
    assert not is_arn("web")
    with pytest.raises(errors.ServiceNotNamed, match="names several services"):
        named("web", services_of(export(WEB, {**API, "urn": WEB["urn"]})))
    with pytest.raises(errors.ServiceNotNamed, match="web, api"):
        single(services)
    with pytest.raises(errors.ServiceNotNamed, match="no ExpressGatewayService"):
        single([])
    assert single([web]) is web
