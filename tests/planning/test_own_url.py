"""The service's own URL: kept back, written out, and known again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service_samples import spec

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.own_url import OWN_URL
from pulumi_ecs_express.model.service.spec import ServiceSpec
from pulumi_ecs_express.planning.service.own_url import as_written, uses_own_url, with_url, without_url

URL = "https://we-0123.ecs.eu-west-1.on.aws"
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=4)
VALUES = st.one_of(TEXTS, st.tuples(TEXTS, TEXTS).map(OWN_URL.join))


def _told(environment: Any) -> ServiceSpec:
    return spec({"image": "app:1", "environment": environment})


def _environment(reported: ServiceSpec) -> dict[str, Any] | None:
    assert reported.primary_container
    return reported.primary_container.environment


@given(st.dictionaries(st.sampled_from("ABCDEF"), VALUES, max_size=4))
def test_the_stand_in_is_in_nothing_that_is_sent(environment: dict[str, str]) -> None:
    """Neither before the URL is known, where its variables wait, nor afterwards, where it is written out."""
    declared = _told(environment)

    before, after = _environment(without_url(declared)) or {}, _environment(with_url(declared, URL)) or {}

    assert not any(OWN_URL in value for value in [*before.values(), *after.values()])
    assert before.items() <= environment.items()
    assert after.keys() == environment.keys()
    assert uses_own_url(declared) == (before != environment)


@given(st.dictionaries(st.sampled_from("ABCDEF"), VALUES, min_size=1, max_size=4))
def test_what_was_written_out_is_known_again(environment: dict[str, str]) -> None:
    """Written back as the program has it, AWS's answer is no drift."""
    declared = _told(environment).by_path()
    observed = with_url(_told(environment), URL).by_path()

    assert as_written(declared, observed, URL) == declared


def test_another_services_url_is_not_ones_own() -> None:
    """It stays what it is, and shows as drift."""
    declared = _told({"URL": OWN_URL}).by_path()
    observed = _told({"URL": "https://other"}).by_path()

    assert as_written(declared, observed, URL) == observed
    assert as_written(declared, observed, None) == observed


@pytest.mark.parametrize(
    "reported",
    [
        _told(None),
        _told({}),
        _told(UNKNOWN),
        _told({"A": UNKNOWN}),
        ServiceSpec.model_validate(
            {
                "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7",
                "infrastructureRoleArn": "arn:aws:iam::123456789012:role/i",
            }
        ),
    ],
    ids=["none", "empty", "unknown", "unknown value", "own definition"],
)
def test_a_service_that_does_not_name_itself_stays_as_it_is(reported: ServiceSpec) -> None:
    """Whatever its environment is, or is not known to be."""
    assert not uses_own_url(reported)
    assert without_url(reported) is reported
    assert with_url(reported, URL) is reported
