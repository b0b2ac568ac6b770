"""What the provider of an update does for each call of the engine: parse, plan, act, answer."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, dotted, nest
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.model.service_update.spec import (
    ARGUMENTS,
    DEPLOYMENT,
    EcsServiceUpdateSpec,
)
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service_update.comparison import UPDATE, as_declared, plan_update
from pulumi_ecs_express.planning.service_update.notes import (
    deployment_note,
    left_note,
    replacement_notes,
    revision_name,
)
from pulumi_ecs_express.planning.service_update.place import place_of
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_ecs_services
from pulumi_ecs_express.providers.check_and_diff import (
    credential_differences,
    declared_before,
    hidden_inputs,
    refusal,
    with_default_tags,
)
from pulumi_ecs_express.providers.engine import Difference, EngineCall, InitFailed
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service_update import claims, rendered
from pulumi_ecs_express.providers.service_update.deploying import Deploying
from pulumi_ecs_express.providers.service_update.lookups import find, find_for_check
from pulumi_ecs_express.providers.service_update.outputs import outputs_of, refreshed, time_given, waits
from pulumi_ecs_express.providers.service_update.presence import read_if_there, still_there
from pulumi_ecs_express.providers.service_update.restoring import restore
from pulumi_ecs_express.providers.task_definition.revisions import ARN, REGISTERED, REVISION
from pulumi_ecs_express.providers.task_definition.revisions import OUTPUTS as OF_A_REVISION
from pulumi_ecs_express.providers.task_definition.template import TEMPLATE_ARN
from pulumi_ecs_express.providers.unchanged import as_found

Properties = Mapping[str, Any]
Values = dict[Path, PropertyValue]

FORCE = "forceNewDeployment"

DEPLOYING = (Effect.REPLACEMENT, Effect.DEPLOYMENT, Effect.REDEPLOYMENT)


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse what is wrong, all of it at once; render the task definition, and say what will be deployed."""
    news = with_default_tags(news)
    spec, problems = wire.checked(news, ARGUMENTS)
    tree: dict[str, Any] = {}
    if spec is not None and not problems:
        tree, problems = _judged(call, spec, olds, news)
    if spec is None or problems:
        return refusal(call, news, problems)
    return CheckResult({**hidden_inputs(news), **wire.outgoing(tree)}, [])


def _judged(
    call: EngineCall, spec: EcsServiceUpdateSpec, olds: Properties, news: Properties
) -> tuple[dict[str, Any], list[str]]:
    """Render where there is something to render, and look the service up where something changes."""
    tree, found = spec.tree(), None
    if spec.task_definition_arn is None:
        found = rendered.judged(call, spec, olds, news)
        own = {path[0] for path in DEPLOYMENT.rules()}
        tree = {**found.properties, **{key: value for key, value in tree.items() if key in own}}
    previous = _declared(olds)
    plan = UPDATE.plan(wire.declared_values(tree, DEPLOYMENT), previous, previous)
    changes = found is not None and bool(rendered.definition_differences(olds, tree))
    if not (plan or changes):
        return tree, found.problems if found else []
    service, problems = find_for_check(call, news)
    problems += found.problems if found else []
    if service is not None and not problems and (changes or plan.having(*DEPLOYING)):
        known = spec.task_definition_arn if isinstance(spec.task_definition_arn, str) else None
        call.note(deployment_note(service, known, forced=bool(olds) and plan.redeploying and not changes))
        for note in found.notes if found and changes else []:
            call.note(note)
    return tree, problems


def _declared(properties: Properties | None) -> Values:
    return wire.declared_values(properties, DEPLOYMENT)


def diff(call: EngineCall, id_: str, olds: Properties, news: Properties) -> DiffResult:
    """Compare the program with the state, by exact path."""
    state = declared_before(call, olds)
    desired, previous = _declared(news), _declared(state)
    plan = plan_update(desired, previous, previous, id_)
    replacing = {change.path for change in plan.replacing}
    differences = [
        Difference(dotted(change.path), change.kind.value, change.path in replacing) for change in plan.changes
    ]
    rendered_otherwise = rendered.definition_differences(state, news)
    differences += rendered_otherwise
    if not rendered_otherwise and (drifted := _drift(olds, news)):
        differences.append(Difference("taskDefinitionArn", Kind.UPDATE.value))
        call.note(drifted)
    differences += credential_differences(call, state, news)
    call.show(differences)
    if not replacing:
        claims.keep(id_)
    earlier, restores = olds.get("earlierTaskDefinitionArn"), news.get("restoreOnDestroy") is True
    for note in replacement_notes(plan, ServiceArn(id_).name, earlier, restores=restores):
        call.note(note)
    return DiffResult(changes=bool(differences), replaces=sorted(dotted(path) for path in replacing))


