"""A file or a service of another tool cannot be converted."""

from pulumi_ecs_express.errors.base import ExpressError


class ConversionError(ExpressError):
    """There is nothing to convert, or no way to write what came of it."""

    code = "conversion-failed"


class SourceUnreadable(ConversionError):
    """The file cannot be read, or is no YAML."""

    code = "source-unreadable"


class SourceNotRecognized(ConversionError):
    """The file is none of the formats that can be converted, or a kind of service that has no URL."""

    code = "source-not-recognized"


class SourceInvalid(ConversionError):
    """The file has mistakes, or holds what no Express service can have."""

    code = "source-invalid"


class OutputExists(ConversionError):
    """The program would overwrite a file."""

    code = "output-exists"
