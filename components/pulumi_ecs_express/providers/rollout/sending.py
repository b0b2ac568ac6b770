"""Sending an update that has no client token: after an answer that was lost, AWS is looked at before it is sent again."""

from collections.abc import Callable

from pulumi_ecs_express import errors
from pulumi_ecs_express.ports import Call
from pulumi_ecs_express.providers.polling import NotYet, every_poll, poll

UNANSWERED_SECONDS = 60.0
"""How long an update may get no usable answer before that is an error."""

NOT_CARRIED_OUT = (errors.Throttled, errors.ConcurrentRequests)
"""What AWS answers before it looks at a request."""

Revision = str | None


def sent(
    call: Call,
    send: Callable[[], Revision],
    carried_out: Callable[[], tuple[bool, Revision]],
    changed: Callable[[], None],
    deadline: float,
    interrupted: Callable[[str], errors.ExpressError],
) -> Revision:
    """
    Send the update, and give the revision that it leads to.

    Args:
        call: The engine's call, whose row shows the progress.
        send: Sends the update, once.
        carried_out: Looks whether an update whose answer was lost has been carried out, and to which revision it leads.
        changed: Called when something at AWS was changed, or may have been.
        deadline: The end of the time given.
        interrupted: Makes the error for Ctrl-C and for an engine that is gone, from the reason.
    """
    asked = False

    def attempt() -> Revision:
        nonlocal asked
        try:
            done, revision = carried_out() if asked else (False, None)
            if done:
                return revision
            asked = True
            revision = send()
        except errors.Unavailable as error:
            reason = error
        else:
            changed()
            return revision
        if not isinstance(reason, NOT_CARRIED_OUT):
            changed()
        raise NotYet(f"AWS has not answered the update, looking again: {reason.why}", lambda: reason)

    return poll(call, attempt, min(deadline, call.now() + UNANSWERED_SECONDS), interrupted, every_poll)
