"""Inputs and outputs of a service and its ingress, made by the providers' own code, as `pulumi up` would have saved them."""

import secrets
from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import ResourceProvider

from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS
from pulumi_ecs_express.planning.adoption import obstacles
from pulumi_ecs_express.planning.adoption.import_file import Imported, Stored
from pulumi_ecs_express.planning.adoption.program import Described
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.providers.engine import PROVIDER, EngineCall, reference
from pulumi_ecs_express.providers.ingress import IngressProvider
from pulumi_ecs_express.providers.ingress import operations as ingress
from pulumi_ecs_express.providers.service import ExpressGatewayServiceProvider, declaration
from pulumi_ecs_express.providers.service import operations as service

Properties = Mapping[str, Any]


class ImportCall(EngineCall):
    """A call that no engine makes: it says nothing, and knows the inputs."""

    def __init__(self, inputs: Properties | None = None) -> None:
        super().__init__()
        self._inputs = inputs

    @property
    def old_inputs(self) -> Properties | None:
        return self._inputs


def require_declarable(one: Described) -> None:
    """Raise what the component would refuse of what AWS has."""
    _, problems = declaration.checked(one.properties)
    if obstacle := obstacles.not_declarable(one, problems):
        raise obstacle


def imported(one: Described, profile: str | None = None) -> Imported:
    """
    Give what the import of a service saves; raise what is in the way of it.

    Args:
        one: The service.
        profile: Profile by whose credentials AWS is asked; the state does not hold it.
    """
    if obstacle := obstacles.not_importable(one):
        raise obstacle
    by = {"profile": profile} if profile else {}
    saved = _service(one, by)
    return Imported(one.name, one.subject.service.arn, saved, _ingress(one.subject, saved, by), one.secret_paths)


def _service(one: Described, by: Properties) -> Stored:
    """Check and read the service as the engine would have it done."""
    hidden = {SECRET_ARGUMENTS: [list(path) for path in one.secret_paths]} if one.secret_paths else {}
    checked = service.check(ImportCall(), {}, {**one.properties, **hidden, **by})
    if obstacle := obstacles.not_declarable(one, [failure.reason for failure in checked.failures]):
        raise obstacle
    token = {"ownerToken": secrets.token_hex(TOKEN_BYTES)}
    read = service.read(ImportCall(checked.inputs), one.subject.service.arn, {**checked.inputs, **token})
    return _stored(ExpressGatewayServiceProvider(), checked.inputs, read.outs, by)


TOKEN_BYTES = 8
"""The token is the state's alone: whoever takes the service over later writes another one to AWS, and is left alone."""


def _ingress(subject: Subject, saved: Stored, by: Properties) -> Stored:
    arn = subject.service.arn
    keys = {
        "serviceArn": arn,
        "subnets": (saved.inputs.get("networkConfiguration") or {}).get("subnets"),
        ingress.TARGET_GROUPS: saved.outputs["managedResources"]["targetGroups"],
        **by,
    }
    inputs = {name: value for name, value in keys.items() if value is not None}
    return _stored(IngressProvider(), inputs, ingress.read(ImportCall(inputs), arn, inputs).outs, by)


def _stored(provider: ResourceProvider, inputs: Properties, outputs: Properties | None, by: Properties) -> Stored:
    held = {PROVIDER: reference(provider)}
    kept = [{name: value for name, value in one.items() if name not in by} for one in (inputs, outputs or {})]
    return Stored({**kept[0], **held}, {**kept[1], **held})
