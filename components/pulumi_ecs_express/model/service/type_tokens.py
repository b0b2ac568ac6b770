"""The types under which Pulumi's state holds a service: they never change."""

COMPONENT = "ecsexpress:index:ExpressGatewayService"
SERVICE = "pulumi-python:dynamic/ecsexpress:ExpressGatewayService"
INGRESS = "pulumi-python:dynamic/ecsexpress:Ingress"
