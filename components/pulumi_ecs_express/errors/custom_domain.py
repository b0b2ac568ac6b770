"""A custom domain that is not ready, or cannot be."""

from pulumi_ecs_express.errors.base import ExpressError


class CustomDomainError(ExpressError):
    """The service serves under its own URL; the domain is not ready, or not yet."""

    code = "custom-domain"


class CertificateNotUsable(CustomDomainError):
    """ACM has given the certificate up, or it cannot serve these names on this load balancer."""

    code = "certificate-not-usable"


class CertificatePending(CustomDomainError):
    """The time given to the operation is over, and ACM still waits for DNS records."""

    code = "certificate-pending"


class ValidationInterrupted(CustomDomainError):
    """The wait for the certificate was cut short; ACM goes on without us."""

    code = "validation-interrupted"


class HostInUse(CustomDomainError):
    """Another rule of the load balancer answers for the host."""

    code = "host-in-use"


class DomainQuotaReached(CustomDomainError):
    """The listener rule has no place for another host, or the load balancer none for another certificate."""

    code = "domain-quota-reached"


class ListenerRuleMissing(CustomDomainError):
    """The service has no listener rule to which a host could be added."""

    code = "listener-rule-missing"


class HostNotKept(CustomDomainError):
    """Somebody else writes the same listener rule again and again, and takes the host out of it."""

    code = "host-not-kept"
