"""CPU and memory of a task, in the ways in which AWS lets them be written."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.task_definition.size import cpu_units, mebibytes


@pytest.mark.parametrize(
    ("written", "units"),
    [("256", 256), (256, 256), (256.0, 256), ("1 vCPU", 1024), (".25 vCPU", 256), ("0.5vcpu", 512), (" 2 VCPU ", 2048)],
)
def test_cpu_in_units_and_in_vcpus(written: Any, units: int) -> None:
    """As text or as a number."""
    assert cpu_units(written) == units


@pytest.mark.parametrize(
    ("written", "size"), [("512", 512), ("1GB", 1024), ("0.5 gb", 512), ("16 GB", 16384), (512, 512)]
)
def test_memory_in_mebibytes_and_in_gb(written: Any, size: int) -> None:
    """As text or as a number."""
    assert mebibytes(written) == size


@pytest.mark.parametrize("written", [None, "", "much", "1 GB", "1..2 vCPU", ". vCPU", UNKNOWN])
def test_what_is_no_size_has_none(written: Any) -> None:
    """It is AWS's to refuse."""
    assert cpu_units(written) is None
