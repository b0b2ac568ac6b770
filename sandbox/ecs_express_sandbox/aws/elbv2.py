"""ELBv2 as moto serves it, with true target health, right certificates of listeners, and a refusal of health check paths that ELB refuses."""

from __future__ import annotations

from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult

from ecs_express_sandbox.aws.listeners import ListenerElbResponse
from ecs_express_sandbox.aws.target_health import TargetHealthRecord, describe


class HealthCheckPathRefused(ServiceException):
    """The refusal of a health check path. Observed in the status reason of a stuck Express service."""

    code = "ValidationError"


class TargetHealthElbResponse(ListenerElbResponse):
    """What changes on the way from a request to moto's backend."""

    sandbox_health: TargetHealthRecord

    def describe_target_health(self) -> Any:
        """Say how healthy targets are now."""
        group = self._get_param("TargetGroupArn")
        asked = [dict(target) for target in self._get_param("Targets", [])]
        found = self.elbv2_backend.target_groups.get(group)
        answer = describe(self.sandbox_health, group, asked, found.targets) if found else None
        if answer is None:
            return super().describe_target_health()
        return ActionResult({"TargetHealthDescriptions": answer})

    def create_target_group(self) -> Any:
        """Make a target group."""
        self._check_path()
        return super().create_target_group()

    def modify_target_group(self) -> Any:
        """Change a target group."""
        self._check_path()
        return super().modify_target_group()

    def _check_path(self) -> None:
        path = self._get_param("HealthCheckPath")
        if path is not None and (not path.startswith("/") or len(path) > 1024):
            raise HealthCheckPathRefused(
                f"Health check path '{path}' must begin with a '/' character, be at most 1024 characters in length, "
                "and contain only printable ASCII characters without spaces"
            )
