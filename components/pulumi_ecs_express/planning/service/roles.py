"""Whether waiting can help where ECS cannot use a role: it does where the role is new, and nowhere else."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from pulumi_ecs_express.model.service.role import ECS_PRINCIPAL, TASKS_PRINCIPAL, ObservedRole

PRINCIPALS = {
    "execution_role_arn": TASKS_PRINCIPAL,
    "infrastructure_role_arn": ECS_PRINCIPAL,
    "task_role_arn": TASKS_PRINCIPAL,
}
"""Who must be able to assume each role. Source: "Express Mode services", Amazon ECS developer guide, read 2026-11-22."""

NEW = timedelta(minutes=10)
"""A role older than this is known everywhere; IAM gives no time, and the Terraform provider waits four minutes."""


def hopeless(named: Mapping[str, str], find: Callable[[str], ObservedRole | None]) -> list[str]:
    """
    Say why ECS will not be able to use roles; nothing where one of them is so new that waiting may help.

    Args:
        named: ARNs by argument.
        find: Reads a role; None where there is none.
    """
    found = {argument: find(arn) for argument, arn in named.items()}
    problems = [text for argument, role in found.items() if (text := _problem(argument, named[argument], role))]
    if problems or any(role.age <= NEW for role in found.values() if role):
        return problems
    return ["the roles are there and trust ECS, and are too old for the refusal to pass by itself"]


def _problem(argument: str, arn: str, role: ObservedRole | None) -> str | None:
    if role is None:
        return f"{argument}: there is no role {arn}"
    principal = PRINCIPALS[argument]
    return None if principal in role.trusted else f"{argument}: {arn} does not trust {principal}"
