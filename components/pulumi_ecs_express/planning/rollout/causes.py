"""From AWS's words on a failed deployment to what to do about it: the known causes, each with its remedy."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pulumi_ecs_express.model.rollout.evidence import Evidence
from pulumi_ecs_express.planning.rollout.state import RolloutState

Words = re.Match[str]


@dataclass(frozen=True)
class Cause:
    """A cause that AWS's messages show, and its remedy: a sentence, or a function that writes one from the message."""

    said: str
    remedy: str | Callable[[Words], str]

    def advice(self, text: str) -> str | None:
        """Return the remedy if the message shows this cause."""
        found = re.search(self.said, text, re.IGNORECASE | re.DOTALL)
        if found is None:
            return None
        return self.remedy if isinstance(self.remedy, str) else self.remedy(found)


def _secret_denied(found: Words) -> str:
    return f"let role {found['role']} do {found['action']} on {found['on'].rstrip('.,')}"


def _denied(found: Words) -> str:
    return f"let the infrastructure role do {found['action']}"


DENIED = r"is not authorized to perform:? (?P<action>[\w-]+:\w+)"

ARCHITECTURE = "build the image for the architecture that the service runs on, X86_64 or ARM64"

MEMORY = "give the container more `memory`, or let it use less"

CAUSES = (
    Cause(rf"ResourceInitializationError.*assumed-role/(?P<role>[^/\s]+)\S* {DENIED} on resource:? (?P<on>\S+)", _secret_denied),
    Cause(r"invalid ssm parameters: (?P<on>\S+)",
          lambda found: f"make the parameter {found['on'].rstrip('.,')}, or name one that exists in `secrets`"),
    Cause(r"failed to fetch secret (?P<on>\S+) .*ResourceNotFound",
          lambda found: f"make the secret {found['on']}, or name one that exists in `secrets`"),
    Cause(r"did not contain json key (?P<on>\S+)",
          lambda found: f"put the key {found['on'].rstrip('.,')} into the secret, or name another key in `secrets`"),
    Cause(r"ResourceInitializationError.*(log stream|log group|logger)",
          "make the log group that aws_logs_configuration names, and let the execution role write to it"),
    Cause(r"ResourceInitializationError.*(timeout|timed out|deadline|connection issue|dial tcp)",
          "give the subnets a way to AWS's endpoints: an internet gateway, a NAT gateway or VPC endpoints"),
    Cause(r"ResourceInitializationError", "check that the execution role may read all that `secrets` names, and that it exists"),
    Cause(r"CannotPull.*(platform|descriptor matching)|exec format error|exec user process", ARCHITECTURE),
    Cause(r"CannotPull.*(not found|manifest unknown|does not exist)",
          "check the image's name and tag, and that the execution role may pull it"),
    Cause(r"CannotPull.*(403|forbidden|denied|unauthorized|authorization|no basic auth)",
          "let the execution role pull the image (AmazonECSTaskExecutionRolePolicy), or name repository_credentials"),
    Cause(r"CannotPull.*(i/o timeout|timed out|deadline exceeded|dial tcp)",
          "give the subnets a way to the registry: an internet gateway, a NAT gateway or VPC endpoints"),
    Cause(r"CannotPull|pull image",
          "check the image's name and tag, that the execution role may pull it, and that it was built for the service's architecture"),
    Cause(r"OutOfMemory|out of memory", MEMORY),
    Cause(r"health check",
          "make the container answer the health check path with 200 on its port, or set health_check_path and container_port to where it does"),
    Cause(r"exit code 137\b", MEMORY),
    Cause(r"capacity is unavailable|limit on the number|RESOURCE:|quota", "wait until there is capacity, or raise the quota that AWS names"),
    Cause(r"\balarm", "look at what the new revision answers: the rollback alarm counts 4XX and 5XX of its requests"),
)  # fmt: skip
"""What tasks, events and the deployment itself may say, most telling first. Wordings: "Stopped tasks error messages",
Amazon ECS developer guide, read 2026-11-22; aws/copilot-cli #4504."""

STUCK = (
    Cause(
        r"health check path|HealthCheckPath",
        "set health_check_path to a path of at most 1024 printable ASCII characters without blanks",
    ),
    Cause(DENIED, _denied),
    Cause(r"assume role", "let the infrastructure role trust ecs.amazonaws.com"),
    Cause(r"quota|limit|TooMany", "raise the quota that AWS names, or remove what is not needed any more"),
    Cause(
        r"subnet|availability zone", "set network_configuration to subnets in two zones or more, with free addresses"
    ),
)
"""What managed resources may say."""


def remedy_for(rollout_state: RolloutState, evidence: Evidence) -> str:
    """Say what to do about the most telling cause that is known."""
    said = [
        *((text, STUCK) for text in _stuck(rollout_state)),
        *((text, CAUSES) for text in _said(rollout_state, evidence)),
    ]
    for text, causes in said:
        for cause in causes:
            if advice := cause.advice(text):
                return advice
    return "mend what AWS names" if next(_stuck(rollout_state), None) else read_log(evidence)


def read_log(evidence: Evidence) -> str:
    """Say where the failing container's log is to be read."""
    if evidence.stream is None:
        return "look at the container's log"
    stream = evidence.stream
    return f"look at the container's log: aws logs tail {stream.group} --log-stream-names {stream.name} --since 1d"


def _stuck(rollout_state: RolloutState) -> Iterator[str]:
    yield from (resource.status_reason for resource in rollout_state.provisioning() if resource.status_reason)


def _said(rollout_state: RolloutState, evidence: Evidence) -> Iterator[str]:
    """Return all that AWS and the container say: tasks first, as the closest to the cause."""
    for task in evidence.tasks:
        ends = [f"exit code {one.exit_code} {one.reason or ''}" for one in task.containers]
        yield " ".join([task.stop_code or "", task.reason or "", *ends])
    yield from rollout_state.deployment.words() if rollout_state.deployment else ()
    yield from (event.message for event in evidence.events)
    yield from (line.text for line in evidence.log if re.search(r"exec format error|exec user process", line.text))
