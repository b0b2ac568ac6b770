"""Whole programs, drawn: a legal value for every member of the requests, made of what an account really has."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from tests.aws import express_api as api

from pulumi_ecs_express.model.fields.fargate_sizes import MEMORY_FOR_CPU
from pulumi_ecs_express.model.fields.property_paths import Path

Strategy = st.SearchStrategy[Any]

PRINTABLE = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12)
WORD = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=12)
RESEMBLING = st.sampled_from(["", "off", "2.00", "true", "null", "0x1F"])
"""Strings that some languages take for something else."""


@dataclass(frozen=True)
class Account:
    """What there is to be named: made once, so that a drawn program can be carried out."""

    execution_roles: list[str]
    infrastructure_roles: list[str]
    task_roles: list[str]
    clusters: list[str]
    subnets: list[list[str]]
    """By zone: the zones of a load balancer that is there already do not change with a service."""

    groups: list[str]
    log_groups: list[str]
    secrets: list[str]
    parameters: list[str]


def strategies(account: Account) -> dict[Path, Strategy]:
    """Say how to draw each argument; one without an entry here cannot be drawn, and fails by name."""
    shapes = {api.argument_of(path): shape for path, shape in api.requested(api.model(), api.REQUESTS[0]).items()}
    names = st.text(string.ascii_uppercase + "_", min_size=1, max_size=8)
    return {
        ("executionRoleArn",): st.sampled_from(account.execution_roles),
        ("infrastructureRoleArn",): st.sampled_from(account.infrastructure_roles),
        ("taskRoleArn",): st.sampled_from(account.task_roles),
        ("serviceName",): WORD,
        ("cluster",): st.sampled_from(account.clusters),
        ("healthCheckPath",): WORD.map("/{}?deep=1".format),
        ("primaryContainer", "image"): st.from_regex(r"\A[a-z]{1,8}(/[a-z]{1,8})?:v[0-9]{1,4}\Z"),
        ("primaryContainer", "containerPort"): st.integers(1, 65535),
        ("primaryContainer", "awsLogsConfiguration", "logGroup"): st.sampled_from(account.log_groups),
        ("primaryContainer", "awsLogsConfiguration", "logStreamPrefix"): WORD,
        ("primaryContainer", "repositoryCredentials", "credentialsParameter"): st.sampled_from(account.secrets),
        ("primaryContainer", "command"): st.lists(PRINTABLE | RESEMBLING, min_size=1, max_size=4),
        ("primaryContainer", "environment"): st.dictionaries(
            names.map("E_{}".format), PRINTABLE | RESEMBLING, min_size=1, max_size=4
        ),
        ("primaryContainer", "secrets"): st.dictionaries(
            names.map("S_{}".format), st.sampled_from(account.secrets + account.parameters), min_size=1, max_size=3
        ),
        ("networkConfiguration", "subnets"): st.tuples(*(st.sampled_from(zone) for zone in account.subnets)).map(list),
        ("networkConfiguration", "securityGroups"): st.lists(
            st.sampled_from(account.groups), min_size=1, max_size=4, unique=True
        ),
        ("cpu",): st.sampled_from([str(cpu) for cpu in MEMORY_FOR_CPU]),
        ("memory",): st.sampled_from(sorted({str(size) for sizes in MEMORY_FOR_CPU.values() for size in sizes})),
        ("cpuArchitecture",): st.sampled_from(shapes["cpuArchitecture",].enum),
        ("scalingTarget", "minTaskCount"): st.integers(1, 3),
        ("scalingTarget", "maxTaskCount"): st.integers(3, 9),
        ("scalingTarget", "autoScalingMetric"): st.sampled_from(shapes["scalingTarget", "autoScalingMetric"].enum),
        ("scalingTarget", "autoScalingTargetValue"): st.integers(1, 100),
        ("tags",): st.dictionaries(WORD.map("t-{}".format), WORD | RESEMBLING, min_size=1, max_size=3),
        ("taskDefinitionArn",): st.nothing(),
    }


SIZES = st.sampled_from([(str(cpu), str(memory)) for cpu, sizes in MEMORY_FOR_CPU.items() for memory in sizes])


@st.composite
def programs(draw: Callable[[Strategy], Any], account: Account) -> dict[Path, Any]:
    """Draw a program that declares every argument but a task definition, which would exclude half of them."""
    drawn = strategies(account)
    chosen = {path: draw(one) for path, one in drawn.items() if path != ("taskDefinitionArn",)}
    chosen["cpu",], chosen["memory",] = draw(SIZES)
    return chosen


def as_arguments(chosen: dict[Path, Any]) -> dict[str, Any]:
    """Write a drawn program as the arguments of the component, in snake case."""
    from pulumi_ecs_express.model.fields.property_paths import snake

    arguments: dict[str, Any] = {}
    for path, value in chosen.items():
        *outer, last = (snake(step) for step in path)
        branch = arguments
        for step in outer:
            branch = branch.setdefault(step, {})
        branch[last] = value
    return arguments


def answered(service: dict[str, Any], path: Path) -> Any:
    """Find what DescribeExpressGatewayService says of an argument, in the argument's form."""
    found: Any = {**service, **service["activeConfigurations"][0]}
    for step in path:
        found = found.get(step) if found else None
    if path[-1] in api.PAIRS:
        name, value = api.PAIRS[path[-1]]
        return {pair[name]: pair.get(value, "") for pair in found or []}
    return found


def same(path: Path, wanted: Any, there: Any) -> bool:
    """Compare what was declared with what AWS says: lists of IDs have no order, and AWS adds a group and a tag."""
    if path == ("cluster",):
        return str(wanted).rpartition("/")[2] == str(there).rpartition("/")[2]
    if path == ("tags",):
        return set(wanted.items()) <= set(there.items())
    if path[0] == "networkConfiguration":
        return set(wanted) <= set(there) and (path[-1] == "securityGroups" or len(wanted) == len(there))
    return bool(wanted == there)
