"""
The environment in which a program talks to the sandbox instead of AWS.

A pure function from where the sandbox is, where its folders are and what the person's shell holds. Nothing here
starts, looks up or writes anything; `process` does the first, `pulumi_cli` the second.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ecs_express_sandbox.http.addresses import Addresses

FALLBACK_REGION = "us-east-1"
"""Where the sandbox is when the person's shell names no Region."""

PASSPHRASE = "sandbox"  # noqa: S105  # protects nothing: the state describes a pretended AWS and dies with it

DUMMY_KEY = "sandbox"
"""What clients sign with; the sandbox checks no signature."""

ROLLOUT_POLL_SECONDS = 5.0
"""How often the package asks for the state of a rollout at real speed; seconds."""

FASTEST_POLL_SECONDS = 0.05
"""A sandbox at a thousand times the speed is still asked no more often than this; seconds."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")

LEADS_ELSEWHERE = (
    "AWS_PROFILE",  # an unknown one fails, a known one may name another endpoint and Region
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",  # would be sent beside the dummy keys
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_USE_FIPS_ENDPOINT",  # botocore refuses it together with an endpoint
    "AWS_USE_DUALSTACK_ENDPOINT",
    "PULUMI_STACK",  # breaks every command where the sandbox's backend has no such stack
    "PULUMI_CONFIG_PASSPHRASE_FILE",
    "PULUMI_RUNTIME_VIRTUALENV",  # sends the dynamic provider to another Python
    "PULUMI_DEBUG_PROVIDERS",  # sends the engine to a plugin that somebody else started
)
"""Variables that are taken away, each with what it would do."""

SERVICE_ENDPOINTS = "AWS_ENDPOINT_URL_"
"""One for a single service beats the one for all (botocore's order of precedence)."""


@dataclass(frozen=True)
class Folders:
    """
    Where the sandbox keeps what Pulumi needs, and what it runs.

    Attributes:
        pulumi_home: plugins and settings, apart from the person's own.
        backend: Pulumi's state; it belongs to one sandbox and to no other.
        cli: the folder of the chosen Pulumi CLI; None where there is none.
        python: the interpreter that has the packages of the program.
    """

    pulumi_home: Path
    backend: Path
    cli: Path | None
    python: Path


@dataclass(frozen=True)
class Environment:
    """
    What changes in the person's environment.

    Attributes:
        given: variables to set.
        taken: variables to take away; only such as were there.
    """

    given: Mapping[str, str]
    taken: tuple[str, ...]

    def applied_to(self, variables: Mapping[str, str]) -> dict[str, str]:
        """Return the whole environment for a process."""
        return {name: value for name, value in variables.items() if name not in self.taken} | dict(self.given)

    def as_shell(self) -> str:
        """Write it as a POSIX shell reads it."""
        unset = [f"unset {name}" for name in self.taken]
        return "\n".join(unset + [f"export {name}={shlex.quote(value)}" for name, value in sorted(self.given.items())])


def sandbox_environment(
    addresses: Addresses,
    folders: Folders,
    variables: Mapping[str, str],
    *,
    speed: float = 1.0,
    real_aws_plugin: bool = False,
) -> Environment:
    """
    Say what to set and what to take away, so that every call of a program reaches the sandbox.

    Args:
        addresses: where the sandbox answers.
        folders: where its Pulumi is.
        variables: the environment of the person's shell.
        speed: simulated seconds in a real one.
        real_aws_plugin: whether Pulumi may download the `aws` plugin, since no stand-in is installed.
    """
    given = aws_variables(addresses, variables) | pulumi_variables(folders) | sandbox_variables(addresses, speed)
    given["PATH"] = path_with(folders, variables.get("PATH", os.defpath))
    if not real_aws_plugin:
        given["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true"
    taken = {name for name in variables if name in LEADS_ELSEWHERE or name.startswith(SERVICE_ENDPOINTS)}
    return Environment(given, tuple(sorted(taken)))


def aws_variables(addresses: Addresses, variables: Mapping[str, str]) -> dict[str, str]:
    """Send the clients of AWS to the sandbox."""
    region = variables.get("AWS_REGION") or variables.get("AWS_DEFAULT_REGION") or FALLBACK_REGION
    no_proxy = without_proxy([variables.get("NO_PROXY", ""), variables.get("no_proxy", "")])
    return {
        "AWS_ENDPOINT_URL": addresses.endpoint,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",  # true, here or in ~/.aws/config, sends calls to the real AWS
        "AWS_ACCESS_KEY_ID": DUMMY_KEY,
        "AWS_SECRET_ACCESS_KEY": DUMMY_KEY,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,  # boto3 reads only this one
        "AWS_EC2_METADATA_DISABLED": "true",  # no credentials of a machine in the cloud, and no wait for them
        "NO_PROXY": no_proxy,  # Go reads this one first
        "no_proxy": no_proxy,  # and Python this one
    }


def pulumi_variables(folders: Folders) -> dict[str, str]:
    """Give Pulumi a home, a state and a Python of the sandbox's own."""
    return {
        "PULUMI_HOME": str(folders.pulumi_home),
        "PULUMI_BACKEND_URL": folders.backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_PYTHON_CMD": str(folders.python),
        "PULUMI_PARALLEL": "64",  # a waiting service holds a slot, and the engine has four for each core
    }


def sandbox_variables(addresses: Addresses, speed: float) -> dict[str, str]:
    """Name the sandbox to whoever wants to steer it, and tell the package how often to poll and whom to ask for DNS."""
    return {
        "ECS_EXPRESS_SANDBOX_URL": addresses.control,
        "ECS_EXPRESS_SANDBOX_INGRESS": addresses.ingress,
        "ECS_EXPRESS_SANDBOX_INGRESS_TLS": addresses.ingress_tls,
        "ECS_EXPRESS_SANDBOX_CA": addresses.ca,
        "ECS_EXPRESS_DNS_SERVER": addresses.dns,
        "ECS_EXPRESS_POLL_SECONDS": f"{poll_seconds(speed):g}",
    }


def server_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the sandbox's own process: nothing of the person's AWS may reach its inner calls."""
    plain = {name: value for name, value in variables.items() if not name.startswith("AWS_")}
    no_proxy = without_proxy([variables.get("NO_PROXY", ""), variables.get("no_proxy", "")])
    keys = {"AWS_ACCESS_KEY_ID": DUMMY_KEY, "AWS_SECRET_ACCESS_KEY": DUMMY_KEY, "AWS_DEFAULT_REGION": FALLBACK_REGION}
    return plain | keys | {"NO_PROXY": no_proxy, "no_proxy": no_proxy}


def poll_seconds(speed: float) -> float:
    """Return the real seconds between two polls of a rollout: as many simulated ones as on AWS, within reason."""
    unhurried = ROLLOUT_POLL_SECONDS / speed if speed > 0 else ROLLOUT_POLL_SECONDS
    return min(max(unhurried, FASTEST_POLL_SECONDS), ROLLOUT_POLL_SECONDS)


def path_with(folders: Folders, path: str) -> str:
    """Put the chosen CLI's folder first, then the interpreter's: a host found earlier would win."""
    first = [str(folder) for folder in (folders.cli, folders.python.parent) if folder is not None]
    return os.pathsep.join(first + [entry for entry in path.split(os.pathsep) if entry not in first])


def without_proxy(lists: Iterable[str]) -> str:
    """Join the person's lists of hosts that need no proxy with the loopback."""
    entries = (entry.strip() for text in lists for entry in text.split(","))
    return ",".join(dict.fromkeys([*(entry for entry in entries if entry), *LOOPBACK]))
