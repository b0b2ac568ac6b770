"""What the provider of an ingress does: read, and note that the engine knows the service now."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.service.observed import LoadBalancer, ObservedService, Revision, ServiceArn
from pulumi_ecs_express.ports import ExpressServices
from pulumi_ecs_express.providers import express_blocking, wire
from pulumi_ecs_express.providers.adapters import connect, connect_load_balancers
from pulumi_ecs_express.providers.creation import mark_finished
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.service.endpoint import with_endpoint
from pulumi_ecs_express.providers.service.outputs import managed
from pulumi_ecs_express.providers.service.presence import read_if_there

Properties = Mapping[str, Any]

KEYS = ("serviceArn", "subnets")
"""Another service, or other subnets, have another ingress."""

TARGET_GROUPS = "targetGroups"
"""What the service says of its target groups: where it names one that the ingress does not know, the ingress is read again."""

OF_OTHERS = "ofOthers"
"""Whether the service is somebody else's, whose mark stays as it is."""

OF_THE_INGRESS = {
    "load balancer": "loadBalancerArn",
    "listener": "listenerArn",
    "listener rule": "listenerRuleArn",
    "certificate": "certificateArn",
    "load balancer security group": "loadBalancerSecurityGroups",
    "target group": "targetGroupArns",
    "service security group": "serviceSecurityGroupId",
}
"""What stays the same while service and subnets do, by AWS's kinds: parts of the ingress, and what they lead to."""


def diff(call: EngineCall, _id: str, olds: Properties, news: Properties) -> DiffResult:
    """Replace it with its service; complete it where AWS was still making parts of it."""
    changed = [key for key in (*KEYS, *PROPERTIES) if _plain(news.get(key)) != _plain(olds.get(key))]
    replacing = [key for key in changed if key in KEYS]
    call.show(Difference(key, "update", replaces=key in KEYS) for key in changed)
    behind = olds.get("complete") is False or _has_other_groups(olds, news)
    return DiffResult(changes=bool(changed) or behind, replaces=replacing, delete_before_replace=True)


def _has_other_groups(olds: Properties, news: Properties) -> bool:
    """
    Tell whether an update has made a target group that the ingress does not know.

    Until the update has ended they are unknown, which counts as no change: the URL would be unknown in its preview.
    """
    reported = news.get(TARGET_GROUPS)
    if not isinstance(reported, list) or not all(isinstance(arn, str) for arn in reported):
        return False
    return reported != olds.get(TARGET_GROUPS) and not set(reported) <= set(olds.get("targetGroupArns") or [])


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else value


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Read the ingress, and take the unfinished mark off the service: the engine has saved it by now."""
    arn = str(props["serviceArn"])
    services = _services(props, arn)
    service = with_endpoint(services, call, arn)
    if not props.get(OF_OTHERS):
        mark_finished(service, services.tag)
    return CreateResult(arn, _outputs(props, services, service))


def _services(props: Properties, arn: str) -> ExpressServices:
    return connect(wire.connection(props, ServiceArn(arn).region))


def update(call: EngineCall, _id: str, _olds: Properties, news: Properties) -> UpdateResult:
    """Read again what was incomplete."""
    arn = str(news["serviceArn"])
    services = _services(news, arn)
    return UpdateResult(_outputs(news, services, with_endpoint(services, call, arn)))


def read(_call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Read the ingress; it is gone when its service is."""
    services = _services(props, id_)
    try:
        service = read_if_there(services, id_)
    except errors.ParameterRefused:
        if not express_blocking.was_blocked(services.connection, id_):
            raise
        return ReadResult(id_, {key: value for key, value in props.items() if key != "__provider"}, _inputs(props))
    if service is None or not service.alive:
        return ReadResult("", {})
    return ReadResult(id_, _outputs(props, services, service), _inputs(props))


def _inputs(props: Properties) -> dict[str, Any]:
    return {key: props[key] for key in (*KEYS, *PROPERTIES, TARGET_GROUPS, OF_OTHERS) if props.get(key) is not None}


def _outputs(props: Properties, services: ExpressServices, service: ObservedService) -> dict[str, Any]:
    revisions = services.describe_revisions([found.revision_arn for found in service.configurations])
    paths = service.ingress_paths
    way_in = {"url": paths[0].url, "endpoint": paths[0].endpoint, "accessType": paths[0].access_type} if paths else {}
    found = _resources(revisions)
    balancer = (
        connect_load_balancers(services.connection).find(found["loadBalancerArn"])
        if found.get("loadBalancerArn")
        else None
    )
    outputs = {**_inputs(props), **way_in, **found, **_address(balancer)}
    complete = bool(balancer) and all(outputs.get(name) for name in OF_THE_INGRESS.values())
    return {**outputs, "complete": complete}


def _address(balancer: LoadBalancer | None) -> dict[str, Any]:
    if balancer is None:
        return {}
    return {
        "loadBalancerDnsName": balancer.dns_name,
        "loadBalancerZoneId": balancer.zone_id,
        "loadBalancerAddressType": balancer.address_type,
    }


def _resources(revisions: list[Revision]) -> dict[str, Any]:
    """Name the resources: one of a kind but for security groups and target groups."""
    found = managed(revisions, OF_THE_INGRESS)
    several = ("loadBalancerSecurityGroups", "targetGroupArns")
    named = {name: arns if name in several else (arns[0] if arns else None) for name, arns in found.items()}
    group = named["serviceSecurityGroupId"]
    return {**named, "serviceSecurityGroupId": group.rpartition("/")[2] if group else None}
