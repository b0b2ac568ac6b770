"""The resource options of the components: what is passed on to their resources, and what Pulumi cannot do with them."""

from collections.abc import Mapping
from typing import Any

import pulumi

from pulumi_ecs_express import property_names

EXPRESS_UPDATES = "expressUpdates"
"""The property that has a resource of its own among those of settings."""

PATHS = ("ignore_changes", "replace_on_changes", "hide_diffs")
"""Options that name arguments."""

PASSED_ON = ("custom_timeouts", "delete_before_replace", "replace_with", "replacement_trigger")
"""
Options that Pulumi gives to the component alone, and that mean its service.

Passed on by Pulumi itself are ``protect``, ``retain_on_delete``, ``deleted_with``, providers, aliases and transforms.
"""

REFUSED = {
    "import_": "Pulumi imports no dynamic resource: set adopt_existing=True, which takes over the service that has the name",
    "id": "a component has no ID: to take over a service that is there, set service_name and adopt_existing=True",
    "additional_secret_outputs": "a component's outputs are made secret one by one, as in pulumi.Output.secret(web.url)",
    "version": "the provider comes with this package: leave it out",
    "plugin_download_url": "the provider comes with this package: leave it out",
    "env_var_mappings": "the provider comes with this package: leave it out",
    "urn": "a component cannot be read by its URN: use a pulumi.StackReference to another stack's outputs",
}
"""Options that would do nothing, or fail in words that do not help: each with what to do instead."""


REFUSED_FOR_A_DOMAIN = {
    **REFUSED,
    "import_": "Pulumi imports no dynamic resource: declare the domain, which leaves what is there as it is and adds what is missing",
    "id": "a component has no ID: leave it out",
    "delete_before_replace": "a domain's new parts are always made before the old ones go: leave it out",
    "replace_on_changes": "a domain is changed in place, without a gap: leave it out",
    "replace_with": "a domain follows its service by itself: leave it out",
    "replacement_trigger": "a domain is changed in place, without a gap: leave it out",
}
"""Those of a custom domain."""

NEVER_REPLACED = {
    "replace_with": "nothing at AWS is replaced by it: leave it out",
    "replacement_trigger": "nothing at AWS is replaced by it: force_new_deployment of a ServiceSettings or an EcsServiceUpdate, "
    "with another value, deploys again",
}
"""Of what has a family of revisions or a service of others, which another resource in state would not change."""

REFUSED_FOR_A_REVISION = {
    **REFUSED,
    "import_": "Pulumi imports no dynamic resource: declare it, and a latest revision that is the same is not registered again",
    "id": "a component has no ID: leave it out",
    "custom_timeouts": "a revision is registered at once: leave it out",
    "delete_before_replace": "a revision is never changed, and a new one is registered beside it: leave it out",
    **NEVER_REPLACED,
}
"""Those of a revision of a task definition."""

REFUSED_FOR_AN_UPDATE = {
    **REFUSED,
    **NEVER_REPLACED,
    "id": "a component has no ID: leave it out",
    "import_": "Pulumi imports no dynamic resource: declare it, and a service that runs the revision already is left as it is",
    "delete_before_replace": "the service itself is never replaced: leave it out",
}
"""Those of an update of a service."""

REFUSED_FOR_SETTINGS = {
    **REFUSED,
    **NEVER_REPLACED,
    "id": "a component has no ID: leave it out",
    "import_": "Pulumi imports no dynamic resource: declare the settings; those that the service has already are not sent",
    "delete_before_replace": "the service itself is never replaced: leave it out",
}
"""Those of settings of a service."""

SERVICE, DOMAIN = ("an ExpressGatewayService", REFUSED), ("a CustomDomain", REFUSED_FOR_A_DOMAIN)
REVISION = ("a TaskDefinitionRevision", REFUSED_FOR_A_REVISION)
UPDATE = ("an EcsServiceUpdate", REFUSED_FOR_AN_UPDATE)

SETTINGS = ("a ServiceSettings", REFUSED_FOR_SETTINGS)


def refuse_useless(
    name: str, opts: pulumi.ResourceOptions | None, component: tuple[str, Mapping[str, str]] = SERVICE
) -> None:
    """
    Refuse options that cannot work.

    Raises:
        pulumi.RunError: It names each of them, and what to write instead.
    """
    kind, refused = component
    found = [f"{option}: {instead}" for option, instead in refused.items() if getattr(opts, option, None) is not None]
    if found:
        raise pulumi.RunError(f"{name}: opts of {kind}: " + "; ".join(found))


