"""The errors of the ECS API, with AWS's words where they were seen in public; ``(ours)`` marks the others."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class Refusal(ServiceException):
    """An error that the API model declares; the code is the exception's name."""


def refusal(code: str, message: str) -> Refusal:
    """Make an error to raise."""
    return Refusal(code, message)


def invalid(message: str) -> Refusal:
    """Refuse a parameter."""
    return refusal("InvalidParameterException", message)


def not_found(how: str, modelled: str) -> Refusal:
    """Refuse an unknown service: in the way observed, or with the exception that the model declares."""
    code = modelled if how == "modelled" else "InvalidParameterException"
    return refusal(code, "Service not found." if code == "ServiceNotFoundException" else "Resource not found")


def not_active(status: str) -> Refusal:
    """Refuse a change of a service that is being deleted. Observed: terraform-provider-aws."""
    if status == "DRAINING":
        return refusal("ServiceNotActiveException", "Service is in DRAINING status")
    return refusal("ServiceNotActiveException", f"Cannot perform this operation on a service in {status} status")


def not_managed(arn: str) -> Refusal:
    """Refuse an Express call on a service without ECS's mark. What AWS says then is not known: all of it is (ours)."""
    return invalid(f"{arn} does not have the tag AmazonECSManaged and cannot be operated as an Express Mode service.")


CLUSTER_NOT_FOUND = ("ClusterNotFoundException", "Cluster not found.")
STILL_DRAINING = "Unable to Start a service that is still Draining."
NAME_TAKEN = "Creation of service was not idempotent."
"""ECS's words for a name in use by another service of the cluster."""

DEPLOYMENT_IN_PROGRESS = "Cannot update the service while a deployment is in progress."  # (ours)

ROLE_REFUSALS = {
    "cannot_assume_role": (
        "AccessDeniedException",
        "Cannot assume role {role}. Verify that the role exists and that its trust policy allows {service}.",
    ),
    "not_authorized": (
        "AccessDeniedException",
        "User: {service} is not authorized to perform: sts:AssumeRole on resource: {role}",
    ),
    "credentials_not_valid": (
        "ClientException",
        "AWS was not able to validate the provided access credentials",
    ),
}
"""Observed: terraform-provider-aws retries exactly these."""


def role_refusal(kind: str, role: str, service: str) -> Refusal:
    """Refuse a role that the service principal cannot assume."""
    code, message = ROLE_REFUSALS[kind]
    return refusal(code, message.format(role=role, service=service))
