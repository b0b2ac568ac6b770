"""
Ready rules for Pulumi's policy as code: what the services of a company must keep to, judged in each preview and update.

Each function returns one policy for a ``pulumi_policy.PolicyPack``. Its arguments can be overridden by
``--policy-pack-config``, under the policy's name. A value that a preview does not know yet says nothing there; `pulumi up`
asks again once it knows it.

Needs the extra ``policy``: ``pip install 'pulumi-ecs-express[policy]'``. docs/policies.md shows a pack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, TypedDict

from pulumi_policy import (
    EnforcementLevel,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UnknownValueError
from typing_extensions import Unpack

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.type_tokens import DYNAMIC, INGRESS, SERVICE
from pulumi_ecs_express.planning.policy_rules.access import public_by_declaration, public_endpoint
from pulumi_ecs_express.planning.policy_rules.containers import WITH_CONTAINERS
from pulumi_ecs_express.planning.policy_rules.images import images_from_elsewhere, moving_images
from pulumi_ecs_express.planning.policy_rules.logs import LOG_GROUP, retention_missing
from pulumi_ecs_express.planning.policy_rules.tasks import rollback_switched_off, rollout_not_awaited, too_few_tasks
from pulumi_ecs_express.planning.policy_rules.variables import secrets_in_clear

SETTINGS = f"{DYNAMIC}ServiceSettings"

SCHEMAS: Mapping[type, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    list: {"type": "array", "items": {"type": "string"}},
}
"""JSON schema of a rule's settings, by their type."""


class RuleOptions(TypedDict, total=False):
    """What every rule takes."""

    name: str
    """Name of the policy in messages and in the pack's configuration, in place of the rule's own: for a rule used twice."""

    enforcement_level: EnforcementLevel
    """Whether a violation stops the deployment, in place of the pack's level."""

    stacks: Sequence[str]
    """The stacks that the rule is for, by name; ``*`` stands for anything. All, if left out."""


