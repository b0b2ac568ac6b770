"""What becomes of each key of a format: every documented one is decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from tests import toml_files

from pulumi_ecs_express.planning.conversion.decisions import Table
from pulumi_ecs_express.planning.conversion.tables import app_runner, compose, copilot

FORMATS = toml_files.read(Path(__file__).parent / "formats.toml")
"""Their keys, from the public documentation; `*` stands for a name of the user's, or an entry of a list."""

TABLES: dict[str, Table] = {
    "app-runner-file": app_runner.FILE,
    "load-balanced-web-service": copilot.MANIFEST,
    "request-driven-web-service": copilot.MANIFEST,
    "compose-file": compose.FILE,
    "compose-service": compose.SERVICE,
}


def undecided(keys: list[str], table: Table) -> list[str]:
    """List keys that are in no table, neither by themselves, nor with what is around them or inside of them."""
    decided = {tuple(path.split(".")) for path in table}

    def is_decided(key: str) -> bool:
        path = tuple(key.split("."))
        around = any(path[:length] in decided for length in range(1, len(path) + 1))
        return around or any(other[: len(path)] == path for other in decided)

    return [key for key in keys if not is_decided(key)]


@pytest.mark.parametrize("name", FORMATS)
def test_every_documented_key_is_decided(name: str) -> None:
    """A key that nobody has decided about is in this message."""
    assert undecided(FORMATS[name]["keys"], TABLES[name]) == []


@pytest.mark.parametrize("name", ["app-runner-file", "load-balanced-web-service", "compose-service"])
def test_no_decision_is_about_a_key_that_there_is_not(name: str) -> None:
    """A misspelled key in a table would decide nothing."""
    documented = {key.replace("*.", "").replace(".*", "") for each in FORMATS.values() for key in each["keys"]}
    known = documented | {key.rpartition(".")[0] for key in documented}
    stray = [path for path in TABLES[name] if path.replace("*.", "").replace(".*", "") not in known]

    assert [path for path in stray if path not in IN_PROSE] == []


IN_PROSE = {
    "http.alias.*.name", "http.alias.*.hosted_zone", "count.cpu_percentage.value", "count.cpu_percentage.cooldown",
    "count.memory_percentage.value", "count.memory_percentage.cooldown", "count.requests.value", "count.requests.cooldown",
    "platform.osfamily", "platform.architecture", "sidecars.*.image.build", "sidecars.*.image.location",
    "run.env.*.value-from", "secrets.*.secretsmanager", "tags", "network.vpc.security_groups.*.from_cfn",
    "network.vpc.security_groups.groups.*.from_cfn",
}  # fmt: skip
"""Keys that the Copilot documentation has in its text and examples alone, and a usual slip: a secret among the variables."""


def members(shape: Any, path: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """List the members of an answer by path."""
    if shape.type_name == "structure" and shape.name not in seen:
        for name, member in shape.members.items():
            yield f"{path}.{name}"
            yield from members(member, f"{path}.{name}", (*seen, shape.name))
    elif shape.type_name == "list":
        yield from members(shape.member, f"{path}.*", seen)


@pytest.mark.parametrize(
    ("operation", "member", "name"),
    [
        ("DescribeService", "Service", "Service"), ("DescribeCustomDomains", "CustomDomains", "CustomDomains"),
        ("DescribeAutoScalingConfiguration", "AutoScalingConfiguration", "AutoScalingConfiguration"),
        ("DescribeVpcConnector", "VpcConnector", "VpcConnector"),
        ("DescribeObservabilityConfiguration", "ObservabilityConfiguration", "ObservabilityConfiguration"),
        ("ListVpcIngressConnections", "VpcIngressConnectionSummaryList", "VpcIngressConnections"),
        ("ListTagsForResource", "Tags", "Tags"),
    ],
)  # fmt: skip
def test_every_member_of_app_runners_answers_is_decided(operation: str, member: str, name: str) -> None:
    """As the installed botocore knows them: a member that AWS adds is in this message."""
    model = botocore.session.get_session().get_service_model("apprunner")
    shape = model.operation_model(operation).output_shape.members[member]

    assert undecided(list(members(shape, name)), app_runner.SERVICE) == []
