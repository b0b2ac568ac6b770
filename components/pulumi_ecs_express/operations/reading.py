"""Reading the service that a subcommand is about."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.planning.status.choosing import not_express
from pulumi_ecs_express.planning.status.stack import StackService
from pulumi_ecs_express.providers.adapters import connect, connect_ecs_services
from pulumi_ecs_express.providers.service.presence import read_if_there


def express_service(known: StackService) -> ObservedService:
    """
    Read a service of Express Mode.

    Raises:
        errors.ServiceNotFound: There is none, in its own account.
        errors.ServiceNotNamed: It is one of another kind.
    """
    found = read_if_there(connect(known.connection), known.arn)
    if found is not None:
        return found
    other = connect_ecs_services(known.connection).describe(known.arn.split("/")[-2], known.arn)
    if other is not None and not other.express:
        raise not_express(known.name)
    raise errors.ServiceNotFound(
        f"there is no service {known.name}",
        why=f"AWS knows none of the ARN {known.arn}",
        remedy="name another one; where the stack still has it, `pulumi up --refresh` makes it again",
    )
