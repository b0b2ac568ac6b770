"""
Deployment alarms: one that goes off while a deployment runs rolls it back.

Watched are the alarms of the service's deployment configuration, its RollbackAlarm among them, from the start of the
deployment to the end of its bake time. A deployment that starts while one of them is in ALARM is not watched, so that a
repair can be deployed. Source: ECS developer guide, "How CloudWatch alarms detect deployment failures".
"""

from __future__ import annotations

from datetime import datetime

from ecs_express_sandbox.aws.alarms import in_alarm
from ecs_express_sandbox.express.deployments.configuration import deployment_configuration
from ecs_express_sandbox.express.records import Service
from ecs_express_sandbox.express.rollouts.rollout import Cause, Ending


def ringing(service: Service) -> list[str]:
    """Name the watched alarms that are in ALARM."""
    alarms = deployment_configuration(service)["alarms"]
    if not (alarms["enable"] and alarms["rollback"]):
        return []
    return [name for name in alarms["alarmNames"] if in_alarm(service.account, service.region, name)]


def watch(service: Service, now: datetime) -> bool:
    """Roll a running deployment back if one of its alarms is in ALARM; True if that was so."""
    if service.deletion is not None:
        return False
    deployment = service.newest
    phase = deployment.phase(now)
    if not deployment.watched or phase.status != "IN_PROGRESS" or phase.stage == "CLEAN_UP":
        return False
    if not (names := ringing(service)):
        return False
    deployment.triggered_alarms = tuple(names)
    deployment.end(Ending(Cause.ALARM, now))
    return True
