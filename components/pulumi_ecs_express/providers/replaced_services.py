"""
Which services this run replaces, as far as this provider process has seen.

Where the new service needs the name of the old one, the engine deletes what depends on the old one first, and the old one is
still there then: nothing is put back on a service that is about to be deleted.
"""

_replaced = set[str]()


def note(arn: str) -> None:
    """Note a service that another one takes the place of."""
    _replaced.add(arn)


def is_replaced(arn: str) -> bool:
    """Report whether another service takes the place of this one."""
    return arn in _replaced


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _replaced.clear()
