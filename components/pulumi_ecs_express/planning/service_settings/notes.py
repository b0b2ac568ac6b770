"""What a preview says of settings: which call changes what, what goes along, what starts a deployment, what is put back."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.planning.service_settings.changes import SettingChange, sent_along
from pulumi_ecs_express.planning.service_settings.problems import Named
from pulumi_ecs_express.planning.service_settings.table import TABLE, cell
from pulumi_ecs_express.planning.service_settings.trees import GONE, Tree
from pulumi_ecs_express.planning.service_settings.verdicts import Deploys, Verdict

DEPLOYING = (Deploys.YES, Deploys.FORCED)


def update_notes(
    found: list[SettingChange], observed: ObservedSettings, named: Named, *, forced: bool = False
) -> Iterator[str]:
    """Say what UpdateService is going to change on a service that is there."""
    settings = list(dict.fromkeys(change.setting for change in found))
    if not settings and not forced:
        return
    service = observed.service
    where = f"service {service.name} in cluster {service.cluster}"
    deploying = [named((name,)) for name in settings if TABLE[name].deploys in DEPLOYING]
    open_ = [named((name,)) for name in settings if TABLE[name].deploys is Deploys.NOT_STATED]
    if forced:
        yield f"{where} is deployed again (force_new_deployment)"
    if deploying:
        yield f"{', '.join(deploying)}: the change starts a deployment of {where}, which is waited for"
    elif not forced and not open_:
        yield f"UpdateService changes {_listed(settings, named)} of {where}; no deployment comes of it"
    if open_:
        yield f"{', '.join(open_)}: AWS does not say whether a change starts a deployment; if one starts, it is waited for"
    yield from _of_each(found, observed, named, deploys=forced or bool(deploying))
    for name, kept in sent_along(found, observed):
        yield f"{named((name,))}: AWS replaces it as a whole, so {_members(name, kept, named)} go along unchanged"


def _members(name: str, members: list[str], named: Named) -> str:
    return ", ".join(named((name, member)).rpartition(".")[2] for member in members)


def _listed(settings: list[str], named: Named) -> str:
    return ", ".join(named((name,)) for name in settings)


def _of_each(found: list[SettingChange], observed: ObservedSettings, named: Named, *, deploys: bool) -> Iterator[str]:
    for name, wanted in {change.setting: change.wanted for change in found}.items():
        known = cell(name, observed.kind, fargate=observed.fargate, daemon=observed.daemon)
        if known.verdict is Verdict.UNKNOWN:
            yield f"{named((name,))}: {known.reason}"
        row = TABLE[name]
        said = [row.note] if row.note and wanted is not False else []
        said += [row.without_deployment] if row.without_deployment and not deploys else []
        if said:
            yield f"{named((name,))}: {'; '.join(said)}"


def without_effect_notes(
    settings: Tree, observed: ObservedSettings, definition: Mapping[str, Any] | None
) -> Iterator[str]:
    """Say what AWS takes and makes no use of."""
    grace = settings.get("healthCheckGracePeriodSeconds")
    checked = observed.kind is Kind.EXPRESS or observed.values.get("loadBalancers") or settings.get("loadBalancers")
    checks = [one for one in (definition or {}).get("containerDefinitions") or [] if one.get("healthCheck")]
    if grace and definition is not None and not checked and not checks:
        yield "health_check_grace_period_seconds has no effect: the service has no load balancer, and no container a health check"


def put_back_notes(settings: Tree, named: Named) -> Iterator[str]:
    """Say of settings that are declared for the first time what is to be known of putting the found value back."""
    for name in settings:
        if said := TABLE[name].put_back:
            yield f"{named((name,))}: {said}"


def kept_note(name: str, cluster: str) -> str:
    """Say what a destroy without restoring leaves."""
    return f"service {name} in cluster {cluster} keeps its settings (restore_on_destroy=False)"


def restored_note(paths: list[Path], named: Named) -> str:
    """Say what a deletion has put back."""
    return f"put back to what was found before the first apply: {', '.join(map(named, paths))}"


def put_back_note(path: Path, value: Any, named: Named) -> str:
    """Say what becomes of a setting that the program does not declare any more; its value may be somebody's secret."""
    shown = "" if isinstance(value, Mapping | list | tuple | str) or value is GONE else f" ({value})"
    what = (
        "is taken out again, as before the first apply"
        if value is GONE
        else f"goes back to the value found before the first apply{shown}"
    )
    deploys = "; the change starts a deployment, which is waited for" if TABLE[path[0]].deploys in DEPLOYING else ""
    return f"{named(path)}: is not declared any more, and {what}{deploys}"
