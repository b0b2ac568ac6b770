"""A service that cannot be created, is gone, or was not deleted as asked."""

from pulumi_ecs_express.errors.base import ExpressError


class ServiceExists(ExpressError):
    """The name is taken by a service that this resource did not make."""

    code = "service-exists"


class ServiceGone(ExpressError):
    """The service in state is not there any more."""

    code = "service-gone"


class ExpressUpdatesBlocked(ExpressError):
    """A `ServiceSettings` with ``express_updates="blocked"`` keeps Express Mode off the service, and the call needs it."""

    code = "express-updates-blocked"


class DeletionTimedOut(ExpressError):
    """The service is still DRAINING when the time given is over."""

    code = "deletion-timed-out"


class CleanUpIncomplete(ExpressError):
    """The service is deleted, and something that ``clean_up`` names could not be taken away."""

    code = "clean-up-incomplete"


class ServiceNotAdoptable(ExpressError):
    """A service that is there cannot be described as a program of this package, or cannot be imported."""

    code = "service-not-adoptable"
