"""What a service looks like while nothing happens, and how AWS answers for one that there is not."""

from __future__ import annotations

from botocore.exceptions import ClientError

from acceptance.observing.first_deployment import DESCRIBE
from acceptance.observing.probe import Probe, refusal

MARK = "AmazonECSManaged"


def look(probe: Probe) -> None:
    """Describe the service by all calls that answer an open question."""
    service, notes = probe.described(), probe.notes
    current = "last" if service.get("currentDeployment") else "absent"
    notes.found("current_deployment_at_rest", current, DESCRIBE, service.get("currentDeployment") or "absent")
    container = service["activeConfigurations"][0]["primaryContainer"]
    unset = "empty_list" if "command" in container else "absent"
    notes.found("unset_command", unset, DESCRIBE, {key: container[key] for key in ("command",) if key in container})
    tags = [tag["key"] for tag in probe.ecs.list_tags_for_resource(resourceArn=probe.arn)["tags"]]
    marked = "shown" if MARK in tags else "absent"
    notes.found("managed_tag_on_service", marked, "ecs:ListTagsForResource", tags)
    (classic,) = probe.ecs.describe_services(cluster=service["cluster"], services=[probe.arn])["services"]
    grace = int(classic.get("healthCheckGracePeriodSeconds") or 0)
    notes.found(
        "health_check_grace_period_seconds", grace, "ecs:DescribeServices", {"healthCheckGracePeriodSeconds": grace}
    )
    _target_groups(probe)
    _unknown_service(probe)


def _target_groups(probe: Probe) -> None:
    groups = probe.target_groups()
    elbv2 = probe.run.client("elbv2")
    found = elbv2.describe_target_groups(TargetGroupArns=groups)["TargetGroups"] if groups else []
    ports = sorted({one["Port"] for one in found})
    if ports == [80]:
        probe.notes.found("target_group_port", "80", "elbv2:DescribeTargetGroups", ports)
    elif ports == [probe.port]:
        probe.notes.found("target_group_port", "container_port", "elbv2:DescribeTargetGroups", ports)
    probe.notes.missing("target_group_port", f"the target groups have ports {ports}")


def _unknown_service(probe: Probe) -> None:
    unknown = f"{probe.arn}-unknown"
    try:
        probe.ecs.describe_express_gateway_service(serviceArn=unknown)
    except ClientError as error:
        code, words = refusal(error)
        form = "InvalidParameterException" if code == "InvalidParameterException" else "modelled"
        probe.notes.found("not_found", form, DESCRIBE, f"{code}: {words}")
    probe.notes.missing("not_found", "AWS describes a service that was never made")
