"""What the provider of a service does for each call of the engine: parse, plan, act, answer."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import PropertyValues, Structure, dotted, flatten, nest
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service import internal_inputs
from pulumi_ecs_express.model.service.definition_parts import LOG_GROUP_IN_USE, has_parts
from pulumi_ecs_express.model.service.observed import ObservedService, ServiceArn
from pulumi_ecs_express.model.service.spec import ARGUMENTS, ServiceSpec
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.plan import Change, Plan
from pulumi_ecs_express.planning.service import log_retention, own_url, pausing
from pulumi_ecs_express.planning.service.comparison import as_declared, plan_service, refused_removals
from pulumi_ecs_express.planning.service.definition_notes import creation_notes, definition_notes
from pulumi_ecs_express.planning.service.in_effect import problems_in_effect
from pulumi_ecs_express.planning.service.log_retention import LOG_GROUP
from pulumi_ecs_express.planning.service.naming import generated_name
from pulumi_ecs_express.planning.service.pausing import BEFORE_PAUSE
from pulumi_ecs_express.planning.service.preview_notes import CANARY, removal_notes, scaling_notes, workload_notes
from pulumi_ecs_express.planning.task_definition.express_equality import differences
from pulumi_ecs_express.planning.task_definition.express_problems import express_problems
from pulumi_ecs_express.providers import express_blocking, replaced_services, wire
from pulumi_ecs_express.providers.adapters import connect, known_form
from pulumi_ecs_express.providers.check_and_diff import (
    credential_differences,
    declared_before,
    refusal,
    with_default_tags,
)
from pulumi_ecs_express.providers.engine import Difference, EngineCall, InitFailed
from pulumi_ecs_express.providers.input_errors import without_none
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service import clean_up, declaration, deletion
from pulumi_ecs_express.providers.service.create import create_service, deployed
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.service.lookups import read_for_check
from pulumi_ecs_express.providers.service.outputs import failed_rollout, known_outputs, outputs_of
from pulumi_ecs_express.providers.service.presence import read_if_there
from pulumi_ecs_express.providers.service.registered_definition import with_parts
from pulumi_ecs_express.providers.service.update import update_service

Properties = Mapping[str, Any]

CREATE_SECONDS, DELETE_SECONDS = 30 * 60.0, 20 * 60.0
"""Time for an operation without ``custom_timeouts``; an ordinary rollout takes about ten minutes."""

NAME = ("serviceName",)


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse what is wrong, all of it at once; fill in the name, and the default tags."""
    news = with_default_tags(news)
    spec, problems = declaration.checked(news)
    desired = declaration.declared_values(news)
    problems += [
        f"{path}: cannot be removed: {remedy}"
        for path, remedy in refused_removals(desired, declaration.declared_values(olds))
    ]
    made = wire.incoming(news.get(internal_inputs.MADE_LOG_GROUP))
    if has_parts(desired):
        known, _ = without_none(declaration.declared(news), ARGUMENTS)
        problems += express_problems(known, known_form(), own_log_group=bool(made))
    problems += log_retention.retention_problems(desired, made)
    if log_retention.loses_its_group(desired, declaration.declared_values(olds)):
        call.warn(log_retention.LOSES_ITS_GROUP)
    image, read = None, list[str]()
    if spec is not None and not problems:
        image, read = read_for_check(call, spec, olds, news)
    if spec is None or (problems := problems + read):
        return refusal(call, news, problems)
    notes = {key: value for key, value in news.items() if key.startswith(internal_inputs.INTERNAL_PREFIX)}
    tree = {**spec.tree(), **_name(call.urn, spec, olds, notes)}
    if image is not None:
        tree["primaryContainer"]["image"] = image
    for note in [] if olds else creation_notes(tree, desired):
        call.note(note)
    return CheckResult({**notes, **wire.outgoing(tree)}, [])


def _name(urn: str, spec: ServiceSpec, olds: Properties, notes: Properties) -> dict[str, Any]:
    """Return the declared name, else the one there is, else a new one."""
    if spec.service_name is not None:
        return {"serviceName": spec.service_name}
    kept = olds.get("serviceName")
    return {"serviceName": kept or _generated(urn, spec.tree(), notes), internal_inputs.GENERATED_NAME: True}


def _generated(urn: str, tree: Properties, notes: Properties) -> str | Unknown:
    """Derive a name; a role that the component made is the same one in preview and update, although not known yet."""
    made = "infrastructureRoleArn" in notes.get(internal_inputs.MADE_ROLES, [])
    role = "made" if made else tree.get("infrastructureRoleArn")
    return generated_name(urn, (tree.get("cluster"), tree.get("region"), role))


