"""The package's own notes among the properties of a service; free of pydantic, since the component writes them."""

INTERNAL_PREFIX = "__"
"""Properties that begin so are the package's own notes: Pulumi shows them in no preview."""

GENERATED_NAME = "__generatedName"
MADE_ROLES = "__madeRoles"
MADE_LOG_GROUP = "__madeLogGroup"
