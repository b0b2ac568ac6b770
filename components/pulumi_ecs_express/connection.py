"""
How a program reaches AWS: the argument, else the ``aws`` provider in ``opts``, else ``aws:`` configuration.

What none of them says is left to the environment of the `pulumi` process, as for every AWS tool.
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeAlias

import pulumi

from pulumi_ecs_express.model.connection.settings import CREDENTIAL_SETTINGS, CREDENTIALS, DEFAULT_TAGS
from pulumi_ecs_express.model.fields.property_paths import camel

AWS = "aws:ecs/service:Service"
"""A type of the aws provider, by which Pulumi finds the one that a component was given."""

Settings: TypeAlias = "pulumi.Output[Mapping[str, Any]] | None"
"""The inputs of an explicit provider; None where there is none."""

BY_ENVIRONMENT = {
    "http_proxy": "HTTP_PROXY",
    "https_proxy": "HTTPS_PROXY",
    "no_proxy": "NO_PROXY",
    "custom_ca_bundle": "AWS_CA_BUNDLE",
    "use_fips_endpoint": "AWS_USE_FIPS_ENDPOINT",
    "use_dualstack_endpoint": "AWS_USE_DUALSTACK_ENDPOINT",
}
"""Settings of a provider that say by which road AWS is reached, and the variable that says it to the service's calls too."""


def reached(provider: Any, declared: Mapping[str, Any]) -> dict[str, Any]:
    """Give Region, profile, endpoints, credentials and default tags, as far as anything beside the environment says them."""
    settings = None if provider is None else _settings(provider)
    _warn_of_roads(settings)
    places = [name for name in ("region", "profile", "endpoints") if name not in declared]
    found = {name: _told(name, provider, settings) for name in places}
    found[CREDENTIALS] = _credentials(settings)
    found[DEFAULT_TAGS] = _default_tags(settings)
    return {name: value for name, value in found.items() if value is not None}


def _settings(provider: Any) -> pulumi.Output[Mapping[str, Any]]:
    """Read a provider's inputs from the engine: the resource itself gives those alone whose names have one word."""

    async def read(urn: str) -> Mapping[str, Any]:
        found = await pulumi.runtime.invoke_async("pulumi:pulumi:getResource", {"urn": urn})
        return dict((found or {}).get("state") or {})

    return pulumi.Output.from_input(provider.urn.apply(read))


def _default_tags(settings: Settings) -> pulumi.Output[dict[str, str] | None] | None:
    """Find the tags that the provider, or the configuration where there is none, puts on everything."""
    said = _said("default_tags", settings)
    return None if said is None else pulumi.Output.from_input(said).apply(_tags)


def _tags(known: Any) -> dict[str, str] | None:
    settings = _parsed(known)
    return dict(settings.get("tags") or {}) or None if isinstance(settings, Mapping) else None


def _told(name: str, provider: Any, settings: Settings) -> Any:
    """
    Ask the provider, then the configuration; a provider may turn out not to say it.

    In a preview the provider's own output of what it leaves out is not known, as if it might still say it; so that output is
    taken only of what is among its inputs. Tests with mocks have no inputs to look at.
    """
    configured, output = _configured(name), getattr(provider, name, None)
    if settings is None or output is None:
        return configured
    of_provider = pulumi.Output.from_input(output).apply(lambda known: _read(name, known) or configured)
    return settings.apply(lambda known: of_provider if not known or known.get(name) is not None else configured)


def _configured(name: str) -> Any:
    return _read(name, pulumi.Config("aws").get(name))


def _read(name: str, known: Any) -> Any:
    """Take ``endpoints`` out of the form in which providers and configuration hold them: JSON, a list of maps."""
    if name != "endpoints" or not known:
        return known or None
    listed = json.loads(known) if isinstance(known, str) else known
    maps = listed if isinstance(listed, list) else [listed]
    return {service: url for one in maps for service, url in one.items() if url} or None


def _said(name: str, settings: Settings) -> Any:
    """Read a setting of the provider; the configuration counts only where there is none, as for the aws plugin itself."""
    if settings is None:
        return pulumi.Config("aws").get(camel(name))
    return settings.apply(lambda known: known.get(camel(name)))


def _credentials(settings: Settings) -> pulumi.Output[str | None] | None:
    """Write all that says whose account is used into one text, which is a secret in the state as it is in the provider."""
    said = {name: value for name in CREDENTIAL_SETTINGS if (value := _said(name, settings)) is not None}
    return pulumi.Output.secret(pulumi.Output.all(**said).apply(_as_text)) if said else None


def _as_text(known: Mapping[str, Any]) -> str | None:
    found = {camel(name): _in_camel(_parsed(value)) for name, value in known.items() if value}
    kept = {name: value for name, value in found.items() if value}
    return json.dumps(kept, sort_keys=True) if kept else None


def _in_camel(value: Any) -> Any:
    """Write the members' names in one way: a program may have them in either; tags are the user's own."""
    if isinstance(value, list):
        return [_in_camel(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    return {camel(name): member for name, member in value.items() if member is not None}


def _parsed(value: Any) -> Any:
    """Read what providers hold as JSON; a plain text, such as a key, is itself."""
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value  # the service's check says what is wrong with it


def _warn_of_roads(settings: Settings) -> None:
    """Say once for each setting that the service's own calls go without it."""
    for name, variable in BY_ENVIRONMENT.items():
        if (said := _said(name, settings)) is not None:
            pulumi.Output.from_input(said).apply(partial(_warn, name, variable))


def _warn(name: str, variable: str, known: Any) -> None:
    if known in (None, "", "false", False):
        return
    pulumi.log.warn(f"the aws provider's {name} does not reach the Express service's own calls: set {variable} as well")
