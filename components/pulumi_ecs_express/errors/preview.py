"""Failures of `ecs-express preview`: there is nothing of which a report could be made."""

from pulumi_ecs_express.errors.base import ExpressError


class PreviewError(ExpressError):
    """There is no preview to report."""

    code = "preview-error"


class RecordingUnreadable(PreviewError):
    """A file, or standard input, holds no recorded preview."""

    code = "recording-unreadable"


class PulumiMissing(PreviewError):
    """The `pulumi` command is not there, or cannot be started."""

    code = "pulumi-missing"
