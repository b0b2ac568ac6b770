"""Reads what is to be converted: a file, standard input, or a service of App Runner."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.fields.types import ARN
from pulumi_ecs_express.planning.conversion.document import Document, read

STANDARD_INPUT = "-"

LARGEST = 5 * 1024 * 1024
"""Bytes of a file; those that can be converted have a few thousand."""


@dataclass(frozen=True)
class Source:
    """
    What was read.

    Attributes:
        title: How messages call it.
        folder: The folder of the file, beside which other files are looked for.
    """

    document: Document
    title: str
    folder: Path


def is_arn(named: str) -> bool:
    """Report whether a service of AWS is named, and no file."""
    return named.startswith("arn:")


def of_app_runner(arn: str, profile: str | None) -> Source:
    """
    Read a service of App Runner.

    Raises:
        SourceNotRecognized: The ARN is another one's.
        SourceUnreadable: There is no such service.
        ExpressError: What AWS answered.
    """
    found = ARN.fullmatch(arn)
    if not found or found["service"] != "apprunner" or not found["resource"].startswith("service/"):
        raise errors.SourceNotRecognized(
            f"{arn} is not the ARN of an App Runner service",
            why="the ARN of one is arn:aws:apprunner:REGION:ACCOUNT:service/NAME/ID",
            remedy="`aws apprunner list-services` prints those of a Region",
        )
    from pulumi_ecs_express.aws.app_runner import BotoAppRunner

    answers = BotoAppRunner(Connection(region=found["region"], profile=profile)).read(arn)
    if answers is None:
        raise errors.SourceUnreadable(
            f"App Runner has no service {arn}",
            why=f"in {found['region']}, for the account of these credentials",
            remedy=f"`aws apprunner list-services --region {found['region']}` prints those that there are",
        )
    return Source(Document(answers), arn, Path.cwd())


def of_file(named: str) -> Source:
    """
    Read a file, or standard input.

    Raises:
        SourceUnreadable: There is no such file, it is none of text, or no YAML.
    """
    if named == STANDARD_INPUT:
        return Source(
            read(_decoded(sys.stdin.buffer.read(LARGEST + 1), "standard input"), "standard input"),
            "standard input",
            Path.cwd(),
        )
    path = Path(named)
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise errors.SourceUnreadable(
            f"{named} cannot be read",
            why=error.strerror or str(error),
            remedy="name the file, as in `ecs-express convert compose.yaml`",
        ) from error
    return Source(read(_decoded(content, named), named), named, path.resolve().parent)


def _decoded(content: bytes, title: str) -> str:
    remedy = "name a YAML file in UTF-8"
    if len(content) > LARGEST:
        raise errors.SourceUnreadable(f"{title} is too large", why=f"it has more than {LARGEST} bytes", remedy=remedy)
    try:
        return content.decode("utf-8-sig")
    except ValueError as error:
        raise errors.SourceUnreadable(f"{title} is no text file", why=str(error), remedy=remedy) from error


def texts(paths: Iterable[str], folder: Path) -> dict[str, str]:
    """
    Read the files that a file names, as far as they are there.

    Compose names them from its own folder, Copilot from the root of the workspace, which is above it.
    """
    return {path: text for path in paths for text in _first(path, (folder, *folder.parents))}


def _first(path: str, folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        candidate = folder / path
        if candidate.is_file():
            try:
                yield candidate.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                continue
            return
