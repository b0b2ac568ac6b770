"""
Which services the program updates, as far as this provider process has seen.

A replacement that the engine demands, or a resource with another name, takes a service over before the old resource is
deleted, which must not move it back. The engine asks about every resource of the program (Diff, Create or Update) before
it deletes anything, in this one process: so what was asked about is remembered here.
"""

_kept = set[str]()


def keep(arn: str) -> None:
    """Note that the program updates this service."""
    _kept.add(arn)


def is_kept(arn: str) -> bool:
    """Report whether something in the program updates this service."""
    return arn in _kept


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _kept.clear()
