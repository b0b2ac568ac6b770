"""A manifest with the overrides of one environment, and its variables put in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Draft
from pulumi_ecs_express.planning.conversion.interpolation import COPILOT_VARIABLE, Interpolation
from pulumi_ecs_express.planning.conversion.readings import text_of, words
from pulumi_ecs_express.planning.program.python_source import Expression

LOAD_BALANCED, REQUEST_DRIVEN = "Load Balanced Web Service", "Request-Driven Web Service"
WITH_URL = (LOAD_BALANCED, REQUEST_DRIVEN)

WITHOUT_URL = {
    "Backend Service": "run it as an aws.ecs.Service, or as an Express service in private subnets, whose URL answers in the VPC",
    "Worker Service": "run it as an aws.ecs.Service that reads the queue",
    "Scheduled Job": "run it by an aws.scheduler.Schedule with an ECS task as its target",
    "Static Site": "serve it from S3 and CloudFront",
}
"""Copilot's other kinds of manifests, and what to do with each."""

EXPORT = '"$(aws cloudformation list-exports --query "Exports[?Name==\'{}\'].Value" --output text)"'


@dataclass
class Manifest:
    """
    What is needed to convert a manifest.

    Attributes:
        tree: The manifest with its overrides.
        files: Text of the files of variables, by path.
    """

    draft: Draft
    tree: Mapping[str, Any]
    name: str
    environment: str | None
    files: Mapping[str, str]
    interpolation: Interpolation = field(init=False)

    def __post_init__(self) -> None:
        """Know what Copilot knows: the names of service and environment."""
        known = {"COPILOT_SERVICE_NAME": self.name}
        if self.environment:
            known["COPILOT_ENVIRONMENT_NAME"] = self.environment
        self.interpolation = Interpolation(
            lambda name, _: self.draft.require(name, f"the variable {name}, as it is where `copilot svc deploy` runs"),
            known,
            COPILOT_VARIABLE,
        )

    @property
    def kind(self) -> str:
        """The type, as the manifest writes it."""
        return text_of(self.tree.get("type"))

    def filled(self, value: Any) -> Any:
        """Put variables into a text; a number or a truth value becomes text."""
        return self.interpolation.value(text_of(value))

    def value(self, key: Path, value: Any, setting: str, means: str) -> Any:
        """Read text, or the name of an export of CloudFormation, whose value is asked of the configuration."""
        if not isinstance(value, Mapping):
            return self.filled(value)
        export = value.get("from_cfn")
        if export is None:
            self.draft.wrong(key, "is a map, and has no from_cfn: write text, or from_cfn with the name of an export")
            return ""
        shown = self.filled(export)
        shown = export if isinstance(shown, Expression) else shown
        return self.draft.require(setting, f"{means}, the CloudFormation export {shown}", EXPORT.format(shown))

    def command(self, key: Path, written: Any) -> list[Any] | None:
        """Read a command, as text or as words."""
        if written is None:
            return None
        try:
            return [self.filled(word) for word in words(written)]
        except (ValueError, TypeError) as error:
            self.draft.wrong(key, f"cannot be taken apart into words: {error}")
            return None


def at(tree: Any, path: str) -> Any:
    """Look a value up; None where there is none."""
    for step in path.split("."):
        tree = tree.get(step) if isinstance(tree, Mapping) else None
    return tree


def overridden(draft: Draft, environment: str | None) -> Mapping[str, Any]:
    """Apply the overrides of one environment: maps are merged, everything else takes the place of what was there."""
    tree: Mapping[str, Any] = draft.document.tree
    if environment is None:
        return tree
    overrides = tree.get("environments")
    known = overrides if isinstance(overrides, Mapping) else {}
    if environment not in known:
        listed = ", ".join(known) or "none"
        draft.wrong(
            ("environments",), f"has no {environment!r}: --environment takes one of those that it has: {listed}"
        )
        return tree
    if not isinstance(known[environment], Mapping | None):
        draft.wrong(("environments", environment), "is no map: write what is different there")
        return tree
    for path, line in list(draft.document.lines.items()):
        if path[:2] == ("environments", environment):
            draft.document.lines[path[2:]] = line
    merged: Mapping[str, Any] = _merged(tree, known[environment] or {})
    return merged


ONE_OF = ({"build", "location"}, {"range", "spot"})
"""Members of which an override replaces one by the other."""


def _merged(below: Any, above: Any) -> Any:
    if not isinstance(below, Mapping) or not isinstance(above, Mapping):
        return above
    dropped = {name for group in ONE_OF if group & above.keys() for name in group - above.keys()}
    kept = {key: value for key, value in below.items() if key not in dropped}
    return {**kept, **{key: _merged(below.get(key), value) for key, value in above.items()}}
