"""The package's own notes among the properties of a service; free of pydantic, since the component writes them."""

INTERNAL_PREFIX = "__"
"""Properties that begin so are the package's own notes: Pulumi shows them in no preview."""

GENERATED_NAME = "__generatedName"
MADE_ROLES = "__madeRoles"
MADE_LOG_GROUP = "__madeLogGroup"
SECRET_ARGUMENTS = "__secretArguments"  # noqa: S105 - the name of a property
"""Paths of the arguments that are secret: a provider is given plain values, and must not repeat these."""
