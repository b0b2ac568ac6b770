"""What was observed, with its evidence; what was not, with the reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from acceptance.pace import Pace

LONGEST_EVIDENCE = 600
"""Characters of an answer that are kept."""

Value = str | float | int | bool

NOT_ASKED = {
    "stopped_task_visible_seconds": "AWS promises an hour, which a run does not wait for",
    "describe_without_managed_tag": "without its tag a service may stay undeletable",
    "unmarked_resource": "without its tag a managed resource may stay undeletable",
    "listener_change_seconds": "needs a host with a certificate, and requests to it at the second",
    "exit_after_start": "needs a classic service that crashes for half an hour",
    "controller_change": "needs a service that CodeDeploy deploys, with a load balancer of its own",
    "emptied_members": "needs volumes, VPC Lattice or a gateway",
    "environment_file_conflict": "needs files in a bucket, and a container that reports its variables",
}
"""Open questions that no run puts to AWS, and why."""


@dataclass
class Notes:
    """The findings of a run, by the names of the sandbox's settings."""

    pace: Pace
    settings: dict[str, Value] = field(default_factory=dict)
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)
    not_observed: dict[str, str] = field(default_factory=lambda: dict(NOT_ASKED))

    def found(self, setting: str, value: Value, call: str, answer: object) -> None:
        """Write down what AWS does; the first answer counts."""
        if setting in self.settings:
            return
        self.settings[setting] = value
        self.not_observed.pop(setting, None)
        text = answer if isinstance(answer, str) else json.dumps(answer, default=str, sort_keys=True)
        self.evidence[setting] = {"call": call, "answer": text[:LONGEST_EVIDENCE], "at": self.pace.now()}

    def missing(self, setting: str, why: str) -> None:
        """Write down that a question stays open."""
        if setting not in self.settings:
            self.not_observed.setdefault(setting, why)
