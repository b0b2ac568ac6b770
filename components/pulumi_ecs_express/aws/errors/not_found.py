"""The errors of what is not there, is no longer in use, or is not there yet."""

import re

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors.fault import Fault

OF_A_SERVICE = re.compile(r"ExpressGatewayService$|^(List|Describe)Service|^(Tag|Untag)Resource$")
"""Operations that are asked about a service alone: only there does "not found" mean that the service is gone."""


def service_or_other(fault: Fault) -> errors.ExpressError:
    """Say that a service is not there, or something that was named along with it."""
    if not OF_A_SERVICE.search(fault.operation) and not fault.code.startswith("ServiceNotFound"):
        return missing(fault)
    return errors.ServiceNotFound(
        f"{fault.attempt} failed: there is no such service in {fault.region}",
        why=fault.message,
        remedy="run `pulumi up --refresh` to make it again",
    )


def missing(fault: Fault) -> errors.ExpressError:
    """Say that something is not there."""
    return errors.ParameterRefused(
        f"{fault.attempt} failed: there is no such thing in {fault.region}",
        why=fault.message or fault.code,
        remedy="look at its name or ARN, its Region and its account; make it first, or name one that is there",
    )


def not_active(fault: Fault) -> errors.ExpressError:
    """Say that a service is going, or gone."""
    return errors.ServiceNotActive(
        f"{fault.attempt} failed: the service is being deleted or was",
        why=fault.message,
        remedy="run `pulumi up --refresh` to make it again",
    )


def cluster(fault: Fault) -> errors.ExpressError:
    """Say that there is no such cluster."""
    return errors.ClusterNotFound(
        f"{fault.attempt} failed: there is no such cluster in {fault.region}",
        why=fault.message,
        remedy="leave `cluster` out to use the default one, or make it with aws.ecs.Cluster and pass its ARN",
    )


def definition(fault: Fault) -> errors.ExpressError:
    """Say that there is no such task definition."""
    return errors.TaskDefinitionNotFound(
        f"{fault.attempt} failed: there is no such task definition in {fault.region}",
        why=fault.message,
        remedy="name a family, family:revision or ARN that `aws ecs list-task-definitions` shows in this Region and account",
    )


def inactive_definition(fault: Fault) -> errors.ExpressError:
    """Say that a revision is deregistered."""
    return errors.TaskDefinitionInactive(
        f"{fault.attempt} was refused: the revision is deregistered",
        why=fault.message,
        remedy="name an ACTIVE revision, or register the same again: `aws ecs list-task-definitions` shows what is ACTIVE",
    )


def namespace(fault: Fault) -> errors.ExpressError:
    """Say that there is no such namespace."""
    return errors.NamespaceNotFound(
        f"{fault.attempt} failed: there is no such namespace in {fault.region}",
        why=fault.message or fault.code,
        remedy="make it with aws.servicediscovery.HttpNamespace and pass its arn, or name one that `aws servicediscovery "
        f"list-namespaces --region {fault.region}` shows",
    )
