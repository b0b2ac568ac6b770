"""Whether the last deployment of an update failed: AWS shows the service as healthy, on what it ran before."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.planning.rollout.failures import rollout_error
from pulumi_ecs_express.planning.rollout.state import RolloutState, judge_rollout
from pulumi_ecs_express.planning.service_update.notes import revision_name
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers.rollout.evidence import gather


def failed_deployment(services: EcsServices, arn: str, outputs: Mapping[str, Any]) -> errors.ExpressError | None:
    """Say that the last attempt failed, and why; None where it did not, or where another deployment came after it."""
    attempt = outputs.get("deploymentArn")
    last = next(iter(services.describe_deployments([attempt])), None) if attempt else None
    if last is None or not last.failed or services.deployments(arn)[:1] != [attempt]:
        return None
    revisions = services.describe_revisions([last.target_revision] if last.target_revision else [])
    attempted = next((found.task_definition_arn for found in revisions if found.task_definition_arn), "a revision")
    evidence = gather(services, arn, last.target_revision, last, tuple)
    state = RolloutState(last)
    return rollout_error(ServiceArn(arn).name, judge_rollout(last), state, revision_name(attempted), evidence)
