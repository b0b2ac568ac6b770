"""Which changes of an Express service's deployment configuration UpdateService takes."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from acceptance.observing.probe import Probe, refusal

UPDATE = "ecs:UpdateService"
BAKE = {"bakeTimeInMinutes": 2}


def change(probe: Probe) -> None:
    """Send the configuration as it reads back, then less of it, until AWS takes one form."""
    whole = dict(_described(probe).get("deploymentConfiguration") or {})
    strategy = {"strategy": whole.pop("strategy", "CANARY")}
    _form(probe, whole)
    if probe.notes.settings["deployment_configuration_update"] == "refused":
        for name in ("unchanged_strategy", "deployment_configuration_members"):
            probe.notes.missing(name, "AWS takes no deployment configuration")
        return
    if probe.notes.settings["deployment_configuration_update"] == "small_form_only":
        probe.notes.missing("unchanged_strategy", "AWS takes the small form alone, of which the strategy is no part")
        _members(probe, whole)
        return
    refused = _refused(probe, {**strategy, **BAKE})
    taken = "refused" if refused else "accepted"
    probe.notes.found("unchanged_strategy", taken, UPDATE, refused or {**strategy, **BAKE})
    _members(probe, whole)


def _form(probe: Probe, whole: dict[str, Any]) -> None:
    refused = _refused(probe, whole)
    small = _refused(probe, BAKE) if refused else ""
    form = "accepted" if not refused else "refused" if small else "small_form_only"
    probe.notes.found("deployment_configuration_update", form, UPDATE, refused or whole)


def _members(probe: Probe, whole: dict[str, Any]) -> None:
    """Send the bake time alone; see whether the circuit breaker is lost, and send it again."""
    breaker = {"deploymentCircuitBreaker": whole.get("deploymentCircuitBreaker", {"enable": True, "rollback": True})}
    _refused(probe, {**breaker, **BAKE})
    _refused(probe, BAKE)
    now = _described(probe).get("deploymentConfiguration") or {}
    kept = (now.get("deploymentCircuitBreaker") or {}).get("enable") is True
    probe.notes.found("deployment_configuration_members", "merged" if kept else "replaced", UPDATE, now)
    _refused(probe, {**breaker, **BAKE})


def _refused(probe: Probe, configuration: dict[str, Any]) -> str:
    """Send it; give the words of a refusal, or nothing."""
    try:
        probe.ecs.update_service(service=probe.arn, cluster=_cluster(probe), deploymentConfiguration=configuration)
    except ClientError as error:
        return ": ".join(refusal(error))
    return ""


def _described(probe: Probe) -> dict[str, Any]:
    (found,) = probe.ecs.describe_services(cluster=_cluster(probe), services=[probe.arn])["services"]
    return dict(found)


def _cluster(probe: Probe) -> str:
    return probe.arn.split("/")[-2]