def diff(call: EngineCall, _id: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare the program with the state, by exact path."""
    state = declared_before(call, olds)
    desired, observed = declaration.declared_values(news), declaration.declared_values(state)
    previous = {**declaration.declared_values(olds), **observed}
    in_effect = flatten(wire.incoming(olds.get("inEffect") or {}))
    in_effect = pausing.in_effect_again(in_effect, previous, wire.incoming(olds.get(BEFORE_PAUSE) or {}))
    _judge_in_effect(desired, in_effect, previous)
    plan = plan_service(desired, observed, previous)
    differences = [one for change in plan.changes for one in _differences(change)]
    differences += credential_differences(call, state, news)
    if plan.replacing:
        replaced_services.note(_id)
    call.show(differences)
    _refuse_while_blocked(call, plan, olds, news)
    _announce(call, plan, desired, in_effect)
    logs = olds.get(LOG_GROUP_IN_USE) or in_effect.get(LOG_GROUP)
    for note in definition_notes(desired, previous, logs) if plan.changes else []:
        call.note(note)
    for note in removal_notes(plan, *_by_the_program(news, desired, state, previous)):
        call.note(note)
    return DiffResult(
        changes=bool(differences),
        replaces=[dotted(change.path) for change in plan.replacing],
        delete_before_replace=_name_stays(state, news),
    )


def _refuse_while_blocked(call: EngineCall, plan: Plan, olds: Properties, news: Properties) -> None:
    """Refuse an update by Express Mode of a service that settings keep it off; a replacement sends none."""
    arn = str(olds.get("serviceArn") or "")
    sends = bool(plan.settings) or plan.redeploying
    if not sends or plan.replacing or not arn or not wire.can_connect(news):
        return
    try:
        blocked = express_blocking.is_blocked(wire.connection(news, ServiceArn(arn).region), arn)
    except errors.ExpressError as error:
        call.warn(f"whether Express updates are blocked shows in the update: {error.what}; {error.remedy}")
        return
    if blocked:
        raise express_blocking.blocked(arn, "updated")


def _by_the_program(
    news: Properties, desired: PropertyValues, state: Properties, previous: PropertyValues
) -> tuple[PropertyValues, PropertyValues]:
    """Take generated names out: a name that `check` filled in was not declared."""

    def reported(props: Properties, property_values: PropertyValues) -> PropertyValues:
        return {
            path: property_value
            for path, property_value in property_values.items()
            if path != NAME or not props.get(internal_inputs.GENERATED_NAME)
        }

    return reported(news, desired), reported(state, previous)


def _judge_in_effect(desired: PropertyValues, in_effect: PropertyValues, previous: PropertyValues) -> None:
    """Refuse what does not go with AWS's half of a pair; a check cannot, since it sees no outputs."""
    if problems := problems_in_effect(desired, in_effect, previous):
        raise errors.InvalidArgument(
            "the arguments do not go with what is in effect",
            why="\n  ".join(problems),
            remedy="declare both values of the pair",
        )


def _differences(change: Change) -> Iterator[Difference]:
    """Write a change as lines of the preview: one of AWS's own structures by the exact paths inside."""
    if isinstance(change.old, Structure) and isinstance(change.new, Structure):
        for path, kind in differences(change.old.tree, change.new.tree, change.path):
            yield Difference(dotted(path), kind)
    else:
        yield Difference(dotted(change.path), change.kind.value, replaces=change.effect is Effect.REPLACEMENT)


def _announce(call: EngineCall, plan: Plan, desired: PropertyValues, in_effect: PropertyValues) -> None:
    """Say in the preview what a change costs, where its lines alone do not show it."""
    if plan.replacing:
        paths = ", ".join(ARGUMENTS.path(change.path) for change in plan.replacing)
        call.note(f"{paths}: {Effect.REPLACEMENT.value}")
    elif plan.having(Effect.DEPLOYMENT, Effect.REDEPLOYMENT):
        call.note(CANARY)
    for note in (*workload_notes(plan, desired), *scaling_notes(plan, desired, in_effect)):
        call.note(note)


def _name_stays(state: Properties, news: Properties) -> bool:
    """Report whether a replacement would need the name that the old service still holds, in the same cluster."""
    if news.get(internal_inputs.GENERATED_NAME):
        return False
    old, new = declaration.declared(state), declaration.declared(news)
    keys = ("serviceName", "cluster", "region")
    return not plan_service({(k,): new[k] for k in keys if k in new}, {(k,): old[k] for k in keys if k in old}, {})


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Make the service and wait for its first deployment."""
    spec, name = declaration.parsed(props), str(props["serviceName"])
    services = connect(wire.connection(props))
    operation = Operation(services, call, spec, name, call.timeout or CREATE_SECONDS)
    owner = ownership.Owner(ownership.resource_of(call.urn, name), secrets.token_hex(8), unfinished=True)
    created = create_service(operation, owner, generated_name=bool(props.get(internal_inputs.GENERATED_NAME)))
    return CreateResult(created.arn, _answer(operation, props, owner.token, deployed(operation, created), created.arn))


def update(call: EngineCall, id_: str, olds: Properties, news: Properties) -> UpdateResult:
    """Bring a living service to what the program declares, starting from what AWS has now."""
    name = ServiceArn(id_).name
    spec = declaration.parsed({**news, "serviceName": name})
    services = connect(wire.connection(news, ServiceArn(id_).region))
    operation = Operation(services, call, spec, name, call.timeout or CREATE_SECONDS)
    previous = {**declaration.declared_values(olds), **declaration.declared_values(call.old_inputs)}
    attempted = olds.get("deploymentArn") if declaration.declared(olds) == declaration.declared(news) else None
    redeploy = plan_service(
        declaration.declared_values(news), declaration.declared_values(declared_before(call, olds)), {}
    ).redeploying
    if token := olds.get("ownerToken"):
        operation.owner = ownership.Owner(ownership.resource_of(call.urn, name), str(token))
    operation.remembered, operation.log_group = olds.get(BEFORE_PAUSE) or {}, olds.get(LOG_GROUP_IN_USE)
    with express_blocking.explained(services.connection, id_, "updated"):
        reached = update_service(operation, id_, previous, attempted, redeploy=redeploy)
    return UpdateResult(_answer(operation, news, str(olds.get("ownerToken", "")), reached, id_))


def _answer(operation: Operation, props: Properties, token: str, reached: RolloutResult, arn: str) -> dict[str, Any]:
    """Return all outputs, or leave with them through the failure that keeps the service in state."""
    deployment = reached.rollout_state.deployment
    if operation.remembered and (operation.spec.paused or reached.error is not None):
        props = {**props, BEFORE_PAUSE: dict(operation.remembered)}
    if operation.log_group and has_parts(operation.spec.by_path()):
        props = {**props, LOG_GROUP_IN_USE: operation.log_group}
    try:
        outputs = outputs_of(operation.services, arn, props, token, deployment, reached.service)
    except errors.ExpressError as error:
        raise InitFailed(arn, known_outputs(arn, props, token, deployment), reached.error or error) from error
    if reached.error is not None:
        raise InitFailed(arn, outputs, reached.error)
    return outputs


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell what AWS has now: gone, drifted by exact path, or as declared."""
    state = call.old_inputs or props
    services = connect(wire.connection(state, ServiceArn(id_).region))
    try:
        service = read_if_there(services, id_)
    except errors.ParameterRefused:
        if not express_blocking.was_blocked(services.connection, id_):
            raise
        call.warn(express_blocking.KEPT.format(name=ServiceArn(id_).name))
        return ReadResult(id_, {key: value for key, value in props.items() if key != "__provider"}, dict(state))
    if (
        service is None
        or not service.alive
        or not ownership.may_delete(ownership.parse(service.tags.get(ownership.TAG)), props.get("ownerToken", ""))
    ):
        return ReadResult("", {})
    observed = {**service.identity(), **(service.configurations[0].by_path() if service.configurations else {})}
    notes = {
        key: value
        for key, value in state.items()
        if key.startswith(internal_inputs.INTERNAL_PREFIX) and key != "__provider"
    }
    declared = declaration.declared_values(state)
    observed = with_parts(service, props, declared, observed, services.connection)
    if state.get(internal_inputs.GENERATED_NAME):
        observed[NAME] = state["serviceName"]  # it was only proposed: see `create_service`
    inputs = {**notes, **nest(as_declared(declared, as_written(declared, observed, service)))}
    kept = {key: props[key] for key in (BEFORE_PAUSE, LOG_GROUP_IN_USE) if props.get(key)}
    latest = next(iter(services.describe_deployments(services.deployments(id_)[:1])), None)
    outputs = outputs_of(services, id_, {**inputs, **kept}, str(props.get("ownerToken", "")), latest, service)
    attempt = outputs["deploymentArn"] = props.get("deploymentArn")  # somebody else's deployment is no attempt of ours
    if error := failed_rollout(services, service, latest, attempt):
        raise InitFailed(id_, outputs, error, inputs)
    return ReadResult(id_, outputs, inputs)


def as_written(declared: PropertyValues, observed: PropertyValues, service: ObservedService) -> PropertyValues:
    """Write AWS's answer as the program has it, where the program says it by another word."""
    ways = service.ingress_paths
    return pausing.as_written(declared, own_url.as_written(declared, observed, ways[0].url if ways else None))


def delete(call: EngineCall, id_: str, props: Properties) -> None:
    """Delete the service, if it is still the one in state, wait until it is INACTIVE, and clean up after it."""
    services = connect(wire.connection(props, ServiceArn(id_).region))
    leftovers = clean_up.find_leftovers(services, id_, declared_before(call, props), props)
    with express_blocking.explained(services.connection, id_, "deleted"):
        gone = deletion.remove(services, call, id_, str(props.get("ownerToken", "")), call.timeout or DELETE_SECONDS)
    if gone:
        clean_up.delete_leftovers(call, services.connection, id_, leftovers)
