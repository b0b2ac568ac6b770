"""Values that are not known yet, at any depth: no preview of a create, an update or a replacement fails of them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.input_shapes import Steps, positions, put
from tests.providers.fake_call import FakeCall
from tests.providers.resource_run import Run, unknown
from tests.service_samples import ACCOUNT, REGION, declared, every_argument

from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.providers.service import operations as provider

DEFINITION = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/own:1"
ALL = {name: value for name, value in every_argument().items() if name != "pinImageDigest"}
"""Without the digest, which takes a private repository."""

RETAINED = declared({"awsLogsConfiguration": {"logGroup": "web"}}, logRetentionDays=7, __madeLogGroup=True)
OWN = {"taskDefinitionArn": DEFINITION, "infrastructureRoleArn": ALL["infrastructureRoleArn"]}

CASES = [
    *((ALL, steps) for steps in positions(ALL)),
    (RETAINED, ("logRetentionDays",)),
    (OWN, ("taskDefinitionArn",)),
]
"""Together they have every argument."""

UNSHOWN = ("waitForRollout", "adoptExisting", "cleanUp")
"""What AWS knows nothing of is no change."""


def test_every_argument_is_tried() -> None:
    """A new argument joins by its value in `every_argument`."""
    assert {steps for _, steps in CASES} | {("pinImageDigest",)} >= set(rules())


@pytest.mark.parametrize(("program", "steps"), CASES, ids=[dotted(steps) for _, steps in CASES])
def test_a_preview_passes_whatever_is_unknown(run: Run, call: FakeCall, program: dict[str, Any], steps: Steps) -> None:
    """A part, or all that is around it; and what it turns out to be is judged in the update."""
    given = put(program, steps, unknown())

    created = provider.check(call, {}, given)
    assert created.failures == []

    for before in (program, {**program, "infrastructureRoleArn": f"arn:aws:iam::{ACCOUNT}:role/another"}):
        checked = provider.check(run.begin(before), before, given)
        assert checked.failures == []
        changed = provider.diff(run.begin(before), "id", before, dict(checked.inputs)).changes
        assert changed or steps[0] in UNSHOWN
