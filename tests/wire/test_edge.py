"""Values on their way between Pulumi and the model."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service_samples import declared, everything, property_values, spec

from pulumi_ecs_express.model.fields.property_paths import camel, snake
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.spec import ServiceSpec, rules
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.service import declaration

VALUES = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(VALUES)
def test_values_survive_the_way_out_and_back(value: Any) -> None:
    """What Pulumi is given is what comes in again."""
    assert wire.incoming(wire.outgoing(value)) == value


def test_unknowns_survive_the_way_out_and_back() -> None:
    """Pulumi's own objects on the outside, one of ours inside, at any depth."""
    out = wire.outgoing({"a": [UNKNOWN], "b": UNKNOWN})

    assert isinstance(out["b"], pulumi.output.Unknown)
    assert isinstance(out["a"][0], pulumi.output.Unknown)
    assert wire.incoming(out) == {"a": [UNKNOWN], "b": UNKNOWN}


@pytest.mark.row("S0-14")
@given(st.integers(-(2**53), 2**53))
def test_whole_floats_of_the_state_are_integers_again(number: int) -> None:
    """Numbers come back from Pulumi's state as floats."""
    came = wire.incoming({"a": [float(number)]})["a"][0]

    assert came == number
    assert type(came) is int


@pytest.mark.parametrize("number", [0.5, float("nan"), float("inf")], ids=str)
def test_other_floats_stay_as_they_are(number: float) -> None:
    """They are mistakes, and told as such later."""
    assert type(wire.incoming(number)) is float


def test_outputs_and_notes_are_no_declared_settings() -> None:
    """State holds them side by side with the arguments."""
    state = {**declared(), "serviceArn": "arn", "inEffect": {"cpu": "256"}, "__generatedName": True, "ownerToken": "x"}

    assert declaration.declared_values(state) == property_values()
    assert declaration.declared_values(None) == {}


def test_checked_inputs_come_back_from_state_as_the_same_service() -> None:
    """What `check` put out, with floats for integers, makes the same model."""
    checked, _ = declaration.checked(everything())
    assert checked is not None
    state = _floated(wire.outgoing(checked.tree()))

    assert declaration.parsed(state) == ServiceSpec.model_validate(everything())
    assert declaration.declared_values(state) == checked.by_path()


def _floated(value: Any) -> Any:
    """Do to numbers what Pulumi's state does."""
    if isinstance(value, dict):
        return {key: _floated(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_floated(member) for member in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def test_every_property_is_written_as_its_argument() -> None:
    """Messages name arguments in snake_case."""
    assert snake("autoScalingTargetValue") == "auto_scaling_target_value"
    assert all(camel(snake(step)) == step for path in rules() for step in path)


def test_a_service_is_parsed_from_what_check_passed() -> None:
    """Outputs beside the inputs do not disturb."""
    assert declaration.parsed({**declared(), "serviceArn": "arn"}) == spec()
