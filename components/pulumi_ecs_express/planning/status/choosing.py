"""Which services the words on a command line mean."""

from collections.abc import Sequence

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.status.stack import StackService


def is_arn(word: str) -> bool:
    """Report whether a word is the ARN of a service, and not a name."""
    return word.startswith("arn:") and ":service/" in word and word.count("/") >= 2


def named(word: str, services: Sequence[StackService]) -> StackService | None:
    """
    Find a service of a stack by its name in the program, else by its name at AWS, else by its ARN.

    Raises:
        errors.ServiceNotNamed: Several have it, as in stacks whose components are nested.
    """
    for names in ([one.resource for one in services], [one.name for one in services], [one.arn for one in services]):
        found = [one for one, name in zip(services, names, strict=True) if name == word]
        if len(found) > 1:
            raise errors.ServiceNotNamed(
                f"{word!r} names several services",
                why=", ".join(one.name for one in found),
                remedy="name it as AWS does, or by its ARN",
            )
        if found:
            return found[0]
    return None


def unknown(word: str, services: Sequence[StackService], cluster: str, region: str) -> errors.ServiceNotNamed:
    """Say that nothing has that name, and what there is."""
    there = ", ".join(str(one.resource) for one in services)
    return errors.ServiceNotNamed(
        f"no service {word!r}",
        why=f"{f'the stack has {there}' if there else 'no stack was read'}, and cluster {cluster} of {region} has none of that name",
        remedy="name one of the stack, of the cluster (`--cluster`, AWS_REGION), or give the ARN of a service",
    )


def not_express(word: str) -> errors.ServiceNotNamed:
    """Say that the service is one of other kinds."""
    return errors.ServiceNotNamed(
        f"service {word!r} is not of Express Mode",
        why="it was made by CreateService, and this command reads what Express Mode knows of a service",
        remedy="name another service; for this one there is `aws ecs describe-services`, and EcsServiceUpdate to deploy it",
    )


def single(services: Sequence[StackService]) -> StackService:
    """Choose the one service that a stack has, where none is named."""
    if len(services) == 1:
        return services[0]
    there = ", ".join(str(one.resource) for one in services)
    raise errors.ServiceNotNamed(
        "it is not said which service is meant" if services else "there is no service",
        why=f"the stack has {there}" if services else "the stack has no ExpressGatewayService",
        remedy="name one of them"
        if services
        else "name a service of a cluster, give its ARN, or choose a stack with --stack",
    )
