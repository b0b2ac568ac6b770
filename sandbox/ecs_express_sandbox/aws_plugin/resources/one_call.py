"""What types have in common that one call makes, reads, changes and removes; each adds those calls alone."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import ResourceType
from ecs_express_sandbox.aws_plugin.values import Properties


def stated(inputs: Properties, **members: str) -> dict[str, Any]:
    """Write what a program states, by AWS's names of it: ``stated(inputs, Description="description")``."""
    return {member: inputs[name] for member, name in members.items() if inputs.get(name)}


class OneCallType(ResourceType):
    """
    A type with one call for each verb.

    Attributes:
        service: boto3's name of the AWS service.
        gone: the codes by which AWS says that there is no such thing.
    """

    service: ClassVar[str]
    gone: ClassVar[tuple[str, ...]]

    @abstractmethod
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it, and give its id."""

    @abstractmethod
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read all that AWS has of it."""

    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:  # most have tags alone
        """Change what may change, but for tags."""

    @abstractmethod
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Remove it."""

    def tag(
        self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]
    ) -> None:  # not all have tags
        """Set and remove tags."""

    def client(self, account: Account, properties: Properties) -> Any:
        """Return the client of the resource's own Region."""
        return account.client(self.service, properties.get("region"))

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Make it."""
        return self.make(self.client(account, inputs), inputs)

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it."""
        client = self.client(account, known)
        try:
            return self.find(client, resource_id, account)
        except client.exceptions.ClientError as failure:
            if is_missing(failure, *self.gone):
                return None
            raise

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change it."""
        client = self.client(account, new)
        self.change(client, resource_id, old, new)
        to_set, to_remove = tags.changes(old.get("tagsAll", {}), new.get("tagsAll", {}))
        if to_set or to_remove:
            self.tag(client, {**old, "id": resource_id}, to_set, to_remove)

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Remove it."""
        client = self.client(account, state)
        try:
            self.remove(client, resource_id, state)
        except client.exceptions.ClientError as failure:
            if not is_missing(failure, *self.gone):
                raise
