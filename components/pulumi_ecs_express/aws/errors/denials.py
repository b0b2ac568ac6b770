"""
What AWS says when it denies something: who may not do what, on which resource, and which kind of policy is in the way.

Source of the forms: "Troubleshoot access denied error messages", IAM user guide; of EC2's, which may name no action at
all: "Error codes for the Amazon EC2 API"; of S3's bare `Access Denied`: "Troubleshoot access denied errors in S3".
"""

import json
import re
from dataclasses import dataclass
from typing import Any

MEMBER = "IamAction"
"""Where `named` leaves the action of a call, in the `Error` of an answer."""

PREFIXES = {"monitoring": "cloudwatch"}
"""Where policies have another prefix than the name by which a service signs. Source: service authorization reference."""

PRINTS_ALL = "`ecs-express policy` prints all that is needed"


def named(parsed: dict[str, Any], model: Any, **_: Any) -> None:
    """Note beside an error which action the call was: a handler of botocore's event ``after-call``."""
    if "Error" in parsed:
        signed = model.service_model.signing_name
        parsed["Error"][MEMBER] = f"{PREFIXES.get(signed, signed)}:{model.name}"


@dataclass(frozen=True)
class Denial:
    """
    A denial as AWS states it.

    Attributes:
        action: The denied action; that of the call where AWS names none.
        resource: ARN of what it was about; ``*`` where AWS names none.
        principal: ARN of whom it was denied to; None where AWS does not say.
        kind: The kind of policy that AWS names, such as ``service control policy``.
        explicit: Whether a statement denies it; else none allows it.
    """

    action: str
    resource: str = "*"
    principal: str | None = None
    kind: str | None = None
    explicit: bool = False

    @property
    def statement(self) -> str:
        """The statement that allows it."""
        return json.dumps({"Effect": "Allow", "Action": self.action, "Resource": self.resource})

    @property
    def remedy(self) -> str:
        """What to change, and where: an Allow helps only where it is missing."""
        who = self.principal or "the caller"
        if not self.action:
            return f"allow it to {who}: {PRINTS_ALL}"
        owner = self.resource if self.kind == "resource-based policy" else who
        if self.explicit:
            place = f"the {self.kind}" if self.kind else "a policy"
            return f"take the denial of {self.action} out of {place} of {owner}: no Allow outweighs it"
        if self.kind not in (None, "identity-based policy"):
            return f"allow {self.action} in the {self.kind} of {owner}: it holds beside the policies of {who}"
        return f"allow {self.action} to {who}: add {self.statement} to its policy; {PRINTS_ALL}"


ACTION = re.compile(r"not authorized to perform:? ([\w-]+:\w+)")
RESOURCE = re.compile(r"on resource:? (arn:[^\s,]+|\*)")
PRINCIPAL = re.compile(r"(arn:\S+) is not authorized")
KIND = re.compile(
    r"\b(?:in an?|in the|no) "
    r"((?:identity-based|resource-based|service control|resource control|session|VPC endpoint) policy|permissions boundary)",
    re.IGNORECASE,
)


def read(message: str, called: str) -> Denial:
    """Read AWS's message; ``called`` is the action of the call itself."""
    action, resource, principal, kind = (form.search(message) for form in (ACTION, RESOURCE, PRINCIPAL, KIND))
    return Denial(
        action=action[1] if action else called,
        resource=resource[1].rstrip(".:;") if resource else "*",
        principal=principal[1] if principal else None,
        kind=kind[1] if kind else None,
        explicit="explicit deny" in message.lower(),
    )
