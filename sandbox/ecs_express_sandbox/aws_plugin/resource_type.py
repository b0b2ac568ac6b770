"""
What the plugin has to know of a resource type: a declaration, and five verbs.

A new type is a subclass with its own module in `resources/`, named in `catalogue`. What all types share (names,
defaults, tags, previews, differences) is in `plugin` and `difference`, and is never repeated in a subclass.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.values import Properties

OneForm = Callable[[Any, Properties], Any]
"""Writes a property in the one form that all its spellings share; what it means may hang on the others beside it."""


@dataclass(frozen=True)
class Declaration:
    """
    The properties of a type, by their names in the `pulumi_aws` schema.

    Attributes:
        token: the type as a program's SDK names it.
        inputs: what a program may set, but for tags and the Region.
        required: of those, what it must set.
        computed: what only AWS knows, hence not known in the preview of a create.
        immutable: what cannot change without another resource.
        defaults: what the real plugin fills in for what is left out.
        documents: which are policy documents.
        unordered: which are lists in no order.
        one_form: of what else may be written in several ways, the form in which it is compared.
        filled: what the real plugin fills in within a value, by the property that holds it.
        unreadable: which AWS does not give back, so that the declared value stands.
        name_limit: the longest generated name; None where no name is generated.
        name_property: which property holds that name.
        tagged: whether it takes `tags`.
        regional: whether it takes a `region` of its own.
        replaced_in_place: whether the old one must go before its successor comes, since both would be the same.
    """

    token: str
    inputs: frozenset[str]
    required: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    immutable: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    unordered: frozenset[str] = frozenset()
    one_form: Mapping[str, OneForm] = field(default_factory=dict)
    filled: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    name_limit: int | None = None
    name_property: str = "name"
    tagged: bool = False
    regional: bool = False
    replaced_in_place: bool = False

    @property
    def known_inputs(self) -> frozenset[str]:
        """Everything a program, or `check`, may put into the inputs."""
        tags = frozenset({"tags", "tagsAll"}) if self.tagged else frozenset()
        return self.inputs | tags | (frozenset({"region"}) if self.regional else frozenset())


class ResourceType(ABC):
    """One resource type; instances hold no state, since one serves all resources of all providers."""

    declaration: ClassVar[Declaration]

    @abstractmethod
    def create(self, account: Account, inputs: Properties) -> str:
        """Make it with the one call that makes it, and give its id."""

    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:  # noqa: B027  # most types are whole after `create`
        """Do what has to follow `create`; when this fails the resource is kept, unfinished."""

    @abstractmethod
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Say what AWS has, all readable properties; None where AWS says that there is no such thing."""

    @abstractmethod
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change what may change; `old` is the state, `new` the checked inputs."""

    @abstractmethod
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Remove it; one that is gone already is removed."""
