"""
The policy by which a made execution role may read what a container names, and nothing else.

Source: "Required IAM permissions for Amazon ECS secrets", Amazon ECS developer guide, read 2026-11-22.
"""

import re
from collections.abc import Iterable
from typing import Any

SECRET_PARTS = 7
"""A secret's ARN has seven parts; what follows are JSON key, version stage and version id."""


def secret_access(sources: Iterable[str], region: str, account: str, partition: str = "aws") -> dict[str, Any] | None:
    """Allow reading exactly ``sources``; None where there are none. A bare name is a parameter of this Region."""
    secrets: set[str] = set()
    parameters: set[str] = set()
    for source in sources:
        if re.match(r"arn:[^:]+:secretsmanager:", source):
            secrets.update(_secret_itself(source))
        elif source.startswith("arn:"):
            parameters.add(source)
        else:
            parameters.add(f"arn:{partition}:ssm:{region}:{account}:parameter/{source.lstrip('/')}")
    statements = [
        *_allowed("secretsmanager:GetSecretValue", secrets, "secretsmanager", "SecretARN"),
        *_allowed("ssm:GetParameters", parameters, "ssm", "PARAMETER_ARN"),
    ]
    return {"Version": "2012-10-17", "Statement": statements} if statements else None


def _secret_itself(arn: str) -> list[str]:
    """
    Cut off key and version; match a missing random suffix, a hyphen and six characters, by six ``?``.

    Six lower case letters or digits at the end (``app-secret``) may be the name's own: then both are named.
    """
    whole = ":".join(arn.split(":")[:SECRET_PARTS])
    suffix = re.search(r"-([A-Za-z0-9]{6})$", whole)
    if suffix is None:
        return [f"{whole}-??????"]
    return [whole, f"{whole}-??????"] if re.fullmatch(r"[a-z]+|\d+", suffix[1]) else [whole]


def _allowed(action: str, resources: set[str], service: str, context: str) -> list[dict[str, Any]]:
    """Allow the action, and decryption only on behalf of it, so that a key of one's own works as well."""
    if not resources:
        return []
    listed = sorted(resources)
    return [
        {"Effect": "Allow", "Action": action, "Resource": listed},
        {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": {
                "StringLike": {f"kms:EncryptionContext:{context}": listed},
                "StringEquals": {"kms:ViaService": _via(service, listed)},
            },
        },
    ]


def _via(service: str, arns: list[str]) -> list[str]:
    """Name the service in each Region that the ARNs lie in."""
    return sorted({f"{service}.{arn.split(':')[3]}.amazonaws.com" for arn in arns})


NOTHING_TO_READ: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "NothingToRead",
            "Effect": "Deny",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": "arn:*:secretsmanager:*:*:secret:nothing-to-read",
        }
    ],
}
"""For a container whose secrets turn out to be none: IAM takes no policy without a statement."""
