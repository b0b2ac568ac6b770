"""What the provider of an association does: certificate on the listener, hosts in the rule, and both away again."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckFailure, CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import PROPERTIES
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.planning.custom_domain.notes import gap_note, hosts_note, verified_note
from pulumi_ecs_express.planning.custom_domain.rule import (
    HostChange,
    conflicts,
    has_room,
    room_problem,
)
from pulumi_ecs_express.ports import Listeners
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_listeners
from pulumi_ecs_express.providers.custom_domain import claims
from pulumi_ecs_express.providers.custom_domain.certificate_use import detach_unless_needed, undo
from pulumi_ecs_express.providers.custom_domain.hosts import POLLS_FOR_A_RULE, RuleOfService, change_hosts
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.polling import POLL_SECONDS, every_poll, once_accepted, poll

Properties = Mapping[str, Any]

KEYS = ("serviceArn", "listenerArn", "listenerRuleArn")
"""Another service, or another rule of it, has an association of its own: the new one is made before the old one goes."""

PLACES = (*KEYS, "endpoint")

CHECKED_AGAIN = ("serviceRevisionArn", "deploymentArn")
"""What changes with each rollout, after which the hosts are verified: whether Express Mode keeps them is disputed."""

TAKEN_OVER_POLLS = 36
"""Polls until a load balancer surely answers for a new host: three minutes. AWS says that it may take "a few" ("Updating
resources outside of Express Mode", Amazon ECS developer guide, read 2026-11-28), and nothing tells when it does."""

TTL_POLLS = 12
"""Polls until no resolver leads to the old load balancer any more: alias records live 60 seconds."""


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:
    """Refuse hosts for which the rule has no room, or for which another rule of the load balancer answers."""
    place, hosts = _place(news), _names(news)
    added = [host for host in hosts if host not in (_names(olds) if _same_place(olds, news) else [])]
    if place is None or not added:
        return CheckResult(dict(news), [])
    try:
        problems = _problems(call, place, added, olds, news)
    except errors.AccessDenied as denied:
        call.warn(
            f"domain_name: {denied.what}; what stands in its way shows in the update; to see it before, {denied.remedy}"
        )
        problems = []
    reported = [f"domain_name: {problem} [{errors.InvalidArgument.code}]" for problem in problems]
    return CheckResult(dict(news), [CheckFailure("", problem) for problem in reported])


def _problems(
    call: EngineCall, place: RuleOfService, added: list[str], olds: Properties, news: Properties
) -> list[str]:
    listeners = _listeners(news, place)
    rules = listeners.rules(place.listener)
    own = place.find(listeners)
    if own is None or rules is None:
        return []  # made moments ago, or about to be found missing
    leaving = {host for host in _names(olds) if host not in _names(news)} if _same_place(olds, news) else set()
    moving = claims.leaving()
    if not _same_place(olds, news):
        moving |= {(str(olds.get("listenerRuleArn")), host) for host in _names(olds)}
    change = HostChange(tuple(_names(news)), frozenset(leaving))
    room = room_problem(own, change, place.endpoint)
    problems = [*([room] if room else []), *conflicts(rules, own, added, moving)]
    if not problems:
        kept = [host for host in own.hosts if host not in leaving]
        call.note(hosts_note([*kept, *(host for host in added if host not in kept)]))
    return problems


def diff(call: EngineCall, _id: str, olds: Properties, news: Properties) -> DiffResult:
    """Replace it with its rule, or where hosts leave it; the new one is made before the old one goes."""
    state = {**olds, **(call.old_inputs or {})}
    claims.keep(news)
    changed = [key for key in (*PLACES, "hosts", "certificateArn", *CHECKED_AGAIN) if _changed(key, state, news)]
    replaces = [key for key in KEYS if key in changed and not (key != "serviceArn" and _is_unknown(news.get(key)))]
    leaving = [host for host in _names(state) if host not in _names(news)]
    if replaces:
        claims.leave(state)
    elif leaving and "hosts" in changed and _fits(call, state, news, leaving):
        replaces = ["hosts"]
        claims.leave({**state, "hosts": leaving})
    if changed and set(changed) <= set(CHECKED_AGAIN):
        call.note(verified_note(_names(news)))
    call.show(Difference(key, "update", replaces=key in replaces) for key in changed)
    return DiffResult(changes=bool(changed) or _connection(state) != _connection(news), replaces=replaces)


def _changed(key: str, state: Properties, news: Properties) -> bool:
    if key == "deploymentArn" and _is_unknown(news.get(key)):
        return False  # there may be none, and in a preview that is unknown too: the revision tells of a rollout
    if key == "hosts":
        return _is_unknown(news.get(key)) or sorted(_names(state)) != sorted(_names(news))
    return _is_unknown(news.get(key)) or news.get(key) != state.get(key)


def _is_unknown(value: Any) -> bool:
    return isinstance(wire.incoming(value), Unknown)


def _connection(properties: Properties) -> list[Any]:
    return [properties.get(key) for key in PROPERTIES]


def _fits(call: EngineCall, state: Properties, news: Properties, leaving: list[str]) -> bool:
    """Report whether old and new hosts have room in the rule together; without, they change places at one stroke."""
    place, added = _place(news), [host for host in _names(news) if host not in _names(state)]
    if place is None or not added:
        return True
    try:
        rule = place.find(_listeners(news, place))
    except errors.AccessDenied:
        return True
    if rule is None or has_room(rule, HostChange(tuple(added)), place.endpoint):
        return True
    call.note(gap_note(leaving, added))
    return False


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Add the certificate to the listener, then the hosts to the rule."""
    claims.keep(props)
    place = _known_place(props)
    _associate(call, place, props, HostChange(tuple(_names(props))))
    if claims.comes_from_other_listener(place.listener, _names(props)):
        call.say("waiting until the load balancer has taken the domain over, before DNS leads to it")
        call.wait(TAKEN_OVER_POLLS * POLL_SECONDS())
    return CreateResult(f"{place.endpoint}/{_names(props)[0]}", dict(props))


def update(call: EngineCall, _id: str, olds: Properties, news: Properties) -> UpdateResult:
    """Verify it after a rollout, add hosts, or change the certificate: the new one is there before the old one goes."""
    claims.keep(news)
    place = _known_place(news)
    leaving = frozenset(host for host in _names(olds) if host not in _names(news))
    _associate(call, place, news, HostChange(tuple(_names(news)), leaving))
    before = olds.get("certificateArn")
    if before and before != news.get("certificateArn"):
        detach_unless_needed(news, place.listener, str(before))
    return UpdateResult(dict(news))


def _associate(call: EngineCall, place: RuleOfService, props: Properties, change: HostChange) -> None:
    """Judge first, so that a refusal leaves nothing behind; then the certificate, then the hosts."""
    listeners = _listeners(props, place)
    rule = place.wait_for(listeners, call)
    added = [host for host in change.hosts if host not in rule.hosts]
    if room := room_problem(rule, change, place.endpoint):
        raise errors.DomainQuotaReached(
            "the domain was not added", why=room, remedy="use a wildcard for several names, or another service"
        )
    if added and (found := conflicts(listeners.rules(place.listener) or [], rule, added, claims.leaving())):
        raise errors.HostInUse(
            "the domain was not added: another rule answers for it",
            why="; ".join(found),
            remedy="take the host away where it is, or use another name",
        )
    certificate = str(props["certificateArn"])
    added_certificate = _attach(call, place, listeners, certificate)
    try:
        change_hosts(place, change, listeners, call)
    except errors.ExpressError:
        if added_certificate:
            undo(props, place.listener, certificate)
        raise


def _attach(call: EngineCall, place: RuleOfService, listeners: Listeners, certificate: str) -> bool:
    """
    Add the certificate where it is missing, and report whether it was.

    ELB may take a while to find a certificate that was issued moments ago.
    """
    if any(found.arn == certificate for found in listeners.certificates(place.listener) or []):
        return False
    attempt = once_accepted(
        lambda: listeners.attach(place.listener, certificate),
        errors.CertificateNotFound,
        "waiting for the load balancer to find the certificate",
    )
    deadline = call.now() + POLLS_FOR_A_RULE * POLL_SECONDS()
    poll(call, attempt, deadline, _interrupted, every_poll)
    return True


def _interrupted(reason: str) -> errors.ValidationInterrupted:
    return errors.ValidationInterrupted(
        f"the domain was not added: {reason}",
        why="the load balancer did not find the certificate yet",
        remedy="run `pulumi up` again",
    )


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell which of its hosts the rule has, and whether the certificate is on the listener; hosts of others are no drift."""
    place = _known_place(props)
    listeners = _listeners(props, place)
    rule = place.find(listeners)
    if rule is None:
        return ReadResult("", {})
    inputs = {**(call.old_inputs or props)}
    inputs["hosts"] = [host for host in _names(inputs) if host in rule.hosts]
    if all(found.arn != inputs.get("certificateArn") for found in listeners.certificates(place.listener) or []):
        inputs["certificateArn"] = ""
    return ReadResult(id_, {**props, **inputs}, inputs)


def delete(call: EngineCall, _id: str, props: Properties) -> None:
    """Take the hosts out of the rule, then the certificate off the listener unless somebody needs it there."""
    place = _known_place(props)
    listeners = _listeners(props, place)
    if claims.moved_to_other_listener(place.listener, _names(props)):
        call.say("waiting until no resolver leads to the old load balancer any more")
        call.wait(TTL_POLLS * POLL_SECONDS())
    rule = place.find(listeners)
    if rule is not None:
        own = frozenset(host for host in _names(props) if not claims.is_kept(str(props["listenerRuleArn"]), host))
        if set(rule.hosts) - own:
            change_hosts(place, HostChange((), own), listeners, call)
    detach_unless_needed(props, place.listener, str(props.get("certificateArn") or ""))


def _listeners(props: Properties, place: RuleOfService) -> Listeners:
    return connect_listeners(wire.connection(props, place.listener.split(":")[3]))


def _known_place(props: Properties) -> RuleOfService:
    place = _place(props)
    if place is None:
        raise errors.ListenerRuleMissing(
            "the service has no listener rule yet",
            why="ECS names no load balancer for it",
            remedy="run `pulumi up` again when the service is reachable under its own URL",
        )
    return place


def _place(props: Properties) -> RuleOfService | None:
    """Return where the hosts are to be; None while it is not known."""
    arn, listener, endpoint = (props.get(key) for key in ("listenerRuleArn", "listenerArn", "endpoint"))
    if isinstance(arn, str) and isinstance(listener, str) and isinstance(endpoint, str):
        return RuleOfService(arn, listener, endpoint)
    return None


def _same_place(olds: Properties, news: Properties) -> bool:
    return bool(olds) and all(olds.get(key) == news.get(key) for key in KEYS)


def _names(props: Properties) -> list[str]:
    hosts = props.get("hosts")
    return [host for host in hosts if isinstance(host, str)] if isinstance(hosts, list) else []
