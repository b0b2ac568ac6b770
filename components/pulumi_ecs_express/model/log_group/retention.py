"""How long a log group keeps its lines; free of pydantic, since the component reads it while a program runs."""

RETENTION_DAYS = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip
"""Days that CloudWatch Logs offers. Source: PutRetentionPolicy, CloudWatch Logs API reference, read 2026-11-22."""


def nearest(days: int) -> list[int]:
    """Return the offered numbers next to one that is not: the one below and the one above, as far as there are any."""
    below = [offered for offered in RETENTION_DAYS if offered < days]
    above = [offered for offered in RETENTION_DAYS if offered > days]
    return [*below[-1:], *above[:1]]
