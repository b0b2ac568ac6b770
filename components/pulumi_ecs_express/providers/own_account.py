"""Whether what cannot be found is gone: only "not found" in the service's own account says so."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.ports import AnyServices


def require_own_account(services: AnyServices, arn: str) -> None:
    """Raise `errors.OtherAccount` where the credentials are not those of the service's account."""
    owner, caller = ServiceArn(arn).account, services.account()
    if owner != caller:
        raise errors.OtherAccount(
            f"service {ServiceArn(arn).name} cannot be found",
            why=f"it belongs to account {owner}, and the credentials to account {caller}",
            remedy="use credentials of the service's account",
        )
