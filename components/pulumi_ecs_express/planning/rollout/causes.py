"""From AWS's words on a failed deployment to what to do about it: the known causes, each with its remedy."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pulumi_ecs_express.model.rollout.evidence import Evidence
from pulumi_ecs_express.model.service.role import INFRASTRUCTURE_POLICY
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


def _by_organisation(found: Words) -> str:
    """No policy of an account outweighs its organisation's or a boundary, so the remedy names who can change it."""
    return (
        f"{found['action']} is denied by a {found['kind']}, which no policy of this program outweighs: ask those who manage "
        "it (the organisation's administrators, or whoever set the boundary) to allow it"
    )


def _all_denied(texts: Sequence[str]) -> str | None:
    """Name all actions that the infrastructure role lacks at once, and the managed policy that has them."""
    actions = sorted({found for text in texts for found in re.findall(DENIED, text, re.IGNORECASE)})
    listed = " and ".join(filter(None, [", ".join(actions[:-1]), *actions[-1:]]))
    return (
        f"let the infrastructure role do {listed}: attach {INFRASTRUCTURE_POLICY.rpartition('/')[2]} to it"
        if actions
        else None
    )


ORGANISATION = r".*(?P<kind>service control policy|resource control policy|permissions boundary)"

DENIED = r"is not authorized to perform:? (?P<action>[\w-]+:\w+)"


def _linked_role(found: Words) -> str:
    of_scaling = "autoscaling" in (found["service"] or found["other"]).lower()
    service = "ecs.application-autoscaling.amazonaws.com" if of_scaling else "elasticloadbalancing.amazonaws.com"
    return f"make the service-linked role: aws iam create-service-linked-role --aws-service-name {service}"


ARCHITECTURE = "build the image for the architecture that the service runs on, X86_64 or ARM64"

MEMORY = "give the container more `memory`, or let it use less"

AGAIN = "AWS failed to run the task, not the program: run `pulumi up` again; if it stays, ask AWS Support"

OPEN_THE_WAY = "an internet gateway, a NAT gateway or VPC endpoints"

