"""
Environment files: how they are named, and how many a container may have.

Source: EnvironmentFile, and ``environmentFiles`` in ContainerDefinition, Amazon ECS API reference, read 2026-11-28.
"""

import re
from collections.abc import Iterator
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, FILES, MOST_FILES, Answer, Request
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay

FILE_ARN = re.compile(r"arn:aws[a-z-]*:s3:::[^/\s]+/.*\.env")
"""The ARN of an object in S3; AWS takes no other ending."""

EXAMPLE = "arn:aws:s3:::my-bucket/app.env"


def file_problems(overlay: Overlay, answer: Answer | None, request: Request) -> Iterator[str]:
    """Judge the environment files that are declared, and the number of those that each container would get."""
    result = {container.get("name"): container for container in request[CONTAINERS]}
    template = {one["name"]: one for one in answer["taskDefinition"].get(CONTAINERS) or ()} if answer else {}
    for name, one in overlay.containers.items():
        place = f"{dotted(['containers', name])}.environment_files"
        given = one.environment_files if isinstance(one.environment_files, list | tuple) else ()
        yield from (f"{place}[{index}]: {text}" for index, arn in enumerate(given) if (text := _arn_problem(arn)))
        if given:
            yield from _number(place, one, result.get(name) or {}, template.get(name) or {})
    for index, sidecar in enumerate(overlay.sidecars):
        yield from _of_a_definition(f"sidecars[{index}].{FILES}", sidecar.get(FILES))


def _arn_problem(arn: Any) -> str | None:
    if not isinstance(arn, str):
        return None
    if not arn.strip():
        return f"is empty: name a file in S3 by its ARN, such as {EXAMPLE}"
    if FILE_ARN.fullmatch(arn):
        return None
    if arn.startswith("arn:") and not arn.endswith(".env"):
        return f"{arn!r} does not end in .env, and AWS takes no other file"
    return f"{arn!r} is not the ARN of a file in S3: write it as in {EXAMPLE}"


def _number(
    place: str, overlay: ContainerOverlay, container: dict[str, Any], template: dict[str, Any]
) -> Iterator[str]:
    entries = container.get(FILES)
    if not isinstance(entries, list) or len(entries) <= MOST_FILES:
        return
    before = len(template.get(FILES) or ()) if overlay.environment_files_mode == "append" else 0
    own = f"{before} of the template and {len(entries) - before} more" if before else f"{len(entries)}"
    yield f"{place}: the container would have {own}, and AWS takes {MOST_FILES}" + (
        ': leave some out, or take their place with environment_files_mode="replace"' if before else ""
    )


def _of_a_definition(place: str, entries: Any) -> Iterator[str]:
    if not isinstance(entries, list | tuple):
        return
    for index, entry in enumerate(entries):
        text = _arn_problem(entry.get("value")) if isinstance(entry, dict) else None
        if text:
            yield f"{place}[{index}].value: {text}"
    if len(entries) > MOST_FILES:
        yield f"{place}: holds {len(entries)} files, and AWS takes {MOST_FILES}"
