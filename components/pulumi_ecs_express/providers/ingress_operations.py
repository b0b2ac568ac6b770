"""What the provider of an ingress does: read, and note that the engine knows the service now."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.observed import ObservedService, Revision, ServiceArn
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.adapters import connect, connect_load_balancers
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.outputs import managed
from pulumi_ecs_express.providers.presence import read_if_there
from pulumi_ecs_express.providers.waiting import POLL_SECONDS

Properties = Mapping[str, Any]

KEYS = ("serviceArn", "subnets")
"""Another service, or other subnets, have another ingress."""

TARGET_GROUPS = "targetGroups"
"""What the service says of its target groups: where it names one that the ingress does not know, the ingress is read again."""

OF_THE_INGRESS = {
    "load balancer": "loadBalancerArn",
    "listener": "listenerArn",
    "listener rule": "listenerRuleArn",
    "certificate": "certificateArn",
    "load balancer security group": "loadBalancerSecurityGroups",
    "target group": "targetGroupArns",
}

LOOKS = 24
"""Looks at a service that has no endpoint yet; a service that was waited for has one."""


def diff(call: EngineCall, olds: Properties, news: Properties) -> DiffResult:
    """Replace it with its service; complete it where AWS was still making parts of it."""
    changed = [key for key in KEYS if _plain(news.get(key)) != _plain(olds.get(key))]
    call.show(Difference(key, "update", replaces=True) for key in changed)
    behind = olds.get("complete") is False or _has_other_groups(olds, news)
    return DiffResult(changes=bool(changed) or behind, replaces=changed, delete_before_replace=True)


def _has_other_groups(olds: Properties, news: Properties) -> bool:
    """
    Tell whether an update has made a target group that the ingress does not know.

    Until the update has ended they are unknown, which counts as no change: the URL would be unknown in its preview.
    """
    told = news.get(TARGET_GROUPS)
    if not isinstance(told, list) or not all(isinstance(arn, str) for arn in told):
        return False
    return told != olds.get(TARGET_GROUPS) and not set(told) <= set(olds.get("targetGroupArns") or [])


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else value


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Read the ingress, and take the unfinished mark off the service: the engine has saved it by now."""
    arn = str(props["serviceArn"])
    services = connect(ServiceArn(arn).region)
    service = _with_endpoint(call, arn)
    owner = ownership.parse(service.tags.get(ownership.TAG))
    if owner is not None and owner.unfinished:
        services.tag(arn, {ownership.TAG: owner.finished().tag()})
    return CreateResult(arn, _outputs(props, service))


def _with_endpoint(call: EngineCall, arn: str) -> ObservedService:
    services = connect(ServiceArn(arn).region)
    for _ in range(LOOKS):
        service = services.describe(arn)
        if _paths(service):
            return service
        call.say("waiting for AWS to give the service an endpoint")
        if call.wait(POLL_SECONDS()):
            break
    raise errors.RolloutTimedOut(
        f"service {ServiceArn(arn).name} has no endpoint yet",
        why="AWS has not made its load balancer's listener rule",
        remedy="run `pulumi up` again",
    )


def update(call: EngineCall, news: Properties) -> UpdateResult:
    """Read again what was incomplete."""
    return UpdateResult(_outputs(news, _with_endpoint(call, str(news["serviceArn"]))))


def read(id_: str, props: Properties) -> ReadResult:
    """Read the ingress; it is gone when its service is."""
    inputs = {key: props[key] for key in (*KEYS, TARGET_GROUPS) if props.get(key) is not None}
    service = read_if_there(connect(ServiceArn(id_).region), id_)
    if service is None or not service.alive:
        return ReadResult("", {})
    return ReadResult(id_, _outputs(inputs, service), inputs)


def _paths(service: ObservedService) -> list[Any]:
    return [path for configuration in service.configurations for path in configuration.ingress_paths]


def _outputs(props: Properties, service: ObservedService) -> dict[str, Any]:
    inputs = {key: props[key] for key in (*KEYS, TARGET_GROUPS) if props.get(key) is not None}
    region = ServiceArn(service.arn).region
    revisions = connect(region).describe_revisions([found.revision_arn for found in service.configurations])
    paths = _paths(service)
    way_in = {"url": paths[0].url, "endpoint": paths[0].endpoint, "accessType": paths[0].access_type} if paths else {}
    found = _resources(revisions)
    balancer = (
        connect_load_balancers(region).address(found["loadBalancerArn"]) if found.get("loadBalancerArn") else None
    )
    address = {"loadBalancerDnsName": balancer[0], "loadBalancerZoneId": balancer[1]} if balancer else {}
    outputs = {**inputs, **way_in, **found, **address}
    complete = bool(balancer) and all(outputs.get(name) for name in OF_THE_INGRESS.values())
    return {**outputs, "complete": complete}


def _resources(revisions: list[Revision]) -> dict[str, Any]:
    """Name the resources: one of a kind but for security groups and target groups."""
    found = managed(revisions, OF_THE_INGRESS)
    several = ("loadBalancerSecurityGroups", "targetGroupArns")
    return {name: arns if name in several else (arns[0] if arns else None) for name, arns in found.items()}
