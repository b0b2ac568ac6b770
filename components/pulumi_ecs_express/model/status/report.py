"""
The report of `ecs-express status`: the one form of which both the view and ``--format json`` are made.

Scripts read it, so names never change within a version; new members may come at any time.
"""

from datetime import datetime
from enum import Enum

from pydantic import BaseModel, ConfigDict

from pulumi_ecs_express.model.fields.property_paths import camel

VERSION = 1
"""Of the form; another one has members that are gone or mean something else."""


class Part(BaseModel):
    """A part of the report, in camelCase on the outside; what AWS does not say, or was not asked, is null."""

    model_config = ConfigDict(frozen=True, alias_generator=camel, validate_by_name=True, use_attribute_docstrings=True)


class Outcome(str, Enum):
    """How a deployment stands."""

    IN_PROGRESS = "in-progress"
    ROLLING_BACK = "rolling-back"
    SUCCESSFUL = "successful"
    ROLLED_BACK = "rolled-back"
    FAILED = "failed"
    STOPPED = "stopped"


class TaskCounts(Part):
    """Numbers of tasks."""

    desired: int
    """Tasks that are to run."""

    running: int
    """Tasks that run."""

    pending: int
    """Tasks that are starting."""


class RevisionStatus(Part):
    """A service revision that gets traffic, or is to get some."""

    id: str
    """Its number, which `logs --revision` and `rollback --to` take."""

    arn: str
    """ARN of the service revision."""

    image: str | None = None
    """Image of the primary container."""

    task_definition: str | None = None
    """Family and revision of its task definition, as in `default-web:3`."""

    traffic_percent: float | None = None
    """Percent of the traffic that it is to get."""

    tasks: TaskCounts | None = None
    """Its tasks."""


class DeploymentStatus(Part):
    """The newest deployment."""

    arn: str
    """ARN of the service deployment."""

    outcome: Outcome
    """How it stands."""

    status: str
    """AWS's own word, such as IN_PROGRESS."""

    stage: str | None = None
    """Stage of its life cycle, such as BAKE_TIME."""

    summary: str
    """Where it stands, in one line, as `pulumi up` shows it."""

    revision: str | None = None
    """Number of the revision that it leads to."""

    started_at: datetime | None = None
    """When it started."""

    updated_at: datetime | None = None
    """When AWS last changed it; of one that has ended, the end."""


class ScalingStatus(Part):
    """Bounds and target of auto scaling."""

    min_task_count: int
    """Fewest tasks."""

    max_task_count: int
    """Most tasks."""

    metric: str
    """AVERAGE_CPU, AVERAGE_MEMORY or REQUEST_COUNT_PER_TARGET."""

    target_value: int
    """Percent, or requests per task."""

    paused: bool
    """Whether no task may run."""


class EndpointStatus(Part):
    """Where the service answers."""

    url: str
    """Its URL."""

    access_type: str
    """PUBLIC or PRIVATE."""


class DomainStatus(Part):
    """A custom domain of the stack."""

    host: str
    """The name."""

    certificate_arn: str | None = None
    """Its certificate."""

    certificate_status: str | None = None
    """State of the certificate, such as ISSUED or PENDING_VALIDATION; MISSING where there is none."""

    failure_reason: str | None = None
    """AWS's reason where the certificate failed."""


class FailureStatus(Part):
    """Why the newest deployment failed."""

    code: str
    """Code of docs/troubleshooting.md."""

    what: str
    """What happened."""

    why: str
    """The reasons, one in a line; environment values are masked."""

    remedy: str
    """What to do."""


class NotShown(Part):
    """A part of the report that could not be read."""

    part: str
    """Which one."""

    action: str | None = None
    """The IAM action that is missing, if that is why."""

    why: str
    """The reason."""


class ServiceStatus(Part):
    """One service."""

    name: str
    """Name of the service."""

    arn: str
    """ARN of the service."""

    cluster: str
    """Name of its cluster."""

    region: str
    """Its Region."""

    resource: str | None = None
    """Name of the component in the program, where the stack was read."""

    status: str | None = None
    """ACTIVE, DRAINING or INACTIVE; MISSING where AWS knows no such service."""

    status_reason: str | None = None
    """AWS's reason, if any."""

    serving: RevisionStatus | None = None
    """The revision that serves, with most of the traffic."""

    deployment: DeploymentStatus | None = None
    """The newest deployment."""

    traffic: tuple[RevisionStatus, ...] = ()
    """The revisions that take part in the traffic, the newest first."""

    tasks: TaskCounts | None = None
    """Tasks of all revisions together."""

    scaling: ScalingStatus | None = None
    """Auto scaling."""

    endpoints: tuple[EndpointStatus, ...] = ()
    """Where it answers."""

    domains: tuple[DomainStatus, ...] = ()
    """Its custom domains in the stack."""

    failure: FailureStatus | None = None
    """Why the newest deployment failed; null where it did not."""

    not_shown: tuple[NotShown, ...] = ()
    """What could not be read."""


class StatusReport(Part):
    """The whole report."""

    version: int = VERSION
    """Version of this form."""

    stack: str | None = None
    """The stack that was read, if any."""

    services: tuple[ServiceStatus, ...]
    """The services, in the order of the stack or of the command line."""


def as_json(report: StatusReport, indent: int | None = None) -> str:
    """Write the report as JSON."""
    return report.model_dump_json(by_alias=True, indent=indent)
