"""Reading what `ecs-express status` shows: few calls for each service, and what is denied leaves the rest."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import ObservedCertificate
from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.observed import ObservedService, Revision
from pulumi_ecs_express.model.status.report import StatusReport
from pulumi_ecs_express.operations.choosing import Choice
from pulumi_ecs_express.planning.rollout.failures import rollout_error
from pulumi_ecs_express.planning.rollout.state import RolloutState, judge_rollout
from pulumi_ecs_express.planning.status.ending import DEPLOYMENT
from pulumi_ecs_express.planning.status.observation import Observation, Unread
from pulumi_ecs_express.planning.status.stack import StackService
from pulumi_ecs_express.planning.status.view import service_status
from pulumi_ecs_express.providers.adapters import connect, connect_certificates, connect_ecs_services
from pulumi_ecs_express.providers.rollout.evidence import gather
from pulumi_ecs_express.providers.service.presence import read_if_there

Answer = TypeVar("Answer")

AT_ONCE = 16
"""Services that are read at the same time; their calls for deployments become one."""

SETTLED = frozenset({"ISSUED", "FAILED", "EXPIRED", "REVOKED", "VALIDATION_TIMED_OUT"})
"""States of a certificate that are not asked for again while a service is followed."""


@dataclass
class Watched:
    """One service under observation: what the last look showed, and what need not be asked again."""

    known: StackService
    _unread: list[Unread] = field(default_factory=list)
    _failure: tuple[str, errors.ExpressError] | None = None
    _certificates: dict[str, ObservedCertificate | None] = field(default_factory=dict)

    def look(self) -> Observation:
        """Read the service."""
        self._unread = []
        service = self._ask("service", lambda: read_if_there(connect(self.known.connection), self.known.arn))
        if service is None and not self._unread:
            return Observation(self.known, missing=True)
        deployment = self._ask(DEPLOYMENT, self._newest)
        return Observation(
            known=self.known,
            service=service,
            deployment=deployment,
            tasks=self._ask("tasks", self._tasks),
            revisions=tuple(self._revisions(deployment)),
            certificates=self._read_certificates(),
            failure=self._explained(service, deployment),
            unread=tuple(self._unread),
        )

    def _ask(self, part: str, question: Callable[[], Answer]) -> Answer | None:
        """Ask AWS for one part; what it denies, or does not answer now, is noted."""
        try:
            return question()
        except errors.NoAccess:
            raise
        except errors.ExpressError as error:
            self._unread.append(Unread(part, error))
        return None

    def _newest(self) -> Deployment | None:
        services = connect(self.known.connection)
        return next(iter(services.describe_deployments(services.deployments(self.known.arn)[:1])), None)

    def _tasks(self) -> Tasks | None:
        arn = self.known.arn
        found = connect_ecs_services(self.known.connection).describe(arn.split("/")[-2], arn)
        return found.tasks if found else None

    def _revisions(self, deployment: Deployment | None) -> Sequence[Revision]:
        """Read the revisions of a deployment that runs: what AWS makes for it, and images that are not active any more."""
        if deployment is None or deployment.ended:
            return ()
        arns = [arn for arn in (deployment.target_revision, *(one.arn for one in deployment.sources)) if arn]
        return self._ask("revisions", lambda: connect(self.known.connection).describe_revisions(arns)) or ()

    def _read_certificates(self) -> dict[str, ObservedCertificate | None]:
        for arn in {domain.certificate_arn for domain in self.known.domains if domain.certificate_arn}:
            before = self._certificates.get(arn)
            if before is None or before.status not in SETTLED:
                known = len(self._unread)
                found = self._ask("certificates", lambda arn=arn: self._certificate(arn))  # type: ignore[misc] # mypy reads no default of a lambda
                if len(self._unread) == known:
                    self._certificates[arn] = found
        return dict(self._certificates)

    def _certificate(self, arn: str) -> ObservedCertificate | None:
        return connect_certificates(self.known.connection.at(arn.split(":")[3])).describe(arn)

    def _explained(self, service: ObservedService | None, deployment: Deployment | None) -> errors.ExpressError | None:
        """Say why the newest deployment failed; asked once for each, since its tasks and logs do not change."""
        if deployment is None or not deployment.failed:
            return None
        if self._failure is None or self._failure[0] != deployment.arn:
            self._failure = (deployment.arn, explained(self.known, deployment, service))
        return self._failure[1]


def explained(
    known: StackService, deployment: Deployment, service: ObservedService | None = None
) -> errors.RolloutError:
    """Say why a deployment that has ended did so, as `pulumi up` does."""
    services = connect(known.connection)
    configurations = (
        (lambda: service.configurations) if service else lambda: services.describe(known.arn).configurations
    )
    evidence = gather(services, known.arn, deployment.target_revision, deployment, configurations)
    return rollout_error(
        known.name, judge_rollout(deployment), RolloutState(deployment), _attempted(known, deployment), evidence
    )


def _attempted(known: StackService, deployment: Deployment) -> str:
    """Name what was deployed: its image, or where that cannot be read, its revision."""
    revision = deployment.target_revision
    try:
        found = connect(known.connection).describe_revisions([revision] if revision else [])
    except errors.ExpressError:
        found = []
    return next((one.image for one in found if one.image), f"revision {(revision or '').rpartition('/')[2]}")


class Looks:
    """Looks at services, one after another; each is a report."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._watched = [Watched(known) for known in choice.services]

    def report(self) -> StatusReport:
        """Read all services."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            seen = list(threads.map(Watched.look, self._watched))
        return StatusReport(stack=self._choice.stack, services=tuple(map(service_status, seen)))
