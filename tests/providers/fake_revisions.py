"""Task definitions in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.task_definition.members import Request
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision

ARN = "arn:aws:ecs:eu-west-1:123456789012:task-definition/"


@dataclass
class FakeRevisions:
    """
    Implements `pulumi_ecs_express.ports.TaskDefinitionRevisions`.

    Attributes:
        called: What every call passes through, so that a test can break any of them.
        by_arn: What DescribeTaskDefinition answers of each revision.
        later_members: Members that AWS answers and the installed client does not know, by revision.
    """

    region: str = "eu-west-1"
    called: Callable[[str, Any], AbstractContextManager[None]] = lambda _name, _given: nullcontext()
    by_arn: dict[str, dict[str, Any]] = field(default_factory=dict)
    later_members: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def client_version(self) -> str:
        return "1.0"

    def find(self, asked: str) -> ObservedRevision | None:
        with self.called("find", asked):
            arn = self._arn(asked)
            answer = deepcopy(self.by_arn.get(arn))
        if answer is None:
            return None
        later = {**answer["taskDefinition"], **self.later_members.get(arn, {})}
        return ObservedRevision(answer, {**answer, "taskDefinition": later})

    def _arn(self, asked: str) -> str:
        name = asked.removeprefix(ARN)
        if ":" in name:
            return f"{ARN}{name}"
        return next(iter(reversed(self.revisions(name, "ACTIVE"))), "")

    def register(self, request: Request) -> ObservedRevision:
        with self.called("register", request):
            family, definition = request["family"], deepcopy(dict(request))
            tags = definition.pop("tags", [])
            number = 1 + max((self._number(arn) for arn in self._of(family)), default=0)
            arn = f"{ARN}{family}:{number}"
            definition |= {"taskDefinitionArn": arn, "revision": number, "status": "ACTIVE"}
            self.by_arn[arn] = {"taskDefinition": definition, "tags": tags}
        return ObservedRevision(self.by_arn[arn], self.by_arn[arn])

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with self.called("tag", (arn, dict(tags))):
            kept = {tag["key"]: tag["value"] for tag in self.by_arn[arn]["tags"]}
            self.by_arn[arn]["tags"] = [{"key": key, "value": value} for key, value in {**kept, **tags}.items()]

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with self.called("untag", (arn, list(keys))):
            self.by_arn[arn]["tags"] = [tag for tag in self.by_arn[arn]["tags"] if tag["key"] not in keys]

    def revisions(self, family: str, status: str) -> list[str]:
        with self.called("revisions", (family, status)):
            found = [arn for arn in self._of(family) if self.by_arn[arn]["taskDefinition"]["status"] == status]
            return sorted(found, key=self._number)

    def deregister(self, arn: str) -> None:
        with self.called("deregister", arn):
            if arn not in self.by_arn:
                raise errors.TaskDefinitionNotFound(
                    "the call failed", why="It does not exist.", remedy="none in a test"
                )
            self.by_arn[arn]["taskDefinition"]["status"] = "INACTIVE"

    def delete(self, arns: Sequence[str]) -> dict[str, str]:
        with self.called("delete", list(arns)):
            return dict.fromkeys(arns, "nothing is deleted here")

    def _of(self, family: str) -> list[str]:
        return [arn for arn, found in self.by_arn.items() if found["taskDefinition"]["family"] == family]

    @staticmethod
    def _number(arn: str) -> int:
        return int(arn.rpartition(":")[2])
