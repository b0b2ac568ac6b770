"""How a service goes, and for how long a deleted one is described."""

from __future__ import annotations

from botocore.exceptions import ClientError

from acceptance.observing.first_deployment import DESCRIBE
from acceptance.observing.probe import Probe
from acceptance.pace import TimedOut, until

GONE_SECONDS = 30 * 60
INACTIVE_SECONDS = 10 * 60
"""How long a run looks at a deleted service, at most; seconds."""


def delete(probe: Probe) -> None:
    """Delete the service, wait for INACTIVE, and look when it vanishes."""
    probe.ecs.delete_express_gateway_service(serviceArn=probe.arn)
    until(probe.pace, "INACTIVE", GONE_SECONDS, lambda: _status(probe) in ("INACTIVE", "gone"))
    since = probe.pace.now()
    try:
        until(probe.pace, "not found", INACTIVE_SECONDS, lambda: _status(probe) == "gone", every=15)
    except TimedOut:
        why = f"still described {INACTIVE_SECONDS} s after it was INACTIVE, and a run waits no longer"
        probe.notes.missing("inactive_visible_seconds", why)
    else:
        took = round(probe.pace.now() - since)
        probe.notes.found("inactive_visible_seconds", took, DESCRIBE, f"described for {took} s")


def _status(probe: Probe) -> str:
    try:
        return str(probe.described()["status"]["statusCode"])
    except ClientError:
        return "gone"
