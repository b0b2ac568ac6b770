"""Requests to AWS, rendered from what is declared and from a plan: the only home of AWS's request form."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.effect import ResetTo
from pulumi_ecs_express.model.service.container import DEFAULT_LOG_STREAM_PREFIX
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.model.service.spec import TASK_DEFINITION, ServiceSpec, rule, rules
from pulumi_ecs_express.planning.plan import Kind, Plan

Request = dict[str, Any]

WHOLE_OBJECTS = frozenset({"scalingTarget", "networkConfiguration"})
"""Objects of which all declared members go along when one changes: whether AWS merges inside them is not known."""

NOT_IN_REQUESTS = frozenset({
    "region", "profile", "endpoints", "paused", "waitForRollout", "tags", "redeployTriggers", "adoptExisting",
    "pinImageDigest", "logRetentionDays", "cleanUp", *PARTS,
})  # fmt: skip
"""What is declared and is no member of the request: where to send it, what to do afterwards, and what needs another form."""


def create_request(spec: ServiceSpec, name: str, tags: Mapping[str, str]) -> Request:
    """Render CreateExpressGatewayService: all that is declared, and nothing else."""
    tree = {key: value for key, value in spec.tree().items() if key not in NOT_IN_REQUESTS}
    return {
        **{key: _rendered(key, value) for key, value in tree.items()},
        "serviceName": name,
        "tags": [{"key": key, "value": value} for key, value in tags.items()],
    }


def update_request(arn: str, spec: ServiceSpec, plan: Plan) -> Request:
    """Render UpdateExpressGatewayService: what the plan changes, and what the API demands along with it."""
    tree, request = spec.tree(), Request(serviceArn=arn)
    changed: dict[str, set[str]] = {}
    for change in plan.settings:
        changed.setdefault(change.path[0], set()).update(change.path[1:2])
    if TASK_DEFINITION in {change.path for change in plan.settings if change.kind is Kind.DELETE}:
        del changed[TASK_DEFINITION[0]]
        changed["primaryContainer"] = set(tree["primaryContainer"])
    for top, members in changed.items():
        if not members:
            request[top] = _rendered(top, tree[top] if top in tree else _default((top,)))
            continue
        declared = tree.get(top, {})
        wanted = set(declared) if top in WHOLE_OBJECTS else set()
        body = {
            member: declared[member] if member in declared else _default((top, member)) for member in members | wanted
        }
        request[top] = _rendered(top, {**_demanded(top, declared), **body})
    return request


def redeploy_request(arn: str, spec: ServiceSpec) -> Request:
    """Render an update that changes nothing and still makes AWS deploy: image or task definition, as declared."""
    if spec.primary_container is None:
        return {"serviceArn": arn, "taskDefinitionArn": spec.task_definition_arn}
    return {"serviceArn": arn, "primaryContainer": {"image": spec.primary_container.image}}


def completing_request(arn: str, spec: ServiceSpec) -> Request:
    """Render the whole container, for an AWS that dropped the members which an earlier update left out."""
    return {"serviceArn": arn, "primaryContainer": _container(spec.tree()["primaryContainer"])}


def _demanded(top: str, declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return what AWS requires whenever the object is there at all."""
    return {"image": declared["image"]} if top == "primaryContainer" else {}


def _default(path: tuple[str, ...]) -> Any:
    """Say what a removed field goes back to; removals that have no default never come this far."""
    _, removal = rule(path)
    if not isinstance(removal, ResetTo) or path not in rules():
        raise ValueError(f"{'.'.join(path)} has no default to go back to")
    return list(removal.default) if isinstance(removal.default, tuple) else removal.default


def _rendered(top: str, value: Any) -> Any:
    if top == "primaryContainer":
        return _container(value)
    if isinstance(value, dict):
        return {key: _rendered("", member) for key, member in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _container(container: Mapping[str, Any]) -> Request:
    body = {key: _rendered("", value) for key, value in container.items()}
    if "environment" in container:
        body["environment"] = _pairs(container["environment"], "value")
    if "secrets" in container:
        body["secrets"] = _pairs(container["secrets"], "valueFrom")
    if logs := container.get("awsLogsConfiguration"):
        body["awsLogsConfiguration"] = {"logStreamPrefix": DEFAULT_LOG_STREAM_PREFIX, **logs}
    return body


def _pairs(entries: Any, value_key: str) -> list[dict[str, str]]:
    """Write a map as AWS's list, sorted as AWS answers it; a default comes as an empty list already."""
    if not isinstance(entries, Mapping):
        return []
    return [{"name": name, value_key: value} for name, value in sorted(entries.items())]
