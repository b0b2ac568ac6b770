"""
What all dynamic providers share: each method runs inside `engine.serving()`, and the work is in a module of its own.

That module is loaded by the first call that needs it: most runs change nothing and are answered without it.
"""

from importlib import import_module
from typing import Any, ClassVar

from pulumi.dynamic import (
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from pulumi_ecs_express.providers.unchanged import checked_before, same_inputs


class DynamicProvider(ResourceProvider):
    """Serves one type of resource; ``operations`` is the module with its methods. Instances hold no data."""

    serialize_as_secret_always = False
    operations: ClassVar[str]

    def configure(self, req: ConfigureRequest) -> None:
        from pulumi_ecs_express.providers.engine import install

        install()

    def checked(self, olds: dict[str, Any], news: dict[str, Any]) -> bool:
        """Report whether ``olds`` is what checking ``news`` would give."""
        return checked_before(olds, news)

    def arrived(self, news: dict[str, Any]) -> dict[str, Any]:
        """Give the properties as they are judged and kept."""
        return news

    def settled(self, outputs: dict[str, Any]) -> bool:
        """Report whether nothing is left to do as long as the inputs stay the same."""
        return True

    def keep(self, id_: str, news: dict[str, Any]) -> None:
        """Note that the program keeps the resource as it is."""

    def _module(self) -> Any:
        return import_module(f"pulumi_ecs_express.providers.{self.operations}")

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        news = self.arrived(news)
        if self.checked(_olds, news):
            return CheckResult(dict(_olds), [])
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            checked: CheckResult = self._module().check(call, _olds, news)
            return checked

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            if same_inputs(call.old_inputs, _news) and self.settled(_olds):
                self.keep(_id, _news)
                return DiffResult(changes=False)
            found: DiffResult = self._module().diff(call, _id, _olds, _news)
            return found

    def create(self, props: dict[str, Any]) -> CreateResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            created: CreateResult = self._module().create(call, props)
            return created

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            updated: UpdateResult = self._module().update(call, _id, _olds, _news)
            return updated

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            read: ReadResult = self._module().read(call, id_, props)
            return read

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            self._module().delete(call, _id, _props)
