"""`aws:iam/rolePolicyAttachment:RolePolicyAttachment`."""

from __future__ import annotations

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused, is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.resources.iam_role import GONE, managed_policies
from ecs_express_sandbox.aws_plugin.values import Properties


class RolePolicyAttachment(ResourceType):
    """The attachment, known to Pulumi as `<role>-<policy ARN>`; for an import it is `<role>/<policy ARN>`."""

    declaration = Declaration(
        token="aws:iam/rolePolicyAttachment:RolePolicyAttachment",  # noqa: S106  # a type token
        inputs=frozenset({"policyArn", "role"}),
        required=frozenset({"policyArn", "role"}),
        immutable=frozenset({"policyArn", "role"}),
        replaced_in_place=True,
    )

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Attach the policy."""
        account.client("iam").attach_role_policy(RoleName=inputs["role"], PolicyArn=inputs["policyArn"])
        return f"{inputs['role']}-{inputs['policyArn']}"

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Look whether the policy is attached."""
        role, arn = known.get("role"), known.get("policyArn")
        if role is None or arn is None:
            role, _, arn = resource_id.partition("/")
        iam = account.client("iam")
        try:
            attached = arn in managed_policies(iam, role)
        except iam.exceptions.ClientError as failure:
            if is_missing(failure, GONE):
                return None
            raise
        return {"policyArn": arn, "role": role} if attached else None

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """There is nothing about an attachment that could change."""
        if any(old.get(name) != new[name] for name in self.declaration.immutable):
            raise Refused("an attachment cannot be changed, only replaced")

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Detach the policy."""
        iam = account.client("iam")
        try:
            iam.detach_role_policy(RoleName=state["role"], PolicyArn=state["policyArn"])
        except iam.exceptions.ClientError as failure:
            if not is_missing(failure, GONE):
                raise
