"""What each declared effect of a field is for a reviewer: its kind, and its sentence, which is the effect's own where it fits."""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.preview_report.consequence import Kind
from pulumi_ecs_express.planning.service_settings.table import OTHERS, TABLE
from pulumi_ecs_express.planning.service_settings.verdicts import Deploys

KINDS: Mapping[Effect, Kind] = {
    Effect.DEPLOYMENT: Kind.DEPLOYMENT,
    Effect.UPDATE: Kind.POSSIBLE_DEPLOYMENT,
    Effect.REDEPLOYMENT: Kind.DEPLOYMENT,
    Effect.REPLACEMENT: Kind.REPLACEMENT,
    Effect.SETTING: Kind.UPDATE,
    Effect.TAGS: Kind.TAGS,
    Effect.DOMAIN: Kind.DOMAIN,
    Effect.REVISION: Kind.REVISION,
    Effect.CONNECTION: Kind.CONNECTION,
    Effect.NONE: Kind.NO_CALL,
}
"""Every effect; that of a setting depends on the setting."""

DEPLOYED = "a deployment of the service, in the way that the service is deployed"
OTHERWISE: Mapping[tuple[str, Effect], tuple[Kind, str]] = {
    ("EcsServiceUpdate", Effect.DEPLOYMENT): (Kind.DEPLOYMENT, DEPLOYED),
    ("EcsServiceUpdate", Effect.REVISION): (Kind.DEPLOYMENT, f"another revision of the task definition, and {DEPLOYED}"),
    ("EcsServiceUpdate", Effect.REDEPLOYMENT): (Kind.DEPLOYMENT, "the revision that runs is deployed again"),
    ("EcsServiceUpdate", Effect.REPLACEMENT): (Kind.REPLACEMENT, "another service is updated from now on"),
    ("ServiceSettings", Effect.REDEPLOYMENT): (Kind.DEPLOYMENT, "the service is deployed again"),
    ("ServiceSettings", Effect.REPLACEMENT): (Kind.REPLACEMENT, "the settings are those of another service from now on"),
    ("TaskDefinitionRevision", Effect.REPLACEMENT): (Kind.REPLACEMENT, "a revision of another family takes its place"),
}  # fmt: skip
"""By component, where an effect's own sentence is about Express Mode and the component is not."""

BY_SETTING: Mapping[Deploys, tuple[Kind, str]] = {
    Deploys.YES: (Kind.DEPLOYMENT, "UpdateService, which starts a deployment"),
    Deploys.FORCED: (Kind.DEPLOYMENT, "UpdateService with forceNewDeployment, which starts a deployment"),
    Deploys.NO: (Kind.UPDATE, "UpdateService, without a deployment"),
    Deploys.NEW_TASKS: (Kind.UPDATE, "UpdateService, without a deployment; tasks that are started later have it"),
    Deploys.NOT_STATED: (Kind.POSSIBLE_DEPLOYMENT, "UpdateService; AWS does not say whether it starts a deployment"),
}


def meaning(component: str, effect: Effect, property_name: str) -> tuple[Kind, str]:
    """Say what a change is, and what comes of it."""
    if effect is Effect.SETTING:
        return BY_SETTING[(TABLE.get(property_name) or OTHERS[property_name]).deploys]
    return OTHERWISE.get((component, effect)) or (KINDS[effect], effect.value)
