"""What a run has made beside its stacks' state, kind by kind: how it is found, by name and tag, and how it is deleted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from acceptance.account import TAG, Run

CLUSTER = "default"
OLDER_SECONDS = 3600
"""How much older than the run a role may be by AWS's clock and still be looked at; seconds."""


@dataclass(frozen=True)
class Kind:
    """
    A kind of resource.

    Attributes:
        name: In words.
        find: Lists those of a run, by name or ARN.
        delete: Deletes one.
        ends_late: Whether it is still found for a while after it was deleted.
    """

    name: str
    find: Callable[[Run], list[str]]
    delete: Callable[[Run, str], None]
    ends_late: bool = False


def _express_services(run: Run) -> list[str]:
    return [arn for arn in _services(run, "ECS") if _status(run, arn) != "INACTIVE"]


def _delete_express_service(run: Run, arn: str) -> None:
    run.note_service(arn.rpartition("/")[2])
    ecs = run.client("ecs")
    with contextlib.suppress(ecs.exceptions.ServiceNotActiveException):  # it is going already
        ecs.delete_express_gateway_service(serviceArn=arn)


def _status(run: Run, arn: str) -> str:
    try:
        found: Any = run.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]
        return str(found["status"]["statusCode"])
    except ClientError:
        return "INACTIVE"


def _classic_services(run: Run) -> list[str]:
    return _services(run, "CUSTOMER")


def _delete_classic_service(run: Run, arn: str) -> None:
    run.client("ecs").delete_service(cluster=CLUSTER, service=arn, force=True)


def _services(run: Run, management: str) -> list[str]:
    ecs = run.client("ecs")
    pages = ecs.get_paginator("list_services").paginate(cluster=CLUSTER, resourceManagementType=management)
    try:
        arns = [arn for page in pages for arn in page["serviceArns"]]
    except ecs.exceptions.ClusterNotFoundException:
        return []
    return [arn for arn in arns if arn.rpartition("/")[2].startswith(run.prefix) or _ecs_tag(run, arn) == run.id]


def _ecs_tag(run: Run, arn: str) -> str | None:
    tags = run.client("ecs").list_tags_for_resource(resourceArn=arn)["tags"]
    return next((tag.get("value") for tag in tags if tag["key"] == TAG), None)


def _task_definitions(run: Run) -> list[str]:
    """Find the revisions that AWS keeps of services that are gone, and those of the run's own families."""
    pages = run.client("ecs").get_paginator("list_task_definition_families")
    families = set[str]()
    for prefix in (run.prefix, *(f"{CLUSTER}-{name}" for name in run.services)):
        for page in pages.paginate(familyPrefix=prefix, status="ACTIVE"):
            families.update(page["families"])
    return [arn for family in sorted(families) for arn in _revisions(run, family)]


def _revisions(run: Run, family: str) -> Iterator[str]:
    for page in run.client("ecs").get_paginator("list_task_definitions").paginate(familyPrefix=family, status="ACTIVE"):
        yield from page["taskDefinitionArns"]


def _deregister(run: Run, arn: str) -> None:
    run.client("ecs").deregister_task_definition(taskDefinition=arn)


def _log_groups(run: Run) -> list[str]:
    """Find the log groups that AWS and this package make for a service, and those with the run's tag."""
    pages = run.client("logs").get_paginator("describe_log_groups").paginate()
    groups = [group for page in pages for group in page["logGroups"]]
    return [one["logGroupName"] for one in groups if _is_of_a_service(run, one["logGroupName"]) or _is_tagged(run, one)]


def _is_of_a_service(run: Run, name: str) -> bool:
    bases = [f"/aws/ecs/{CLUSTER}/{service}" for service in run.services]
    return any(name == base or name.startswith(f"{base}-") for base in bases)


def _is_tagged(run: Run, group: Mapping[str, Any]) -> bool:
    """Ask for the tags of a group that is no older than the run."""
    if group.get("creationTime", 0) / 1000 < run.started - OLDER_SECONDS:
        return False
    arn = str(group["arn"]).removesuffix(":*")
    return bool(run.client("logs").list_tags_for_resource(resourceArn=arn)["tags"].get(TAG) == run.id)


def _delete_log_group(run: Run, name: str) -> None:
    run.client("logs").delete_log_group(logGroupName=name)


def _roles(run: Run) -> list[str]:
    """Find the run's roles among those that are no older than it."""
    iam = run.client("iam")
    roles = [role for page in iam.get_paginator("list_roles").paginate() for role in page["Roles"]]
    young = [role["RoleName"] for role in roles if role["CreateDate"].timestamp() >= run.started - OLDER_SECONDS]
    return [name for name in young if name.startswith(run.prefix) or _role_tag(run, name) == run.id]


def _role_tag(run: Run, name: str) -> str | None:
    tags = run.client("iam").list_role_tags(RoleName=name)["Tags"]
    return next((tag["Value"] for tag in tags if tag["Key"] == TAG), None)


def _delete_role(run: Run, name: str) -> None:
    iam = run.client("iam")
    for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=attached["PolicyArn"])
    for inline in iam.list_role_policies(RoleName=name)["PolicyNames"]:
        iam.delete_role_policy(RoleName=name, PolicyName=inline)
    iam.delete_role(RoleName=name)


def _certificates(run: Run) -> list[str]:
    """Find the certificates of domains: those of services go with these."""
    acm = run.client("acm")
    listed = [
        one for page in acm.get_paginator("list_certificates").paginate() for one in page["CertificateSummaryList"]
    ]
    return [one["CertificateArn"] for one in listed if _certificate_tag(run, one["CertificateArn"]) == run.id]


def _certificate_tag(run: Run, arn: str) -> str | None:
    tags = run.client("acm").list_tags_for_certificate(CertificateArn=arn)["Tags"]
    return next((tag.get("Value") for tag in tags if tag["Key"] == TAG), None)


def _delete_certificate(run: Run, arn: str) -> None:
    run.client("acm").delete_certificate(CertificateArn=arn)


KINDS = (
    Kind("Express service", _express_services, _delete_express_service, ends_late=True),
    Kind("classic service", _classic_services, _delete_classic_service),
    Kind("task definition", _task_definitions, _deregister),
    Kind("log group", _log_groups, _delete_log_group),
    Kind("certificate", _certificates, _delete_certificate),
    Kind("role", _roles, _delete_role),
)
"""In the order in which they go: a service needs its roles until it is gone."""
