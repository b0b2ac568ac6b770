"""`aws:iam/getPolicyDocument`: a policy document from its statements, spelled as the real plugin spells it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.values import Properties

DEFAULT_VERSION = "2012-10-17"

MEMBERS = {
    "notActions": "NotAction",
    "actions": "Action",
    "notResources": "NotResource",
    "resources": "Resource",
}


def policy_document(account: Account, arguments: Properties) -> Properties:  # noqa: ARG001  # every function takes both
    """Write the document; documents to build on come first, those that override come last, both by `Sid`."""
    base = sources(arguments, "sourceJson", "sourcePolicyDocuments")
    statements = [statement(each) for each in arguments.get("statements", [])]
    merged = by_sid(base + statements, unique=True)
    merged = by_sid(merged + sources(arguments, "overrideJson", "overridePolicyDocuments"), unique=False)
    document: dict[str, Any] = {"Version": arguments.get("version", DEFAULT_VERSION)}
    if "policyId" in arguments:
        document["Id"] = arguments["policyId"]
    document["Statement"] = merged
    text = json.dumps(document, indent=2)
    minified = json.dumps(document, separators=(",", ":"))
    return arguments | {"id": str(zlib.crc32(text.encode())), "json": text, "minifiedJson": minified}


def sources(arguments: Properties, single: str, several: str) -> list[dict[str, Any]]:
    """Read the statements of other documents."""
    texts = [arguments[single]] if single in arguments else []
    documents = [json.loads(text) for text in [*texts, *arguments.get(several, [])] if text]
    return [each for document in documents for each in as_list(document.get("Statement", []))]


def by_sid(statements: Iterable[dict[str, Any]], *, unique: bool) -> list[dict[str, Any]]:
    """Join statements; a later one takes the place of the one with its `Sid`, unless each must be unique."""
    joined: list[dict[str, Any]] = []
    for each in statements:
        places = [index for index, other in enumerate(joined) if each.get("Sid") and other.get("Sid") == each["Sid"]]
        if places and unique:
            raise Refused(f"duplicate Sid ({each['Sid']}) among the statements of a policy document")
        if places:
            joined[places[0]] = each
        else:
            joined.append(each)
    return joined


def statement(given: dict[str, Any]) -> dict[str, Any]:
    """Write one statement as AWS reads it."""
    written: dict[str, Any] = {"Sid": given["sid"]} if given.get("sid") else {}
    written["Effect"] = given.get("effect", "Allow")
    for name, member in MEMBERS.items():
        if given.get(name):
            written[member] = one_or_many(given[name])
    for name, member in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        if given.get(name):
            written[member] = principals(given[name])
    if given.get("conditions"):
        written["Condition"] = conditions(given["conditions"])
    return written


def principals(given: list[dict[str, Any]]) -> Any:
    """Join the principals by their type; everybody is written as a single star."""
    if any(each["type"] == "*" for each in given):
        return "*"
    joined: dict[str, list[str]] = {}
    for each in given:
        joined.setdefault(each["type"], []).extend(each["identifiers"])
    return {kind: one_or_many(names) for kind, names in joined.items()}


def conditions(given: list[dict[str, Any]]) -> dict[str, Any]:
    """Join the conditions by test and variable."""
    joined: dict[str, dict[str, list[str]]] = {}
    for each in given:
        joined.setdefault(each["test"], {}).setdefault(each["variable"], []).extend(each["values"])
    return {
        test: {name: values[0] if len(values) == 1 else values for name, values in variables.items()}
        for test, variables in joined.items()
    }


def one_or_many(values: list[str]) -> Any:
    """Write a single value bare, and several from the last to the first (terraform-provider-aws, policy_model.go)."""
    return values[0] if len(values) == 1 else sorted(values, reverse=True)


def as_list(value: Any) -> list[Any]:
    """Give one statement or many as a list."""
    return value if isinstance(value, list) else [value]
