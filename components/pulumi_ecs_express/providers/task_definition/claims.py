"""
Which revisions the program has brought about in this run, as far as this provider process has seen.

A replacement that only the engine demands, or a resource with another name, finds its revision registered before the old
resource is deleted, which must not deregister it. The engine creates before it deletes, in this one process: so what was
brought about is remembered here.
"""

_kept = set[str]()


def keep(arn: str) -> None:
    """Note that the program wants this revision."""
    _kept.add(arn)


def kept() -> frozenset[str]:
    """List the revisions that the program wants."""
    return frozenset(_kept)


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _kept.clear()
