"""The first line of a report, by which a comment on a pull request is found again."""

from collections.abc import Iterable


def marker(stacks: Iterable[tuple[str, str]]) -> str:
    """
    Write the line that no reader sees.

    Args:
        stacks: Project and stack of each preview; their order does not matter.
    """
    names = sorted({f"{project}/{stack}" for project, stack in stacks})
    return f"<!-- ecs-express preview: {', '.join(names)} -->"
