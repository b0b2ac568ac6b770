"""Subnets and security groups of a manifest."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.copilot.values import LOAD_BALANCED, Manifest, at
from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Kind
from pulumi_ecs_express.planning.conversion.readings import text_of
from pulumi_ecs_express.planning.program.python_source import Expression

OF_ENVIRONMENT = "Name=tag:copilot-application,Values=APP Name=tag:copilot-environment,Values=ENV"
PUBLIC, PRIVATE = "MapPublicIpOnLaunch", "!MapPublicIpOnLaunch"

SHARED = (
    "Express Mode puts tasks and load balancer into the same subnets, and private ones make the URL private: name the public subnets "
    "of the VPC to stay public. The tasks have public addresses there, and their security group admits the load balancer alone"
)
DEFAULT_VPC = (
    "Copilot runs the tasks in a VPC of its environment, Express Mode in the default VPC: set network_configuration with that VPC's "
    "public subnets if the service reaches something in it"
)
OWN_GROUP = (
    "tasks get no security group of the Copilot environment: add it to network_configuration.security_groups if databases or services "
    "there admit it (aws cloudformation list-exports, APP-ENV-EnvironmentSecurityGroup)"
)


def network(manifest: Manifest) -> dict[str, Any]:
    """Write ``network_configuration``."""
    vpc = at(manifest.tree, "network.vpc")
    private = bool(at(manifest.tree, "http.private"))
    made = {"subnets": _subnets(manifest, private), "security_groups": _groups(manifest)}
    denied = at(vpc, "security_groups.deny_default") is True
    connected = bool(vpc) or manifest.kind == LOAD_BALANCED
    if connected and not denied:
        manifest.draft.remark(Kind.CHECK, ("network", "vpc", "security_groups"), OWN_GROUP)
    if connected and not made["subnets"]:
        manifest.draft.remark(Kind.CHECK, ("network", "vpc", "placement"), DEFAULT_VPC)
    return {name: value for name, value in made.items() if value}


def _subnets(manifest: Manifest, private: bool) -> Any:
    placement, key = at(manifest.tree, "network.vpc.placement"), ("network", "vpc", "placement")
    subnets = at(placement, "subnets")
    if isinstance(subnets, list):
        manifest.draft.remark(Kind.CHECK, (*key, "subnets"), SHARED)
        return [text_of(one) for one in subnets]
    if isinstance(subnets, Mapping):
        filters = [
            f"Name=tag:{name},Values={_values(values)}" for name, values in (subnets.get("from_tags") or {}).items()
        ]
        return _asked(manifest, "subnets", "the subnets with these tags", " ".join(filters), None)
    if private:
        return _asked(manifest, "private-subnets", "private subnets of the environment's VPC", OF_ENVIRONMENT, PRIVATE)
    if placement == "private":
        manifest.draft.remark(Kind.DIFFERS, key, SHARED)
        return _asked(manifest, "public-subnets", "public subnets of the environment's VPC", OF_ENVIRONMENT, PUBLIC)
    if placement not in (None, "public"):
        manifest.draft.wrong(key, f"{placement!r} is no placement: write public, private, or a map with subnets")
    return None


def _values(values: Any) -> str:
    return ",".join(map(text_of, values)) if isinstance(values, list) else text_of(values)


def _asked(manifest: Manifest, name: str, means: str, filters: str, only: str | None) -> Expression:
    query = f"Subnets[{f'?{only}' if only else ''}].SubnetId"
    command = f"\"$(aws ec2 describe-subnets --filters {filters} --query '{query}' --output json)\""
    return manifest.draft.require_list(name, means, command)


def _groups(manifest: Manifest) -> Any:
    """Read a list, a map with a list, or exports."""
    written, key = at(manifest.tree, "network.vpc.security_groups"), ("network", "vpc", "security_groups")
    listed = written.get("groups") if isinstance(written, Mapping) and "groups" in written else written
    if isinstance(listed, Mapping):
        listed = [listed] if "from_cfn" in listed else []
    return [_group(manifest, (*key, index), one, index) for index, one in enumerate(listed or [])]


def _group(manifest: Manifest, key: Path, one: Any, index: int) -> Any:
    return manifest.value(key, one, f"security-group-{index + 1}", "a security group")
