"""
Of which services the program says whether Express Mode may update them, as far as this provider process has seen.

A resource with another name, or a replacement that the engine demands, takes a service over before the old resource is
deleted, which must not put the tag back. The engine asks about every resource of the program (Check) before it deletes what
left it, in this one process. It also asks for a Diff with old inputs, to see what a replacement entails: that says nothing.

Free of the models: a run without changes comes here.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.service_settings.owners import NamedService, named_service

_kept = set[NamedService]()


def keep(properties: Mapping[str, Any]) -> None:
    """Note the service that properties name, where it is known."""
    if named := named_service(properties):
        _kept.add(named)


def is_kept(arn: str) -> bool:
    """Report whether something in the program says it of this service."""
    own = named_service({"service": arn})
    return own is not None and any(own.may_be(named) for named in _kept)


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _kept.clear()
