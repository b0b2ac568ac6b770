"""What classic ECS does with services that run no task, and so cost nothing."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from acceptance.observing.probe import Probe, refusal

UPDATE = "ecs:UpdateService"


def ask(probe: Probe) -> None:
    """Register a definition, make services without tasks, change them, and delete them."""
    definition = _definition(probe)
    tags = [{"key": key, "value": value} for key, value in probe.run.tags.items()]
    common = {"cluster": "default", "tags": tags}
    plain = probe.ecs.create_service(
        serviceName=f"{probe.run.prefix}-classic", taskDefinition=definition, desiredCount=0, launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": {"subnets": _subnets(probe)}}, **common,
    )["service"]  # fmt: skip
    _unchanged(probe, plain, definition)
    refused = _refused(probe, plain, healthCheckGracePeriodSeconds=60)
    form = "refused" if refused else "unused"
    probe.notes.found("grace_period_without_checks", form, UPDATE, refused or "taken")
    external = probe.ecs.create_service(
        serviceName=f"{probe.run.prefix}-external", desiredCount=0, deploymentController={"type": "EXTERNAL"}, **common
    )["service"]
    refused = _refused(probe, external, enableExecuteCommand=False)
    taken = "refused" if refused else "accepted"
    probe.notes.found("members_not_documented_for_controller", taken, UPDATE, refused or "taken")
    for made in (plain, external):
        probe.ecs.delete_service(cluster="default", service=made["serviceArn"], force=True)


def _definition(probe: Probe) -> str:
    """Register a container with an empty variable, and read it back."""
    answer = probe.ecs.register_task_definition(
        family=f"{probe.run.prefix}-classic", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256",
        memory="512", tags=[{"key": key, "value": value} for key, value in probe.run.tags.items()],
        containerDefinitions=[
            {"name": "app", "image": probe.image, "environment": [{"name": "EMPTY", "value": ""}, {"name": "A", "value": "1"}]}
        ],
    )["taskDefinition"]  # fmt: skip
    found = answer["containerDefinitions"][0]["environment"]
    kept = "kept" if any(one["name"] == "EMPTY" for one in found) else "dropped"
    probe.notes.found("empty_variables", kept, "ecs:RegisterTaskDefinition", found)
    return str(answer["taskDefinitionArn"])


def _unchanged(probe: Probe, service: dict[str, Any], definition: str) -> None:
    """Send the task definition that the service has."""
    before = _primary(service)
    after = _primary(
        probe.ecs.update_service(cluster="default", service=service["serviceArn"], taskDefinition=definition)["service"]
    )
    how = "ignored" if before == after else "deploy"
    probe.notes.found("unchanged_members", how, UPDATE, {"before": before, "after": after})


def _primary(service: dict[str, Any]) -> str:
    return next((str(one["id"]) for one in service.get("deployments") or [] if one["status"] == "PRIMARY"), "")


def _refused(probe: Probe, service: dict[str, Any], **members: Any) -> str:
    try:
        probe.ecs.update_service(cluster="default", service=service["serviceArn"], **members)
    except ClientError as error:
        return ": ".join(refusal(error))
    return ""


def _subnets(probe: Probe) -> list[str]:
    only = [{"Name": "default-for-az", "Values": ["true"]}]
    found = probe.run.client("ec2").describe_subnets(Filters=only)["Subnets"]
    return [one["SubnetId"] for one in found][:2]
