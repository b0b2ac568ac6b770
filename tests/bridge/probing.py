"""A provider that does what a test asks of it, served by the SDK's own process as the engine would start it."""

from __future__ import annotations

from typing import Any

from pulumi.dynamic import ConfigureRequest, CreateResult, DiffResult, ResourceProvider, UpdateResult

from pulumi_ecs_express.errors import Throttled
from pulumi_ecs_express.providers import engine

MESSAGE = Throttled("creating it was throttled", why="Rate exceeded", remedy="try again")


class ProbeProvider(ResourceProvider):
    """Reaches for everything that the bridge offers."""

    serialize_as_secret_always = False

    def configure(self, _req: ConfigureRequest) -> None:
        engine.install()

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        with engine.serving() as call:
            call.show([engine.Difference('env["a.b"]', "update"), engine.Difference("name", "delete", replaces=True)])
            return DiffResult(changes=True)

    def create(self, props: dict[str, Any]) -> CreateResult:
        with engine.serving() as call:
            for text in props.get("say", []):
                call.say(text)
            if props.get("fail") == "clean":
                raise MESSAGE
            if props.get("fail") == "kept":
                raise engine.InitFailed("id-1", {"state": "half"}, MESSAGE)
            if props.get("fail") == "bug":
                raise KeyError("nobody foresaw this")
            because = call.wait(float(props.get("wait", 0)))
            return CreateResult("id-1", {"because": because, "urn": call.urn, "timeout": call.timeout})

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        with engine.serving() as call:
            return UpdateResult({"old": dict(call.old_inputs or {})})
