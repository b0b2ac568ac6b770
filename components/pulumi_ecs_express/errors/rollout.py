"""A rollout that did not end well; the service exists."""

from pulumi_ecs_express.errors.base import ExpressError


class RolloutError(ExpressError):
    """A service whose rollout did not end well; it is in state, and the next ``pulumi up`` goes on from there."""

    code = "rollout"


class RolloutRolledBack(RolloutError):
    """
    AWS started the new revision and returned to the previous one, which serves.

    Raised after the rollback has ended, never while the rollout might still succeed.
    """

    code = "rollout-rolled-back"


class RolloutFailed(RolloutError):
    """The rollout failed and AWS had no earlier revision to go back to, as in a first deployment."""

    code = "rollout-failed"


class RolloutStopped(RolloutError):
    """Somebody stopped the deployment."""

    code = "rollout-stopped"


class RolloutStuck(RolloutError):
    """AWS says again and again that it cannot make a resource which the rollout needs; it goes on trying all the same."""

    code = "rollout-stuck"


class RolloutTimedOut(RolloutError):
    """The time given to the operation is over, and the rollout has not ended."""

    code = "rollout-timed-out"


class SettingsNotInEffect(RolloutError):
    """AWS accepted settings of a service, and answers others afterwards."""

    code = "settings-not-in-effect"


class WaitInterrupted(RolloutError):
    """The wait was cut short; the deployment goes on without us."""

    code = "wait-interrupted"
