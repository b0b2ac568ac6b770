"""
TLS handshakes: which certificate a client gets to see, by the name that it asks for.

Source: "SSL certificates for your Application Load Balancer", user guide, read 2026-11-28: among the certificates of the
listener, one whose names cover the name; else the default one, which the client then refuses.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from moto.acm.models import acm_backends

from ecs_express_sandbox.load_balancer.authority import Authority, plain_context
from ecs_express_sandbox.load_balancer.front import REACHED
from ecs_express_sandbox.load_balancer.reading import Tables
from ecs_express_sandbox.name_service.names import Names
from ecs_express_sandbox.sandbox import Sandbox


@dataclass(frozen=True)
class Shown:
    """
    A certificate of a listener.

    Attributes:
        arn: its ARN.
        names: its names in lower case; the first label of one may be ``*``.
        status: as ACM has it.
    """

    arn: str
    names: tuple[str, ...]
    status: str = "ISSUED"


def certificate_for(name: str, shown: Sequence[Shown]) -> Shown:
    """Choose for a name; the default certificate is the first."""
    issued = [certificate for certificate in shown if certificate.status == "ISSUED"]
    wildcard = f"*.{name.partition('.')[2]}"
    exact = [certificate for certificate in issued if name in certificate.names]
    covering = [certificate for certificate in issued if wildcard in certificate.names]
    return (exact or covering or list(shown))[0]


class Handshakes:
    """Answers the handshakes of all load balancers on one port."""

    def __init__(self, sandbox: Sandbox, tables: Tables, authority: Authority) -> None:
        self._sandbox, self._tables, self._authority = sandbox, tables, authority
        self._names = Names(sandbox)

    def context(self) -> ssl.SSLContext:
        """Make the context that connections start with."""
        made = plain_context()
        made.sni_callback = self._choose  # type: ignore[assignment]  # typeshed knows sockets only, and no None for a name
        return made

    def _choose(self, connection: ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> int | None:
        """Show a certificate, and remember the load balancer: the request on this connection goes there."""
        host = (name or "").lower()
        with self._sandbox.lock:
            self._sandbox.settle()
            led = self._names.load_balancer_of(host) if host else None
            shown = self._shown(led)
        if not shown:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        chosen = certificate_for(host, shown)
        connection.context = self._authority.context(chosen.arn, chosen.names)
        setattr(connection, REACHED, led)
        return None

    def _shown(self, balancer: str | None) -> list[Shown]:
        """List the certificates of a load balancer; of all, where DNS names none."""
        table = self._tables.current()
        asked = [table.balancers[balancer]] if balancer in table.balancers else list(table.balancers.values())
        listeners = [found.secure for found in asked if found.secure is not None]
        return [_described(arn) for listener in listeners for arn in listener.certificates]


def _described(arn: str) -> Shown:
    """Look a certificate up in ACM; one of IAM has no names here."""
    if ":acm:" not in arn:
        return Shown(arn, ())
    _, _, _, region, account, _ = arn.split(":", 5)
    backend = acm_backends[account][region]
    found = backend._certificates.get(arn)  # noqa: SLF001 - to describe it would also look for all who use it
    if found is None:
        return Shown(arn, ())
    found.check()
    names = dict.fromkeys(str(name).lower() for name in [found.common_name, *sorted(found.sans)] if name)
    return Shown(arn, tuple(names), str(found.status))
