"""Tags of what stands around a service."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class ResourceTags(Protocol):
    """Tags of resources in one Region, by their ARNs, whichever AWS service they are of."""

    def tags(self, arn: str) -> dict[str, str]:
        """Read the tags; none where the resource is gone."""

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags."""

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Take tags away; those that are not there are taken away."""
