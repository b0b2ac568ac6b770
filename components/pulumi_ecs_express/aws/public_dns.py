"""
What DNS answers to everybody, by dnspython.

A resolver keeps an answer, or that there is none, for as long as its zone says; so the zone's own name servers are
asked, and a resolver only for who they are. ``ECS_EXPRESS_DNS_SERVER`` (``host:port``) is asked instead of all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dns.resolver import Resolver

SERVER = "ECS_EXPRESS_DNS_SERVER"
DNS_PORT = 53

SECONDS = 3.0
"""Time for one question; a network that lets none through costs this much at each poll, and no more."""


class DnsQueries:
    """Implements `pulumi_ecs_express.ports.PublicDns`."""

    def values(self, name: str, type_: str) -> list[str] | None:
        import dns.exception
        import dns.resolver

        try:
            answer = _resolver(name).resolve(name, type_, lifetime=SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError, ValueError):
            return None
        return [str(record).rstrip(".").lower() for record in answer]


def _resolver(name: str) -> Resolver:
    """Make what asks the servers of a name's zone; the machine's own resolver where they cannot be found."""
    import dns.resolver

    if chosen := os.environ.get(SERVER):
        host, _, port = chosen.rpartition(":")
        return _asking([host], int(port))
    system = dns.resolver.Resolver()
    addresses = list(dict.fromkeys(_name_servers(system, name)))
    return _asking(addresses, DNS_PORT) if addresses else system


def _asking(addresses: list[str], port: int) -> Resolver:
    import dns.resolver

    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = addresses, port
    return resolver


def _name_servers(system: Resolver, name: str) -> Iterator[str]:
    """Find the addresses of the name servers of the closest zone above a name."""
    import dns.resolver

    zone = dns.resolver.zone_for_name(name, resolver=system, lifetime=SECONDS)
    for server in system.resolve(zone, "NS", lifetime=SECONDS):
        yield from (str(address) for address in system.resolve(server.target, "A", lifetime=SECONDS))
