"""Whether a service is there: only AWS's "not found", asked in the service's own account, means that it is gone."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService, ServiceArn
from pulumi_ecs_express.ports import ExpressServices


def read_if_there(services: ExpressServices, arn: str) -> ObservedService | None:
    """Read a service in whatever status; None where there is none. Denied, throttled or elsewhere raises."""
    try:
        return services.describe(arn)
    except (errors.ServiceNotFound, errors.ClusterNotFound, errors.ServiceNotActive) as gone:
        owner, caller = ServiceArn(arn).account, services.account()
        if owner == caller:
            return None
        raise errors.OtherAccount(
            f"service {ServiceArn(arn).name} cannot be found",
            why=f"it belongs to account {owner}, and the credentials to account {caller}",
            remedy="use credentials of the service's account",
        ) from gone
