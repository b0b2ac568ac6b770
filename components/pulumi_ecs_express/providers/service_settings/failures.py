"""The errors of settings that did not come into effect."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS
from pulumi_ecs_express.planning.service_settings.changes import SettingChange
from pulumi_ecs_express.planning.service_settings.trees import GONE


def not_in_effect(observed: ObservedSettings, found: list[SettingChange]) -> errors.SettingsNotInEffect:
    """Say which settings AWS took, and shows otherwise."""
    lines = [f"{ARGUMENTS.path(change.path)} {_shown(change)}" for change in found]
    return errors.SettingsNotInEffect(
        f"service {observed.service.name} does not show all settings that were sent",
        why="AWS accepted the update; afterwards " + "; ".join(lines),
        remedy="look for another tool that sets them too; else AWS does not take them on this service: leave them out",
    )


def _shown(change: SettingChange) -> str:
    if change.wanted is GONE:
        return "is still there"
    return "is missing" if change.found is None else "is another than the declared one"


def not_put_back(found: list[SettingChange], why: str) -> str:
    """Say which settings keep the declared value."""
    paths = ", ".join(ARGUMENTS.path(change.path) for change in found)
    return f"{paths}: not put back to what was found before the first apply: {why}"


def too_few_tasks(arn: str, running: int, count: int) -> errors.RolloutTimedOut:
    """Say that the tasks did not come, or did not go, in time."""
    name = ServiceArn(arn).name
    return errors.RolloutTimedOut(
        f"service {name} does not run {count} tasks",
        why=f"{running} run at the end of the time given",
        remedy=(
            f"see why in its events (aws ecs describe-services --cluster {ServiceArn(arn).cluster} --services {name}), "
            "or give it longer (timeout)"
        ),
    )
