"""
Of which services the program says whether Express Mode may update them, as far as this provider process has seen.

A resource with another name, or a replacement that the engine demands, takes a service over before the old resource is
deleted, which must not put the tag back. The engine asks about every resource of the program (Diff, Create or Update) before
it deletes anything, in this one process.
"""

_kept = set[str]()


def keep(arn: str) -> None:
    """Note that the program says it of this service."""
    _kept.add(arn)


def is_kept(arn: str) -> bool:
    """Report whether something in the program says it of this service."""
    return arn in _kept


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _kept.clear()