CAUSES = (
    Cause(rf"ResourceInitializationError.*{DENIED}{ORGANISATION}", _by_organisation),
    Cause(rf"ResourceInitializationError.*assumed-role/(?P<role>[^/\s]+)\S* {DENIED} on resource:? (?P<on>\S+)", _secret_denied),
    Cause(r"invalid ssm parameters: (?P<on>\S+)",
          lambda found: f"make the parameter {found['on'].rstrip('.,')}, or name one that exists in `secrets`"),
    Cause(r"failed to fetch secret (?P<on>\S+) .*ResourceNotFound",
          lambda found: f"make the secret {found['on']}, or name one that exists in `secrets`"),
    Cause(r"can't pull the secret '?(?P<on>arn:[^\s']+)",
          lambda found: f"make the secret {found['on']} in the service's Region, or name one that exists in `secrets`"),
    Cause(r"did not contain json key (?P<on>\S+)",
          lambda found: f"put the key {found['on'].rstrip('.,')} into the secret, or name another key in `secrets`"),
    Cause(r"ResourceInitializationError.*(invalid character|cannot unmarshal|not valid JSON)",
          "the secret holds no JSON: name it in `secrets` without a key behind its ARN, or put a JSON object into it"),
    Cause(r"ResourceInitializationError.*(log stream|log group|logger).*(timeout|timed out|deadline|canceled|connection issue|dial tcp)",
          f"give the subnets a way to CloudWatch Logs: {OPEN_THE_WAY} (com.amazonaws.<region>.logs)"),
    Cause(r"ResourceInitializationError.*EFS",
          "let the tasks reach the file system: a mount target in each subnet's zone, with TCP 2049 open to the tasks' security group"),
    Cause(r"ResourceInitializationError.*(timeout|timed out|deadline|connection issue|dial tcp|network configuration)",
          f"give the subnets a way to AWS's endpoints: {OPEN_THE_WAY}"),
    Cause(r"ResourceInitializationError.*(env files|environment (variable )?files?)",
          "check that the environment files exist, and that the execution role may do s3:GetObject on them and "
          "s3:GetBucketLocation on their bucket"),
    Cause(r"ResourceInitializationError.*(log stream|log group|logger|logging driver)",
          "make the log group that the container's log configuration names, and let the execution role write to it"),
    Cause(r"ResourceInitializationError", "check that the execution role may read all that `secrets` names, and that it exists"),
    Cause(r"CannotPull.*(platform|descriptor matching)|exec format error|exec user process", ARCHITECTURE),
    Cause(r"CannotPull.*(\b429\b|toomanyrequests|too many requests|rate limit)",
          "the registry allows no more pulls for now: log in by repository_credentials, or copy the image into a private ECR "
          "repository"),
    Cause(r"CannotPull.*no space left",
          "the image does not fit the task's 20 GiB of ephemeral storage: make it smaller, or bring a task definition of your own with "
          "more of it"),
    Cause(r"CannotPull.*signal: killed", MEMORY),
    Cause(r"CannotPull.*panic:", AGAIN),
    Cause(r"CannotPull.*(x509|certificate)", "let the registry present a certificate of a public authority: Fargate trusts no others"),
    Cause(r"CannotPull.*(not found|manifest unknown|does not exist)",
          "check the image's name and tag, and that the execution role may pull it"),
    Cause(r"CannotPull.*(403|forbidden|denied|unauthorized|authorization|no basic auth|has the permissions)",
          "let the execution role pull the image (AmazonECSTaskExecutionRolePolicy), or name repository_credentials"),
    Cause(r"CannotPull.*(i/o timeout|timed out|deadline exceeded|dial tcp|connection issue|request canceled|context canceled)",
          f"give the subnets a way to the registry: {OPEN_THE_WAY}"),
    Cause(r"CannotPull|pull image",
          "check the image's name and tag, that the execution role may pull it, and that it was built for the service's architecture"),
    Cause(r"executable file not found|no such file or directory|No command specified",
          "set the container's `command` to a program that the image holds, or give the image a command of its own"),
    Cause(r"OutOfMemory|out of memory|CannotStartContainerError", MEMORY),
    Cause(r"(ContainerRuntime|DockerTimeout|CannotInspectContainer|CannotStopContainer|CannotCreateVolume|Internal)\w*Error"
          r"|(network interface|EphemeralStorage) provision", AGAIN),
    Cause(r"Network Interface.*InsufficientFreeAddresses", "let the service run in subnets with free addresses (network_configuration)"),
    Cause(r"Network Interface.*in subnet", "let the service run in subnets that exist, in one VPC (network_configuration)"),
    Cause(r"unable to assume the role '?(?P<role>arn:[^\s']+)", lambda found: f"let role {found['role']} trust ecs-tasks.amazonaws.com"),
    Cause(r"limit on the number|quota", "raise the quota that AWS names (Service Quotas, Fargate), or run fewer tasks"),
    Cause(r"health check",
          "make the container answer the health check with 200 on its port, or set path and port of the health check (health_check_path, "
          "container_port) to where it does"),
    Cause(r"exit code 137\b", MEMORY),
    Cause(r"capacity is unavailable|Spot Task was interrupted|RESOURCE:", "wait until there is capacity, or raise the quota that AWS names"),
    Cause(r"\balarm", "look at what the new revision answers: the rollback alarm counts 4XX and 5XX of its requests"),
)  # fmt: skip
"""What tasks, events and the deployment itself may say, most telling first. Wordings: "Stopped tasks error messages"
and the pages behind it on each error, Amazon ECS developer guide, read 2026-11-28; aws/copilot-cli #4504."""

STUCK = (
    Cause(r"health check path|HealthCheckPath",
          "set health_check_path to a path of at most 1024 printable ASCII characters without blanks"),
    Cause(DENIED + ORGANISATION, _by_organisation),
    Cause(r"service.linked role.*(?P<service>autoscaling|loadbalancing)|(?P<other>autoscaling|loadbalancing).*service.linked role",
          _linked_role),
    Cause(r"assume role", "let the infrastructure role trust ecs.amazonaws.com"),
    Cause(r"quota|limit|TooMany", "raise the quota that AWS names, or remove what is not needed any more"),
    Cause(r"security.?group", "set network_configuration.security_groups to groups of the VPC that the subnets are in"),
    Cause(r"subnet|availability zone", "set network_configuration to subnets in two zones or more, with free addresses"),
)  # fmt: skip
"""What managed resources may say."""


def remedy_for(rollout_state: RolloutState, evidence: Evidence) -> str:
    """Say what to do about the most telling cause that is known."""
    said = [
        *((text, STUCK) for text in _stuck(rollout_state)),
        *((text, CAUSES) for text in _said(rollout_state, evidence)),
    ]
    denied = [text for text in _stuck(rollout_state) if not re.search(DENIED + ORGANISATION, text, re.IGNORECASE)]
    if lacking := _all_denied(denied):
        return lacking
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
