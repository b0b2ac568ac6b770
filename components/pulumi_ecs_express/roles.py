"""The roles that the component makes where the program names none, each with the least access that works."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pulumi

from pulumi_ecs_express.model.fields.unknown import NONE
from pulumi_ecs_express.model.service.role import (
    ECS_PRINCIPAL,
    EXECUTION_POLICY,
    INFRASTRUCTURE_POLICY,
    TASKS_PRINCIPAL,
)
from pulumi_ecs_express.planning.permissions.scopes import role_stem
from pulumi_ecs_express.planning.permissions.secret_access import NOTHING_TO_READ, secret_access

if TYPE_CHECKING:
    import pulumi_aws as aws

LACKING_IN_INFRASTRUCTURE_POLICY = "ec2:DescribeAccountAttributes"
"""Version 6 of the managed policy lacks it, and in some accounts no load balancer can be made without it."""


@dataclass(frozen=True)
class MadeRole:
    """A role and all that must exist before the service does, and outlive it."""

    arn: pulumi.Output[str]
    needed: list[pulumi.Resource]


NAMING = ("secrets", "repositoryCredentials", "logConfiguration")
"""Members of a container that name secrets; the others stay out of the policy, since one that is secret would make it so."""


def execution_role(name: str, containers: Sequence[Any], region: Any, opts: pulumi.ResourceOptions) -> MadeRole:
    """Make the role by which ECS pulls images, writes logs, and reads exactly the secrets that the containers name."""
    role = _role(name, "execution", TASKS_PRINCIPAL, f"Runs the tasks of {name}", opts)
    needed = [role, _attachment(f"{name}-execution", role, EXECUTION_POLICY, opts)]
    naming = [found for found in map(_naming, containers) if found is not None]
    if naming:
        needed.append(_inline(name, "secrets", role, _secrets_policy(role, naming, region, opts), opts))
    return MadeRole(role.arn, needed)


def infrastructure_role(name: str, opts: pulumi.ResourceOptions) -> MadeRole:
    """Make the role by which ECS makes and changes what stands around the service."""
    role = _role(name, "infrastructure", ECS_PRINCIPAL, f"Makes what stands around {name}", opts)
    statement = {"Effect": "Allow", "Action": LACKING_IN_INFRASTRUCTURE_POLICY, "Resource": "*"}
    lacking = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return MadeRole(
        role.arn,
        [
            role,
            _attachment(f"{name}-infrastructure", role, INFRASTRUCTURE_POLICY, opts),
            _inline(name, "account-attributes", role, lacking, opts),
        ],
    )


def _role(component: str, use: str, service: str, description: str, opts: pulumi.ResourceOptions) -> "aws.iam.Role":
    """
    Make a role that takes its policies along at its end.

    IAM deletes no role that has one, and a put or attached policy whose answer was lost is in no state.
    """
    import pulumi_aws as aws

    name, stem = f"{component}-{use}", role_stem(component, use)
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return aws.iam.Role(
        name,
        assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        description=description,
        name_prefix=None if stem == name else f"{stem}-",
        force_detach_policies=True,
        opts=opts,
    )


def _attachment(name: str, role: "aws.iam.Role", policy: str, opts: pulumi.ResourceOptions) -> pulumi.Resource:
    import pulumi_aws as aws

    arn = role.arn.apply(lambda known: f"arn:{_place(known)[0]}:iam::aws:policy/{policy}")
    return aws.iam.RolePolicyAttachment(name, role=role.name, policy_arn=arn, opts=opts)


def _inline(
    name: str, of: str, role: "aws.iam.Role", policy: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> pulumi.Resource:
    """Put a policy under a name of its own: one whose answer was lost is put again, and not a second time."""
    import pulumi_aws as aws

    return aws.iam.RolePolicy(f"{name}-{of}", name=of, role=role.name, policy=policy, opts=opts)


def _naming(container: Any) -> Any:
    """Pick what may name secrets; None where nothing does, and a container that is an Output as a whole may."""
    if not isinstance(container, Mapping):
        return container if isinstance(container, pulumi.Output) else None
    members = {key: container.get(key) for key in NAMING}
    logs = members["logConfiguration"]
    if isinstance(logs, Mapping):
        members["logConfiguration"] = {"secretOptions": logs["secretOptions"]} if "secretOptions" in logs else None
    named = {key: member for key, member in members.items() if isinstance(member, pulumi.Output) or member}
    return named or None


def _secrets_policy(
    role: "aws.iam.Role", containers: Sequence[Any], region: Any, opts: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    return pulumi.Output.all(role.arn, containers, region if region is not None else _session_region(opts)).apply(
        lambda known: _policy_text(*known)
    )


def _session_region(opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    import pulumi_aws as aws

    return aws.get_region_output(opts=pulumi.InvokeOutputOptions(parent=opts.parent)).apply(lambda found: found.region)


def _place(arn: Any) -> tuple[str, str]:
    """Read partition and account off an ARN; in unit tests with mocks there may be none, and AWS's own partition counts."""
    parts = arn.split(":") if isinstance(arn, str) else []
    return (parts[1], parts[4]) if len(parts) > 4 else ("aws", "")


def _policy_text(role_arn: Any, containers: Any, region: Any) -> str:
    partition, account = _place(role_arn)
    sources = [source for container in containers for source in _sources(container)]
    return json.dumps(secret_access(sources, str(region), account, partition) or NOTHING_TO_READ)


def _sources(container: Any) -> list[str]:
    """List what a container, or a list of them, names in whichever form; what is wrong with it, the service's check says."""
    if isinstance(container, list | tuple):
        return [source for one in container for source in _sources(one)]
    members = container if isinstance(container, Mapping) else {}
    secrets, credentials, logs = (members.get(key) for key in NAMING)
    sources = list(secrets.values()) if isinstance(secrets, Mapping) else _listed(secrets)
    if isinstance(credentials, Mapping):
        sources += [credentials.get(key) for key in ("credentialsParameter", "credentials_parameter")]
    if isinstance(logs, Mapping):
        sources += _listed(logs.get("secretOptions"))
    return [source for source in sources if isinstance(source, str) and source != NONE]


def _listed(secrets: Any) -> list[Any]:
    """Read boto3's list; what is no such list is for the check of the service to refuse."""
    pairs = [entry for entry in secrets if isinstance(entry, Mapping)] if isinstance(secrets, list | tuple) else []
    return [entry.get("valueFrom", entry.get("value_from")) for entry in pairs]
