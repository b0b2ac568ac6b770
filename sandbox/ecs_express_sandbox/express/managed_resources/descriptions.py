"""Writes the ``ecsManagedResources`` of a service revision, with the state of each resource at an instant. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ecs_express_sandbox.express.managed_resources.provisioning import SHARED
from ecs_express_sandbox.express.managed_resources.service_resources import metric_of
from ecs_express_sandbox.express.records import Managed, Revision, Service

Answer = dict[str, Any]


def managed_resources(service: Service, revision: Revision, now: datetime) -> Answer:
    """Write the whole structure."""
    return {
        "ingressPaths": [_ingress_path(service, revision, now)],
        "autoScaling": _auto_scaling(service, revision, now),
        "metricAlarms": [_state(service, "alarm", now)],
        "serviceSecurityGroups": [_state(service, "service_group", now)],
        "logGroups": [_log_group(service, revision, now)],
    }


def _log_group(service: Service, revision: Revision, now: datetime) -> Answer:
    """Write the log group of this very revision: another one may have had another."""
    asked = (revision.configuration["primaryContainer"].get("awsLogsConfiguration") or {}).get("logGroup")
    name = asked or service.resources["log_group"].identifier or service.log_group
    answer = _state(service, "log_group", now)
    if arn := answer.get("arn"):
        answer["arn"] = f"{arn.rpartition(':log-group:')[0]}:log-group:{name}"
    return {**answer, "logGroupName": name}


def _ingress_path(service: Service, revision: Revision, now: datetime) -> Answer:
    gateway = service.gateway
    groups = gateway.resources["load_balancer_group"].identifier
    balancer = {
        **_state(service, "load_balancer", now),
        "scheme": gateway.scheme,
        "subnetIds": list(gateway.subnets),
        "securityGroupIds": [groups] if groups else [],
    }
    return {
        "accessType": service.access_type,
        "endpoint": service.endpoint,
        "loadBalancer": balancer,
        "loadBalancerSecurityGroups": [_state(service, "load_balancer_group", now)],
        "certificate": {**_state(service, "certificate", now), "domainName": service.endpoint},
        "listener": _state(service, "listener", now),
        "rule": _state(service, "rule", now),
        "targetGroups": [_target_group(service, revision, index, now) for index in (0, 1)],
    }


def _target_group(service: Service, revision: Revision, index: int, now: datetime) -> Answer:
    own = revision.configuration
    answer = _state(service, f"target_group_{index}", now)
    deployment = service.newest
    if deployment.blocked and deployment.target is revision and deployment.target_group == index:
        answer |= {"status": "PROVISIONING", "statusReason": deployment.blocked}
    return {
        **answer,
        "healthCheckPath": own["healthCheckPath"],
        "healthCheckPort": own["primaryContainer"]["containerPort"],
        "port": 80,
    }


def _auto_scaling(service: Service, revision: Revision, now: datetime) -> Answer:
    scaling = revision.configuration["scalingTarget"]
    return {
        "scalableTarget": {
            **_state(service, "scalable_target", now),
            "minCapacity": scaling["minTaskCount"],
            "maxCapacity": scaling["maxTaskCount"],
        },
        "applicationAutoScalingPolicies": [
            {
                **_state(service, "scaling_policy", now),
                "policyType": "TargetTrackingScaling",
                "targetValue": float(scaling["autoScalingTargetValue"]),
                "metric": metric_of(revision.configuration),
            }
        ],
    }


def _state(service: Service, name: str, now: datetime) -> Answer:
    resource = service.managed(name)
    answer: Answer = {"status": _status(service, name, resource, now), "updatedAt": resource.touched_at}
    if resource.arn:
        answer["arn"] = resource.arn
    if resource.reason:
        answer["statusReason"] = resource.reason
    return answer


def _status(service: Service, name: str, resource: Managed, now: datetime) -> str:
    if resource.gone_at is not None:
        return "DELETED"
    leaves = service.deletion is not None and name != "log_group"
    shared_stays = name in SHARED and any(other.deletion is None for other in service.gateway.members.values())
    if leaves and not shared_stays:
        return "DEPROVISIONING"
    return "ACTIVE" if resource.is_active(now) else "PROVISIONING"
