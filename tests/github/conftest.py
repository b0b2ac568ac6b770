"""One server of the API for each module, emptied for each test, and a clock that only waiting moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from tests.github.api_server import GOOD, NUMBER, REPOSITORY, GitHub, serving

from pulumi_ecs_express.github.connection import HttpConnection
from pulumi_ecs_express.github.patience import Patience
from pulumi_ecs_express.github.pull_request_comments import PullRequestComments
from pulumi_ecs_express.planning.pull_request.event import PullRequest


@pytest.fixture(scope="session")
def _server() -> Iterator[GitHub]:
    with serving() as github:
        yield github


@pytest.fixture
def github(_server: GitHub) -> GitHub:
    """The API, with nothing on the pull request."""
    vars(_server).update(vars(GitHub(url=_server.url)))
    return _server


@dataclass
class WaitingClock:
    """A clock that only waiting moves."""

    moment: float = 1_000_000.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += seconds


@dataclass
class Client:
    """A run that reaches the API, with what it waits and says."""

    comments: PullRequestComments
    clock: WaitingClock
    said: list[str]


def client(
    github: GitHub, *, token: str = GOOD, longest: float = 300, repository: str = REPOSITORY, url: str = ""
) -> Client:
    """Make a run's access to the pull request."""
    api = url or github.url
    request = PullRequest(api, f"{api}/graphql", repository, NUMBER, token)
    clock, said = WaitingClock(), list[str]()
    patience = Patience(clock, said.append, longest)
    return Client(PullRequestComments(request, HttpConnection(api, token), patience), clock, said)
