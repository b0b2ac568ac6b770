"""
How a program reaches AWS: the argument, else the ``aws`` provider in ``opts``, else ``aws:`` configuration.

What none of them says is left to the environment of the `pulumi` process, as for every AWS tool.
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import pulumi

AWS = "aws:ecs/service:Service"
"""A type of the aws provider, by which Pulumi finds the one that a component was given."""

CREDENTIALS = ("access_key", "assume_roles", "assume_role_with_web_identity", "shared_credentials_files")
"""Settings of an aws provider that cannot be passed on: they would have to be stored with the service."""


def reached(provider: Any, declared: Mapping[str, Any]) -> dict[str, Any]:
    """Give Region, profile and endpoints, as far as anything beside the environment says them."""
    if provider is not None:
        _warn_of_credentials(provider)
    found = {name: _told(name, provider) for name in ("region", "profile", "endpoints") if name not in declared}
    return {name: value for name, value in found.items() if value is not None}


def _told(name: str, provider: Any) -> Any:
    """Ask the provider, then the configuration; a provider may turn out not to say it."""
    configured = _configured(name)
    output = getattr(provider, name, None) if provider is not None else None
    if output is None:
        return configured
    return pulumi.Output.from_input(output).apply(lambda known: _read(name, known) or configured)


def _configured(name: str) -> Any:
    return _read(name, pulumi.Config("aws").get(name))


def _read(name: str, known: Any) -> Any:
    """Take ``endpoints`` out of the form in which providers and configuration hold them: JSON, a list of maps."""
    if name != "endpoints" or not known:
        return known or None
    listed = json.loads(known) if isinstance(known, str) else known
    maps = listed if isinstance(listed, list) else [listed]
    return {service: url for one in maps for service, url in one.items() if url} or None


def _warn_of_credentials(provider: Any) -> None:
    """Say once for each setting that the service's own calls go without it."""
    for name in CREDENTIALS:
        output = getattr(provider, name, None)
        if output is not None:
            pulumi.Output.from_input(output).apply(partial(_warn, name))


def _warn(name: str, known: Any) -> None:
    if not known:
        return
    pulumi.log.warn(
        f"the aws provider's {name} reaches the roles, and not the Express service, whose calls use the profile or the "
        "environment: set `profile` to one with the same credentials"
    )
