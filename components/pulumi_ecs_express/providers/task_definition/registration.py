"""
Registering a task definition at most once.

RegisterTaskDefinition has no client token, and each request that arrives makes a revision. So a result that is registered
already is not registered again, and after a lost answer the family is read before the request is repeated.
"""

from dataclasses import dataclass

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.task_definition.members import Request
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.ports import Call, TaskDefinitionRevisions
from pulumi_ecs_express.providers.polling import NotYet, every_poll, poll

SECONDS = 60.0
"""How long a registration may get no usable answer before that is an error."""


@dataclass(frozen=True)
class Registration:
    """
    The revision that holds what was rendered.

    Attributes:
        registered: Whether it was registered for this call; False where the family's latest revision held it already.
    """

    revision: ObservedRevision
    registered: bool


def register(
    definitions: TaskDefinitionRevisions, call: Call, request: Request, sent: Request | None = None
) -> Registration:
    """
    Register a task definition, unless the family's latest ACTIVE revision is what would be registered.

    Args:
        definitions: The task definitions of the Region.
        call: The engine's call, whose row shows progress.
        request: What RegisterTaskDefinition is sent.
        sent: What was sent for the latest revision, where that is known.
    """
    latest = definitions.find(request["family"])
    if latest is not None and is_registered(request, latest.answer, sent):
        return Registration(latest, registered=False)
    asked = False

    def attempt() -> ObservedRevision:
        nonlocal asked
        if asked and (found := _registered_since(definitions, request, latest)):
            return found
        asked = True
        try:
            return definitions.register(request)
        except errors.Unavailable as error:
            reason = error
        raise NotYet(f"AWS has not answered the registration, looking again: {reason.why}", lambda: reason)

    def interrupted(reason: str) -> errors.ExpressError:
        return errors.WaitInterrupted(
            f"registering a task definition of family {request['family']} was cut short",
            why=reason,
            remedy="run `pulumi up` again: what was registered is found and used",
        )

    return Registration(poll(call, attempt, call.now() + SECONDS, interrupted, every_poll), registered=True)


def _registered_since(
    definitions: TaskDefinitionRevisions, request: Request, latest: ObservedRevision | None
) -> ObservedRevision | None:
    """Find the revision that a request whose answer was lost has made; others may register in the same family."""
    before = latest.revision if latest else 0
    arns = definitions.revisions(request["family"], "ACTIVE")
    newer = sorted((arn for arn in arns if _number(arn) > before), key=_number, reverse=True)
    found = (definitions.find(arn) for arn in newer)
    return next((one for one in found if one is not None and is_registered(request, one.answer, request)), None)


def _number(arn: str) -> int:
    return int(arn.rpartition(":")[2])
