"""
What all tests share: one sandbox for each worker, and a Pulumi whose commands are quick.

The ids of the marker `row` must exist, hypothesis draws steadily, a sweep tells its figures.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ecs_express_sandbox.command import process, pulumi_cli
from ecs_express_sandbox.command.environment import Folders
from ecs_express_sandbox.http.addresses import Addresses
from tests import botocore_files, sampling
from tests.rows import mission

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

botocore_files.read_once()

QUICK = {"GOGC": "off"}
"""A fifth of the CLI's processor time is Go's garbage collector, which a command of a second does not need."""


@pytest.fixture(scope="session")
def sandbox_home(tmp_path_factory: pytest.TempPathFactory) -> process.Home:
    """The folder of this worker's sandbox, where Pulumi has its plugins and its state too."""
    home = process.Home(tmp_path_factory.mktemp("sandbox"))
    home.prepare()
    return home


@pytest.fixture(scope="session")
def running_sandbox(sandbox_home: process.Home) -> Iterator[Addresses]:
    """The sandbox process of this worker, every response checked; starting one takes four seconds, emptying it none."""
    with process.for_a_while(sandbox_home, speed=60, settings={"check_responses": True}) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def cli_folder() -> Path:
    """The folder of a Pulumi CLI; `make test` puts one on PATH."""
    folder = pulumi_cli.find(Path.cwd(), os.environ["PATH"])
    assert folder is not None, "no Pulumi CLI: run the tests with `make test`"
    return folder


@pytest.fixture(scope="session")
def quick_pulumi(
    sandbox_home: process.Home, cli_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Folders, dict[str, str]]]:
    """The folders of a CLI with the stand-in plugin and forked providers, and the variables that make it quick."""
    from ecs_express_sandbox.aws_plugin import archive
    from tests.engine.key_server import key_server
    from tests.engine.processes import forked_providers

    with contextlib.ExitStack() as stack:
        python = stack.enter_context(forked_providers(tmp_path_factory.mktemp("python")))
        archive.install(cli_folder, sandbox_home.pulumi_home, archive.sdk_version() or "", python)
        keys = stack.enter_context(key_server())
        yield Folders(sandbox_home.pulumi_home, sandbox_home.backend, cli_folder, python), {**keys, **QUICK}


def pytest_configure() -> None:
    """
    Let SIGINT end what the tests start, also where a shell that runs them in the background has it ignored.

    Children inherit that, and Pulumi ends a program's process by SIGINT: ignored, it costs five seconds after each command.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda *_: None)  # a handler is not inherited


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Have a worker more than processors: a test of the engine waits for its processes a quarter of its time."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a marker that names a row which does not exist, and leave to `make sweep` what only it runs."""
    known = mission().keys()
    for item in items:
        for marker in item.iter_markers("row"):
            if unknown := [row for row in marker.args if row not in known]:
                raise pytest.UsageError(f"{item.nodeid}: there is no row {', '.join(map(str, unknown))}")
    if not sampling.WHOLE:
        left_out = [item for item in items if _only_in_the_sweep(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
        if config.args_source is pytest.Config.ArgsSource.TESTPATHS and not config.option.keyword:
            _refuse_claims_of_the_sweep_alone(left_out, items)


def _refuse_claims_of_the_sweep_alone(left_out: list[pytest.Item], kept: list[pytest.Item]) -> None:
    """Hold that whatever `make sweep` holds of the documented statements, `make test` holds too."""
    for kind in ("row", "peer"):
        swept, tested = (
            {id_ for item in items for mark in item.iter_markers(kind) for id_ in mark.args}
            for items in (left_out, kept)
        )
        if alone := sorted(swept - tested):
            raise pytest.UsageError(
                f"{kind} {', '.join(alone)}: held by tests that are marked sweep_only, and by no other"
            )


def _only_in_the_sweep(item: pytest.Item) -> bool:
    """Tell whether a test, or this set of its parameters, is marked `sweep_only`."""
    case = item.name.partition("[")[2].removesuffix("]")
    found = (marker.args for marker in item.iter_markers("sweep_only"))
    return any(not ids or any(id_ in case for id_ in ids) for ids in found)


def pytest_collection_finish() -> None:
    """Keep the garbage collector off what lives as long as the worker: modules, botocore's models and the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, object, object]:
    """Keep the garbage collector out of reports: what it finalizes while a failure's source is parsed ends the whole run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Give a failing test the command that runs it alone."""
    if report.failed:
        report.sections.append(("run it alone", f"make test ONLY='{report.nodeid}'"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the sweeps tried: by stage and fault the call points, those that were broken, those that converged."""
    calls = [report for found in terminalreporter.stats.values() for report in found if _is_call(report)]
    rows = [value for report in calls for name, value in report.user_properties if name == "sweep"]
    if not rows:
        return
    terminalreporter.write_sep("-", "sweep: stage, fault: call points, tried, converged")
    for stage, fault, *figures in rows:
        terminalreporter.write_line(f"{stage}, {fault}: {', '.join(map(str, figures))}")
    points, tried, converged = (sum(row[column] for row in rows) for column in (2, 3, 4))
    terminalreporter.write_line(f"all: {points} pairs of call point and fault, {tried} tried, {converged} converged")


def _is_call(report: object) -> bool:
    return isinstance(report, pytest.TestReport) and report.when == "call"