def of_declared(
    parent: pulumi.Resource, opts: pulumi.ResourceOptions | None, shape: property_names.Shape
) -> pulumi.ResourceOptions:
    """Make the options of the resource that holds a component's arguments, whose shape is given."""
    own = pulumi.ResourceOptions(parent=parent, **_paths(opts, shape))
    return pulumi.ResourceOptions.merge(own, pulumi.ResourceOptions(depends_on=opts.depends_on if opts else None))


def of_update(parent: pulumi.Resource, opts: pulumi.ResourceOptions | None) -> pulumi.ResourceOptions:
    """Make the options of an update of a service."""
    return _with_timeouts(of_declared(parent, opts, property_names.DEFINITION_SHAPE), opts)


def of_settings(
    parent: pulumi.Resource, opts: pulumi.ResourceOptions | None, service: pulumi.Resource | None
) -> pulumi.ResourceOptions:
    """Make the options of settings; where the program makes the ``service`` too, they go with it."""
    own = _with_timeouts(of_declared(parent, opts, property_names.SETTINGS_SHAPE), opts)
    goes_with = (opts.deleted_with if opts else None) or service
    return pulumi.ResourceOptions.merge(own, pulumi.ResourceOptions(deleted_with=goes_with))


def of_remembered(settings: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    """Make the options of what is written down before the settings change."""
    return pulumi.ResourceOptions(
        parent=settings.parent, depends_on=settings.depends_on, deleted_with=settings.deleted_with
    )


def of_express_updates(settings: pulumi.ResourceOptions, made: pulumi.Resource) -> pulumi.ResourceOptions:
    """Make the options of what keeps Express updates off: behind the settings, and gone before the service goes."""
    own = pulumi.ResourceOptions(parent=settings.parent, depends_on=settings.depends_on)
    ignored = [path for path in settings.ignore_changes or [] if path == EXPRESS_UPDATES]
    return pulumi.ResourceOptions.merge(own, pulumi.ResourceOptions(depends_on=[made], ignore_changes=ignored))


def refuse_going_with(name: str, opts: pulumi.ResourceOptions | None) -> None:
    """Refuse ``deleted_with`` beside ``express_updates``: a delete that is left out would leave the service blocked."""
    if opts is not None and opts.deleted_with is not None:
        raise pulumi.RunError(
            f"{name}: opts of a ServiceSettings: deleted_with: with express_updates the tag must be put back before the service "
            "is deleted: leave deleted_with out, the settings go with a service of the program by themselves"
        )


def _with_timeouts(own: pulumi.ResourceOptions, opts: pulumi.ResourceOptions | None) -> pulumi.ResourceOptions:
    timeouts = pulumi.ResourceOptions(custom_timeouts=opts.custom_timeouts if opts else None)
    return pulumi.ResourceOptions.merge(own, timeouts)


def _paths(opts: pulumi.ResourceOptions | None, shape: property_names.Shape) -> dict[str, Any]:
    """Write the options that name arguments, as far as they are set, in AWS's names."""
    named = {option: getattr(opts, option, None) or [] for option in PATHS}
    return {
        option: [property_names.camel_path(path, shape) for path in paths] for option, paths in named.items() if paths
    }


def of_service(
    parent: pulumi.Resource, opts: pulumi.ResourceOptions | None, needed: list[pulumi.Resource]
) -> pulumi.ResourceOptions:
    """Make the options of the service from those of its component; ``needed`` is what must be there before it."""
    passed: dict[str, Any] = {name: value for name in PASSED_ON if (value := getattr(opts, name, None)) is not None}
    passed |= _paths(opts, property_names.SHAPE)
    own = pulumi.ResourceOptions(parent=parent, depends_on=needed, **passed)
    return pulumi.ResourceOptions.merge(own, pulumi.ResourceOptions(depends_on=opts.depends_on if opts else None))


def arguments_and_options(
    given: tuple[Any, ...], keywords: Mapping[str, Any]
) -> tuple[pulumi.ResourceOptions | None, dict[str, Any]]:
    """Sort out ``(opts, **arguments)`` and ``(arguments, opts)``, the two ways in which Pulumi's resources are made."""
    arguments = dict(keywords)
    opts = arguments.pop("opts", None)
    for one in (*given, arguments.pop("args", None)):
        if isinstance(one, Mapping):
            arguments = {**one, **arguments}
        elif one is not None:
            opts = one
    return opts, arguments
