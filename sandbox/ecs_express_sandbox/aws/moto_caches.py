"""
What moto caches too long, and what it computes too often.

A cache keyed by an object keeps a whole account alive after a reset, some 4 MB: the Regions of a service depend on its
name alone, so they are cached by that, and what a subnet caches is dropped with it. The list of moto's services, which
moto reads from the disk for each request (a third of the sandbox's time), is read once, and so are the methods of the
classes that answer.
"""

from functools import cache
from typing import Any

from moto import backends
from moto.core import responses, utils
from moto.core.base_backend import AccountSpecificBackend
from moto.ec2.models.subnets import Subnet
from moto.s3.models import s3_backends

_regions_of = AccountSpecificBackend._generate_regions.__wrapped__  # noqa: SLF001 - moto offers no other way


@cache
def _regions(service_name: str) -> tuple[str, ...]:
    return tuple(_regions_of(None, service_name))


def cache_regions_by_service() -> None:
    """Have moto compute the Regions of a service once, and keep no account for it."""

    def generate_regions(_backend: Any, service_name: str) -> list[str]:
        return list(_regions(service_name))

    setattr(AccountSpecificBackend, "_generate_regions", generate_regions)  # noqa: B010 - mypy refuses the assignment


def read_services_once() -> None:
    """Have moto read the names of its services from the disk once."""
    names = frozenset(backends.list_of_moto_modules())
    setattr(backends, "list_of_moto_modules", lambda: names)  # noqa: B010 - as above


def list_methods_once() -> None:
    """Have moto list the methods of each class that answers once, in place of once for each request."""
    setattr(responses, "method_names_from_class", cache(utils.method_names_from_class))  # noqa: B010 - as above


def drop_accounts() -> None:
    """Empty what is kept of an account that is gone: caches that hold objects of it, and the names of its buckets."""
    Subnet._base_avail_ip_iterator.cache_clear()  # noqa: SLF001 - as above
    s3_backends.bucket_accounts.clear()
