"""Bringing a service's settings to what is wanted: no more than AWS's present answer calls for, and never twice."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_settings.spec import FORCE
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service_settings.changes import (
    SettingChange,
    changes,
    requests,
)
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import GONE
from pulumi_ecs_express.providers.polling import NotYet, poll
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult, until_ended
from pulumi_ecs_express.providers.service_settings.failures import not_in_effect, not_put_back, too_few_tasks
from pulumi_ecs_express.providers.service_settings.lookups import settings_if_there
from pulumi_ecs_express.providers.service_update.changing import ServiceChange
from pulumi_ecs_express.providers.service_update.presence import gone

ROUNDS = 3
"""How often what AWS has is looked at and sent again: Express Mode writes its alarm into the list in each deployment."""

THE_SETTINGS = "the settings"
"""What is deployed, for messages."""

SHOWN_AS_BEFORE = "AWS has taken the update, and shows them as before"


@dataclass
class Applying(ServiceChange[Mapping[Path, Any]]):
    """
    One service on its way to some settings; the declared ones are what is wanted.

    Attributes:
        backs: Those that are put back.
        before: What was declared before.
        found: The service as it was before the first change.
        observed: The service as it was read last.
    """

    backs: Mapping[Path, Any] = field(default_factory=dict)
    before: Mapping[Path, Any] = field(default_factory=dict)
    found: ObservedSettings | None = field(default=None, init=False)
    observed: ObservedSettings | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        sure = {path: value for path, value in self.backs.items() if TABLE[path[0]].can_be_put_back}
        self.all = {**sure, **self.wanted}
        self.tried = {path: value for path, value in self.backs.items() if path not in sure}

    def apply(self) -> RolloutResult:
        """Read the service, change the settings, and wait for what comes of it."""

        def work(_waited: bool) -> RolloutResult:
            self.found = self.read()
            result = self._apply(self.found)
            return self._try_to_put_back(result) if self.tried and result.error is None else result

        return self.in_turn(work)

    def _apply(self, observed: ObservedSettings) -> RolloutResult:
        latest = self._latest(observed)
        if latest is not None and latest.going_back:
            until_ended(self.services, self.call, latest.arn, self.deadline)
            observed = self.read()
        result = self._resumed(observed, latest)
        forced, before = self.forced, self.before
        for _ in range(ROUNDS):
            found = changes(self.all, observed, before)
            if result.error is not None or not (found or forced):
                return result
            result = self._round(observed, found, forced=forced) or result
            observed, forced, before = self.read(), False, self.all
        found = changes(self.all, observed, before) if result.error is None else []
        if kept := [change for change in found if change.wanted is GONE]:
            self.call.note(not_put_back(kept, SHOWN_AS_BEFORE))
        if differing := [change for change in found if change.wanted is not GONE]:
            return RolloutResult(result.rollout_state, not_in_effect(observed, differing))
        return result

    def _try_to_put_back(self, result: RolloutResult) -> RolloutResult:
        """Put back what AWS may not take back, in an update of its own; that it does not is told, and is no failure."""
        observed = self.read()
        if not (found := changes(self.tried, observed, self.before)):
            return result
        try:
            result = self._round(observed, found, forced=False) or result
        except errors.ParameterRefused as refusal:
            self.call.note(not_put_back(found, refusal.why))
            return result
        if left := changes(self.tried, self.read(), self.tried):
            self.call.note(not_put_back(left, SHOWN_AS_BEFORE))
        return result

    def _latest(self, observed: ObservedSettings) -> Deployment | None:
        if not (self.attempted or changes(self.all, observed, self.before) or self.forced):
            return None
        return self.latest()

    def _resumed(self, observed: ObservedSettings, latest: Deployment | None) -> RolloutResult:
        """Go on waiting for the deployment of an earlier attempt at these very settings; one that failed is made again."""
        if latest is None or latest.arn != self.attempted:
            return RolloutResult(RolloutState(None))
        self.forced = latest.failed
        if latest.failed:
            return RolloutResult(RolloutState(None))
        if not latest.ended and not changes(self.all, observed, self.before):
            return self.follow(latest.target_revision, THE_SETTINGS, express=observed.service.express)
        return RolloutResult(RolloutState(latest))

    def read(self) -> ObservedSettings:
        """Read the service, which must be there."""
        found = settings_if_there(self.services, self.arn, {path[0] for path in (*self.wanted, *self.backs)})
        if found is None:
            raise gone(self.arn, "it was deleted by whoever manages it")
        self.observed = found
        return found

    def _round(self, observed: ObservedSettings, found: list[SettingChange], *, forced: bool) -> RolloutResult | None:
        """Send one update, and wait for the deployment that comes of it, or for the number of tasks."""
        before = observed.service.revision
        self.call.say("sending the settings" if found else "sending the update")
        revision = self._send(observed, found, forced=forced)
        if revision is not None and revision != before:
            return self.follow(revision, THE_SETTINGS, express=observed.service.express)
        if self.waits and any(change.path == ("desiredCount",) for change in found):
            self._await_tasks(int(self.all["desiredCount",]))
        return None

    def _send(self, observed: ObservedSettings, found: list[SettingChange], *, forced: bool) -> str | None:
        """Send the update; where AWS refuses a structure of an Express service as a whole, in a smaller form."""
        forms = requests(found, observed, forced=forced)
        for members in forms[:-1]:
            with suppress(errors.ParameterRefused):
                return self._send_once(observed, found, members)
        return self._send_once(observed, found, forms[-1])

    def _send_once(
        self, observed: ObservedSettings, found: list[SettingChange], members: Mapping[str, Any]
    ) -> str | None:
        before = observed.service.revision
        return self.sent(
            lambda: self.services.update_settings(self.arn, members),
            lambda: self._carried_out(before, found, members),
        )

    def _carried_out(
        self, before: str | None, found: list[SettingChange], members: Mapping[str, Any]
    ) -> tuple[bool, str | None]:
        """Report whether what was sent is there, and the revision; what forces a deployment has begun one."""
        observed, sent_ = self.read(), {change.path: change.wanted for change in found}
        revision = observed.service.revision
        begun = FORCE not in members or revision != before
        return begun and not changes(sent_, observed, sent_), revision

    def _await_tasks(self, count: int) -> None:
        """Wait until as many tasks run as are wanted: no deployment shows that."""

        def attempt() -> None:
            running = self.read().running
            if running != count:
                raise NotYet(f"{running} of {count} tasks run", lambda: too_few_tasks(self.arn, running, count))

        poll(self.call, attempt, self.deadline, self.interrupted)
