"""The DNS server, by UDP and TCP, as an ordinary resolver sees it."""

from __future__ import annotations

from collections.abc import Callable

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.resolver
import pytest

from tests.sandbox.domains import alias, record, zone
from tests.sandbox.local_aws import LocalAws
from tests.sandbox.test_name_resolution import balancer, private_zone

Ask = Callable[..., dns.message.Message]


@pytest.fixture
def ask(aws: LocalAws) -> Ask:
    """Send a question by UDP or TCP."""
    host, _, port = aws.addresses.dns.partition(":")

    def asked(name: str, kind: str = "A", *, tcp: bool = False) -> dns.message.Message:
        send = dns.query.tcp if tcp else dns.query.udp
        return send(dns.message.make_query(name, kind), host, timeout=10, port=int(port))

    return asked


def lines(answer: dns.message.Message) -> list[str]:
    """Write the answer section as a zone file has it."""
    return [line for records in answer.answer for line in sorted(records.to_text().splitlines())]


@pytest.mark.parametrize("tcp", [False, True], ids=["udp", "tcp"])
def test_records_are_answered_with_the_chain_to_them(aws: LocalAws, ask: Ask, tcp: bool) -> None:
    """CNAMEs show, aliases do not."""
    _, target = balancer(aws)
    zone(
        aws,
        "example.com",
        record("www.example.com", "CNAME", "app.example.com"),
        alias("app.example.com", target),
        record("txt.example.com", "TXT", '"v=spf1 -all"'),
        record("example.com", "CAA", '0 issue "amazon.com"'),
    )
    found = lines(ask("www.example.com", tcp=tcp))

    assert found[0] == "www.example.com. 60 IN CNAME app.example.com."
    assert [line.split()[:4] for line in found[1:]] == [["app.example.com.", "60", "IN", "A"]] * 2
    assert lines(ask("www.example.com", "CNAME", tcp=tcp)) == found[:1]
    assert lines(ask("txt.example.com", "TXT", tcp=tcp)) == ['txt.example.com. 60 IN TXT "v=spf1 -all"']
    assert lines(ask("example.com", "CAA", tcp=tcp)) == ['example.com. 60 IN CAA 0 issue "amazon.com"']
    assert "example.com. 172800 IN NS ns-2048.awsdns-64.com." in lines(ask("example.com", "NS", tcp=tcp))
    assert len(lines(ask("example.com", "SOA", tcp=tcp))) == 1


def test_what_is_not_there_is_said_so(aws: LocalAws, ask: Ask) -> None:
    """No such name, or no such records; the zone's SOA record goes with either. Private zones are never seen."""
    zone(
        aws,
        "example.com",
        record("a.b.example.com", "A", "192.0.2.1"),
        record("out.example.com", "CNAME", "elsewhere.invalid"),
        record("in.example.com", "CNAME", "nothing.example.com"),
    )
    private_zone(aws, "inside.example", record("app.inside.example", "A", "10.0.0.1"))
    found = {
        name: ask(name)
        for name in ("a.b.example.com", "b.example.com", "c.example.com", "in.example.com", "out.example.com")
    }

    rcodes = {name.removesuffix(".example.com"): dns.rcode.to_text(answer.rcode()) for name, answer in found.items()}
    assert rcodes == {"a.b": "NOERROR", "b": "NOERROR", "c": "NXDOMAIN", "in": "NXDOMAIN", "out": "NOERROR"}
    assert [len(answer.authority) for answer in found.values()] == [0, 1, 1, 1, 0]
    assert not ask("a.b.example.com", "TXT").answer
    for outside in ("app.inside.example", "example.org"):
        assert (ask(outside).rcode(), ask(outside).authority) == (dns.rcode.NXDOMAIN, [])


def test_a_long_answer_goes_by_tcp(aws: LocalAws, ask: Ask) -> None:
    """A resolver asks again when the answer is cut short; one that asks for nonsense hinders nobody."""
    zone(aws, "example.com", record("long.example.com", "TXT", *(f'"{number:0200}"' for number in range(10))))
    host, _, port = aws.addresses.dns.partition(":")
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)

    assert ask("long.example.com", "TXT").flags & dns.flags.TC
    assert len(list(resolver.resolve("long.example.com", "TXT"))) == 10
    assert ask("long.example.com", "MX").rcode() == dns.rcode.NOERROR
