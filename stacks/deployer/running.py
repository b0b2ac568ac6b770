"""Runs the stacks: in order where one needs another, at the same time where none does."""

import os
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Literal

from deployment import Deployment, StackEntry
from progress import Progress
from pulumi import automation

Verb = Literal["up", "preview", "destroy"]


class Run:
    """One run of all stacks of a deployment, under one name of stack."""

    def __init__(self, deployment: Deployment, stack: str, verb: Verb, progress: Progress) -> None:
        self._deployment, self._stack, self._verb, self._progress = deployment, stack, verb, progress
        self._before = deployment.before(backwards=verb == "destroy")
        self._stopped = False

    def run(self, parallel: int) -> bool:
        """Run all that can run, and say whether all are done; what needs a failed one is skipped."""
        running: dict[Future[bool], str] = {}
        ended: dict[str, bool] = {}
        with ThreadPoolExecutor(parallel) as pool:
            while len(ended) < len(self._before):
                try:
                    for name in self._next(ended, set(running.values())):
                        running[pool.submit(self._run_one, name)] = name
                    if not running:
                        break
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    ended |= {running.pop(future): future.result() for future in done}
                except KeyboardInterrupt:
                    self._stopped = True  # the engines hear Ctrl-C themselves, and end when their AWS calls have ended
        return len(ended) == len(self._before) and all(ended.values())

    def _next(self, ended: dict[str, bool], running: set[str]) -> list[str]:
        """List those whose turn it is, and skip those whose turn cannot come."""
        ready = []
        for name in [one for one in self._before if one not in ended and one not in running]:
            failed = sorted(one for one in self._before[name] if ended.get(one) is False)
            if failed or self._stopped:
                self._progress.enter(name, "skipped", f"{', '.join(failed)} failed" if failed else "interrupted")
                ended[name] = False
            elif all(ended.get(one) for one in self._before[name]):
                ready.append(name)
        return ready

    def _run_one(self, name: str) -> bool:
        """Run one stack to its end, whatever that is."""
        row = self._progress.rows[name]
        self._progress.enter(name, "running")
        try:
            stack = self._selected(name, self._deployment.stacks[name])
            if stack is None:
                self._progress.enter(name, "done", "there is no such stack")
                return True
            getattr(stack, self._verb)(on_event=row.hear)
        except Exception as error:  # noqa: BLE001 - whatever went wrong with one stack, the others are told apart from it
            row.errors = row.errors or [str(error).strip()]
            self._progress.enter(name, "failed", row.errors[0].splitlines()[0])
            return False
        self._progress.enter(name, "done", row.summary())
        return True

    def _selected(self, name: str, entry: StackEntry) -> automation.Stack | None:
        """Select the stack, and make it where it is not there; what is not there needs no destroy."""
        workspace = automation.LocalWorkspace(
            work_dir=str(entry.folder), secrets_provider=self._deployment.secrets_provider
        )
        if self._verb == "destroy":
            known = {summary.name for summary in workspace.list_stacks()}
            return automation.Stack.select(self._stack, workspace) if self._stack in known else None
        stack = automation.Stack.create_or_select(self._stack, workspace)
        if values := _configuration(entry, os.environ):
            stack.set_all_config(values)
        return stack


def _configuration(entry: StackEntry, environment: Mapping[str, str]) -> dict[str, automation.ConfigValue]:
    plain = {key: automation.ConfigValue(_text(value)) for key, value in entry.config.items()}
    secret = {key: automation.ConfigValue(environment[name], secret=True) for key, name in entry.secrets.items()}
    return plain | secret


def _text(value: str | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
