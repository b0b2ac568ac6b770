"""`aws:iam/policy:Policy`: a policy with an ARN of its own."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import documents, tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.resources.iam_role import GONE, as_text
from ecs_express_sandbox.aws_plugin.values import Properties

VERSIONS_KEPT = 5
"""IAM keeps no more versions of a policy; the oldest must go first (IAM user guide, "IAM and AWS STS quotas")."""


class Policy(ResourceType):
    """The policy and its default version."""

    declaration = Declaration(
        token="aws:iam/policy:Policy",  # noqa: S106  # a type token
        inputs=frozenset({"delayAfterPolicyCreationInMs", "description", "name", "namePrefix", "path", "policy"}),
        required=frozenset({"policy"}),
        computed=frozenset({"arn", "attachmentCount", "policyId"}),
        immutable=frozenset({"description", "name", "namePrefix", "path"}),
        defaults={"path": "/"},
        documents=frozenset({"policy"}),
        unreadable=frozenset({"delayAfterPolicyCreationInMs", "namePrefix"}),
        name_limit=128,
        tagged=True,
    )

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Make it with its first version."""
        arguments = {
            "PolicyName": inputs["name"],
            "PolicyDocument": inputs["policy"],
            "Path": inputs["path"],
            "Description": inputs.get("description"),
            "Tags": tags.as_list(inputs["tagsAll"]) or None,
        }
        given = {name: value for name, value in arguments.items() if value is not None}
        return str(account.client("iam").create_policy(**given)["Policy"]["Arn"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it with its default version."""
        iam = account.client("iam")
        try:
            policy = iam.get_policy(PolicyArn=resource_id)["Policy"]
            version = iam.get_policy_version(PolicyArn=resource_id, VersionId=policy["DefaultVersionId"])
        except iam.exceptions.ClientError as failure:
            if is_missing(failure, GONE):
                return None
            raise
        return {
            "arn": policy["Arn"],
            "attachmentCount": policy.get("AttachmentCount", 0),
            "description": policy.get("Description", ""),
            "name": policy["PolicyName"],
            "path": policy["Path"],
            "policy": as_text(version["PolicyVersion"]["Document"]),
            "policyId": policy["PolicyId"],
            "tagsAll": tags.as_mapping(policy.get("Tags", [])),
        }

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Make a new default version."""
        iam = account.client("iam")
        if not documents.same(old.get("policy"), new["policy"]):
            make_room(iam, resource_id)
            iam.create_policy_version(PolicyArn=resource_id, PolicyDocument=new["policy"], SetAsDefault=True)
        to_set, to_remove = tags.changes(old.get("tagsAll", {}), new["tagsAll"])
        if to_set:
            iam.tag_policy(PolicyArn=resource_id, Tags=tags.as_list(to_set))
        if to_remove:
            iam.untag_policy(PolicyArn=resource_id, TagKeys=to_remove)

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Delete it with all of its versions."""
        iam = account.client("iam")
        try:
            for version in spare_versions(iam, resource_id):
                iam.delete_policy_version(PolicyArn=resource_id, VersionId=version)
            iam.delete_policy(PolicyArn=resource_id)
        except iam.exceptions.ClientError as failure:
            if not is_missing(failure, GONE):
                raise


def spare_versions(iam: Any, arn: str) -> list[str]:
    """List the versions that are not the default, oldest first."""
    versions = iam.list_policy_versions(PolicyArn=arn)["Versions"]
    spare = [version for version in versions if not version["IsDefaultVersion"]]
    return [version["VersionId"] for version in sorted(spare, key=lambda version: version["CreateDate"])]


def make_room(iam: Any, arn: str) -> None:
    """Delete the oldest version where there is no room for another."""
    spare = spare_versions(iam, arn)
    if len(spare) + 1 >= VERSIONS_KEPT:
        iam.delete_policy_version(PolicyArn=arn, VersionId=spare[0])
