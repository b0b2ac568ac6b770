"""Whether a URL answers: over the internet, or through a sandbox's front, which has the names that DNS has elsewhere."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from acceptance.pace import Pace, TimedOut, until
from acceptance.programs import StepFailed

ANSWER_SECONDS = 10 * 60
"""How long a name may be unknown, or a load balancer unaware of its host; seconds."""


def answered(url: str, pace: Pace) -> str:
    """Request a URL until it answers 200; give the status."""
    last = ["nothing"]

    def look() -> bool:
        last[0] = _status(url)
        return last[0] == "200"

    try:
        until(pace, f"200 from {url}", ANSWER_SECONDS, look)
    except TimedOut as failure:
        raise StepFailed(f"{failure}; the last answer was {last[0]}") from failure
    return f"{url} answered 200"


def _status(url: str) -> str:
    try:
        with _opener().open(_request(url), timeout=30) as answer:
            return str(answer.status)
    except urllib.error.HTTPError as refusal:
        return str(refusal.code)
    except OSError as failure:
        return str(failure)


def _request(url: str) -> urllib.request.Request:
    front = os.environ.get("ECS_EXPRESS_SANDBOX_INGRESS")
    if front is None:
        return urllib.request.Request(url)  # noqa: S310  # the URL of a service that this run has made
    return urllib.request.Request(front, headers={"Host": urlsplit(url).netloc})  # noqa: S310  # the sandbox's own front


def _opener() -> urllib.request.OpenerDirector:
    if "ECS_EXPRESS_SANDBOX_INGRESS" in os.environ:
        return urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener()
