"""IAM roles: too young, wrong, without permission, gone."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.local_aws import EXECUTION_POLICY, INFRASTRUCTURE_POLICY, LocalAws


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("cannot_assume_role", "AccessDeniedException", "Cannot assume role"),
        ("not_authorized", "AccessDeniedException", "is not authorized to perform: sts:AssumeRole"),
        ("credentials_not_valid", "ClientException", "AWS was not able to validate the provided access credentials"),
    ],
)
def test_a_new_role_cannot_be_assumed_at_once(aws: LocalAws, kind: str, code: str, words: str) -> None:
    """For ten simulated seconds it is refused, in one of the three ways that were seen."""
    aws.settings(role_refusal=kind)
    roles = {
        "executionRoleArn": aws.role("execution", "ecs-tasks.amazonaws.com", EXECUTION_POLICY),
        "infrastructureRoleArn": aws.role("infrastructure", "ecs.amazonaws.com", INFRASTRUCTURE_POLICY),
    }
    aws.advance(9)
    with pytest.raises(ClientError, match=words) as refused:
        aws.create(roles=roles)
    assert refused.value.response["Error"]["Code"] == code
    aws.advance(1)
    aws.create(roles=roles)


def test_propagation_can_be_switched_off(aws: LocalAws) -> None:
    """A setting of 0: roles can be assumed at once."""
    aws.settings(role_propagation_seconds=0)
    role = aws.role("both", "ecs.amazonaws.com", INFRASTRUCTURE_POLICY)
    execution = aws.role("execution", "ecs-tasks.amazonaws.com", EXECUTION_POLICY)
    aws.create(roles={"executionRoleArn": execution, "infrastructureRoleArn": role})


def test_a_role_that_does_not_exist_or_trusts_another_is_refused(aws: LocalAws) -> None:
    """On create and on update alike."""
    roles = aws.roles()
    missing = "arn:aws:iam::123456789012:role/missing"
    for wrong in (missing, roles["infrastructureRoleArn"]):
        with pytest.raises(aws.ecs.exceptions.AccessDeniedException, match="Cannot assume role"):
            aws.create(roles={**roles, "executionRoleArn": wrong})
    arn = aws.settled(roles=roles)
    with pytest.raises(aws.ecs.exceptions.AccessDeniedException, match="Cannot assume role"):
        aws.update(arn, executionRoleArn=missing)
    assert len(aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 1


def test_provisioning_waits_for_permissions(aws: LocalAws) -> None:
    """Without its policy the infrastructure role makes nothing; the reason names the action; then it goes on."""
    roles = aws.roles()
    iam = aws.client("iam")
    iam.detach_role_policy(RoleName="infrastructure", PolicyArn=INFRASTRUCTURE_POLICY)
    arn = aws.create(roles=roles)["serviceArn"]
    aws.advance(600)
    reason = aws.managed(arn)["serviceSecurityGroups"][0]["statusReason"]
    assert "assumed-role/infrastructure/ECSGateway is not authorized to perform: ec2:CreateSecurityGroup" in reason
    iam.attach_role_policy(RoleName="infrastructure", PolicyArn=INFRASTRUCTURE_POLICY)
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


def test_the_gap_of_the_managed_policy_is_a_setting(aws: LocalAws) -> None:
    """In some accounts the load balancer needs one more permission than the managed policy has."""
    aws.settings(account_attributes_needed=True)
    arn = aws.create()["serviceArn"]
    aws.advance(600)
    reason = aws.managed(arn)["ingressPaths"][0]["loadBalancer"]["statusReason"]
    assert "ec2:DescribeAccountAttributes" in reason
    document = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}}'
    aws.client("iam").put_role_policy(RoleName="infrastructure", PolicyName="more", PolicyDocument=document)
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


@pytest.mark.parametrize("gone", [False, True], ids=["stripped", "deleted"])
def test_a_delete_without_its_role_is_stuck_in_draining(aws: LocalAws, gone: bool) -> None:
    """As on AWS, until the role is back with its policy."""
    arn = aws.settled()
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    iam = aws.client("iam")
    iam.detach_role_policy(RoleName="infrastructure", PolicyArn=INFRASTRUCTURE_POLICY)
    if gone:
        iam.delete_role(RoleName="infrastructure")
    aws.advance(24 * 3600)
    status = aws.describe(arn)["status"]
    assert status["statusCode"] == "DRAINING"
    assert "is not authorized to perform: cloudwatch:DeleteAlarms" in status["statusReason"]
    if gone:
        aws.role("infrastructure", "ecs.amazonaws.com", None)
    iam.attach_role_policy(RoleName="infrastructure", PolicyArn=INFRASTRUCTURE_POLICY)
    aws.run_out()
    assert aws.describe(arn)["status"]["statusCode"] == "INACTIVE"


def test_service_linked_roles_are_made_and_stay(aws: LocalAws) -> None:
    """Three, each with AWS's policy and trusted by its service alone."""
    arn = aws.settled()
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    iam = aws.client("iam")
    roles = {role["RoleName"]: role for role in iam.list_roles(PathPrefix="/aws-service-role/")["Roles"]}
    assert sorted(roles) == [
        "AWSServiceRoleForApplicationAutoScaling_ECSService",
        "AWSServiceRoleForECS",
        "AWSServiceRoleForElasticLoadBalancing",
    ]
    assert roles["AWSServiceRoleForECS"]["Path"] == "/aws-service-role/ecs.amazonaws.com/"
    attached = iam.list_attached_role_policies(RoleName="AWSServiceRoleForECS")["AttachedPolicies"]
    assert [policy["PolicyName"] for policy in attached] == ["AmazonECSServiceRolePolicy"]
