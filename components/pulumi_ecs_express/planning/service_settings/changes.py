"""What must be sent so that a service has the settings that are declared, and nothing else changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service_settings.deployment import ONLY_WITH
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_settings.spec import FORCE
from pulumi_ecs_express.planning.service_settings.equality import same
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import GONE, Tree, Values, member_of, value_at, with_values
from pulumi_ecs_express.planning.service_settings.verdicts import Deploys

CONFIGURATION = "deploymentConfiguration"

PERCENTAGES = ("maximumPercent", "minimumHealthyPercent")

REQUIRED = {"serviceConnectConfiguration": "enabled"}
"""The member without which a structure says nothing. Source: ServiceConnectConfiguration in botocore 1.44.5."""


@dataclass(frozen=True)
class SettingChange:
    """
    One setting that is to change.

    Attributes:
        found: What AWS has; None where it has nothing.
        wanted: What it is to be; `GONE` where it is to have none again.
    """

    path: Path
    found: Any
    wanted: Any

    @property
    def setting(self) -> str:
        """The parameter of UpdateService."""
        return self.path[0]


def changes(wanted: Values, observed: ObservedSettings, before: Values) -> list[SettingChange]:
    """
    List what differs from AWS's answer.

    Args:
        wanted: The declared settings, and those to be put back.
        observed: AWS's answer.
        before: What was declared before. A name for which AWS answers an ARN counts as another one unless it was declared
            before, and so does a list from whose entries a member has gone.
    """
    express = observed.kind is Kind.EXPRESS
    return [
        SettingChange(path, found, value)
        for path, value in sorted(wanted.items())
        if not same(
            path,
            value,
            found := value_at(observed.values, path),
            before=before.get(path),
            sure=before.get(path) != value,
            express=express,
        )
    ]


def request(found: list[SettingChange], observed: ObservedSettings, *, forced: bool = False) -> dict[str, Any]:
    """Write the members of UpdateService: each structure complete as AWS gave it, with the changes in it."""
    values = {change.path: change.wanted for change in found}
    members = {name: _member(name, values, observed) for name in dict.fromkeys(change.setting for change in found)}
    if forced or any(TABLE[name].deploys is Deploys.FORCED for name in members):
        members[FORCE] = True
    return members


def requests(found: list[SettingChange], observed: ObservedSettings, *, forced: bool = False) -> list[dict[str, Any]]:
    """
    Write the forms in which a change can be sent: the next one where AWS refuses the one before.

    There are several for the deployment configuration of Express services, of which nobody has shown in public whether AWS
    takes it back as it gave it: without the percentages, and only with what changes.
    """
    members = request(found, observed, forced=forced)
    if observed.kind is not Kind.EXPRESS or CONFIGURATION not in members:
        return [members]
    changed, whole = {change.path[1] for change in found if change.setting == CONFIGURATION}, members[CONFIGURATION]
    without = {name: value for name, value in whole.items() if name not in PERCENTAGES or name in changed}
    small = {name: value for name, value in whole.items() if name in changed}
    forms = [members]
    for configuration in (without, small):
        if configuration != forms[-1][CONFIGURATION]:
            forms.append({**members, CONFIGURATION: configuration})
    return forms


def _member(name: str, values: Values, observed: ObservedSettings) -> Any:
    own = {**_of_another_strategy(name, values, observed), **member_of(name, values)}
    if () in own:
        return TABLE[name].absent if own[()] is GONE else own[()]
    whole = with_values(observed.values.get(name) or {}, own)
    if not whole or REQUIRED.get(name, next(iter(whole))) not in whole:
        return TABLE[name].absent
    if name in REQUIRED and whole[REQUIRED[name]] is False:
        return {REQUIRED[name]: False}
    return as_taken(name, whole, observed.kind_after(values.get(("deploymentController", "type"))))


def _of_another_strategy(name: str, values: Values, observed: ObservedSettings) -> dict[Path, Any]:
    """Take out what is valid with the strategy of before alone, where another one is declared."""
    strategy = values.get((CONFIGURATION, "strategy"))
    if name != CONFIGURATION or not isinstance(strategy, str):
        return {}
    there = observed.values.get(CONFIGURATION) or {}
    return {(member,): GONE for member, only in ONLY_WITH.items() if member in there and only != strategy}


def as_taken(name: str, whole: Tree, kind: Kind) -> dict[str, Any]:
    """Write a structure as AWS takes it back for this kind of service."""
    if name != CONFIGURATION:
        return dict(whole)
    if kind is Kind.EXPRESS:
        return {member: value for member, value in whole.items() if member != "strategy"}
    if kind is Kind.CODE_DEPLOY:
        return {member: value for member, value in whole.items() if member in PERCENTAGES}
    return dict(whole)


def sent_along(found: list[SettingChange], observed: ObservedSettings) -> Iterator[tuple[str, list[str]]]:
    """Name for each setting the members that are sent unchanged, since AWS replaces the structure as a whole."""
    for name, whole in request(found, observed).items():
        if isinstance(whole, dict):
            changed = {change.path[1] for change in found if change.setting == name and len(change.path) > 1}
            if kept := [member for member in whole if member not in changed]:
                yield name, kept
