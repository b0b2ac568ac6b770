"""
Everything that can go wrong, each with what happened, why, and what to do about it.

::

    ExpressError
    ├── InvalidArgument           an argument breaks a rule; refused before anything is made
    ├── Refused                   AWS answered no
    │   ├── AccessDenied          the caller lacks a permission
    │   ├── RoleNotAssumable      ECS cannot use a role, or cannot use it yet
    │   ├── ClusterNotFound
    │   ├── ServiceNotFound       gone: the only answer that reads as gone
    │   ├── ServiceNotActive      DRAINING or INACTIVE
    │   ├── ServiceDraining       its name is taken until the old one is gone
    │   ├── DeploymentUnderWay    no update is taken until it has ended
    │   ├── ParameterRefused      AWS's own words on a parameter
    │   ├── PlatformRefused       no Fargate platform fits
    │   └── UnsupportedInRegion
    ├── Unavailable               AWS gave no usable answer; state is kept
    │   ├── Throttled
    │   ├── ServerFault
    │   ├── Unreachable
    │   └── UnknownFault          an answer that nobody foresaw
    ├── NoAccess                  the session itself is not usable
    │   ├── NoCredentials
    │   ├── CredentialsRefused    invalid or expired
    │   ├── NoRegion
    │   └── OtherAccount          the credentials are not those of the service's account
    ├── RolloutError              the service exists, its rollout did not end well
    │   ├── RolloutRolledBack     the previous revision serves again
    │   ├── RolloutFailed         there was nothing to go back to
    │   ├── RolloutStopped        somebody stopped it
    │   ├── RolloutStuck          AWS cannot make a resource that it needs
    │   ├── RolloutTimedOut       it may still end well
    │   └── WaitInterrupted       Ctrl-C, or the engine is gone
    ├── ServiceExists             the name belongs to somebody else's service
    ├── ServiceGone               an update met no service
    ├── DeletionTimedOut          still DRAINING
    └── CleanUpIncomplete         the service is gone, and not all that was to go with it

This module imports nothing of ours.
"""

from typing import ClassVar


class ExpressError(Exception):
    """
    A failure with its reason and remedy: rendered, it is the one message that the user sees.

    Attributes:
        code: Kebab-case name; ``docs/troubleshooting.md`` has a section for each.
        what: What happened, in one line.
        why: The cause, in AWS's words where AWS gave any; may hold several lines.
        remedy: What to type or change.
    """

    code: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Refuse a class without a code of its own: an error that cannot be looked up helps nobody."""
        super().__init_subclass__()
        if "code" not in vars(cls):
            raise TypeError(f"{cls.__name__} has no code")

    def __init__(self, what: str, *, why: str, remedy: str) -> None:
        self.what, self.why, self.remedy = what, why, remedy
        super().__init__(self.render())

    def render(self) -> str:
        """Say it as the terminal shows it."""
        lines = [f"{self.what}: {self.why}" if self.why else self.what]
        lines += [f"  fix: {self.remedy}", f"  [{self.code}]"]
        return "\n".join(lines)


class InvalidArgument(ExpressError):
    """An argument breaks a rule of AWS or of this package."""

    code = "invalid-argument"


class Refused(ExpressError):
    """AWS understood the request and said no."""

    code = "refused"


class AccessDenied(Refused):
    """The caller may not do this; never retried, and never taken for a missing service."""

    code = "access-denied"


class RoleNotAssumable(Refused):
    """ECS could not assume or use a role; true for some seconds after a role was made."""

    code = "role-not-assumable"


class ClusterNotFound(Refused):
    """No such cluster in this Region."""

    code = "cluster-not-found"


class ServiceNotFound(Refused):
    """No such service in this cluster and Region."""

    code = "service-not-found"


class ServiceNotActive(Refused):
    """The service is being deleted, or was."""

    code = "service-not-active"


class ServiceDraining(Refused):
    """A service of this name is still being deleted."""

    code = "service-draining"


class DeploymentUnderWay(Refused):
    """AWS takes no update of the service while a deployment of it runs."""

    code = "deployment-under-way"


class ParameterRefused(Refused):
    """AWS does not accept a parameter; its words stay as they are."""

    code = "parameter-refused"


class PlatformRefused(Refused):
    """Fargate has no platform for what was asked."""

    code = "platform-refused"


class UnsupportedInRegion(Refused):
    """Express Mode, or a part of it, is not offered in this Region."""

    code = "unsupported-in-region"


class Unavailable(ExpressError):
    """AWS gave no usable answer, so nothing is known; state stays as it is."""

    code = "unavailable"


class Throttled(Unavailable):
    """Too many calls, after all retries."""

    code = "throttled"


class ServerFault(Unavailable):
    """AWS failed, after all retries."""

    code = "server-fault"


class Unreachable(Unavailable):
    """No connection to the endpoint."""

    code = "unreachable"


class UnknownFault(Unavailable):
    """AWS answered with an error that this package does not know, or something else than AWS answered."""

    code = "unknown-fault"


class NoAccess(ExpressError):
    """There is no session with AWS to work with."""

    code = "no-access"


class NoCredentials(NoAccess):
    """No credentials were found."""

    code = "no-credentials"


class CredentialsRefused(NoAccess):
    """The credentials are invalid or have expired."""

    code = "credentials-refused"


class NoRegion(NoAccess):
    """No Region is set, or the one set does not exist or is not enabled in the account."""

    code = "no-region"


class OtherAccount(NoAccess):
    """The credentials belong to another account than the service."""

    code = "other-account"


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


class WaitInterrupted(RolloutError):
    """The wait was cut short; the deployment goes on without us."""

    code = "wait-interrupted"


class ServiceExists(ExpressError):
    """The name is taken by a service that this resource did not make."""

    code = "service-exists"


class ServiceGone(ExpressError):
    """The service in state is not there any more."""

    code = "service-gone"


class DeletionTimedOut(ExpressError):
    """The service is still DRAINING when the time given is over."""

    code = "deletion-timed-out"


class CleanUpIncomplete(ExpressError):
    """The service is deleted, and something that ``clean_up`` names could not be taken away."""

    code = "clean-up-incomplete"


def family(root: type[ExpressError] = ExpressError) -> list[type[ExpressError]]:
    """List every error class, parents before children."""
    found = [root]
    for child in root.__subclasses__():
        found += family(child)
    return found
