"""
Errors of the person at the terminal, each in one line.

Only the command and what it starts raise these; a mistake in a call to the sandbox's AWS is answered by AWS's own
error, and is no business of this module.
"""

from __future__ import annotations


class UserError(Exception):  # named after the fact, as all our errors are
    """
    The command cannot go on, and the person at the terminal can change that.

    Attributes:
        what: what did not happen.
        why: the reason, as far as it is known.
        remedy: what to type, or to change, before trying again.
        exit_code: what the command answers.
    """

    def __init__(self, what: str, *, why: str, remedy: str, exit_code: int = 1) -> None:
        self.what, self.why, self.remedy, self.exit_code = what, why, remedy, exit_code
        super().__init__(f"{what}: {why}; {remedy}")
