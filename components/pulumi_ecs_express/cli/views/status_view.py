"""The view of a status report: the same lines in a terminal, where they have colour, and in a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timezone

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pulumi_ecs_express.model.status.report import (
    DeploymentStatus,
    DomainStatus,
    Outcome,
    RevisionStatus,
    ScalingStatus,
    ServiceStatus,
    StatusReport,
    TaskCounts,
)

GOOD, BAD, MOVING, QUIET = "green", "red", "yellow", "dim"

OUTCOME_STYLES = {
    Outcome.SUCCESSFUL: GOOD,
    Outcome.IN_PROGRESS: MOVING,
    Outcome.ROLLING_BACK: MOVING,
    Outcome.ROLLED_BACK: BAD,
    Outcome.FAILED: BAD,
    Outcome.STOPPED: BAD,
}
CERTIFICATE_STYLES = {"ISSUED": GOOD, "PENDING_VALIDATION": MOVING}

BAR = 20
"""Cells of the bar that shows a share of the traffic."""

GONE = "AWS knows no such service; where the stack still has it, `pulumi up --refresh` makes it again"

UNITS = {"REQUEST_COUNT_PER_TARGET": " requests per task"}

Line = tuple[str, Text]


def report_view(report: StatusReport) -> RenderableType:
    """Show all services."""
    return Group(*(service_view(service) for service in report.services))


def service_view(service: ServiceStatus) -> RenderableType:
    """Show one service: its name, then what is known, a label and a value in a line."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style=QUIET, no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in lines(service):
        grid.add_row(f"  {label}", value)
    return Group(heading(service), grid, Text())


def plain(report: StatusReport) -> str:
    """Write the same without colours and without breaking lines, for files and pipes."""
    blocks = []
    for service in report.services:
        written = [heading(service).plain]
        for label, value in lines(service, bars=False):
            written += [f"  {label:<12}{part}" for part in value.plain.split("\n")]
        blocks.append("\n".join(written))
    return "\n\n".join(blocks)


def heading(service: ServiceStatus) -> Text:
    """Name the service, in the program and at AWS, and say whether it is there."""
    named = service.resource or service.name
    text = Text().append(named, style="bold")
    text.append(f"  {service.name}, cluster {service.cluster}, {service.region}  ", style=QUIET)
    text.append(service.status or "not known", style=GOOD if service.status == "ACTIVE" else BAD)
    return text


def lines(service: ServiceStatus, *, bars: bool = True) -> Iterator[Line]:
    """List what is known of a service."""
    if reason := GONE if service.status == "MISSING" else service.status_reason:
        yield "reason", Text(reason)
    for endpoint in service.endpoints:
        yield "url", Text.assemble(endpoint.url, (f"  {endpoint.access_type}", QUIET))
    for domain in service.domains:
        yield "domain", _domain(domain)
    if service.serving:
        yield "serves", Text(_what(service.serving))
    yield from _deployment(service, bars=bars)
    if service.tasks:
        yield "tasks", _tasks(service.tasks)
    if service.scaling:
        yield "scaling", _scaling(service.scaling)
    yield from _failure(service)
    for lack in service.not_shown:
        why = f"{lack.action} is not allowed" if lack.action else lack.why
        yield "not shown", Text(f"{lack.part}: {why}", style=MOVING)


def _deployment(service: ServiceStatus, *, bars: bool) -> Iterator[Line]:
    if found := service.deployment:
        yield "deployment", Text.assemble((found.summary, OUTCOME_STYLES[found.outcome]), (_when(found), QUIET))
    for index, share in enumerate(service.traffic if len(service.traffic) > 1 else ()):
        yield "" if index else "traffic", _share(share, bars=bars)


def _when(deployment: DeploymentStatus) -> str:
    at = deployment.started_at if deployment.stage else deployment.updated_at
    word = "since" if deployment.stage else "at"
    return f"  {word} {at.astimezone(timezone.utc):%Y-%m-%d %H:%M} UTC" if at else ""


def _what(revision: RevisionStatus) -> str:
    named = f"revision {revision.id}"
    return ", ".join(filter(None, [revision.image, revision.task_definition, named]))


def _share(revision: RevisionStatus, *, bars: bool) -> Text:
    percent = revision.traffic_percent
    known = "?" if percent is None else f"{percent:g}"
    text = Text(f"{known:>3} %  ")
    if bars:
        filled = round((percent or 0) * BAR / 100)
        text.append("█" * filled, style=GOOD).append("░" * (BAR - filled), style=QUIET).append("  ")
    running = f", {revision.tasks.running} of {revision.tasks.desired} tasks running" if revision.tasks else ""
    return text.append(f"{_what(revision)}{running}")


def _tasks(tasks: TaskCounts) -> Text:
    fine = tasks.running == tasks.desired and not tasks.pending
    return Text(
        f"{tasks.running} running, {tasks.pending} pending, {tasks.desired} desired", style="" if fine else MOVING
    )


def _scaling(scaling: ScalingStatus) -> Text:
    if scaling.paused:
        return Text("paused: no task may run (0 to 0)", style=MOVING)
    unit = UNITS.get(scaling.metric, " %")
    return Text(
        f"{scaling.min_task_count} to {scaling.max_task_count} tasks, {scaling.metric} at {scaling.target_value}{unit}"
    )


def _domain(domain: DomainStatus) -> Text:
    state = domain.certificate_status
    said = f"certificate {state}" if state else "certificate not known"
    reason = f" ({domain.failure_reason})" if domain.failure_reason else ""
    style = CERTIFICATE_STYLES.get(state or "", BAD if state else QUIET)
    return Text.assemble(f"https://{domain.host}  ", (f"{said}{reason}", style))


def _failure(service: ServiceStatus) -> Iterator[Line]:
    if found := service.failure:
        yield "failure", Text(found.what, style=BAD)
        yield "", Text("\n".join(line.strip() for line in found.why.splitlines()))
        yield "fix", Text(f"{found.remedy} [{found.code}]", style="bold")
        yield "lines", Text(f"ecs-express logs {service.resource or service.name} --failed")
