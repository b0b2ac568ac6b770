"""An AWS that a run can work in: a sandbox, with the environment that `ecs-express sandbox env` gives."""

from __future__ import annotations

from tests.engine.conftest import aws, sandbox

__all__ = ["aws", "sandbox"]
