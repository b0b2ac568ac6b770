"""The component's own notes among the properties of settings; free of pydantic, since the component writes them."""

COMPONENT = "__component"
"""URN of the ExpressGatewayService of the program whose settings they are."""

ROLLOUT = "serviceRollout"
"""
The revision and the deployment of the program's own service: after each of its updates the settings are looked at again. No
argument, and shown in previews as what causes that.
"""

REMEMBERED = "__remembered"
"""The settings as they were before the program owned anything of them, from the resource that wrote them down."""
