"""The environment of the sandbox: what it sets, what it takes away, and that nothing else changes."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ecs_express_sandbox.command import pulumi_cli
from ecs_express_sandbox.command.environment import (
    Environment,
    Folders,
    path_with,
    poll_seconds,
    sandbox_environment,
    server_variables,
)
from ecs_express_sandbox.http.addresses import Addresses

ADDRESSES = Addresses(
    "http://127.0.0.1:4566",
    "http://127.0.0.1:4566/_sandbox",
    "http://127.0.0.1:8080",
    "127.0.0.1:8443",
    "/tmp/sandbox/ca.pem",  # noqa: S108 - nothing is there
    "127.0.0.1:8053",
)
FOLDERS = Folders(
    pulumi_home=Path("/home/me/.sandbox/pulumi"),
    backend=Path("/home/me/.sandbox/state"),
    cli=Path("/opt/pulumi/bin"),
    python=Path("/home/me/.venv/bin/python"),
)


def given_to(variables: Mapping[str, str], **options: float | bool) -> Environment:
    """Ask for the environment of a shell with these variables."""
    return sandbox_environment(ADDRESSES, FOLDERS, variables, **options)  # type: ignore[arg-type]  # rows of options


GIVEN = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
    "AWS_ACCESS_KEY_ID": "sandbox",
    "AWS_SECRET_ACCESS_KEY": "sandbox",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1,localhost,::1",
    "no_proxy": "127.0.0.1,localhost,::1",
    "PULUMI_PARALLEL": "64",
    "PULUMI_HOME": "/home/me/.sandbox/pulumi",
    "PULUMI_BACKEND_URL": "file:///home/me/.sandbox/state",
    "PULUMI_CONFIG_PASSPHRASE": "sandbox",
    "PULUMI_SKIP_UPDATE_CHECK": "true",
    "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    "PULUMI_PYTHON_CMD": "/home/me/.venv/bin/python",
    "PATH": "/opt/pulumi/bin:/home/me/.venv/bin:/usr/bin",
    "ECS_EXPRESS_SANDBOX_URL": "http://127.0.0.1:4566/_sandbox",
    "ECS_EXPRESS_SANDBOX_INGRESS": "http://127.0.0.1:8080",
    "ECS_EXPRESS_SANDBOX_INGRESS_TLS": "127.0.0.1:8443",
    "ECS_EXPRESS_SANDBOX_CA": "/tmp/sandbox/ca.pem",  # noqa: S108 - nothing is there
    "ECS_EXPRESS_DNS_SERVER": "127.0.0.1:8053",
    "ECS_EXPRESS_POLL_SECONDS": "5",
}


def test_an_empty_shell_gets_every_variable_and_loses_none() -> None:
    """The whole environment, as the documentation lists it."""
    environment = given_to({"PATH": "/usr/bin"})

    assert environment.given == GIVEN
    assert environment.taken == ()


@pytest.mark.parametrize(
    ("shell", "name", "expected"),
    [
        pytest.param({"AWS_REGION": "eu-west-1"}, "AWS_DEFAULT_REGION", "eu-west-1", id="region-for-boto3-too"),
        pytest.param({"AWS_DEFAULT_REGION": "eu-west-2"}, "AWS_REGION", "eu-west-2", id="region-for-others-too"),
        pytest.param(
            {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "x"}, "AWS_REGION", "eu-west-1", id="two-regions"
        ),
        pytest.param({"AWS_ACCESS_KEY_ID": "AKIA"}, "AWS_ACCESS_KEY_ID", "sandbox", id="real-keys-stay-out"),
        pytest.param({"AWS_ENDPOINT_URL": "http://x"}, "AWS_ENDPOINT_URL", ADDRESSES.endpoint, id="other-endpoint"),
        pytest.param({"NO_PROXY": "corp, intra"}, "no_proxy", "corp,intra,127.0.0.1,localhost,::1", id="no-proxy"),
        pytest.param({"PULUMI_BACKEND_URL": "s3://x"}, "PULUMI_BACKEND_URL", GIVEN["PULUMI_BACKEND_URL"], id="backend"),
    ],
)
def test_what_the_shell_holds_gives_way_or_is_kept(shell: dict[str, str], name: str, expected: str) -> None:
    """A Region and a list of hosts without proxy are the person's; the rest would lead elsewhere."""
    assert given_to(shell).given[name] == expected


@pytest.mark.parametrize(
    "name",
    [
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_ENDPOINT_URL_ECS",
        "AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2",
        "AWS_USE_FIPS_ENDPOINT",
        "PULUMI_STACK",
        "PULUMI_DEBUG_PROVIDERS",
    ],
)
def test_what_would_lead_elsewhere_is_taken_away(name: str) -> None:
    """Each of these sends a call, or a command, somewhere else than to the sandbox."""
    environment = given_to({name: "x", "HOME": "/home/me"})

    assert environment.taken == (name,)
    assert name not in environment.applied_to({name: "x"})


