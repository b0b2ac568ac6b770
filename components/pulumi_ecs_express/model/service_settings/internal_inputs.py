"""The component's own notes among the properties of settings; free of pydantic, since the component writes them."""

COMPONENT = "__component"
"""URN of the ExpressGatewayService of the program whose settings they are."""

ROLLOUT = "__rollout"
"""The service's revision and deployment: after each Express update the settings are looked at again."""

REMEMBERED = "__remembered"
"""The settings as they were before the program owned anything of them, from the resource that wrote them down."""
