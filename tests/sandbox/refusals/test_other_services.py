"""DNS, logs, scaling, networks, roles and classic services: what AWS refuses and how it says so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.refusals.account import Account, Row, change, constraint, record, trust

ALIAS = {"HostedZoneId": "Z35SXDOTRQ7X7K", "DNSName": "b.elb.amazonaws.com", "EvaluateTargetHealth": False}
ONE_TARGET = (
    "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or "
    "TrafficPolicyInstanceId], but found {found} in Change with [Action=UPSERT, Name=b.example.com, Type=A, "
    "SetIdentifier=null]"
)


def role(document: str) -> dict[str, Any]:
    """Write the request of a role."""
    return {"RoleName": "other", "AssumeRolePolicyDocument": document}


def iam(claim: str, document: str, message: str) -> Row:
    """Write a row of IAM."""
    return Row(claim, "iam", "create_role", role(document), "MalformedPolicyDocument", message)


def dns(claim: str, request: dict[str, Any], message: str, code: str = "InvalidChangeBatch") -> Row:
    """Write a row of Route 53."""
    return Row(claim, "route53", "change_resource_record_sets", request, code, message)


def used(name: str) -> Row:
    """Write a row of a security group in use."""
    words = f"resource <{name}> has a dependent object"
    return Row(
        f"delete of {name}", "ec2", "delete_security_group", {"GroupId": f"<{name}>"}, "DependencyViolation", words
    )


TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/default/web",
    "ScalableDimension": "ecs:service:DesiredCount",
}
CLASSIC = {"serviceName": "classic", "taskDefinition": "default-web", "desiredCount": 1}
LONELY = [{"targetGroupArn": "<lonely_target_group>", "containerName": "Main", "containerPort": 80}]

ROWS = [
    dns(
        "an alias with a TTL",
        change("UPSERT", {"Name": "b.example.com", "Type": "A", "TTL": 60, "AliasTarget": ALIAS}),
        ONE_TARGET.format(found="more than one"),
        "InvalidInput",
    ),
    dns(
        "neither alias nor values",
        change("UPSERT", {"Name": "b.example.com", "Type": "A", "TTL": 60}),
        ONE_TARGET.format(found="none"),
        "InvalidInput",
    ),
    dns(
        "a CNAME beside an A",
        change("UPSERT", record("a.example.com", "CNAME", "x.example.net")),
        "[RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records with "
        "the same DNS name in zone example.com.]",
    ),
    dns(
        "an A beside a CNAME",
        change("CREATE", record("c.example.com", "A", "192.0.2.2")),
        "[RRSet of type A with DNS name c.example.com. is not permitted because a conflicting RRSet of type CNAME with "
        "the same DNS name already exists in zone example.com.]",
    ),
    dns(
        "a CNAME at the top of the zone",
        change("CREATE", record("example.com", "CNAME", "x.example.net")),
        "[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]",
    ),
    dns(
        "a record made twice",
        change("CREATE", record("a.example.com", "A", "192.0.2.9")),
        "[Tried to create resource record set [name='a.example.com.', type='A'] but it already exists]",
    ),
    dns(
        "a weighted record beside a simple one",
        change("UPSERT", {**record("a.example.com", "A", "192.0.2.3"), "SetIdentifier": "new", "Weight": 1}),
        "[RRSet with DNS name a.example.com., type A, SetIdentifier new cannot be created as a non-weighted set exists "
        "with the same name and type.]",
    ),
    dns(
        "a simple record beside a weighted one",
        change("UPSERT", record("w.example.com", "A", "192.0.2.3")),
        "[RRSet with DNS name w.example.com., type A cannot be created as other RRSets exist with the same name and "
        "type.]",
    ),
    dns(
        "a name outside of the zone",
        change("UPSERT", record("a.example.net", "A", "192.0.2.3")),
        "[RRSet with DNS name a.example.net. is not permitted in zone example.com.]",
    ),
    dns(
        "delete of a protected record",
        change("DELETE", record("protected.example.com", "A", "192.0.2.1")),
        "[Tried to delete resource record set [name='protected.example.com.', type='A'] but it is protected by a "
        "change guardrail]",
    ),
    dns(
        "delete with another value",
        change("DELETE", record("a.example.com", "A", "192.0.2.9")),
        "[Tried to delete resource record set [name='a.example.com.', type='A'] but the values provided do not match "
        "the current values]",
    ),
    dns(
        "delete of nothing",
        change("DELETE", record("z.example.com", "A", "192.0.2.1")),
        "[Tried to delete resource record set [name='z.example.com.', type='A'] but it was not found]",
    ),
    Row(
        "13 days of logs",
        "logs",
        "put_retention_policy",
        {"logGroupName": "shop", "retentionInDays": 13},
        "InvalidParameterException",
        constraint(
            13,
            "retentionInDays",
            "Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, "
            "1827, 2192, 2557, 2922, 3288, 3653]",
        ),
    ),
    Row(
        "a minimum above the maximum",
        "application-autoscaling",
        "register_scalable_target",
        {**TARGET, "MinCapacity": 3, "MaxCapacity": 2},
        "ValidationException",
        "Minimum capacity cannot be greater than maximum capacity",
    ),
    Row(
        "a minimum above the maximum that was there",
        "application-autoscaling",
        "register_scalable_target",
        {**TARGET, "MinCapacity": 21},
        "ValidationException",
        "Minimum capacity cannot be greater than maximum capacity",
    ),
    used("group_of_balancer"),
    used("group_referenced"),
    used("group_of_service"),
    iam("a policy that is not JSON", "{", "This policy contains invalid Json"),
    iam("a policy without a principal", trust(Principal=None), "Missing required field Principal"),
    iam("a policy with a resource", trust(Resource="*"), "Has prohibited field Resource"),
    iam(
        "a policy for another action",
        trust(Action="s3:GetObject"),
        "AssumeRole policy may only specify STS AssumeRole actions",
    ),
    iam(
        "a policy for no service",
        trust(Principal={"Service": "ecs"}),
        'Invalid principal in policy: "SERVICE":"ecs"',
    ),
    iam("a policy without an effect", trust(Effect=None), "Syntax errors in policy."),
    iam("a policy without statements", json.dumps({"Version": "2012-10-17"}), "Syntax errors in policy."),
    Row(
        "a change to a wrong policy",
        "iam",
        "update_assume_role_policy",
        {"RoleName": "shop", "PolicyDocument": trust(Principal=None)},
        "MalformedPolicyDocument",
        "Missing required field Principal",
    ),
    Row(
        "a service on a target group without a listener",
        "ecs",
        "create_service",
        {**CLASSIC, "loadBalancers": LONELY},
        "InvalidParameterException",
        "The target group with targetGroupArn <lonely_target_group> does not have an associated load balancer.",
    ),
    Row(
        "a service on no target group",
        "ecs",
        "create_service",
        {**CLASSIC, "loadBalancers": [{**LONELY[0], "targetGroupArn": "<lonely_target_group>x"}]},
        "InvalidParameterException",
        "The target group with targetGroupArn <lonely_target_group>x does not exist.",
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.claim)
def test_a_wrong_request_is_refused(account: Account, row: Row) -> None:
    """With AWS's code and words."""
    assert account.refused(row) == (row.code, account.filled(row.message))