def test_not_even_the_persons_aws_settings_lead_a_client_elsewhere(tmp_path: Path) -> None:
    """A profile that ignores configured endpoints, and one that names another, are both overruled."""
    settings = tmp_path / "config"
    settings.write_text("[default]\nignore_configured_endpoint_urls = true\nendpoint_url = http://elsewhere\n")
    variables = given_to(os.environ).applied_to(os.environ) | {"AWS_CONFIG_FILE": str(settings)}
    script = "import boto3; print(boto3.client('ecs').meta.endpoint_url)"
    asked = subprocess.run([sys.executable, "-c", script], env=variables, capture_output=True, text=True, check=True)

    assert asked.stdout == f"{ADDRESSES.endpoint}\n"


def test_nothing_else_is_touched() -> None:
    """Variables of no concern to AWS or Pulumi reach the command as they are."""
    assert given_to({"EDITOR": "vi"}).applied_to({"EDITOR": "vi"})["EDITOR"] == "vi"


def test_applying_it_twice_changes_nothing() -> None:
    """`eval` in a shell that has it already is harmless."""
    once = given_to({"PATH": "/usr/bin", "NO_PROXY": "corp"}).applied_to({"PATH": "/usr/bin", "NO_PROXY": "corp"})

    assert given_to(once).applied_to(once) == once


@pytest.mark.parametrize(
    ("speed", "seconds"), [(1, 5), (0.5, 5), (10, 0.5), (60, 5 / 60), (100, 0.05), (100000, 0.05), (0, 5)]
)
def test_a_rollout_is_asked_after_as_often_in_simulated_time(speed: float, seconds: float) -> None:
    """Five simulated seconds between two looks, but never more often than the machine can bear."""
    assert poll_seconds(speed) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/usr/bin", "/opt/pulumi/bin:/home/me/.venv/bin:/usr/bin"),
        ("/usr/bin:/opt/pulumi/bin", "/opt/pulumi/bin:/home/me/.venv/bin:/usr/bin"),
        ("/other/pulumi:/home/me/.venv/bin", "/opt/pulumi/bin:/home/me/.venv/bin:/other/pulumi"),
    ],
)
def test_the_chosen_cli_stands_first_on_the_path(path: str, expected: str) -> None:
    """A language host found earlier would win over the one beside the CLI."""
    assert path_with(FOLDERS, path) == expected


def test_without_a_cli_only_the_interpreter_is_put_on_the_path() -> None:
    """The sandbox serves programs without Pulumi too."""
    assert path_with(dataclasses.replace(FOLDERS, cli=None), "/usr/bin") == "/home/me/.venv/bin:/usr/bin"


def test_the_real_plugin_may_be_downloaded() -> None:
    """With `--aws-plugin real` the engine must be allowed to fetch it."""
    assert "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION" not in given_to({}, real_aws_plugin=True).given


def test_a_shell_reads_it_back(tmp_path: Path) -> None:
    """What `eval` makes of it is what a process would get, whatever characters are in it."""
    home = tmp_path / "it's a $(folder)"
    environment = sandbox_environment(
        ADDRESSES,
        dataclasses.replace(FOLDERS, pulumi_home=home),
        {"PATH": os.environ["PATH"], "AWS_PROFILE": "mine"},
    )
    script = environment.as_shell() + '\nprintf "%s|%s" "$PULUMI_HOME" "${AWS_PROFILE-gone}"'
    shell = subprocess.run(
        ["sh", "-c", script], env={"AWS_PROFILE": "mine"}, capture_output=True, text=True, check=True
    )

    assert shell.stdout == f"{home}|gone"


def test_the_sandbox_itself_sees_nothing_of_the_persons_aws() -> None:
    """Its inner calls must not follow a profile, an endpoint or keys of the person's."""
    variables = server_variables({"AWS_PROFILE": "prod", "AWS_ENDPOINT_URL_IAM": "http://x", "HOME": "/home/me"})

    assert {name: value for name, value in variables.items() if name.startswith("AWS_")} == {
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    assert variables["HOME"] == "/home/me"


def executable(folder: Path) -> Path:
    """Put something called `pulumi` into a folder."""
    folder.mkdir(parents=True)
    (folder / "pulumi").touch(mode=0o755)
    return folder


def test_the_cli_on_the_path_wins_and_symlinks_are_resolved(tmp_path: Path) -> None:
    """Its companions lie beside the file, not beside the link."""
    real = executable(tmp_path / "opt")
    links = tmp_path / "links"
    links.mkdir()
    (links / "pulumi").symlink_to(real / "pulumi")
    executable(tmp_path / "project" / ".tools" / "bin")

    assert pulumi_cli.find(tmp_path / "project", str(links)) == real.resolve()


@pytest.mark.parametrize("place", [".", "stacks/quickstart"])
def test_a_cli_built_by_the_project_is_found_from_within_it(tmp_path: Path, place: str) -> None:
    """Where there is none on PATH, the project's own is taken, from any folder of the project."""
    built = executable(tmp_path / ".tools" / "bin")
    (tmp_path / place).mkdir(parents=True, exist_ok=True)

    assert pulumi_cli.find((tmp_path / place).resolve(), "") == built.resolve()


def test_no_cli_is_no_error(tmp_path: Path) -> None:
    """The sandbox works without."""
    assert pulumi_cli.find(tmp_path, "") is None