def _drift(olds: Properties, news: Properties) -> str | None:
    """Say that the service runs another revision than the one that this program has rendered; a refresh has seen it."""
    runs, registered = olds.get("taskDefinitionArn"), olds.get(ARN)
    if not (rendered.is_rendered(news) and registered and runs) or runs == registered:
        return None
    return f"the service runs {revision_name(str(runs))} and not {revision_name(str(registered))}, and is moved back"


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Move the service to the revision for the first time, and remember what it ran before."""
    spec, place = wire.parsed(props, DEPLOYMENT), place_of(props)
    if place is None:
        raise ValueError("the service is not known")
    services = connect_ecs_services(wire.connection(props, place.region))
    service, problems = find(services, place)
    if service is None or problems:
        raise errors.InvalidArgument(
            f"service {place.name} cannot be updated", why="\n  ".join(problems), remedy="name another service"
        )
    claims.keep(service.arn)
    made = rendered.revision_outputs(call, {}, props, services.region)
    wanted = str(made.get(ARN) or spec.task_definition_arn)
    deploying = Deploying(
        services, call, service.arn, wanted, time_given(call, props), spec.waits, tags=spec.tags or {}
    )
    return CreateResult(service.arn, _deployed(deploying, service, {**props, **made}, _earlier(service, wanted, props)))


def _earlier(service: ObservedEcsService, wanted: str, props: Properties) -> str | None:
    """Name what the service ran before; a run whose end the engine has not saved may have moved it already."""
    earlier, template = service.before(wanted), props.get(TEMPLATE_ARN)
    same_family = str(template).rpartition(":")[0] == wanted.rpartition(":")[0]
    return str(template) if earlier == wanted and template and same_family else earlier


def update(call: EngineCall, id_: str, olds: Properties, news: Properties) -> UpdateResult:
    """Bring the service to what is declared, starting from what AWS has now."""
    claims.keep(id_)
    spec, region = wire.parsed(news, DEPLOYMENT), ServiceArn(id_).region
    services = connect_ecs_services(wire.connection(news, region))
    service = still_there(services, id_)
    made = rendered.revision_outputs(call, olds, news, region)
    wanted = str(made.get(ARN) or spec.task_definition_arn)
    previous, tags = {**_declared(olds), **_declared(call.old_inputs)}, spec.tags or {}
    same = olds.get("taskDefinitionArn") == wanted and olds.get(FORCE) == news.get(FORCE)
    deploying = Deploying(
        services, call, id_, wanted, time_given(call, news), spec.waits,
        attempted=olds.get("deploymentArn") if same else None,
        forced=plan_update(_declared(news), _declared(declared_before(call, olds)), {}, id_).redeploying,
        tags=tags,
        dropped_tags=[path[1] for path in previous if path[0] == "tags" and path[1] not in tags],
    )  # fmt: skip
    outputs = _deployed(deploying, service, {**news, **made}, olds.get("earlierTaskDefinitionArn"))
    if news.get("keepOldRevisions") is False and spec.waits:
        rendered.deregister(call, outputs, region, all_of_them=False)
    return UpdateResult(outputs)


def _deployed(
    deploying: Deploying, service: ObservedEcsService, props: Properties, earlier: str | None
) -> dict[str, Any]:
    """Deploy, and return all outputs; leave with them through the failure that keeps the resource in state."""
    try:
        reached = deploying.bring(service)
    except errors.ExpressError as error:
        if not props.get(REGISTERED):
            raise
        reached = RolloutResult(RolloutState(None), error)
    deployment = reached.rollout_state.deployment
    wanted = {"taskDefinitionArn": deploying.wanted, REVISION: int(deploying.wanted.rpartition(":")[2])}
    outputs = outputs_of(
        {**props, **wanted}, deploying.arn, deployment.arn if deployment else None, earlierTaskDefinitionArn=earlier
    )
    if reached.error is not None:
        raise InitFailed(deploying.arn, outputs, reached.error)
    return outputs


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell what AWS has now: gone, drifted by exact path, or as declared."""
    state = call.old_inputs or props
    services = connect_ecs_services(wire.connection(state, ServiceArn(id_).region))
    service = read_if_there(services, id_)
    if service is None:
        return ReadResult("", {})
    observed: Values = {("tags", key): value for key, value in service.tags.items()}
    if service.definition:
        observed["taskDefinitionArn",] = service.definition
    own = {path[0] for path in DEPLOYMENT.rules()}
    rest = {key: value for key, value in state.items() if key not in own and key != "__provider"}
    inputs = as_found(state, {**rest, **nest(as_declared(_declared(state), observed))})
    made = {key: props[key] for key in OF_A_REVISION if key in props}
    runs = {"taskDefinitionArn": service.definition} if rendered.is_rendered(state) else {}
    earlier = props.get("earlierTaskDefinitionArn")
    outputs = outputs_of({**inputs, **made, **runs}, id_, props.get("deploymentArn"), earlierTaskDefinitionArn=earlier)
    return refreshed(call, services, id_, props, outputs, inputs)


def delete(call: EngineCall, id_: str, props: Properties) -> None:
    """Leave the service as it is, or move it back to the revision that it ran before the first update."""
    _leave_or_restore(call, id_, props)
    rendered.deregister(call, props, ServiceArn(id_).region, all_of_them=True)


def _leave_or_restore(call: EngineCall, id_: str, props: Properties) -> None:
    state, earlier = declared_before(call, props), props.get("earlierTaskDefinitionArn")
    if state.get("restoreOnDestroy") is not True or earlier is None or claims.is_kept(id_):
        call.note(left_note(id_))
        return
    services = connect_ecs_services(wire.connection(props, ServiceArn(id_).region))
    deployed = {props.get("taskDefinitionArn"), state.get("taskDefinitionArn")}
    restore(Deploying(services, call, id_, earlier, time_given(call, state), waits(state)), deployed)
