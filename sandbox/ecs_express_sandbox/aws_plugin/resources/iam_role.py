"""`aws:iam/role:Role`."""

from __future__ import annotations

import json
import urllib.parse
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import documents, tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.values import Properties

GONE = "NoSuchEntity"


class Role(ResourceType):
    """A role with its trust policy and, where the program says so, all of its inline and managed policies."""

    declaration = Declaration(
        token="aws:iam/role:Role",  # noqa: S106  # a type token
        inputs=frozenset(
            {
                "assumeRolePolicy",
                "description",
                "forceDetachPolicies",
                "inlinePolicies",
                "managedPolicyArns",
                "maxSessionDuration",
                "name",
                "namePrefix",
                "path",
                "permissionsBoundary",
            }
        ),
        required=frozenset({"assumeRolePolicy"}),
        computed=frozenset({"arn", "createDate", "uniqueId", "managedPolicyArns", "inlinePolicies"}),
        immutable=frozenset({"name", "namePrefix", "path"}),
        defaults={"forceDetachPolicies": False, "maxSessionDuration": 3600, "path": "/"},
        documents=frozenset({"assumeRolePolicy"}),
        unordered=frozenset({"managedPolicyArns", "inlinePolicies"}),
        unreadable=frozenset({"forceDetachPolicies", "namePrefix"}),
        name_limit=64,
        tagged=True,
    )

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Make the role itself."""
        arguments = {
            "RoleName": inputs["name"],
            "AssumeRolePolicyDocument": inputs["assumeRolePolicy"],
            "Path": inputs["path"],
            "MaxSessionDuration": inputs["maxSessionDuration"],
            "Description": inputs.get("description"),
            "PermissionsBoundary": inputs.get("permissionsBoundary"),
            "Tags": tags.as_list(inputs["tagsAll"]) or None,
        }
        account.client("iam").create_role(**{name: value for name, value in arguments.items() if value is not None})
        return str(inputs["name"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Give it the policies that the program lists on the role itself."""
        if "inlinePolicies" in inputs:
            settle_inline(account, resource_id, inputs["inlinePolicies"])
        if "managedPolicyArns" in inputs:
            settle_managed(account, resource_id, inputs["managedPolicyArns"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read the role and all of its policies."""
        iam = account.client("iam")
        try:
            role = iam.get_role(RoleName=resource_id)["Role"]
            inline, managed = inline_policies(iam, resource_id), managed_policies(iam, resource_id)
        except iam.exceptions.ClientError as failure:
            if is_missing(failure, GONE):
                return None
            raise
        return {
            "arn": role["Arn"],
            "assumeRolePolicy": as_text(role["AssumeRolePolicyDocument"]),
            "createDate": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "description": role.get("Description", ""),
            "inlinePolicies": with_known_spelling(inline, known.get("inlinePolicies", [])),
            "managedPolicyArns": managed,
            "maxSessionDuration": role.get("MaxSessionDuration", 3600),
            "name": role["RoleName"],
            "path": role["Path"],
            "permissionsBoundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
            "tagsAll": tags.as_mapping(role.get("Tags", [])),
            "uniqueId": role["RoleId"],
        }

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change what IAM lets one change, each by its own call."""
        iam = account.client("iam")
        if not documents.same(old.get("assumeRolePolicy"), new["assumeRolePolicy"]):
            iam.update_assume_role_policy(RoleName=resource_id, PolicyDocument=new["assumeRolePolicy"])
        if old.get("description") != new.get("description"):
            iam.update_role_description(RoleName=resource_id, Description=new.get("description", ""))
        if old.get("maxSessionDuration") != new.get("maxSessionDuration"):
            seconds, said = new["maxSessionDuration"], new.get("description", "")  # moto clears one that is not sent
            iam.update_role(RoleName=resource_id, Description=said, MaxSessionDuration=seconds)
        set_boundary(iam, resource_id, old.get("permissionsBoundary", ""), new.get("permissionsBoundary", ""))
        to_set, to_remove = tags.changes(old.get("tagsAll", {}), new["tagsAll"])
        if to_set:
            iam.tag_role(RoleName=resource_id, Tags=tags.as_list(to_set))
        if to_remove:
            iam.untag_role(RoleName=resource_id, TagKeys=to_remove)
        self.complete(account, resource_id, new)

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Delete it; instance profiles leave it first, and policies where the program asked for that or listed them on it."""
        iam = account.client("iam")
        try:
            leave_instance_profiles(iam, resource_id)
            if state.get("forceDetachPolicies") or state.get("managedPolicyArns"):
                settle_managed(account, resource_id, [])
            if state.get("forceDetachPolicies") or state.get("inlinePolicies"):
                settle_inline(account, resource_id, [])
            iam.delete_role(RoleName=resource_id)
        except iam.exceptions.ClientError as failure:
            if not is_missing(failure, GONE):
                raise


def leave_instance_profiles(iam: Any, role: str) -> None:
    """Take a role out of every instance profile, as the real plugin does before it deletes one."""
    for profile in iam.list_instance_profiles_for_role(RoleName=role)["InstanceProfiles"]:
        iam.remove_role_from_instance_profile(InstanceProfileName=profile["InstanceProfileName"], RoleName=role)


def as_text(document: Any) -> str:
    """Write a document as text; boto3 decodes those of a role, and leaves the others in URL encoding."""
    return urllib.parse.unquote(document) if isinstance(document, str) else json.dumps(document, sort_keys=True)


def managed_policies(iam: Any, role: str) -> list[str]:
    """List the ARNs of the policies attached to a role."""
    pages = iam.get_paginator("list_attached_role_policies").paginate(RoleName=role)
    return sorted(policy["PolicyArn"] for page in pages for policy in page["AttachedPolicies"])


def inline_policies(iam: Any, role: str) -> list[dict[str, str]]:
    """List the policies within a role."""
    pages = iam.get_paginator("list_role_policies").paginate(RoleName=role)
    names = sorted(name for page in pages for name in page["PolicyNames"])
    bodies = (iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names)
    return [{"name": name, "policy": as_text(body)} for name, body in zip(names, bodies, strict=True)]


def with_known_spelling(found: list[dict[str, str]], known: list[dict[str, str]]) -> list[dict[str, str]]:
    """Keep the program's spelling of the documents that mean the same."""
    spelled = {each.get("name"): each.get("policy") for each in known}
    return [each | {"policy": keep(each["policy"], spelled.get(each["name"]))} for each in found]


def keep(found: str, known: str | None) -> str:
    """Return the known spelling where it means the same."""
    return known if known is not None and documents.same(found, known) else found


def settle_managed(account: Account, role: str, wanted: list[str]) -> None:
    """Attach exactly these policies."""
    iam = account.client("iam")
    present = set(managed_policies(iam, role))
    for arn in sorted(set(wanted) - present):
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    for arn in sorted(present - set(wanted)):
        iam.detach_role_policy(RoleName=role, PolicyArn=arn)


def settle_inline(account: Account, role: str, wanted: list[dict[str, Any]]) -> None:
    """Put exactly these policies; a list with an empty one means none (pulumi-aws, `inline_policy` of aws_iam_role)."""
    iam = account.client("iam")
    bodies = {each["name"]: documents.as_text(each["policy"]) for each in wanted if each.get("policy")}
    for name in {each["name"] for each in inline_policies(iam, role)} - bodies.keys():
        iam.delete_role_policy(RoleName=role, PolicyName=name)
    for name, body in bodies.items():
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=body)


def set_boundary(iam: Any, role: str, old: str, new: str) -> None:
    """Set the permissions boundary, or take it away."""
    if new and new != old:
        iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=new)
    elif old and not new:
        iam.delete_role_permissions_boundary(RoleName=role)
