"""Looking at services again and again, at the pace of every other wait of this package."""

from collections.abc import Iterator
from time import sleep

from pulumi_ecs_express.model.status.report import StatusReport
from pulumi_ecs_express.operations.status import Looks
from pulumi_ecs_express.providers.polling import POLL_SECONDS


def reports(looks: Looks) -> Iterator[StatusReport]:
    """Give one report after another, without an end; a pause lies between two of them."""
    while True:
        yield looks.report()
        sleep(POLL_SECONDS())
