"""Why a service cannot be described, or cannot be imported, and what to do instead."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.model.service.spec import TASK_DEFINITION
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.planning.adoption.program import ADOPT, Described, stack_of

COMMAND = "ecs-express adopt"


def of_another_kind(settings: ObservedSettings) -> errors.ExpressError | None:
    """Say what is to be used for a service that Express Mode does not know, or will not know for long."""
    service = settings.service
    place = f"service {service.name} in cluster {service.cluster}"
    if not service.alive:
        return errors.ServiceNotActive(
            f"{place} cannot be described",
            why=f"it is being deleted: its status is {service.status}",
            remedy="leave it out",
        )
    if not service.express:
        return errors.ServiceNotAdoptable(
            f"{place} cannot be described",
            why="it is an ordinary ECS service, not one of Express Mode",
            remedy="to deploy releases to it, declare an EcsServiceUpdate (docs/octopus.md); for its settings, ServiceSettings "
            "(docs/service-settings.md)",
        )
    return None


def without_configuration(service: ObservedService) -> errors.ExpressError | None:
    """Say that AWS shows no settings of a service."""
    if service.configurations and service.infrastructure_role_arn:
        return None
    return errors.ServiceNotAdoptable(
        f"service {service.name} in cluster {service.cluster} cannot be described",
        why="AWS shows no settings of it yet"
        if service.infrastructure_role_arn
        else "AWS shows no infrastructure role of it",
        remedy=f"run `{COMMAND}` again once its first deployment has begun",
    )


def not_declarable(one: Described, problems: list[str]) -> errors.ExpressError | None:
    """Say what the component would refuse of what AWS has."""
    problems = [*problems, *_inactive(one)]
    if not problems:
        return None
    return errors.ServiceNotAdoptable(
        f"{one.subject.place} cannot be declared",
        why="\n  ".join(problems),
        remedy="change that first, with the tool that made the service, then run this again",
    )


def _inactive(one: Described) -> list[str]:
    definition = one.subject.definition
    if TASK_DEFINITION[0] not in one.properties or definition is None or definition.active:
        return []
    return [
        f"task_definition_arn: {definition.arn} is deregistered, and no service may be moved to it: deploy another one"
    ]


def not_importable(one: Described) -> errors.ExpressError | None:
    """Say that another stack would still delete what is imported: an import writes no mark at AWS."""
    if one.subject.owner is None:
        return None
    return errors.ServiceNotAdoptable(
        f"{one.subject.place} cannot be imported",
        why=f"by its tag it belongs to {stack_of(one.subject)}, which goes on managing it",
        remedy=f"move it between stacks with `pulumi state move`; or leave --import out: `pulumi up` with {ADOPT} takes it over",
    )


MOST_LISTED = 20
"""Services named in one message; arbitrary."""

ELSEWHERE = "give --cluster and --region of where it is, or the ARN of the service"


def unknown_name(name: str, cluster: str, region: str, there: list[str] | None) -> errors.ServiceNotFound:
    """Say which services there are where one is not; None where that may not be asked."""
    listed = ", ".join(sorted(there or ())[:MOST_LISTED])
    more = " and others" if there and len(there) > MOST_LISTED else ""
    none = "it has no Express Mode service" if there is not None else "ecs:ListServices would tell which ones it has"
    return errors.ServiceNotFound(
        f"there is no service {name} in cluster {cluster} of {region}",
        why=f"its Express Mode services are {listed}{more}" if there else none,
        remedy=f"name one of these, or {ELSEWHERE}" if there else ELSEWHERE,
    )


def no_services(cluster: str, region: str) -> errors.ServiceNotFound:
    """Say that there is nothing to describe."""
    return errors.ServiceNotFound(
        f"there is no Express Mode service in cluster {cluster} of {region}", why="", remedy=ELSEWHERE
    )


def no_cluster(cluster: str, region: str) -> errors.ClusterNotFound:
    """Say that there is no such cluster; the default one comes with the first service in it."""
    return errors.ClusterNotFound(f"there is no cluster {cluster} in {region}", why="", remedy=ELSEWHERE)
