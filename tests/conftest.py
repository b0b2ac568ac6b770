"""What all tests share: the ids of the marker `row` must exist, and hypothesis draws the same examples each time."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.rows import mission

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a marker that names a row which does not exist: it would hold nothing."""
    known = mission().keys()
    for item in items:
        for marker in item.iter_markers("row"):
            if unknown := [row for row in marker.args if row not in known]:
                raise pytest.UsageError(f"{item.nodeid}: there is no row {', '.join(map(str, unknown))}")
