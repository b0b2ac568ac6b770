"""
The quick start: a container behind an HTTPS URL, on a local AWS, and what to try next.

`make quickstart` runs it once the virtual environment and a Pulumi CLI are there. It types what a person would type,
shows what Pulumi shows, and is safe to run again: then nothing changes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
STACK = "dev"
SANDBOX = [sys.executable, "-m", "ecs_express_sandbox"]
ANSWER_SECONDS = 30.0

terminal = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Answer:
    """What came back for a request to the service's URL."""

    status: int
    body: str


def step(text: str) -> None:
    """Say what comes next."""
    terminal.print(f"[bold cyan]quick start[/]  {text}")


def pulumi(arguments: list[str], variables: Mapping[str, str], *, show: bool = False) -> str:
    """Run Pulumi; stop with its own words and exit code where it fails."""
    output = None if show else subprocess.PIPE
    errors = None if show else subprocess.STDOUT
    command = ["pulumi", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=output, stderr=errors, text=True, check=False)
    if done.returncode:
        terminal.print(done.stdout or "", markup=False, end="")
        step(f"`pulumi {' '.join(arguments)}` failed; fix the reported error and run the quick start again")
        raise typer.Exit(done.returncode)
    return done.stdout or ""


def sandbox_environment(speed: float) -> dict[str, str]:
    """Start a sandbox where none runs, and give its environment."""
    command = [*SANDBOX, "start", "--speed", f"{speed:g}"]
    started = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    if started.returncode:
        terminal.print(started.stderr, markup=False, end="")
        raise typer.Exit(started.returncode)
    step(f"the sandbox {started.stderr.splitlines()[0]}")
    printed = subprocess.run([*SANDBOX, "env", "--json"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    changes = json.loads(printed.stdout)
    kept = {name: value for name, value in os.environ.items() if name not in changes["unset"]}
    return {**kept, **changes["set"]}


def request(ingress: str, host: str) -> Answer:
    """Ask the front, as the load balancer would be asked under the service's own name."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(ingress, headers={"Host": host}), timeout=ANSWER_SECONDS) as answer:  # noqa: S310  # the sandbox's own front
            return Answer(answer.status, answer.read().decode())
    except urllib.error.HTTPError as refusal:
        return Answer(refusal.code, refusal.read().decode())


def deploy(variables: Mapping[str, str]) -> dict[str, Any]:
    """Bring the stack up with the image that the project names, and give its outputs."""
    pulumi(["stack", "select", STACK, "--create"], variables)
    pulumi(["config", "rm", "image", "--stack", STACK], variables)
    pulumi(["up", "--yes", "--stack", STACK, "--suppress-permalink=true"], variables, show=True)
    outputs: dict[str, Any] = json.loads(pulumi(["stack", "output", "--json", "--stack", STACK], variables))
    return outputs


def try_next() -> None:
    """Print what to type next; every line works when pasted into a shell in the project's folder."""
    image = "public.ecr.aws/nginx/nginx"
    terminal.print("\nTry next, in this folder:\n")
    for comment, command in (
        ("let this shell talk to the sandbox", 'eval "$(.venv/bin/ecs-express sandbox env)"'),
        ("see what another image would change", f"pulumi config set image {image}:1.29 && pulumi preview --diff"),
        ("see a rollout fail and be rolled back", f"pulumi config set image {image}:unhealthy && pulumi up --yes"),
        ("take everything down", "pulumi destroy --yes"),
        ("stop the sandbox and delete its AWS", ".venv/bin/ecs-express sandbox stop"),
    ):
        terminal.print(f"  [dim]# {comment}[/]")
        terminal.print(f"  {command}\n", markup=False)


def main(
    speed: Annotated[float, typer.Option(help="Simulated seconds in a real one, of a sandbox not yet running.")] = 60.0,
) -> None:
    """Start a local AWS, put a container behind an HTTPS URL, request it, and say what to try next."""
    variables = sandbox_environment(speed)
    step("pulumi up")
    outputs = deploy(variables)
    answer = request(variables["ECS_EXPRESS_SANDBOX_INGRESS"], outputs["endpoint"])
    step(f"GET {outputs['url']} answered {answer.status}:")
    terminal.print(answer.body.strip(), markup=False)
    if answer.status != 200:  # OK
        raise typer.Exit(1)
    try_next()


if __name__ == "__main__":
    typer.run(main)
