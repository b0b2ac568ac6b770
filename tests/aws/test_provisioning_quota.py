"""The quota of tasks in PROVISIONING per cluster: AWS says it by an exception that also means denials and roles."""

from __future__ import annotations

import pytest
from tests.sandbox import classic_services
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.model.connection.connection import Connection

WORDS = (
    "UpdateService could not be processed because you use managed scaling and there is a capacity error because the "
    "quota of tasks in the PROVISIONING per cluster has been reached."
)
"""Of ClientException in the API reference of UpdateService; the answer's own words are not known."""


@pytest.mark.row("S2-37")
def test_the_quota_is_no_denial(sandbox: LocalAws) -> None:
    """AWS's words are passed on, with what to do; once there is room the same call is carried out."""
    sandbox.reset()
    arn = classic_services.make_service(sandbox, "rolling")
    other = classic_services.definition(sandbox, "shop/web:2")
    sandbox.fail("ecs:UpdateService", "error", code="ClientException", message=WORDS, status=400)
    services = BotoEcsServices(Connection(REGION))

    with pytest.raises(errors.TaskQuotaReached) as refusal:
        services.update(arn, other, force=False)
    assert WORDS in str(refusal.value)
    assert services.update(arn, other, force=False)
