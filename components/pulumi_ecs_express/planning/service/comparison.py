"""The only place that compares what a program declares of a service with what is."""

from collections.abc import Callable, Iterator

from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.property_paths import Leaf, Leaves, Path, covered, dotted, under
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service.observed import cluster_name
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER, OF_THE_TASK_DEFINITION, TASK_DEFINITION, rule, rules
from pulumi_ecs_express.planning.plan import Change, Kind, Plan, in_order
from pulumi_ecs_express.planning.service.log_retention import is_no_removal

CLUSTER: Path = ("cluster",)
TAGS = "tags"
SECURITY_GROUPS: Path = ("networkConfiguration", "securityGroups")

OWNED_MAPS: tuple[Path, ...] = (("primaryContainer", "environment"), ("primaryContainer", "secrets"))
"""Maps that an update replaces whole: once declared, an entry that somebody else added is a difference."""


def plan_service(desired: Leaves, observed: Leaves, previous: Leaves) -> Plan:
    """
    List what must change so that ``observed`` becomes ``desired``.

    Args:
        desired: What the program declares now; unknowns are possible in a preview.
        observed: What is: AWS's answer, or in a preview the state.
        previous: What was declared before. Declared then and not now, a field is removed:
            it goes back to AWS's default, or the removal was refused by `refused_removals` already.

    A field that was never declared is AWS's to choose and makes no change.
    A field that is not known yet counts as a possible change: a preview may promise too much, never too little.
    """
    found = [
        *_declared(desired, observed, previous),
        *_strangers(desired, observed),
        *_removed(desired, observed, previous),
    ]
    return in_order({change.path: change for change in found}.values())


def _declared(desired: Leaves, observed: Leaves, previous: Leaves) -> Iterator[Change]:
    for path, wanted in desired.items():
        effect, _ = rule(path)
        there = observed.get(path)
        if effect is Effect.NONE or (same(path, wanted, there) and not _left_over(path, wanted, there, previous)):
            continue
        yield Change(path, Kind.ADD if there is None else Kind.UPDATE, effect, there, wanted)


def _strangers(desired: Leaves, observed: Leaves) -> Iterator[Change]:
    """Find entries in a map of ours that the program does not have."""
    for owned in OWNED_MAPS:
        if not under(owned, desired):
            continue
        for path, there in under(owned, observed).items():
            if not covered(path, desired):
                yield Change(path, Kind.DELETE, Effect.DEPLOYMENT, there, None)


def _removed(desired: Leaves, observed: Leaves, previous: Leaves) -> Iterator[Change]:
    for path in previous:
        if covered(path, desired) or moved_into_definition(path, desired):
            continue
        effect, removal = rule(path)
        there = observed.get(path)
        if effect is Effect.NONE or isinstance(removal, Keep) or there is None:
            continue
        default = removal.default if isinstance(removal, ResetTo) and path in rules() else None
        if default is None or not same(path, default, there) or _left_over(path, default, there, previous):
            yield Change(path, Kind.DELETE, effect, there, default)


def moved_into_definition(path: Path, desired: Leaves) -> bool:
    """Tell whether a field is gone because a task definition of the user's own holds it now."""
    return path[0] in OF_THE_TASK_DEFINITION and TASK_DEFINITION in desired


def _left_over(path: Path, wanted: Leaf, there: Leaf | None, previous: Leaves) -> bool:
    """Tell whether security groups that the program no longer names are there still; `same` lets all others be."""
    dropped = set(_items(previous.get(path))) - set(_items(wanted))
    return path == SECURITY_GROUPS and bool(dropped & set(_items(there)))


def refused_removals(desired: Leaves, previous: Leaves) -> list[tuple[str, str]]:
    """Name the declared fields that are gone and that AWS cannot take back, each with what to write instead."""
    refused: dict[Path, str] = {}
    for path in previous:
        if covered(path, desired) or moved_into_definition(path, desired) or is_no_removal(path, desired, previous):
            continue
        whole = next(
            (path[:n] for n in range(1, len(path) + 1) if path[:n] in rules() and not _any_under(path[:n], desired)),
            path,
        )
        for candidate in (whole, path):
            _, removal = rule(candidate)
            if isinstance(removal, Refuse):
                refused[candidate] = removal.remedy
                break
    return [(dotted(path), remedy) for path, remedy in sorted(refused.items())]


