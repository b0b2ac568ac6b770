"""AWS answered no."""

from pulumi_ecs_express.errors.base import ExpressError


class Refused(ExpressError):
    """AWS understood the request and said no."""

    code = "refused"


class AccessDenied(Refused):
    """
    The caller may not do this; never retried, and never taken for a missing service.

    Attributes:
        action: The denied action, as policies name it; empty where AWS names none.
    """

    code = "access-denied"

    def __init__(self, what: str, *, why: str, remedy: str, action: str = "") -> None:
        super().__init__(what, why=why, remedy=remedy)
        self.action = action


class RoleNotAssumable(Refused):
    """ECS could not assume or use a role; true for some seconds after a role was made."""

    code = "role-not-assumable"


class ClusterNotFound(Refused):
    """No such cluster in this Region."""

    code = "cluster-not-found"


class ServiceNotFound(Refused):
    """No such service in this cluster and Region."""

    code = "service-not-found"


class ServiceNotActive(Refused):
    """The service is being deleted, or was."""

    code = "service-not-active"


class ServiceDraining(Refused):
    """A service of this name is still being deleted."""

    code = "service-draining"


class DeploymentUnderWay(Refused):
    """AWS takes no update of the service while a deployment of it runs."""

    code = "deployment-under-way"


class ParameterRefused(Refused):
    """AWS does not accept a parameter; its words stay as they are."""

    code = "parameter-refused"


class CertificateNotFound(Refused):
    """The load balancer does not know the certificate, or not yet; true for some seconds after it was issued."""

    code = "certificate-not-found"


class TaskDefinitionNotFound(Refused):
    """No such family or revision in this Region."""

    code = "task-definition-not-found"


class TaskDefinitionInactive(Refused):
    """The revision was deregistered: what runs on it goes on, and nothing new may use it."""

    code = "task-definition-inactive"


class NamespaceNotFound(Refused):
    """No such namespace of Cloud Map in this Region."""

    code = "namespace-not-found"


class TaskQuotaReached(Refused):
    """As many tasks of the cluster wait for capacity as ECS allows."""

    code = "task-quota-reached"


class PlatformRefused(Refused):
    """Fargate has no platform for what was asked."""

    code = "platform-refused"


class UnsupportedInRegion(Refused):
    """Express Mode, or a part of it, is not offered in this Region."""

    code = "unsupported-in-region"
