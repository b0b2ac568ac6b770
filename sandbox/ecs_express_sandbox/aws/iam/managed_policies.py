"""
AWS's own IAM policies: moto has their texts, but reads all 1,500 of them again for each account and after each reset.

Here they are made once for each account and only forgotten how often they are attached.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from moto.iam.models import IAMBackend, ManagedPolicy

_read = IAMBackend._init_aws_policies  # noqa: SLF001 - moto offers no other way


@cache
def _policies(account: str, partition: str) -> list[ManagedPolicy]:
    backend: Any = IAMBackend.__new__(IAMBackend)
    backend.account_id, backend.region_name = account, partition
    return list(_read(backend))


def _kept(self: Any) -> list[ManagedPolicy]:
    policies = _policies(self.account_id, self.region_name)
    for policy in policies:
        policy.attachment_count = 0
    return policies


def keep_managed_policies() -> None:
    """Let every IAM backend share the policies of its account."""
    IAMBackend._init_aws_policies = _kept  # type: ignore[method-assign]  # noqa: SLF001 - as above
