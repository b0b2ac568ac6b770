"""
The DNS server, by UDP and TCP on one port: it answers with authority for every public hosted zone of the sandbox.

Forms of the answers: RFC 1034 and RFC 2308 (no such name, no such records). A name outside of every zone does not exist.
"""

from __future__ import annotations

import contextlib
import socketserver
import struct
from collections.abc import Iterator

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from ecs_express_sandbox.name_service.names import Names
from ecs_express_sandbox.name_service.resolution import Found, Resolution
from ecs_express_sandbox.sandbox import Sandbox

_ATTEMPTS = 20
"""How often a port that is free for UDP is tried for TCP too."""

_PATIENCE = 10.0
"""How long a TCP connection may be silent; seconds."""

_MOST = 65535
"""What an answer by TCP holds at most; bytes."""

_PLAIN_UDP = 512
"""What an answer by UDP holds at most unless the client says that it takes more; bytes."""


class DnsServer:
    """Answers queries in their wire format."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox, self._names = sandbox, Names(sandbox)

    def answer(self, wire: bytes, *, datagram: bool) -> bytes | None:
        """Answer one query; ``None`` for what is none."""
        try:
            query = dns.message.from_wire(wire)
        except dns.exception.DNSException:
            return None
        if query.flags & dns.flags.QR:
            return None
        answer = dns.message.make_response(query, recursion_available=True)
        try:
            self._fill(query, answer)
        except dns.exception.DNSException:  # a value that Route 53 would not have taken
            answer = dns.message.make_response(query)
            answer.set_rcode(dns.rcode.SERVFAIL)
        most = max(query.payload, _PLAIN_UDP) if datagram else _MOST
        return answer.to_wire(max_size=most, prefer_truncation=True)

    def _fill(self, query: dns.message.Message, answer: dns.message.Message) -> None:
        if query.opcode() != dns.opcode.QUERY or len(query.question) != 1:
            answer.set_rcode(dns.rcode.NOTIMP)
            return
        (asked,) = query.question
        name, kind = asked.name.to_text(), dns.rdatatype.to_text(asked.rdtype)
        with self._sandbox.lock:
            self._sandbox.settle()
            found = self._names.resolve(name, kind, private=False)
        answer.flags |= dns.flags.AA
        answer.answer = [_rrset(records) for records in found.found]
        if not found.exists and (found.zone is not None or not found.found):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        if not any(records.kind == kind for records in found.found):
            answer.authority = list(_authority(found))


def _authority(found: Resolution) -> Iterator[dns.rrset.RRset]:
    """Name the zone that has nothing, by its SOA record."""
    for record in found.zone.at(found.zone.name) or () if found.zone else ():
        if record.kind == "SOA":
            yield _rrset(Found(record.name, "SOA", record.ttl, record.values))


def _rrset(found: Found) -> dns.rrset.RRset:
    """Write records; names in their values are complete, also without their final dot."""
    kind = dns.rdatatype.from_text(found.kind)
    values = [
        dns.rdata.from_text(dns.rdataclass.IN, kind, value, origin=dns.name.root, relativize=False)
        for value in found.values
    ]
    return dns.rrset.from_rdata_list(dns.name.from_text(found.name), found.ttl, values)


class _Datagram(socketserver.BaseRequestHandler):
    """One query by UDP."""

    server: _UdpServer

    def handle(self) -> None:
        wire, connection = self.request
        if (answer := self.server.answerer.answer(wire, datagram=True)) is not None:
            connection.sendto(answer, self.client_address)


class _Stream(socketserver.StreamRequestHandler):
    """The queries of a TCP connection, each after its length in two bytes."""

    server: _TcpServer
    timeout = _PATIENCE

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while len(length := self.rfile.read(2)) == struct.calcsize("!H"):
                wire = self.rfile.read(*struct.unpack("!H", length))
                if (answer := self.server.answerer.answer(wire, datagram=False)) is None:
                    return
                self.wfile.write(struct.pack("!H", len(answer)) + answer)


class _UdpServer(socketserver.ThreadingUDPServer):
    daemon_threads = True

    def __init__(self, host: str, answerer: DnsServer) -> None:
        self.answerer = answerer
        super().__init__((host, 0), _Datagram)


class _TcpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, host: str, port: int, answerer: DnsServer) -> None:
        self.answerer = answerer
        super().__init__((host, port), _Stream)


def bound(host: str, answerer: DnsServer) -> tuple[_UdpServer, _TcpServer]:
    """Find a port that is free for both protocols, and listen there."""
    for _ in range(_ATTEMPTS):
        datagrams = _UdpServer(host, answerer)
        try:
            return datagrams, _TcpServer(host, int(datagrams.server_address[1]), answerer)
        except OSError:
            datagrams.server_close()
    raise OSError(f"no port of {host} is free for UDP and TCP")
