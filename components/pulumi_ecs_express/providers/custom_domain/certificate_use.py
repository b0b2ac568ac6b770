"""Taking a certificate off a listener, unless a host there needs it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.custom_domain.rule import needs_certificate
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_certificates, connect_listeners
from pulumi_ecs_express.providers.custom_domain import claims


def detach_unless_needed(props: Mapping[str, Any], listener: str, certificate: str) -> None:
    """Remove a certificate from a listener where no host that only it covers is left; the default one stays."""
    connection = wire.connection(props, listener.split(":")[3])
    listeners, certificates = connect_listeners(connection), connect_certificates(connection)
    with claims.one_at_a_time(listener):
        attached = listeners.certificates(listener) or []
        own = next((found for found in attached if found.arn == certificate), None)
        if own is None or own.is_default:
            return
        hosts = [host for rule in listeners.rules(listener) or [] for host in rule.hosts]
        described = certificates.describe(certificate)
        needed = needs_certificate(hosts, described.names, ()) if described else []
        if needed and described:
            others = (certificates.describe(found.arn) for found in attached if found is not own)
            needed = needs_certificate(needed, described.names, [found.names for found in others if found])
        if not needed:
            listeners.detach(listener, certificate)


def release(props: Mapping[str, Any], certificate: str) -> None:
    """
    Take a certificate that is about to be deleted off all listeners where nobody needs it.

    An association takes off what it knows of; one whose create was interrupted is in no state, and its certificate could
    never be deleted.
    """
    connection = wire.connection(props, certificate.split(":")[3])
    found = connect_certificates(connection).describe(certificate)
    for balancer in found.load_balancers if found else ():
        for listener in connect_listeners(connection).listeners(balancer):
            detach_unless_needed(props, listener, certificate)


def undo(props: Mapping[str, Any], listener: str, certificate: str) -> None:
    """Take back what a failed create has added; where that fails as well, `release` does it later."""
    with suppress(errors.ExpressError):
        detach_unless_needed(props, listener, certificate)
