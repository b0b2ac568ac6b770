"""The package's own notes among the properties of a domain; free of pydantic, since the component writes them."""

COMPONENT = "__component"
"""Whether the service is a component of the program, whose ARN is known only when its rollout has ended."""
