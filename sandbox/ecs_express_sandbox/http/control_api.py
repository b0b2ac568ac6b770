"""
The control API: what a test or a curious person asks the sandbox itself.

``GET /calls``, ``POST /calls/reset``, ``GET`` and ``POST /clock``, ``GET``, ``POST`` and ``DELETE /faults``, ``GET
/held``, ``POST /held/release``, ``POST /reset``, ``GET /resolve?name=…&type=…``, ``GET`` and ``POST /settings``, ``GET
/tasks/<id>/environment``. JSON in, JSON out; a mistake is answered 400 with what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.records import Service as ClassicService
from ecs_express_sandbox.containers.environment import environments
from ecs_express_sandbox.containers.execution_role import Unreadable
from ecs_express_sandbox.containers.task import Owner, Task
from ecs_express_sandbox.express.records import Service as ExpressService
from ecs_express_sandbox.name_service.names import Names
from ecs_express_sandbox.protocol.error_responses import WireAnswer
from ecs_express_sandbox.sandbox import Sandbox

Handler = Callable[[Any], Any]

_ENVIRONMENT = re.compile(r"/tasks/(?P<task>[0-9a-f]{32})/environment")

RECORD_TYPES = ("A", "AAAA", "CNAME", "TXT", "NS", "SOA", "CAA")
"""What can be resolved here."""


class ControlApi:
    """Routes and carries out control requests."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox, self._names = sandbox, Names(sandbox)
        self._routes: dict[tuple[str, str], Handler] = {
            ("GET", "/calls"): lambda _: sandbox.calls.counts(),
            ("POST", "/calls/reset"): lambda _: _done(sandbox.calls.reset),
            ("GET", "/clock"): lambda _: self._clock(),
            ("POST", "/clock"): self._set_clock,
            ("GET", "/faults"): lambda _: sandbox.faults.described(),
            ("POST", "/faults"): self._add_faults,
            ("DELETE", "/faults"): lambda _: _done(sandbox.faults.clear),
            ("GET", "/held"): lambda _: sandbox.held.described(),
            ("POST", "/held/release"): self._release,
            ("POST", "/reset"): lambda _: _done(sandbox.reset),
            ("GET", "/resolve"): self._resolve,
            ("GET", "/settings"): lambda _: sandbox.settings.as_dict(),
            ("POST", "/settings"): self._change_settings,
        }

    def answer(self, method: str, path: str, body: bytes, query: str = "") -> WireAnswer:
        """Carry out one request, state brought to now before it."""
        handler = self._routes.get((method, path.rstrip("/"))) or self._of_task(method, path)
        if handler is None:
            return _json(404, {"error": f"there is no {method} {path}", "routes": [" ".join(r) for r in self._routes]})
        try:
            wanted = json.loads(body or b"{}") if method != "GET" else dict(parse_qsl(query))
            with self._sandbox.lock:
                self._sandbox.settle()
                return _json(200, handler(wanted))
        except (ValueError, TypeError, OverflowError) as mistake:
            return _json(400, {"error": str(mistake)})

    def _of_task(self, method: str, path: str) -> Handler | None:
        """Return the handler of a path that names a task."""
        found = _ENVIRONMENT.fullmatch(path)
        return (lambda _: self._environment(found["task"])) if method == "GET" and found else None

    def _environment(self, identifier: str) -> dict[str, Any]:
        """Tell which variables each container of a task gets, with their values."""
        service, task = _found_task(self._sandbox, identifier)
        place = AccountRegion(self._sandbox.moto, service.account, service.region)
        try:
            found = environments(place, task.definition, self._sandbox.settings.environment_file_conflict)
        except Unreadable as unreadable:
            raise ValueError(str(unreadable)) from unreadable
        return {"task": task.arn, "containers": found}

    def _clock(self) -> dict[str, Any]:
        change = self._sandbox.next_change()
        return {
            "now": _iso(self._sandbox.clock.now()),
            "speed": self._sandbox.clock.speed,
            "next_change": _iso(change) if change else None,
        }

    def _set_clock(self, wanted: dict[str, Any]) -> dict[str, Any]:
        known = {"advance_seconds", "advance_to_next_change", "speed"}
        if not isinstance(wanted, dict) or not wanted or set(wanted) - known:
            raise ValueError(f"the clock takes {', '.join(sorted(known))}")
        clock = self._sandbox.clock
        if "speed" in wanted:
            clock.run_at(float(wanted["speed"]))
        if "advance_seconds" in wanted:
            clock.advance(timedelta(seconds=float(wanted["advance_seconds"])))
        change = self._sandbox.next_change()
        if wanted.get("advance_to_next_change") and change is not None:
            clock.advance_to(change)
        self._sandbox.settle()
        return self._clock()

    def _add_faults(self, wanted: Any) -> list[dict[str, Any]]:
        if not isinstance(wanted, list) or not all(isinstance(rule, dict) for rule in wanted):
            raise TypeError("faults come as a list of objects")
        self._sandbox.faults.add(wanted)
        return self._sandbox.faults.described()

    def _release(self, wanted: Any) -> list[dict[str, Any]]:
        if (
            not isinstance(wanted, dict)
            or set(wanted) - {"hang_up"}
            or not isinstance(wanted.get("hang_up", False), bool)
        ):
            raise ValueError('a release takes {"hang_up": true} or nothing')
        released = self._sandbox.held.described()
        self._sandbox.held.release(goes_on=not wanted.get("hang_up", False))
        return released

    def _resolve(self, wanted: dict[str, str]) -> dict[str, Any]:
        if not wanted.get("name") or set(wanted) - {"name", "type"}:
            raise ValueError("a resolution takes ?name=… and, if it is not A, &type=…")
        name, kind = wanted["name"], wanted.get("type", "A").upper()
        if kind not in RECORD_TYPES:
            raise ValueError(f"there is no type {kind!r} here; it takes {', '.join(RECORD_TYPES)}")
        found = self._names.resolve(name, kind, private=True)
        answers = [value for records in found.found if records.kind == kind for value in records.values]
        return {"name": name, "type": kind, "answers": answers, "load_balancer": found.load_balancer}

    def _change_settings(self, wanted: Any) -> dict[str, Any]:
        if not isinstance(wanted, dict):
            raise TypeError("settings come as an object")
        self._sandbox.settings = self._sandbox.settings.changed(wanted)
        self._sandbox.world.note_change()
        self._sandbox.settle()
        return self._sandbox.settings.as_dict()


def _found_task(sandbox: Sandbox, identifier: str) -> tuple[Owner, Task]:
    """Find a task of any service, in any account and Region."""
    services: list[ExpressService | ClassicService] = [
        *sandbox.world.services.values(),
        *sandbox.classic.services.values(),
    ]
    for service in services:
        for task in service.tasks:
            if task.identifier == identifier:
                return service, task
    raise ValueError(f"there is no task {identifier}")


def _done(action: Callable[[], None]) -> dict[str, Any]:
    action()
    return {}


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds")


def _json(status: int, content: Any) -> WireAnswer:
    return WireAnswer(status, (("Content-Type", "application/json"),), json.dumps(content).encode())
