"""How reports are shown that follow one another: in place, as lines of text, or as lines of JSON."""

from __future__ import annotations

import atexit
from datetime import datetime, timezone

from rich.console import Console
from rich.live import Live

from pulumi_ecs_express.cli.views.status_view import plain, report_view
from pulumi_ecs_express.model.status.report import ServiceStatus, StatusReport, as_json


class InPlace:
    """Draws each report over the one before; the last one stays."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, auto_refresh=False, vertical_overflow="visible")
        self._live.start()
        atexit.register(self._live.stop)

    def __call__(self, report: StatusReport) -> None:
        self._live.update(report_view(report), refresh=True)


class WhatIsNew:
    """Prints the first report whole, then a line for each service that has moved, and what its deployment came to."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def __call__(self, report: StatusReport) -> None:
        if not self._before:
            print(plain(report), flush=True)
        for service in report.services:
            line = _in_one_line(service)
            if self._before.get(service.arn, line) != line:
                print(f"{datetime.now(timezone.utc):%H:%M:%S}Z {service.resource or service.name}: {line}", flush=True)
                if service.failure:
                    print(plain(StatusReport(services=(service,))), flush=True)
            self._before[service.arn] = line


class JsonLines:
    """Prints each report that differs from the one before, in one line."""

    def __init__(self) -> None:
        self._before = ""

    def __call__(self, report: StatusReport) -> None:
        text = as_json(report)
        if text != self._before:
            print(text, flush=True)
        self._before = text


def _in_one_line(service: ServiceStatus) -> str:
    deployment = service.deployment.summary if service.deployment else "no deployment"
    tasks = service.tasks
    counted = f"; {tasks.running} of {tasks.desired} tasks running" if tasks else ""
    return f"{service.status or 'not known'}, {deployment}{counted}"
