"""The service's own URL in its environment: kept back until AWS has given one, then written out."""

from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues, under
from pulumi_ecs_express.model.service.container import PrimaryContainer
from pulumi_ecs_express.model.service.own_url import ENVIRONMENT, OWN_URL, mentions
from pulumi_ecs_express.model.service.spec import ServiceSpec


def uses_own_url(spec: ServiceSpec) -> bool:
    """Report whether the service's own URL stands in its environment."""
    return any(mentions(value) for value in _environment(spec).values())


def without_url(spec: ServiceSpec) -> ServiceSpec:
    """Leave out the variables that need the URL: a service is created without them, since its URL is not known yet."""
    kept = {name: value for name, value in _environment(spec).items() if not mentions(value)}
    return _with_environment(spec, kept) if uses_own_url(spec) else spec


def with_url(spec: ServiceSpec, url: str) -> ServiceSpec:
    """Write the URL in place of the stand-in."""
    written = {
        name: value.replace(OWN_URL, url) if isinstance(value, str) else value
        for name, value in _environment(spec).items()
    }
    return _with_environment(spec, written) if uses_own_url(spec) else spec


def as_written(declared: PropertyValues, observed: PropertyValues, url: str | None) -> dict[Path, PropertyValue]:
    """Write the stand-in, as the program has it, where AWS has the URL in its place: that is no drift."""
    right_name = {
        path: property_value
        for path, property_value in under(ENVIRONMENT, declared).items()
        if isinstance(property_value, str)
        and mentions(property_value)
        and url
        and observed.get(path) == property_value.replace(OWN_URL, url)
    }
    return {**observed, **right_name}


def _environment(spec: ServiceSpec) -> dict[str, str]:
    container = spec.primary_container
    environment = container.environment if isinstance(container, PrimaryContainer) else None
    return environment if isinstance(environment, dict) else {}


def _with_environment(spec: ServiceSpec, environment: dict[str, str]) -> ServiceSpec:
    container = spec.primary_container
    if container is None:
        return spec
    changed = container.model_copy(update={"environment": environment or None})
    return spec.model_copy(update={"primary_container": changed})
