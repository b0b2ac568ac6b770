"""The Express service by which questions are put to AWS: its roles, its calls, and what it looks like at a moment."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from acceptance.account import Run
from acceptance.observing.notes import Notes
from acceptance.pace import Pace, until

ENDED = ("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")
MANAGED = "arn:{partition}:iam::aws:policy/service-role/{name}"
EXECUTION, INFRASTRUCTURE = "AmazonECSTaskExecutionRolePolicy", "AmazonECSInfrastructureRoleforExpressGatewayServices"
ROLLOUT_SECONDS = 45 * 60
"""How long one deployment may take; seconds."""


@dataclass
class Probe:
    """
    One service, made by boto3 and followed.

    Attributes:
        run: Whose it is.
        notes: Where findings go.
        pace: Whose time counts.
        image: The image; it must answer 200 on `/` at `port`.
        next_image: The one that it is updated to.
        port: A port other than 80, by which the port of target groups can be told from it.
    """

    run: Run
    notes: Notes
    pace: Pace
    image: str
    next_image: str
    port: int
    roles: dict[str, str] = field(default_factory=dict)
    arn: str = ""

    @property
    def ecs(self) -> Any:
        """The client of ECS."""
        return self.run.client("ecs")

    @property
    def name(self) -> str:
        """The name of the service."""
        return self.run.prefix

    def make_roles(self) -> None:
        """Make the two roles, the infrastructure role with AWS's policy alone."""
        iam = self.run.client("iam")
        partition = self.run.client("sts").get_caller_identity()["Arn"].split(":")[1]
        for kind, service, policy in (
            ("execution", "ecs-tasks.amazonaws.com", EXECUTION),
            ("infrastructure", "ecs.amazonaws.com", INFRASTRUCTURE),
        ):
            trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
            name = f"{self.run.prefix}-{kind}"
            made = iam.create_role(
                RoleName=name,
                AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
                Tags=[{"Key": key, "Value": value} for key, value in self.run.tags.items()],
            )
            iam.attach_role_policy(RoleName=name, PolicyArn=MANAGED.format(partition=partition, name=policy))
            self.roles[kind] = made["Role"]["Arn"]

    def allow_account_attributes(self) -> None:
        """Give the infrastructure role what AWS's policy lacks."""
        allow = {"Effect": "Allow", "Action": "ec2:DescribeAccountAttributes", "Resource": "*"}
        self.run.client("iam").put_role_policy(
            RoleName=f"{self.run.prefix}-infrastructure",
            PolicyName="account-attributes",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow]}),
        )

    def container(self, image: str) -> dict[str, Any]:
        """Write the whole container."""
        return {"image": image, "containerPort": self.port, "environment": [{"name": "ASKED", "value": "yes"}]}

    def described(self) -> dict[str, Any]:
        """Describe the service."""
        found: dict[str, Any] = self.ecs.describe_express_gateway_service(serviceArn=self.arn)["service"]
        return found

    def configuration(self) -> dict[str, Any]:
        """Give the newest configuration that is described."""
        found = self.described().get("activeConfigurations") or [{}]
        return dict(found[0])

    def deployments(self) -> list[dict[str, Any]]:
        """List the deployments, the newest first."""
        listed = self.ecs.list_service_deployments(service=self.arn)["serviceDeployments"]
        arns = [one["serviceDeploymentArn"] for one in listed]
        if not arns:
            return []
        found = self.ecs.describe_service_deployments(serviceDeploymentArns=arns[:20])["serviceDeployments"]
        return sorted(found, key=lambda one: one["createdAt"], reverse=True)

    def deployment_of(self, revision: str) -> dict[str, Any] | None:
        """Find the deployment that brings a revision."""
        wanted = (one for one in self.deployments() if one["targetServiceRevision"]["arn"] == revision)
        return next(wanted, None)

    def resources(self) -> dict[str, Any]:
        """Give what AWS has made for the newest described revision."""
        arn = self.configuration().get("serviceRevisionArn")
        found = self.ecs.describe_service_revisions(serviceRevisionArns=[arn])["serviceRevisions"] if arn else []
        return dict(found[0].get("ecsManagedResources") or {}) if found else {}

    def target_groups(self) -> list[str]:
        """List the ARNs of the target groups."""
        paths = self.resources().get("ingressPaths") or []
        return sorted(group["arn"] for path in paths for group in path.get("targetGroups") or [] if group.get("arn"))

    def ended(self, revision: str) -> dict[str, Any]:
        """Wait for the end of the deployment of a revision."""

        def look() -> dict[str, Any] | None:
            found = self.deployment_of(revision)
            return found if found and found["status"] in ENDED else None

        found: dict[str, Any] = until(self.pace, f"the deployment of {revision}", ROLLOUT_SECONDS, look, every=15)
        return found

    def update(self, **members: Any) -> dict[str, Any]:
        """Send an update; give the target configuration that AWS answers."""
        answer = self.ecs.update_express_gateway_service(serviceArn=self.arn, **members)["service"]
        return dict(answer["targetConfiguration"])


def refusal(error: ClientError) -> tuple[str, str]:
    """Give code and words of a refusal."""
    return str(error.response["Error"]["Code"]), str(error.response["Error"].get("Message", ""))
