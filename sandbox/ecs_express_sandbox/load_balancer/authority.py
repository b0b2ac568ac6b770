"""
A certificate authority of the sandbox's own, and the certificates that its load balancers show.

The certificates of ACM stay as they are; what a client sees is made for the same names when it is first shown, valid by
real time, since clients verify by their own clock. Profile: RFC 5280, which Python's VERIFY_X509_STRICT and curl demand.
"""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEAR = timedelta(days=365)
DAY = timedelta(days=1)

CA_NAME = "ECS Express sandbox CA"

NOBODY = "nobody.invalid"
"""The name in a certificate that has none."""

_LONGEST = 64
"""How long a common name may be."""


class Authority:
    """Signs, and keeps the contexts of all certificates that were shown."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ca_key, self._key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self._numbers = count(1)
        self._contexts: dict[tuple[str, tuple[str, ...]], ssl.SSLContext] = {}
        self.file = folder / "ca.pem"
        self.file.write_bytes(self._own().public_bytes(serialization.Encoding.PEM))

    def context(self, arn: str, names: tuple[str, ...]) -> ssl.SSLContext:
        """Give the TLS context that shows a certificate for some names."""
        key = (arn, names)
        if key not in self._contexts:
            self._contexts[key] = self._made(names)
        return self._contexts[key]

    def _made(self, names: tuple[str, ...]) -> ssl.SSLContext:
        private = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / f"{next(self._numbers)}.pem"
        signed = self._signed(names or (NOBODY,))
        file.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
        made = plain_context()
        made.load_cert_chain(file)
        file.unlink()
        return made

    def _own(self) -> x509.Certificate:
        """Make the certificate of the authority itself."""
        usage = _usage(signs_certificates=True)
        return (
            _builder(CA_NAME, self._ca_key.public_key(), YEAR * 10)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(self._ca_key, hashes.SHA256())
        )

    def _signed(self, names: tuple[str, ...]) -> x509.Certificate:
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._ca_key.public_key())
        subject = names[0] if len(names[0]) <= _LONGEST else NOBODY
        return (
            _builder(subject, self._key.public_key(), YEAR)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
            .add_extension(authority, critical=False)
            .sign(self._ca_key, hashes.SHA256())
        )


def plain_context() -> ssl.SSLContext:
    """Make a context without a certificate, in the versions of TLS that the policies of Express Mode allow."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_alpn_protocols(["http/1.1"])
    return made


def _builder(subject: str, key: ec.EllipticCurvePublicKey, valid: timedelta) -> x509.CertificateBuilder:
    now = datetime.now(timezone.utc)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, CA_NAME)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + valid)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