def _any_under(prefix: Path, leaves: Leaves) -> bool:
    return bool(under(prefix, leaves)) or covered(prefix, leaves)


def as_declared(declared: Leaves, observed: Leaves) -> dict[Path, Leaf]:
    """
    Say what AWS has at the declared paths, in the program's own form where it means the same.

    That is what a refresh writes into the inputs: drift shows by exact path, and nothing else shows.
    """
    kept = {
        path: leaf if same(path, leaf, observed.get(path)) else _shown(path, leaf, observed)
        for path, leaf in declared.items()
    }
    for owned in OWNED_MAPS:
        if under(owned, declared):
            kept.update({path: leaf for path, leaf in under(owned, observed).items() if path not in declared})
    return {path: leaf for path, leaf in kept.items() if leaf is not None}


def _shown(path: Path, declared: Leaf, observed: Leaves) -> Leaf | None:
    there = observed.get(path)
    if rule(path)[0] in (Effect.NONE, Effect.REDEPLOYMENT, Effect.CONNECTION):
        return declared
    if path == SECURITY_GROUPS:
        return tuple(group for group in _items(declared) if group in _items(there)) or None
    return there


def same(path: Path, wanted: Leaf | None, there: Leaf | None) -> bool:
    """Tell whether two values mean the same to AWS; what is unknown never does."""
    if isinstance(wanted, Unknown) or isinstance(there, Unknown):
        return False
    if path[0] == TAGS:
        return wanted == there  # a tag without a value is a tag
    return _EQUALITY.get(path, _plain)(wanted, there)


def _plain(wanted: Leaf | None, there: Leaf | None) -> bool:
    """Compare values; an empty one and an absent one are the same."""
    return (wanted or None) == (there or None) if not isinstance(wanted, bool | int) else wanted == there


def _items(leaf: Leaf | None) -> tuple[str, ...]:
    return leaf if isinstance(leaf, tuple) else ()


def _contained(wanted: Leaf | None, there: Leaf | None) -> bool:
    """Compare security groups: the group that AWS adds is no difference, and cannot be told from another one added."""
    return set(_items(wanted)) <= set(_items(there))


def _unordered(wanted: Leaf | None, there: Leaf | None) -> bool:
    return set(_items(wanted)) == set(_items(there))


def _both_or_neither(wanted: Leaf | None, there: Leaf | None) -> bool:
    """Compare switches: one that is off and one that is absent are the same."""
    return bool(wanted) == bool(there)


def _same_cluster(wanted: Leaf | None, there: Leaf | None) -> bool:
    """Compare clusters: a name and its ARN are one, and none declared is the default one."""
    return cluster_name(str(wanted or DEFAULT_CLUSTER)) == cluster_name(str(there or DEFAULT_CLUSTER))


def _same_image(wanted: Leaf | None, there: Leaf | None) -> bool:
    """Compare images: of one repository the same digest is the same image, whatever tag stands before it."""
    (repository, digest), (other, its_digest) = _pinned(wanted), _pinned(there)
    return wanted == there or (bool(digest) and (repository, digest) == (other, its_digest))


def _pinned(image: Leaf | None) -> tuple[str, str]:
    """Take a reference apart: its repository, and its digest if it has one."""
    name, _, digest = str(image or "").partition("@")
    head, slash, tail = name.rpartition("/")
    return f"{head}{slash}{tail.partition(':')[0]}", digest


_EQUALITY: dict[Path, Callable[[Leaf | None, Leaf | None], bool]] = {
    ("primaryContainer", "image"): _same_image,
    CLUSTER: _same_cluster,
    SECURITY_GROUPS: _contained,
    ("networkConfiguration", "subnets"): _unordered,
    ("paused",): _both_or_neither,
}
