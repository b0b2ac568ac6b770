"""What the resources of a service that somebody else has made write into the state, and how a refresh of one ends."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import ReadResult

from pulumi_ecs_express.model.fields.duration import seconds
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_update.spec import DEFAULT_SECONDS
from pulumi_ecs_express.model.service_update.types import DONT_WAIT
from pulumi_ecs_express.ports import EcsServices
from pulumi_ecs_express.providers.engine import EngineCall, InitFailed
from pulumi_ecs_express.providers.service_update.failed_deployment import failed_deployment

Properties = Mapping[str, Any]


def outputs_of(props: Properties, arn: str, deployment: str | None, **earlier: Any) -> dict[str, Any]:
    """Write what was declared under its own names, and beside it what AWS says and what was there ``earlier``."""
    kept = {key: value for key, value in props.items() if key != "__provider" and value is not None}
    known = ServiceArn(arn)
    return {
        **kept,
        "serviceArn": arn,
        "clusterName": known.cluster,
        "serviceName": known.name,
        "region": known.region,
        "deploymentArn": deployment,
        **earlier,
    }


def time_given(call: EngineCall, props: Properties) -> float:
    """Tell how many seconds a deployment may take: by ``timeout``, else by ``custom_timeouts``, else by default."""
    return seconds(str(props.get("timeout") or "")) or call.timeout or DEFAULT_SECONDS


def waits(props: Properties) -> bool:
    """Report whether the program waits for the end of a deployment."""
    return props.get("wait") != DONT_WAIT


def refreshed(
    call: EngineCall, services: EcsServices, id_: str, props: Properties, outputs: Properties, inputs: Properties
) -> ReadResult:
    """
    End a refresh: where the deployment of ``props`` has failed, as a failure, or as a warning where nobody waited for it.

    Raises:
        InitFailed: It failed, with what was found.
    """
    if error := failed_deployment(services, id_, props):
        if waits(inputs):
            raise InitFailed(id_, outputs, error, inputs)
        call.warn(str(error))
    return ReadResult(id_, dict(outputs), dict(inputs))
