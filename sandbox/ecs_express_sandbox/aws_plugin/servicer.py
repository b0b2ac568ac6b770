"""The gRPC edge: the engine's requests in, plain values to `plugin`, answers out."""

from __future__ import annotations

import importlib.metadata
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc
from typing_extensions import override

from ecs_express_sandbox.aws_plugin import catalogue, checking, naming, plugin
from ecs_express_sandbox.aws_plugin.account import Account, default_region
from ecs_express_sandbox.aws_plugin.difference import Kind, top
from ecs_express_sandbox.aws_plugin.failures import Refused, answered
from ecs_express_sandbox.aws_plugin.resource_type import ResourceType
from ecs_express_sandbox.aws_plugin.values import Properties, bare, from_struct, to_struct

CHANGE = {
    (Kind.ADD, False): provider_pb2.PropertyDiff.ADD,
    (Kind.ADD, True): provider_pb2.PropertyDiff.ADD_REPLACE,
    (Kind.DELETE, False): provider_pb2.PropertyDiff.DELETE,
    (Kind.DELETE, True): provider_pb2.PropertyDiff.DELETE_REPLACE,
    (Kind.UPDATE, False): provider_pb2.PropertyDiff.UPDATE,
    (Kind.UPDATE, True): provider_pb2.PropertyDiff.UPDATE_REPLACE,
}


class AwsServicer(provider_pb2_grpc.ResourceProviderServicer):
    """
    One provider of one program.

    The engine keeps secrets to itself, as with the real plugin: values arrive bare, and it marks outputs by the names
    of secret inputs.
    """

    def __init__(self) -> None:
        self._account: Account | None = None

    @property
    def account(self) -> Account:
        """The configured account."""
        if self._account is None:
            raise Refused("the aws provider was used before it was configured")
        return self._account

    @override
    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """Return the version of the SDK that is installed beside: the engine warns of an older plugin."""
        return plugin_pb2.PluginInfo(version=importlib.metadata.version("pulumi-aws"))

    @override
    @answered
    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.CheckResponse:
        """Fill in the Region of the environment, and refuse to start without one."""
        inputs = from_struct(request.news)
        if not inputs.get("region"):
            region = default_region()
            if region is None:
                reason = "no AWS Region is configured; type `pulumi config set aws:region us-east-1`, or set AWS_REGION"
                return provider_pb2.CheckResponse(failures=[provider_pb2.CheckFailure(reason=reason)])
            inputs["region"] = region
        return provider_pb2.CheckResponse(inputs=to_struct(inputs))

    @override
    @answered
    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.DiffResponse:
        """Report whether the configuration changed; resources carry their Region, so a provider is never replaced."""
        same = from_struct(request.old_inputs or request.olds) == from_struct(request.news)
        answer = provider_pb2.DiffResponse
        return answer(changes=answer.DIFF_NONE if same else answer.DIFF_SOME)

    @override
    @answered
    def Configure(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.ConfigureResponse:
        """Keep the configuration; no call to AWS is made before one is needed."""
        self._account = Account(bare(from_struct(request.args)))
        return provider_pb2.ConfigureResponse(supportsPreview=True, supports_autonaming_configuration=True)

    @override
    @answered
    def Invoke(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.InvokeResponse:
        """Call a function."""
        found = catalogue.function(request.tok)(self.account, from_struct(request.args))
        return provider_pb2.InvokeResponse(**{"return": to_struct(found)})

    @override
    @answered
    def Check(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.CheckResponse:
        """Fill in the inputs and list what is wrong; never by property: the engine prints its value."""
        declaration = resource_type(request).declaration
        old, new = from_struct(request.olds), from_struct(request.news)
        try:
            inputs = checking.checked(declaration, request, self.account, old, new)
        except naming.NoName as reason:
            return provider_pb2.CheckResponse(failures=[provider_pb2.CheckFailure(reason=str(reason))])
        failures = [provider_pb2.CheckFailure(reason=reason) for reason in checking.mistakes(declaration, inputs)]
        return provider_pb2.CheckResponse(inputs=to_struct(inputs), failures=failures)

    @override
    @answered
    def Diff(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.DiffResponse:
        """Compare by path."""
        kind, state = resource_type(request), from_struct(request.olds)
        verdict = plugin.diff(kind, state, from_struct(request.old_inputs), from_struct(request.news))
        details = {
            path: provider_pb2.PropertyDiff(kind=CHANGE[change, top(path) in verdict.replaces])
            for path, change in verdict.paths.items()
        }
        answer = provider_pb2.DiffResponse
        return answer(
            changes=answer.DIFF_SOME if verdict.paths else answer.DIFF_NONE,
            replaces=verdict.replaces,
            deleteBeforeReplace=verdict.delete_first,
            diffs=sorted({top(path) for path in verdict.paths}),
            detailedDiff=details,
            hasDetailedDiff=True,
        )

    @override
    @answered
    def Create(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.CreateResponse:
        """Make a resource, or say what would be known of it."""
        kind, inputs = resource_type(request), from_struct(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=to_struct(plugin.preview_create(kind, inputs)))
        resource_id, outputs = plugin.create(kind, self.account, inputs)
        return provider_pb2.CreateResponse(id=resource_id, properties=with_id(outputs, resource_id))

    @override
    @answered
    def Update(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.UpdateResponse:
        """Change a resource, or say what would be known of it."""
        kind, state, inputs = resource_type(request), from_struct(request.olds), from_struct(request.news)
        if request.preview:
            return provider_pb2.UpdateResponse(properties=to_struct(plugin.preview_update(kind, state, inputs)))
        outputs = plugin.update(kind, self.account, request.id, state, inputs)
        return provider_pb2.UpdateResponse(properties=with_id(outputs, request.id))

    @override
    @answered
    def Read(self, request: Any, context: grpc.ServicerContext) -> provider_pb2.ReadResponse:
        """Read a resource for a refresh, an import or a `get`; an empty id says that it is gone."""
        kind, inputs = resource_type(request), from_struct(request.inputs)
        outputs = plugin.read(
            kind, self.account, request.id, from_struct(request.properties) or plugin.declared(inputs)
        )
        if outputs is None:
            return provider_pb2.ReadResponse(id="")
        refreshed = plugin.refreshed_inputs(kind.declaration, outputs, inputs)
        return provider_pb2.ReadResponse(
            id=request.id, properties=with_id(outputs, request.id), inputs=to_struct(refreshed)
        )

    @override
    @answered
    def Delete(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Remove a resource."""
        resource_type(request).delete(self.account, request.id, from_struct(request.properties))
        return empty_pb2.Empty()

    @override
    def Cancel(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Nothing here takes long enough to be cancelled."""
        return empty_pb2.Empty()


def resource_type(request: Any) -> ResourceType:
    """Find the type that a request is about."""
    return catalogue.resource_type(request.type or request.urn.split("::")[2].rpartition("$")[2])


def with_id(outputs: Properties, resource_id: str) -> Any:
    """Write outputs; bridged providers repeat the id among them."""
    return to_struct(outputs | {"id": resource_id})
