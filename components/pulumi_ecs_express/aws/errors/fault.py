"""An answer of AWS that is an error, free of botocore."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """An answer of AWS that is an error: what was tried, by which operation and IAM action, and what AWS said."""

    attempt: str
    region: str
    code: str
    message: str
    operation: str = ""
    action: str = ""

    def says(self, *texts: str) -> bool:
        """Report whether AWS's message holds one of the texts."""
        return any(text.lower() in self.message.lower() for text in texts)
