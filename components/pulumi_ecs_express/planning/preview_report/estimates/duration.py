"""How long an update takes, about: what is known of Express Mode, and nothing where it depends on a service of somebody else's."""

from collections.abc import Sequence

from pulumi_ecs_express.model.preview_report.consequence import Consequence, Kind
from pulumi_ecs_express.model.preview_report.report import Minutes, Operation
from pulumi_ecs_express.planning.preview_report.recording.parts import Parts
from pulumi_ecs_express.planning.service.preview_notes import CANARY_MINUTES

CREATION = Minutes(least=5, most=9)
"""Until the first service of a VPC answers, with its load balancer. Seen by operators, published 2026."""

DEPLOYMENT = Minutes(least=CANARY_MINUTES, most=CANARY_MINUTES)
POSSIBLE = Minutes(least=0, most=CANARY_MINUTES)


def minutes(parts: Parts, found: Sequence[Consequence]) -> Minutes | None:
    """Say how long `pulumi up` waits for a component; None where nothing is known, or nothing is waited for."""
    if parts.kind != "ExpressGatewayService" or parts.declared.new.get("waitForRollout") is False:
        return None
    if parts.operation in (Operation.CREATE, Operation.REPLACE):
        return CREATION
    kinds = {one.kind for one in found}
    if Kind.DEPLOYMENT in kinds:
        return DEPLOYMENT
    return POSSIBLE if Kind.POSSIBLE_DEPLOYMENT in kinds else None
