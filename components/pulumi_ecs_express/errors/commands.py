"""What a subcommand of ``ecs-express`` cannot do; programs never meet these."""

from pulumi_ecs_express.errors.base import ExpressError


class CommandError(ExpressError):
    """A subcommand cannot do what was asked."""

    code = "command-failed"


class StackNotReadable(CommandError):
    """The state of the stack cannot be had: no project, no stack, no access to its backend, or no Pulumi CLI."""

    code = "stack-not-readable"


class ServiceNotNamed(CommandError):
    """No service, or not exactly one, is what was named on the command line."""

    code = "service-not-named"


class RevisionNotFound(CommandError):
    """No revision of the service is what was named on the command line."""

    code = "revision-not-found"


class NoLogs(CommandError):
    """There is no log to read: no task, or none whose containers log to CloudWatch."""

    code = "no-logs"


class RollbackRefused(CommandError):
    """There is nothing to go back to, or this is not the moment."""

    code = "rollback-refused"
