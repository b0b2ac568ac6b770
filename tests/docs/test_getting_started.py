"""docs/getting-started.md: what it says of prices and versions is what the package has."""

from __future__ import annotations

import re

from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import HOURS, PRICES
from tests.docs.reading import README, ROOT, Page

PAGE = Page(ROOT / "docs" / "getting-started.md")


def test_the_price_of_a_task_is_the_one_that_previews_estimate_with() -> None:
    """By the hour, and in a month for the default size."""
    price = PRICES["us-east-1", "X86_64"]
    found = re.search(
        r"about (\d+) USD a month in us-east-1: ([\d.]+) USD an hour for the vCPU, ([\d.]+) USD", PAGE.text
    )

    assert found
    assert (float(found[2]), float(found[3])) == (price.cpu, price.memory)
    assert int(found[1]) == round(HOURS * (price.cpu + 2 * price.memory))


def test_the_versions_are_those_of_the_readme() -> None:
    """Which are held against the project's metadata."""
    for needed in re.findall(r"Python ([\d.]+) or newer|, ([\d.]+) or newer", PAGE.text):
        assert "".join(needed) in README.text
