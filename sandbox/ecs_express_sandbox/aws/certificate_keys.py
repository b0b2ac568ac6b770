"""
The keys of certificates: moto makes an RSA key for each and checks it again, which takes most of the time of a create.

Here all certificates share one key. No TLS is spoken with it, and ACM never gives the key of a certificate away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from moto.acm.models import CertBundle

_make_key = rsa.generate_private_key
_load_key = serialization.load_pem_private_key
_generate = CertBundle.generate_cert.__func__  # type: ignore[attr-defined]  # a class method, by its function


@cache
def _key() -> Any:
    return _make_key(public_exponent=65537, key_size=2048)


@contextmanager
def _known_key() -> Iterator[None]:
    """Give moto the one key where it would make one, and where it would read it again."""
    rsa.generate_private_key = lambda **_: _key()
    serialization.load_pem_private_key = lambda *_, **__: _key()
    try:
        yield
    finally:
        rsa.generate_private_key = _make_key
        serialization.load_pem_private_key = _load_key


def share_one_key() -> None:
    """Let every certificate that ACM makes have the same key; one request is carried out at a time."""

    def generate_cert(cls: Any, *args: Any, **kwargs: Any) -> Any:
        with _known_key():
            return _generate(cls, *args, **kwargs)

    CertBundle.generate_cert = classmethod(generate_cert)  # type: ignore[method-assign,assignment]  # moto offers no other way
