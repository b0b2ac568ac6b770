"""What comes of a change, for whoever has to decide about it."""

from enum import Enum

from pulumi_ecs_express.model.preview_report.base import ReportModel


class Kind(str, Enum):
    """Kinds of consequences, the worst first; their order is that of every list and table in a report."""

    DELETION = "deletion"
    URL_CHANGE = "url-change"
    REPLACEMENT = "replacement"
    DOWNTIME = "downtime"
    CONTAINER_LOST = "container-lost"
    DEPLOYMENT = "deployment"
    POSSIBLE_DEPLOYMENT = "possible-deployment"
    PUT_BACK = "put-back"
    CREATION = "creation"
    DOMAIN = "domain"
    REVISION = "revision"
    UPDATE = "update"
    TAGS = "tags"
    CONNECTION = "connection"
    NO_CALL = "no-call"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the worst."""
        return list(Kind).index(self)


SERIOUS = (Kind.DELETION, Kind.URL_CHANGE, Kind.REPLACEMENT, Kind.DOWNTIME, Kind.CONTAINER_LOST)
"""Kinds after which something is gone, or does not answer."""


class Consequence(ReportModel):
    """One consequence, in one sentence."""

    kind: Kind
    """What it is, for programs."""

    text: str
    """What it is, for people."""
