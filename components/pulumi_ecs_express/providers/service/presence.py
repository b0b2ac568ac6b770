"""Whether a service is there: only AWS's "not found", asked in the service's own account, means that it is gone."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.ports import ExpressServices
from pulumi_ecs_express.providers.own_account import require_own_account


def read_if_there(services: ExpressServices, arn: str) -> ObservedService | None:
    """Read a service in whatever status; None where there is none. Denied, throttled or elsewhere raises."""
    try:
        return services.describe(arn)
    except (errors.ServiceNotFound, errors.ClusterNotFound, errors.ServiceNotActive):
        require_own_account(services, arn)
        return None
