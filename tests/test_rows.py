"""The rows of the mission: complete, and named only as they are."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests import peers_not_ours, rows
from tests.rows_not_ours import NOT_OURS


def test_the_mission_has_156_rows() -> None:
    """In five documents, numbered without gaps: ids and order never change."""
    ids = list(rows.mission())

    assert len(ids) == 156
    assert Counter(row[:2] for row in ids) == {"S0": 44, "S1": 18, "S2": 40, "S3": 30, "S4": 24}
    assert all(re.fullmatch(r"S[0-4]-\d\d", row) for row in ids)
    assert ids == sorted(ids)


def test_every_row_that_a_test_names_exists() -> None:
    """A marker with a slip in it would hold nothing."""
    assert rows.named().keys() <= rows.mission().keys()


def test_a_row_that_is_not_ours_exists_and_is_held_by_no_test() -> None:
    """It is out of a client's reach, or it is not."""
    assert NOT_OURS.keys() <= rows.mission().keys() - rows.named().keys()
    assert all(len(reason) > 20 for reason in NOT_OURS.values())


def test_markers_are_found_wherever_they_stand() -> None:
    """On a module, a class, a function, or one row of parameters, and by the short name too."""
    source = """
pytestmark = pytest.mark.row("S0-01")
row = pytest.mark.row
CASES = [pytest.param(1, marks=row("S0-02"))]
@pytest.mark.row("S0-03", "S0-04")
def test_it(): ...
class TestThem:
    @pytest.mark.row("S0-05")
    def test_it(self): ...
"""

    assert list(rows.markers(ast.parse(source))) == [
        ("S0-01", "all"), ("S0-02", "all"), ("S0-03", "test_it"), ("S0-04", "test_it"), ("S0-05", "TestThem"),
    ]  # fmt: skip


def test_every_claim_about_peers_is_held_or_not_ours() -> None:
    """What others break on is named by a test, or by a reason why it asks nothing of this project."""
    held, not_ours = rows.named(marked=rows.PEER_MARKERS).keys(), peers_not_ours.NOT_OURS

    assert held | not_ours.keys() == rows.peers().keys()
    assert not held & not_ours.keys()
    assert all(len(reason) > 20 for reason in not_ours.values())


def test_the_count_is_printed_with_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    """One line in all for the mission and one for the peers, and one for each row that no test names."""
    rows.main()
    printed = capsys.readouterr().out.splitlines()
    first, *missing = [line for line in printed if re.match(r"\d+ of 156 rows|  S", line)]

    assert re.fullmatch(r"\d+ of 156 rows are held.*", first)
    assert len(missing) == 156 - int(first.split()[0])
    assert any(re.fullmatch(r"(\d+) of \1 claims about peers are held.*", line) for line in printed)
