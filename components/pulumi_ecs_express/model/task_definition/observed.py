"""What AWS says of one revision of a task definition: read, never sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_ecs_express.model.task_definition.members import TAGS, Answer


@dataclass(frozen=True)
class ObservedRevision:
    """
    One revision of a task definition, as DescribeTaskDefinition returns it.

    Attributes:
        answer: The members that the installed botocore knows, which are those that can be sent again.
        raw: The same before botocore has read it, with the members that it does not know.
    """

    answer: Answer
    raw: Answer

    @property
    def arn(self) -> str:
        return str(self.answer["taskDefinition"]["taskDefinitionArn"])

    @property
    def family(self) -> str:
        return str(self.answer["taskDefinition"]["family"])

    @property
    def revision(self) -> int:
        return int(self.answer["taskDefinition"]["revision"])

    @property
    def active(self) -> bool:
        """Report whether a service may still be moved to it."""
        return bool(self.answer["taskDefinition"].get("status", "ACTIVE") == "ACTIVE")

    @property
    def tags(self) -> Mapping[str, str]:
        return {tag["key"]: tag.get("value", "") for tag in self.answer.get(TAGS) or ()}
