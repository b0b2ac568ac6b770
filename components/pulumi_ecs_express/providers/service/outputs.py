"""The outputs of a service: what was declared under its own names, and beside it what AWS says."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS
from pulumi_ecs_express.model.service.observed import Configuration, ObservedService, Revision, ServiceArn
from pulumi_ecs_express.planning.rollout.failures import rollout_error
from pulumi_ecs_express.planning.rollout.state import RolloutState, judge_rollout, serving_configuration
from pulumi_ecs_express.ports import ExpressServices
from pulumi_ecs_express.providers.rollout.evidence import gather

NOT_SHOWN = frozenset({"environment", "command", "secrets"})
"""Kept out of ``inEffect``: a copy of a secret under another name would be stored in clear."""

OF_THE_SERVICE = {
    "service security group": "serviceSecurityGroups",
    "log group": "logGroups",
    "alarm": "metricAlarms",
    "scalable target": "scalableTarget",
    "scaling policy": "scalingPolicies",
    "target group": "targetGroups",
}
"""
Managed resources that an update may change, so they are outputs of the service and not of its ingress.

Target groups were seen to stay, which is not certain; so the ingress names them, and reads them again once these differ.
"""

SINGLE = frozenset({"scalableTarget"})


def outputs_of(
    services: ExpressServices,
    arn: str,
    declared: Mapping[str, Any],
    token: str,
    deployment: Deployment | None,
    service: ObservedService | None = None,
) -> dict[str, Any]:
    """Gather all outputs."""
    service = service or services.describe(arn)
    serving = (
        _newest(service) if declared.get("waitForRollout") is False else serving_configuration(service, deployment)
    )
    revisions = services.describe_revisions([serving.revision_arn] if serving else [])
    outputs = {**known_outputs(arn, declared, token, deployment), **_told(service, serving, revisions)}
    kept = without(outputs["inEffect"], declared.get(SECRET_ARGUMENTS) or ())
    return {**outputs, "inEffect": kept}


def without(settings: Mapping[str, Any], paths: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Leave out what a program has made secret: a copy under another name would be stored in clear."""
    kept = dict(settings)
    for top, *rest in paths:
        if rest and isinstance(kept.get(top), Mapping):
            kept[top] = without(kept[top], [rest])
        elif not rest:
            kept.pop(top, None)
    return kept


def known_outputs(arn: str, declared: Mapping[str, Any], token: str, deployment: Deployment | None) -> dict[str, Any]:
    """Return the outputs that are known without asking AWS: enough to go on from."""
    kept = {key: value for key, value in declared.items() if key != "__provider" and value is not None}
    known = {"serviceName": ServiceArn(arn).name, "serviceArn": arn, "ownerToken": token}
    return {**kept, **known, "deploymentArn": deployment.arn if deployment else None}


def _newest(service: ObservedService) -> Configuration | None:
    """Return the revision that is to serve: the one that an update without `wait_for_rollout` leads to."""
    return service.configurations[0] if service.configurations else None


def _told(service: ObservedService, serving: Configuration | None, revisions: Sequence[Revision]) -> dict[str, Any]:
    return {
        "serviceRevisionArn": serving.revision_arn if serving else None,
        "status": service.status.value,
        "statusReason": service.status_reason,
        "createdAt": _utc(service.created_at),
        "updatedAt": _utc(service.updated_at),
        "inEffect": _in_effect(serving) if serving else {},
        "managedResources": managed(revisions, OF_THE_SERVICE),
    }


def _in_effect(serving: Configuration) -> dict[str, Any]:
    settings = dict(serving.settings)
    if container := settings.get("primaryContainer"):
        settings["primaryContainer"] = {key: value for key, value in container.items() if key not in NOT_SHOWN}
    return {**settings, "taskDefinitionArn": serving.task_definition_arn, "createdAt": _utc(serving.created_at)}


def managed(revisions: Sequence[Revision], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Name the ARNs of the managed resources of these kinds."""
    found: dict[str, Any] = {}
    for kind, name in kinds.items():
        arns = sorted({resource.arn for revision in revisions for resource in revision.of_kind(kind) if resource.arn})
        if name in SINGLE:
            found[name] = arns[0] if arns else None
        else:
            found[name] = arns
    return found


def _utc(moment: datetime | None) -> str | None:
    """Write a time in RFC 3339 and UTC."""
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def failed_rollout(
    services: ExpressServices, service: ObservedService, last: Deployment | None, attempt: str | None
) -> errors.ExpressError | None:
    """Say that the last rollout of the declared settings failed, and why; None where it did not, or was not the last one."""
    if last is None or not last.failed or last.arn != attempt:
        return None
    revisions = services.describe_revisions([last.target_revision] if last.target_revision else [])
    attempted = next((found.image for found in revisions if found.image), "the declared settings")
    evidence = gather(
        services, service.arn, last.target_revision, last, lambda: services.describe(service.arn).configurations
    )
    return rollout_error(service.name, judge_rollout(last), RolloutState(last), attempted, evidence)
