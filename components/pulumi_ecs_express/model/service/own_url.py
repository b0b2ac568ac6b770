"""The stand-in for a URL that AWS gives a service only once it is there."""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.property_paths import Structure

OWN_URL = "{the-own-url-of-this-express-service}"
"""
The service's own URL, for values of its ``environment``; it may stand inside a longer string.

Example: ``environment={"PUBLIC_URL": express.OWN_URL, "CALLBACK": f"{express.OWN_URL}/callback"}``.
"""


ENVIRONMENT = ("primaryContainer", "environment")
"""The only place for it: a map that an update can replace without touching anything else."""


def mentions(value: object) -> bool:
    """Report whether a value, or one inside it, holds the stand-in."""
    if isinstance(value, str):
        return OWN_URL in value
    if isinstance(value, Structure):
        return mentions(value.tree)
    members = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else ()
    return any(mentions(one) for one in members)
