"""A service that settings keep Express Mode off: what is refused of it at preview, and how AWS's own refusals are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import Run, web
from tests.service_samples import ARN

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.managed_tag import MARK
from pulumi_ecs_express.providers.ingress import operations as ingress
from pulumi_ecs_express.providers.service import operations as service_provider

Begin = Callable[..., FakeCall]

DENIED = refused(errors.AccessDenied, "no")


def blocked_service(run: Run, services: FakeExpressServices) -> Run:
    """Make a service that settings keep Express Mode off."""
    run.create(web())
    services.services[ARN].tags[MARK] = "blocked"
    return run


@pytest.mark.row("S4-07")
def test_an_update_of_a_blocked_service_is_refused_at_preview(run: Run, services: FakeExpressServices) -> None:
    """With the way out; a change of tags is no Express update, and without a change nothing is asked."""
    blocked_service(run, services)

    with pytest.raises(errors.ExpressUpdatesBlocked) as refusal:
        run.diff(web("app:2"))
    assert 'set express_updates="allowed"' in refusal.value.remedy
    with pytest.raises(errors.ExpressUpdatesBlocked):
        run.diff(web(redeployTriggers={"a": "b"}))
    services.calls.clear()
    run.diff(web(tags={"team": "shop"}))
    run.diff(web())
    run.diff(web(cluster="other"))
    assert services.calls == []


def test_where_it_cannot_be_read_the_preview_warns(run: Run, services: FakeExpressServices, begin: Begin) -> None:
    """The update tells."""
    blocked_service(run, services)
    services.fail("describe_classic", DENIED, times=1)
    call = begin(run.inputs)
    service_provider.diff(call, ARN, run.outputs, web("app:2"))

    assert len(call.warnings) == 1


def test_what_aws_refuses_of_a_blocked_service_is_told_with_the_way_out(
    run: Run, services: FakeExpressServices
) -> None:
    """Update, delete and, where Express Mode does not describe it either, a refresh, which keeps what is in state."""
    blocked_service(run, services)
    words = refused(errors.ParameterRefused, "AWS's words, which nobody knows")
    services.fail("update", words, times=1)
    with pytest.raises(errors.ExpressUpdatesBlocked):
        run.update(web("app:2"))
    services.fail("delete", words, times=1)
    with pytest.raises(errors.ExpressUpdatesBlocked, match="deleted"):
        service_provider.delete(run.begin(run.inputs), ARN, run.outputs)
    services.fail("describe", words, times=2)
    before = dict(run.outputs)
    assert run.refresh()
    assert run.outputs == before
    made = {"serviceArn": ARN, "url": "https://web"}
    assert dict(ingress.read(run.begin(), ARN, made).outs or {}) == made


def test_any_other_refusal_stays_what_it_is(run: Run, services: FakeExpressServices) -> None:
    """Of a service that nobody blocks, and where that cannot be read."""
    run.create(web())
    words = refused(errors.ParameterRefused, "something else")
    for operation in ("update", "delete", "describe"):
        services.fail(operation, words, times=1)
    with pytest.raises(errors.ParameterRefused):
        run.refresh()
    with pytest.raises(errors.ParameterRefused):
        run.update(web("app:2"))
    services.fail("describe_classic", DENIED, times=1)
    with pytest.raises(errors.ParameterRefused):
        service_provider.delete(run.begin(run.inputs), ARN, run.outputs)
    services.fail("describe", words, times=1)
    with pytest.raises(errors.ParameterRefused):
        ingress.read(run.begin(), ARN, {"serviceArn": ARN})
