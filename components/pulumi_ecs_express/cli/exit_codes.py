"""Exit codes of the subcommands; those up to 10 are the Pulumi CLI's, and 2 is a mistake on the command line."""

FAILED_DEPLOYMENT = 20
"""A deployment that was followed did not end well."""

ERROR = 21
"""The command could not do what was asked; the message has a code of docs/troubleshooting.md."""

DECLINED = 22
"""It was not confirmed, so nothing was changed."""

INTERRUPTED = 130
"""Ctrl-C before the end: 128 and the number of SIGINT."""
