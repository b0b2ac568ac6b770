"""What AWS does while a service is made: roles that are too young, answers that are not complete, the first deployment."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from acceptance.observing.probe import ENDED, ROLLOUT_SECONDS, Probe, refusal
from acceptance.pace import until

ROLE_SECONDS = 300
"""How long a role may stay unusable; seconds."""

BAKE_SECONDS = 60
"""A stage of this length was served and not passed through; Express Mode's bake takes three minutes."""

LOOK_SECONDS = 10
"""Between two looks at a deployment."""

CREATE = "ecs:CreateExpressGatewayService"
DESCRIBE = "ecs:DescribeExpressGatewayService"
SCHEME = "https://"


def make(probe: Probe) -> None:
    """Make the roles and the service, and follow its first deployment to the end."""
    before = _load_balancers(probe)
    probe.make_roles()
    _create(probe)
    _follow(probe)
    if _load_balancers(probe) - before:
        found = "a load balancer was made without the permission"
        probe.notes.found("account_attributes_needed", False, "elbv2:DescribeLoadBalancers", found)
    probe.notes.missing("account_attributes_needed", "the service shares a load balancer that was there before")
    probe.allow_account_attributes()


def role_refusal(code: str, words: str) -> str | None:
    """Tell in which form a role was refused, by the name of the setting's value; None for another refusal."""
    if code == "AccessDeniedException" and "assume role" in words:
        return "cannot_assume_role"
    if "not authorized to perform: sts:AssumeRole" in words:
        return "not_authorized"
    return "credentials_not_valid" if "not able to validate" in words else None


def _create(probe: Probe) -> None:
    """Ask until ECS can use the roles; note how long that took and in which words it refused."""
    made, refused = probe.pace.now(), list[str]()
    probe.run.note_service(probe.name)

    def ask() -> Any:
        try:
            return probe.ecs.create_express_gateway_service(
                serviceName=probe.name,
                executionRoleArn=probe.roles["execution"],
                infrastructureRoleArn=probe.roles["infrastructure"],
                primaryContainer=probe.container(probe.image),
                scalingTarget={"minTaskCount": 1, "maxTaskCount": 2, "autoScalingTargetValue": 70},
                tags=[{"key": key, "value": value} for key, value in probe.run.tags.items()],
            )["service"]
        except ClientError as error:
            code, words = refusal(error)
            form = role_refusal(code, words)
            if form is None:
                raise
            probe.notes.found("role_refusal", form, CREATE, f"{code}: {words}")
            refused.append(code)
            return None

    answer = until(probe.pace, "roles that ECS can use", ROLE_SECONDS, ask, every=1)
    took = int(probe.pace.now() - made) if refused else 0
    probe.notes.found("role_propagation_seconds", took, CREATE, f"{len(refused)} refusals in {took} s")
    probe.notes.missing("role_refusal", "no role was refused")
    probe.arn = answer["serviceArn"]
    has = "complete" if answer.get("activeConfigurations") else "brief"
    probe.notes.found("create_answer", has, CREATE, sorted(answer))


def _follow(probe: Probe) -> None:
    """Look at the service until its first deployment has ended."""
    endpoints, baking = list[str](), list[float]()
    at_once = set(_groups(probe.configuration()))

    def look() -> dict[str, Any] | None:
        endpoints.extend(_endpoints(probe.configuration()))
        _account_attributes(probe)
        newest = next(iter(probe.deployments()), None)
        if newest and newest.get("lifecycleStage") == "BAKE_TIME" and newest["status"] == "IN_PROGRESS":
            baking.append(probe.pace.now())
        return newest if newest and newest["status"] in ENDED else None

    ended = until(probe.pace, "the first deployment", ROLLOUT_SECONDS, look, every=LOOK_SECONDS)
    if ended["status"] != "SUCCESSFUL":
        raise RuntimeError(
            f"the first deployment ended as {ended['status']}: {ended.get('statusReason', 'without a reason')}"
        )
    endpoints.extend(_endpoints(probe.configuration()))
    _note_endpoints(probe, endpoints)
    bakes = bool(baking) and baking[-1] - baking[0] >= BAKE_SECONDS
    seen = f"{len(baking)} looks saw BAKE_TIME"
    probe.notes.found("first_deployment_bakes", bakes, "ecs:DescribeServiceDeployments", seen)
    _note_group(probe, at_once)


def _endpoints(configuration: dict[str, Any]) -> list[str]:
    return [path["endpoint"] for path in configuration.get("ingressPaths") or [] if path.get("endpoint")]


def _groups(configuration: dict[str, Any]) -> list[str]:
    return list((configuration.get("networkConfiguration") or {}).get("securityGroups") or [])


def _note_endpoints(probe: Probe, endpoints: list[str]) -> None:
    schemes = [endpoint.startswith(SCHEME) for endpoint in endpoints]
    if schemes:
        form = "always" if all(schemes) else "later" if any(schemes) else "never"
        probe.notes.found("endpoint_scheme", form, DESCRIBE, [endpoints[0], endpoints[-1]])
    probe.notes.missing("endpoint_scheme", "no endpoint was described")


def _note_group(probe: Probe, at_once: set[str]) -> None:
    made = {one.get("arn", "").rpartition("/")[2] for one in probe.resources().get("serviceSecurityGroups") or []}
    now = set(_groups(probe.configuration()))
    if made & now:
        when = "at_once" if made & at_once else "late"
        probe.notes.found("managed_security_group", when, DESCRIBE, {"first": sorted(at_once), "last": sorted(now)})
    probe.notes.missing("managed_security_group", "the managed security group is in no configuration")


def _account_attributes(probe: Probe) -> None:
    """Add the permission once AWS says that it lacks it."""
    if "account_attributes_needed" in probe.notes.settings:
        return
    text = str(probe.resources())
    if "DescribeAccountAttributes" in text:
        probe.notes.found("account_attributes_needed", True, "ecs:DescribeServiceRevisions", text)
        probe.allow_account_attributes()


def _load_balancers(probe: Probe) -> set[str]:
    pages = probe.run.client("elbv2").get_paginator("describe_load_balancers").paginate()
    return {one["LoadBalancerArn"] for page in pages for one in page["LoadBalancers"]}
