"""The types under which Pulumi's state holds what this package makes: they never change."""

COMPONENTS, DYNAMIC = "ecsexpress:index:", "pulumi-python:dynamic/ecsexpress:"
"""How the types of components begin, and those of their dynamic resources."""

COMPONENT = f"{COMPONENTS}ExpressGatewayService"
SERVICE = f"{DYNAMIC}ExpressGatewayService"
INGRESS = f"{DYNAMIC}Ingress"