ACCEPTED = [
    ("route53", "change_resource_record_sets", change("UPSERT", record("a.example.com", "A", "192.0.2.7"))),
    ("route53", "change_resource_record_sets", change("DELETE", record("a.example.com.", "A", "192.0.2.7"))),
    (
        "route53",
        "change_resource_record_sets",
        change("CREATE", {"Name": "b.example.com", "Type": "A", "AliasTarget": ALIAS}),
    ),
    ("logs", "put_retention_policy", {"logGroupName": "shop", "retentionInDays": 14}),
    ("application-autoscaling", "register_scalable_target", {**TARGET, "MinCapacity": 2}),
    ("ec2", "delete_security_group", {"GroupId": "<group_free>"}),
    ("ec2", "delete_security_group", {"GroupId": "<group_referenced>"}),
    ("iam", "create_role", role(trust(Action=["sts:AssumeRole", "sts:TagSession"]))),
]


def test_a_right_request_is_carried_out(account: Account) -> None:
    """One after the other: what AWS takes is taken, also beside something that was refused before."""
    for client, method, request in ACCEPTED:
        row = Row("", client, method, request, "", "accepted")
        assert account.refused(row) == ("", "accepted"), (method, request)


def test_a_batch_may_replace_a_record_by_another_type(account: Account) -> None:
    """An A record goes and a CNAME comes in one batch: what counts is what is there afterwards."""
    changes = [
        {"Action": "DELETE", "ResourceRecordSet": record("c.example.com", "CNAME", "x.example.net")},
        {"Action": "CREATE", "ResourceRecordSet": record("c.example.com", "A", "192.0.2.3")},
    ]
    route53 = account.aws.client("route53")
    route53.change_resource_record_sets(HostedZoneId=account.names["zone"], ChangeBatch={"Changes": changes})

    listed = route53.list_resource_record_sets(HostedZoneId=account.names["zone"])["ResourceRecordSets"]
    assert [found["Type"] for found in listed if found["Name"] == "c.example.com."] == ["A"]
