"""
What is not known for certain about Express Mode, as named settings: each has its behaviours and a default.

The default is what third parties observed on the real service; where nobody did, the more plain reading of the
documentation. A client that wants to be robust tries both. Read and written at ``/settings`` of the control API;
the environment variable ``ECS_EXPRESS_SANDBOX_SETTINGS`` (a JSON object) gives the values to start with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args, get_type_hints

ENVIRONMENT_VARIABLE = "ECS_EXPRESS_SANDBOX_SETTINGS"

RoleRefusal = Literal["cannot_assume_role", "not_authorized", "credentials_not_valid"]
"""The three forms in which ECS was seen to refuse a role that is too young (retried by terraform-provider-aws)."""


@dataclass(frozen=True)
class Settings:
    """One value per open question; durations are in simulated seconds."""

    role_propagation_seconds: float = 10
    """How long a new IAM role cannot be assumed yet. 0 switches it off."""

    role_refusal: RoleRefusal = "cannot_assume_role"
    """The words in which a role that cannot be assumed is refused."""

    endpoint_scheme: Literal["never", "always", "later"] = "never"
    """
    Whether ``ingressPaths[].endpoint`` carries ``https://``: seen bare (CloudFormation, ecspresso), with it, and first
    bare, then with it (terraform-provider-aws #47531).
    """

    managed_security_group: Literal["at_once", "late"] = "late"
    """
    When the security group of the service joins ``networkConfiguration.securityGroups``: with the create call, or once
    it is ACTIVE (terraform-provider-aws #47908: a refresh right after the create shows one more group).
    """

    first_deployment_bakes: bool = False
    """
    Whether the very first deployment serves the canary and bake times. Not documented; creating a service takes 5 to 9
    minutes by operators' notes, which leaves no room for them.
    """

    not_found: Literal["InvalidParameterException", "modelled"] = "InvalidParameterException"
    """
    How an unknown service is refused: ``InvalidParameterException`` with "Resource not found" (observed by
    terraform-provider-aws), or the exception that the API model declares for the call.
    """

    create_answer: Literal["complete", "brief"] = "complete"
    """Whether CreateExpressGatewayService answers the configuration too, or only what AWS's tutorial shows."""

    update_answer: Literal["partial", "complete"] = "partial"
    """Whether ``targetConfiguration`` of an update lacks the health check path (seen by operators) or holds all."""

    current_deployment_at_rest: Literal["absent", "last"] = "absent"
    """What ``currentDeployment`` is while nothing runs (absent: terraform-provider-aws #47377)."""

    group_members: Literal["merged", "replaced"] = "merged"
    """Whether a member left out of ``scalingTarget`` or ``networkConfiguration`` in an update keeps its value."""

    container_members: Literal["merged", "replaced"] = "merged"
    """Whether a member left out of ``primaryContainer`` in an update keeps its value (seen: merged)."""

    unset_command: Literal["empty_list", "absent"] = "empty_list"
    """How a command that was never set reads back (terraform-provider-aws #47436: as an empty list)."""

    settings_only_update: Literal["deploys", "in_place"] = "deploys"
    """Whether an update of only health check path, network or scaling target starts a deployment."""

    update_during_deployment: Literal["supersedes", "refused"] = "supersedes"
    """Whether an update while a deployment runs overtakes it, as in ECS at large, or is refused until it has ended."""

    superseded_deployment: Literal["STOPPED", "ROLLBACK_SUCCESSFUL"] = "STOPPED"
    """How a deployment ends that a later update overtakes."""

    deployment_visible_after_seconds: float = 0
    """How long a new deployment is missing from ListServiceDeployments and from the describe calls."""

    revision_visible_after_seconds: float = 0
    """How long a new revision is answered as MISSING by DescribeServiceRevisions."""

    stale_describe_seconds: float = 0
    """How long after an update DescribeExpressGatewayService still answers the old configuration alone."""

    inactive_visible_seconds: float = 3600
    """How long a deleted service can still be described as INACTIVE."""

    stopped_task_visible_seconds: float = 3600
    """How long a stopped task can still be listed and described; AWS promises an hour at least."""

    deployment_configuration_update: Literal["accepted", "refused", "small_form_only"] = "accepted"
    """
    Whether UpdateService may change ``deploymentConfiguration`` of an Express service, its strategy aside: also as it
    reads back, not at all, or only without the percentages, as in AWS's example. Operators switched alarms off by it;
    ecspresso found the structure refused.
    """

    unchanged_strategy: Literal["refused", "accepted"] = "refused"
    """
    Whether UpdateService takes the ``strategy`` of an Express service if it is the one that the service has. AWS's example
    leaves it out, and AWS says that it cannot be changed.
    """

    deployment_configuration_members: Literal["replaced", "merged"] = "replaced"
    """Whether what UpdateService leaves out of ``deploymentConfiguration`` is lost (observed) or keeps its value."""

    managed_tag_on_service: Literal["absent", "shown"] = "absent"
    """
    Whether a new Express service itself lists the tag ``AmazonECSManaged``, as its managed resources do. The acceptance
    tests of terraform-provider-aws read a service's tags exactly and find none; AWS's text on removing it names none.
    """

    describe_without_managed_tag: Literal["answered", "refused"] = "answered"
    """
    Whether DescribeExpressGatewayService answers for a service that the managed tag was removed from. AWS says only that
    it can no longer "identify and operate on it as an Express Mode service".
    """

    unmarked_resource: Literal["works", "stuck"] = "works"
    """
    Whether Express Mode changes and deletes a managed resource that has lost the managed tag. The managed policy (version 6)
    has the tag as its condition, which lets a deployment or deletion wait for it; nobody has reported that.
    """

    enforce_iam: bool = False
    """
    Whether calls are refused that the caller's IAM policies do not allow. Who has no user, role or session of the
    sandbox's IAM counts as the account's root user.
    """

    health_check_grace_period_seconds: int = 0
    """Seen as 0 in live services; the developer guide says 300."""

    health_check_change: Literal["modified", "new_target_group"] = "modified"
    """
    What an update of health check path or port does to the free target group. Both groups were seen to stay as long as
    their service lives; yet the managed policy of the infrastructure role (version 6) has no ``ModifyTargetGroup``.
    """

    target_group_port: Literal["80", "container_port"] = "80"
    """The port of the target groups themselves: 80 was seen, the developer guide calls it configurable."""

    added_hosts_on_update: Literal["kept", "dropped"] = "kept"
    """
    Whether an update that deploys leaves hosts on the service's rule that somebody added by ModifyRule, or puts its
    condition back to the endpoint when traffic begins to shift. AWS documents the first; operators report both.
    """

    listener_change_seconds: float = 0
    """
    How long the load balancers go on by the hosts of a rule and the certificates of a listener as they were before a change:
    AWS says "a few minutes" (developer guide, "Updating resources outside of Express Mode").
    """

    account_attributes_needed: bool = False
    """
    Whether making a load balancer needs ``ec2:DescribeAccountAttributes``, which the managed policy (version 6) lacks;
    seen in some accounts only.
    """

    certificates_per_load_balancer: int = 25
    """How many certificates the listeners of a load balancer show besides the default ones. AWS raises it on request."""

    exit_after_start: Literal["counted", "not_counted"] = "counted"
    """
    Whether a task of a classic service that ends by itself after it was RUNNING, and before it was healthy, counts for the
    circuit breaker. The API model counts tasks that are not healthy after 40 s; containers-roadmap #1206 reports crash
    loops that were never counted.
    """

    unchanged_members: Literal["ignored", "deploy"] = "ignored"
    """
    Whether a member of UpdateService that starts a deployment does so with the value that it has already. Not documented;
    deploy-task-definition finds no new deployment for the same task definition.
    """

    members_not_documented_for_controller: Literal["refused", "accepted"] = "refused"
    """
    Whether UpdateService takes members of a CODE_DEPLOY or EXTERNAL service of which AWS's pages do not say so:
    ``enableExecuteCommand``, ``availabilityZoneRebalancing``, an unchanged ``capacityProviderStrategy``, all of
    ``deploymentConfiguration`` with EXTERNAL, and what is no percentage in it with CODE_DEPLOY. "You can update only"
    (API reference) says no; clients report neither.
    """

    controller_change: Literal["code_deploy_to_ecs", "refused"] = "code_deploy_to_ecs"
    """
    Whether UpdateService may move a service from CODE_DEPLOY to ECS: terraform-provider-aws sends it. Which other moves
    there are is not documented; here there are none.
    """

    emptied_members: Literal["cleared", "ignored"] = "cleared"
    """
    What an empty list does in ``vpcLatticeConfigurations``, ``volumeConfigurations``, ``gatewayConnectors`` and
    ``monitoring``. Documented for load balancers, registries and placement only.
    """

    grace_period_without_checks: Literal["unused", "refused"] = "unused"
    """
    What ``healthCheckGracePeriodSeconds`` does on a classic service that has no health check: the API model says that it
    is unused, until 2023 it was refused (terraform-provider-aws #31104).
    """

    empty_variables: Literal["kept", "dropped"] = "kept"
    """
    Whether a registered task definition keeps a variable with an empty value: seen kept (deploy-task-definition #216) and
    dropped (terraform-provider-aws #39533).
    """

    environment_file_conflict: Literal["first", "last"] = "last"
    """
    Which file's value counts where several environment files have the same variable. "They're processed from the top
    down" (API model) and "like a native Docker env-file" say the last; neither says it outright.
    """

    default_vpc: bool = True
    """Whether the account has a default VPC in each Region. Read when a Region is first used."""

    check_responses: bool = False
    """Whether each Express answer is checked against botocore's output shape; one that does not fit is a failure."""

    def changed(self, values: Mapping[str, Any]) -> Settings:
        """Return the settings with some values changed; a name or a value that does not exist is a ``ValueError``."""
        for name, value in values.items():
            _check(name, value)
        return replace(self, **values)

    def as_dict(self) -> dict[str, Any]:
        """List every setting with its value."""
        return asdict(self)


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read the settings to start with."""
    return Settings().changed(json.loads(environment.get(ENVIRONMENT_VARIABLE) or "{}"))


def _check(name: str, value: Any) -> None:
    if name not in {field.name for field in fields(Settings)}:
        raise ValueError(f"there is no setting {name!r}")
    hint = get_type_hints(Settings)[name]
    if choices := get_args(hint):
        fits = value in choices
    elif hint is bool:
        fits = isinstance(value, bool)
    else:
        fits = isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0
    if not fits:
        raise ValueError(f"setting {name!r} cannot be {value!r}; it takes {choices or hint.__name__}")
