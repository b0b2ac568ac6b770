"""Which revision of a service the words on a command line mean."""

from collections.abc import Iterable, Sequence

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Revision, ServiceArn


def revision_arn(service_arn: str, word: str) -> str | None:
    """Write the ARN of a revision that is named by its ARN or its number; None for a word that is neither."""
    if ":service-revision/" in word:
        return word
    return ServiceArn(service_arn).revision(word) if word.isdigit() else None


def chosen(service_arn: str, word: str, known: Sequence[Revision]) -> Revision:
    """
    Find the revision that a word names: an ARN, a number, or a task definition as in ``default-web:3``.

    Args:
        service_arn: The service.
        word: What was typed.
        known: Its revisions that AWS answers, the latest first; of several on one task definition, that one is meant.

    Raises:
        errors.RevisionNotFound: It names those that there are.
    """
    arn = revision_arn(service_arn, word)
    for one in known:
        definition = one.task_definition_arn or ""
        if one.arn == arn or (definition and word in (definition, definition.rpartition("/")[2])):
            return one
    raise unknown(service_arn, word, known)


def unknown(service_arn: str, word: str, known: Iterable[Revision]) -> errors.RevisionNotFound:
    """Say that there is no such revision, and which there are."""
    listed = "; ".join(map(described, known))
    return errors.RevisionNotFound(
        f"service {ServiceArn(service_arn).name} has no revision {word!r}",
        why=f"AWS knows {listed}" if listed else "AWS knows none that it could name",
        remedy="give the number of one of them, its ARN, or its task definition as in default-web:3",
    )


def described(revision: Revision) -> str:
    """Name a revision by its number, its task definition and its image."""
    definition = (revision.task_definition_arn or "").rpartition("/")[2]
    return " ".join(
        filter(None, [revision.arn.rpartition("/")[2], f"({', '.join(filter(None, [definition, revision.image]))})"])
    )
