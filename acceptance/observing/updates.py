"""What an update does: which members it keeps, when it shows, whether another may overtake it, what becomes of the ingress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from acceptance.observing.first_deployment import DESCRIBE
from acceptance.observing.probe import Probe, refusal
from acceptance.pace import until

UPDATE = "ecs:UpdateExpressGatewayService"
VISIBLE_SECONDS = 300
"""How long something new may be missing; seconds."""

TARGET_VALUE, MOST = 70, 3
HEALTH_CHECK = "/?acceptance"


def change(probe: Probe) -> None:
    """Change settings alone, then the image, and overtake that by another update."""
    _settings_alone(probe)
    before, groups = probe.configuration(), probe.target_groups()
    host = _add_host(probe)
    target = _image(probe, before)
    overtaken = target["serviceRevisionArn"]
    last = _overtake(probe, overtaken)
    _after(probe, groups, host, last)


def _settings_alone(probe: Probe) -> None:
    """Send one member of the scaling target, and see whether it deploys, and what becomes of the others."""
    before = probe.configuration()["serviceRevisionArn"]
    target = probe.update(scalingTarget={"maxTaskCount": MOST})
    answered = "complete" if target.get("healthCheckPath") else "partial"
    probe.notes.found("update_answer", answered, UPDATE, sorted(target))
    deploys = target["serviceRevisionArn"] != before
    how = "deploys" if deploys else "in_place"
    probe.notes.found("settings_only_update", how, UPDATE, {"before": before, "after": target["serviceRevisionArn"]})
    if deploys:
        until(
            probe.pace, "the new deployment", VISIBLE_SECONDS, lambda: probe.deployment_of(target["serviceRevisionArn"])
        )
        probe.ended(target["serviceRevisionArn"])
    now = until(probe.pace, "the new maximum", VISIBLE_SECONDS, lambda: _scaled(probe))
    kept = "merged" if now.get("autoScalingTargetValue") == TARGET_VALUE else "replaced"
    probe.notes.found("group_members", kept, UPDATE, now)


def _scaled(probe: Probe) -> dict[str, Any] | None:
    target = probe.configuration().get("scalingTarget") or {}
    return target if target.get("maxTaskCount") == MOST else None


def _image(probe: Probe, before: dict[str, Any]) -> dict[str, Any]:
    """Send the image alone; note what becomes of the container's other members, and how soon everything shows."""
    sent = probe.pace.now()
    target = probe.update(primaryContainer={"image": probe.next_image})
    revision = target["serviceRevisionArn"]
    kept = "merged" if target["primaryContainer"].get("environment") else "replaced"
    probe.notes.found("container_members", kept, UPDATE, target["primaryContainer"])
    _how_soon(probe, revision, before["serviceRevisionArn"], sent)
    return target


def _how_soon(probe: Probe, revision: str, old: str, sent: float) -> None:
    """Look each second until deployment, revision and configuration show; a delay of under two seconds is none."""
    shown: dict[str, float] = {}
    signs: dict[str, Callable[[], bool]] = {
        "deployment_visible_after_seconds": lambda: probe.deployment_of(revision) is not None,
        "revision_visible_after_seconds": lambda: _is_described(probe, revision),
        "stale_describe_seconds": lambda: _active(probe) != [old],
    }

    def look() -> bool:
        for name, is_there in signs.items():
            if name not in shown and is_there():
                shown[name] = probe.pace.now() - sent
        return len(shown) == len(signs)

    until(probe.pace, "the new revision", VISIBLE_SECONDS, look, every=1)
    calls = ("ecs:ListServiceDeployments", "ecs:DescribeServiceRevisions", DESCRIBE)
    for (name, seconds), call in zip(sorted(shown.items()), calls, strict=True):
        value = round(seconds) if seconds >= 2 else 0
        probe.notes.found(name, value, call, f"first seen {seconds:.1f} s after the update")


def _is_described(probe: Probe, revision: str) -> bool:
    return bool(probe.ecs.describe_service_revisions(serviceRevisionArns=[revision])["serviceRevisions"])


def _active(probe: Probe) -> list[str]:
    return [one["serviceRevisionArn"] for one in probe.described().get("activeConfigurations") or []]


def _overtake(probe: Probe, running: str) -> str:
    """Send another update while one deploys; give the revision that is deployed last."""
    is_running = until(
        probe.pace, "a running deployment", VISIBLE_SECONDS, lambda: _status(probe, running) != "PENDING"
    )
    members = {"primaryContainer": probe.container(probe.next_image), "healthCheckPath": HEALTH_CHECK}
    try:
        last = str(probe.update(**members)["serviceRevisionArn"])
    except ClientError as error:
        code, words = refusal(error)
        probe.notes.found("update_during_deployment", "refused", UPDATE, f"{code}: {words}")
        probe.notes.missing("superseded_deployment", "AWS takes no update while a deployment runs")
        probe.ended(running)
        last = str(probe.update(**members)["serviceRevisionArn"])
    else:
        probe.notes.found("update_during_deployment", "supersedes", UPDATE, {"accepted": last, "running": is_running})
        status = probe.ended(running)["status"]
        probe.notes.found("superseded_deployment", status, "ecs:DescribeServiceDeployments", status)
    until(probe.pace, "the last deployment", VISIBLE_SECONDS, lambda: probe.deployment_of(last))
    probe.ended(last)
    return last


def _status(probe: Probe, revision: str) -> str:
    found = probe.deployment_of(revision)
    return str(found["status"]) if found else "PENDING"


def _add_host(probe: Probe) -> str:
    """Add a host to the service's own rule, as a custom domain does."""
    host, elbv2 = f"{probe.run.prefix}.example.com", probe.run.client("elbv2")
    rule = _rule(probe)
    hosts = _hosts(probe, rule)
    values = {"Field": "host-header", "HostHeaderConfig": {"Values": [*hosts, host]}}
    elbv2.modify_rule(RuleArn=rule, Conditions=[values])
    return host


def _rule(probe: Probe) -> str:
    return str(probe.resources()["ingressPaths"][0]["rule"]["arn"])


def _hosts(probe: Probe, rule: str) -> list[str]:
    (found,) = probe.run.client("elbv2").describe_rules(RuleArns=[rule])["Rules"]
    return [
        value
        for one in found["Conditions"]
        if one["Field"] == "host-header"
        for value in (one.get("HostHeaderConfig") or {}).get("Values") or one.get("Values") or []
    ]


def _after(probe: Probe, groups: list[str], host: str, last: str) -> None:
    """See what the last update has done to target groups and rule."""
    now = probe.target_groups()
    how = "modified" if now == groups else "new_target_group"
    probe.notes.found("health_check_change", how, "ecs:DescribeServiceRevisions", {"before": groups, "after": now})
    hosts = _hosts(probe, _rule(probe))
    kept = "kept" if host in hosts else "dropped"
    probe.notes.found("added_hosts_on_update", kept, "elbv2:DescribeRules", {"revision": last, "hosts": hosts})
