"""Exit codes of the subcommands; those up to 10 are the Pulumi CLI's, and 2 is a mistake on the command line."""

FAIL_ON_MET = FAILED_DEPLOYMENT = 20
"""The answer is the one to stop for: `--fail-on` has found something, or a deployment that was followed did not end well."""

ERROR = 21
"""The command could not do what was asked; the message has a code of docs/troubleshooting.md."""

PREVIEW_FAILED = DECLINED = 22
"""Pulumi's preview failed, which the report says; or a change was not confirmed, so nothing was changed."""

INTERRUPTED = 130
"""Ctrl-C before the end: 128 and the number of SIGINT."""
