"""The moments of polls: set by the environment, and the same for all waits of a process."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.providers import polling


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(None, 5.0), ("0.5", 0.5), ("0", 0.01), ("-3", 0.01), ("soon", 5.0)],
    ids=["unset", "half a second", "nothing", "negative", "no number"],
)
def test_the_pause_between_looks_can_be_set(monkeypatch: pytest.MonkeyPatch, value: str | None, seconds: float) -> None:
    """For a sandbox whose clock runs fast; nonsense changes nothing, and no value makes a busy loop."""
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    if value is not None:
        monkeypatch.setenv("ECS_EXPRESS_POLL_SECONDS", value)

    assert polling.POLL_SECONDS() == seconds


@given(st.floats(0, 1e9), st.sampled_from([None, "0.01", "0.05", "0.5"]))
def test_all_waits_of_a_process_look_at_the_same_moments(now: float, every: str | None) -> None:
    """So that their looks become one call; no pause is so short that a loop would turn on the spot."""
    with pytest.MonkeyPatch.context() as patch:
        if every is None:
            patch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
        else:
            patch.setenv("ECS_EXPRESS_POLL_SECONDS", every)
        pause, seconds = polling.until_next_poll(now), polling.POLL_SECONDS()

    assert seconds / polling.POLLS_TOGETHER <= pause <= seconds * (1 + 2 / polling.POLLS_TOGETHER)
    off = (now + pause) % seconds
    assert min(off, seconds - off) < 1e-4
