"""When following is over, and whether what was followed went well."""

from collections.abc import Iterable

from pulumi_ecs_express.model.status.report import Outcome, StatusReport

RUNNING = frozenset({Outcome.IN_PROGRESS, Outcome.ROLLING_BACK})


def rests(report: StatusReport) -> bool:
    """Report whether no deployment runs, of all services; one that could not be read is not known to rest."""
    return all(_known(report)) and not any(outcome in RUNNING for outcome in _outcomes(report))


def went_well(report: StatusReport) -> bool:
    """Report whether the newest deployment of every service has ended well; a service that never had one has not failed."""
    return all(outcome is Outcome.SUCCESSFUL for outcome in _outcomes(report)) and not _missing(report)


def _outcomes(report: StatusReport) -> list[Outcome]:
    return [one.deployment.outcome for one in report.services if one.deployment]


def _known(report: StatusReport) -> Iterable[bool]:
    return (not any(lack.part == DEPLOYMENT for lack in one.not_shown) for one in report.services)


def _missing(report: StatusReport) -> bool:
    return any(one.status == "MISSING" for one in report.services)


DEPLOYMENT = "deployment"
"""Name of the part of the report that says how the newest deployment stands."""