def no_latest_image(*, digest: bool = False, **options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Require images that stay what they are: no ``:latest``, and no reference without tag or digest.

    Judges services, task definitions and updates, sidecars included. ``pin_image_digest`` counts as a digest.

    Args:
        digest: Whether a tag is not enough.
        **options: Name, level and stacks of the rule.
    """
    about = "Images are named by a tag other than latest, or by a digest."
    return _rule("no-latest-image", about, WITH_CONTAINERS, _without_type(moving_images), {"digest": digest}, options)


def images_from(*registries: str, **options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Allow images of some registries alone.

    Args:
        *registries: ``123456789012.dkr.ecr.*.amazonaws.com``, ``ghcr.io/shop``: a registry, a part of it, or a pattern.
        **options: Name, level and stacks of the rule.
    """
    about = "Images come from the allowed registries."
    settings = {"registries": list(registries)}
    return _rule("images-from", about, WITH_CONTAINERS, _without_type(images_from_elsewhere), settings, options)


def minimum_tasks(tasks: int = 2, **options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Require a number of tasks that always run, so that a service outlives a zone or a task.

    Args:
        tasks: The fewest that ``scaling_target.min_task_count`` may name; a paused service has none.
        **options: Name, level and stacks of the rule; ``stacks=["prod*"]`` leaves other stacks alone.
    """
    about = "A service keeps a minimum number of tasks running."
    return _rule("minimum-tasks", about, (SERVICE,), _without_type(too_few_tasks), {"tasks": tasks}, options)


def log_retention(most_days: int = 0, **options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Require that log lines are not kept for ever.

    Judges services, and log groups of ``pulumi_aws``, to which a service may write instead.

    Args:
        most_days: The longest retention allowed; any, if 0.
        **options: Name, level and stacks of the rule.
    """
    about = "Log groups have a retention."
    return _rule("log-retention", about, (SERVICE, LOG_GROUP), retention_missing, {"most_days": most_days}, options)


def no_public_service(private_subnets: Sequence[str] = (), **options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Forbid services that the internet reaches, as far as their declaration shows it: before anything is made.

    Whether subnets are private is known to AWS alone: list those that may be used, or have ``no_public_endpoint`` too.

    Args:
        private_subnets: IDs of the subnets that may be used; any, if empty.
        **options: Name, level and stacks of the rule.
    """
    about = "A service is declared in private subnets."
    settings = {"private_subnets": list(private_subnets)}
    return _rule("no-public-service", about, (SERVICE,), _without_type(public_by_declaration), settings, options)


def no_public_endpoint(**options: Unpack[RuleOptions]) -> StackValidationPolicy:
    """
    Forbid services that AWS reports as public, of whichever subnets.

    Known in the preview of a service that is there; of a new one at the end of the `pulumi up` that made it.

    Args:
        **options: Name, level and stacks of the rule.
    """

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        for resource in args.resources:
            if resource.resource_type == INGRESS and _is_for(resource.urn, options):
                for message in public_endpoint(plain(resource.props)):
                    report(message, resource.urn)

    return StackValidationPolicy(
        name=options.get("name", "no-public-endpoint"),
        description="The endpoint of a service is private.",
        validate=validate,
        enforcement_level=options.get("enforcement_level"),
    )


def rollouts_awaited(**options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Require that `pulumi up` waits for the deployment, and so fails when AWS rolls it back.

    Args:
        **options: Name, level and stacks of the rule.
    """
    about = "pulumi up waits for the deployment of a service."
    return _rule("rollouts-awaited", about, (SERVICE,), _without_type(rollout_not_awaited), {}, options)


def rollback_kept(**options: Unpack[RuleOptions]) -> ResourceValidationPolicy:
    """
    Require that ``ServiceSettings`` do not switch circuit breaker or alarms off, which withdraw a failed deployment.

    Args:
        **options: Name, level and stacks of the rule.
    """
    about = "A failed deployment is rolled back."
    return _rule("rollback-kept", about, (SETTINGS,), _without_type(rollback_switched_off), {}, options)


def no_secrets_in_environment(
    *, allowed: Collection[str] = (), **options: Unpack[RuleOptions]
) -> ResourceValidationPolicy:
    """
    Require that secrets are named in ``secrets`` and do not stand in ``environment``, also encrypted by Pulumi.

    Pulumi keeps a secret Output out of its state and output, but ECS stores its value in the task definition, in clear.
    Variables are judged by their names, and by a password in a URL.

    Args:
        allowed: Names of variables that look like secrets and are none.
        **options: Name, level and stacks of the rule.
    """
    about = "Environment variables hold no secrets."
    settings = {"allowed": list(allowed)}
    return _rule(
        "no-secrets-in-environment", about, WITH_CONTAINERS, _without_type(secrets_in_clear), settings, options
    )


Judge = Callable[..., Iterable[str]]
"""Takes type, properties and the rule's settings; gives a sentence for each violation."""


def _rule(
    name: str, about: str, types: Collection[str], judge: Judge, settings: Mapping[str, Any], options: RuleOptions
) -> ResourceValidationPolicy:
    """Make the policy of a pure judgement."""

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if args.resource_type not in types or not _is_for(args.urn, options):
            return
        given = plain(args.get_config())
        chosen = {key: given.get(key, value) for key, value in settings.items()}
        for message in judge(args.resource_type, plain(args.props), **chosen):
            report(message, None)

    return ResourceValidationPolicy(
        name=options.get("name", name),
        description=about,
        validate=validate,
        enforcement_level=options.get("enforcement_level"),
        config_schema=_schema(settings),
    )


def _schema(settings: Mapping[str, Any]) -> PolicyConfigSchema | None:
    if not settings:
        return None
    properties = {key: {**SCHEMAS[type(value)], "default": value} for key, value in settings.items()}
    return PolicyConfigSchema(properties=properties)


def _without_type(judge: Judge) -> Judge:
    return lambda _type, properties, **settings: judge(properties, **settings)


def _is_for(urn: str, options: RuleOptions) -> bool:
    """Report whether the rule is for the stack of a resource: ``urn:pulumi:<stack>::…``."""
    stack = urn.split("::", maxsplit=1)[0].removeprefix("urn:pulumi:")
    patterns = options.get("stacks")
    return patterns is None or any(fnmatchcase(stack, pattern) for pattern in patterns)


def plain(value: Any) -> Any:
    """
    Take properties out of the SDK's proxies, with `UNKNOWN` in place of what cannot be known in a preview.

    For rules of one's own: the proxies raise where a rule so much as looks at a value that is not known. Whole numbers, which
    arrive as floats, are integers again.
    """
    if isinstance(value, Mapping):
        return {str(key): _member(value, key) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_member(value, index) for index in range(len(value))]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _member(holder: Any, key: Any) -> Any:
    try:
        return plain(holder[key])
    except UnknownValueError:
        return UNKNOWN
