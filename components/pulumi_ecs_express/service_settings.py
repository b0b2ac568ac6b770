"""The component that sets any parameter of UpdateService on a service, of Express Mode or not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, overload

import pulumi
from typing_extensions import Unpack

from pulumi_ecs_express import options, property_names
from pulumi_ecs_express.connection import AWS, reached
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.connection.settings import DEFAULT_TAGS
from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS
from pulumi_ecs_express.model.service_settings.internal_inputs import COMPONENT, REMEMBERED, ROLLOUT
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.providers.service_settings import RememberedSettingsResource, ServiceSettingsResource
from pulumi_ecs_express.secret_arguments import secret_paths

if TYPE_CHECKING:
    from pulumi_ecs_express.service import ExpressGatewayService
    from pulumi_ecs_express.settings_arguments import ServiceSettingsArgs

TYPE = "ecsexpress:index:ServiceSettings"

PLACE = ("service", "cluster", "region")


class ServiceSettings(pulumi.ComponentResource):
    """
    Settings of an ECS service by UpdateService: of an `ExpressGatewayService`, or of any other.

    It owns exactly what is declared: that alone is sent, compared and repaired, member by member inside of structures. What
    the service had before is remembered, and put back when a setting is removed from the program, or by ``pulumi destroy``;
    not where the service itself goes in the same run. Where a change starts a deployment, ``pulumi up`` waits for it; after
    each update of the program's own Express service the settings are looked at again. Source: UpdateService, Amazon ECS API
    reference, read 2026-11-28.

    Of ``opts``, ``depends_on``, ``deleted_with``, ``custom_timeouts``, and, in the arguments' own names, ``ignore_changes``,
    ``replace_on_changes`` and ``hide_diffs`` are passed on.
    """

    settings: pulumi.Output[dict[str, Any]]
    """The declared settings in effect, in AWS's names."""

    service_arn: pulumi.Output[str]

    deployment_arn: pulumi.Output[str | None]
    """The last service deployment that these settings started; None where they started none."""

    @overload
    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack["ServiceSettingsArgs"]
    ) -> None: ...

    @overload
    def __init__(
        self, resource_name: str, args: "ServiceSettingsArgs", opts: pulumi.ResourceOptions | None = None
    ) -> None: ...

    def __init__(self, resource_name: str, *given: Any, **keywords: Any) -> None:
        opts, args = options.arguments_and_options(given, keywords)
        options.refuse_useless(resource_name, opts, options.SETTINGS)
        super().__init__(TYPE, resource_name, None, opts)
        declared = self._declared(args)
        own = options.of_settings(self, opts, self._goes_with)
        if names := sorted(TABLE.keys() & declared.keys()):
            keys = {name: declared[name] for name in (*PLACE, *PROPERTIES) if name in declared}
            written = RememberedSettingsResource(resource_name, {**keys, "names": names}, options.of_remembered(own))
            declared[REMEMBERED] = written.found
        made = ServiceSettingsResource(resource_name, declared, own)
        if declared.get(options.EXPRESS_UPDATES) is not None:
            from pulumi_ecs_express.providers.express_updates import ExpressUpdatesResource

            options.refuse_going_with(resource_name, opts)
            kept = (*PLACE, *PROPERTIES, COMPONENT, options.EXPRESS_UPDATES)
            properties = {name: declared[name] for name in kept if name in declared}
            ExpressUpdatesResource(resource_name, properties, options.of_express_updates(own, made))
        self.service_arn, self.deployment_arn = made.serviceArn, made.deploymentArn
        self.settings = pulumi.Output.all(**{name: getattr(made, name) for name in names})
        self.register_outputs({name: getattr(self, name) for name in OUTPUTS})

    def _declared(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """Write the arguments as properties; of a component of the program, its ARN is taken and how it is reached."""
        given = {key: value for key, value in args.items() if key != "service"}
        declared = property_names.properties(given, property_names.SETTINGS_SHAPE)
        declared[SECRET_ARGUMENTS] = secret_paths(declared)
        service, provider = args.get("service"), self.get_provider(AWS)
        self._goes_with: pulumi.Resource | None = None
        if _is_component(service):
            from pulumi_ecs_express.service import resource_of

            provider = provider or service.get_provider(AWS)
            declared = {**service.connection, **declared, "service": service.service_arn, COMPONENT: service.urn}
            declared[ROLLOUT] = [service.service_revision_arn, service.deployment_arn]
            self._goes_with = resource_of(service)
        elif isinstance(service, pulumi.CustomResource):
            declared["service"], self._goes_with = service.id, service
        elif service is not None:
            known = isinstance(service, str | pulumi.Output)
            declared["service"] = service if known else f"a {type(service).__name__}"
        connection = reached(provider, declared)
        connection.pop(DEFAULT_TAGS, None)
        return {**declared, **connection}


def _is_component(service: Any) -> "TypeGuard[ExpressGatewayService]":
    """Report whether it is the package's own component, whose module is loaded only where there is one."""
    if not isinstance(service, pulumi.ComponentResource):
        return False
    from pulumi_ecs_express.service import ExpressGatewayService

    return isinstance(service, ExpressGatewayService)


OUTPUTS = ("settings", "service_arn", "deployment_arn")
