"""UpdateService of an Express service against the API model: no member is passed over in silence."""

from __future__ import annotations

import pytest
from moto.core.utils import get_service_model

from ecs_express_sandbox.express.in_classic_calls.judgement import UNDERSTOOD, check_members
from ecs_express_sandbox.settings import Settings


def test_every_member_of_the_call_is_understood() -> None:
    """All that the API model has, and no other; one that is new is said to be not imitated."""
    shape = get_service_model("ecs").operation_model("UpdateService").input_shape

    assert set(shape.members) == UNDERSTOOD
    with pytest.raises(NotImplementedError, match="brandNew of an Express service"):
        check_members({"brandNew": True}, Settings())
