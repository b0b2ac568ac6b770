"""
Inputs that need no second check: they were checked before and have not changed since.

Most runs change nothing. They are answered here, without loading the models and the rules.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.service.internal_inputs import GENERATED_NAME

FILLED_IN = frozenset({"serviceName", GENERATED_NAME})
"""What `check` adds to the program's inputs; the name is the old one as long as there are old inputs."""

DECLARED = "__declared"
"""A mark of all that a program declares of a resource, where its inputs are what was made of that."""

TRACKED = "__tracked"
"""Whether what a resource was made of can have changed at AWS, so that it is looked at in each run."""


def marked_anew(news: Mapping[str, Any]) -> dict[str, Any]:
    """Mark what arrives: transforms of the program change properties after its component has marked them."""
    if DECLARED not in news:
        return dict(news)
    return {**news, DECLARED: mark_of(_told(news))}


def mark_of(declared: Any) -> str:
    """Give the mark of what is declared: another one for anything else."""
    return hashlib.sha256(json.dumps(declared, sort_keys=True, default=repr).encode()).hexdigest()


def made_before(olds: Mapping[str, Any], news: Mapping[str, Any]) -> bool:
    """Report whether ``olds`` is what would be made of ``news`` again."""
    return bool(olds.get(DECLARED)) and olds[DECLARED] == news.get(DECLARED) and not olds.get(TRACKED)


def as_found(state: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Give the inputs that a refresh has found; where they have drifted, they are not what was made of the mark any more."""
    return {key: value for key, value in found.items() if key != DECLARED or same_inputs(state, found)}


def checked_before(olds: Mapping[str, Any], news: Mapping[str, Any]) -> bool:
    """Report whether ``olds`` is what checking ``news`` would give; never true where something is unknown."""
    declared = {key: value for key, value in news.items() if value is not None}
    added = set(olds) - set(declared)
    if not olds or (added and added != FILLED_IN):
        return False
    return all(olds.get(key) == value for key, value in declared.items())


def same_inputs(state: Mapping[str, Any] | None, news: Mapping[str, Any]) -> bool:
    """Report whether the program wants what the state says was wanted; how the provider is stored does not matter."""
    return state is not None and _told(state) == _told(news)


def _told(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in inputs.items() if key != "__provider"}
