"""What keeps a service from being updated, as far as AWS's answer shows it: each under the argument that it concerns."""

from pulumi_ecs_express.model.service_update.observed import Controller, ObservedEcsService
from pulumi_ecs_express.planning import ownership

OF_OTHERS = {
    Controller.CODE_DEPLOY: (
        "is deployed by CodeDeploy, which takes no update by ECS: start the deployment there (`aws deploy create-deployment`) "
        "with the revision in its AppSpec, or update a service whose deployment controller is ECS"
    ),
    Controller.EXTERNAL: (
        "has the deployment controller EXTERNAL, whose task sets another tool makes: deploy with that tool, or update a "
        "service whose deployment controller is ECS"
    ),
}

OWNED = (
    "belongs to the ExpressGatewayService {owner}, and two owners would undo each other's changes: change it there, by "
    "primary_container (image, environment, secrets), by sidecars and container_definition, or by task_definition_arn"
)


def missing(name: str, cluster: str, region: str) -> str:
    """Say that there is no such service."""
    return (
        f"service: there is no service {name} in cluster {cluster} of {region}: name one that "
        f"`aws ecs list-services --cluster {cluster} --region {region}` shows, or its ARN"
    )


def no_cluster(cluster: str, region: str) -> str:
    """Say that there is no such cluster."""
    return (
        f"cluster: there is no cluster {cluster} in {region}, where service is looked for: name the one that it is in "
        f"(`aws ecs list-clusters --region {region}`), or the service's ARN"
    )


def going(service: ObservedEcsService) -> str:
    """Say that the service goes, or is gone."""
    return f"service: {service.name} is {service.status}, it is being deleted or was: name an ACTIVE one"


def service_problems(service: ObservedEcsService) -> list[str]:
    """List what keeps a service that is there from being updated."""
    name = service.name
    if not service.alive:
        return [going(service)]
    if owner := ownership.parse(service.tags.get(ownership.TAG)):
        return [f"service: {name} {OWNED.format(owner=owner.resource)}"]
    if instead := OF_OTHERS.get(service.controller):
        return [f"service: {name} {instead}"]
    return []
