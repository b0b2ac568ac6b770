"""An update in a preview: what is refused before anything is made, what is read for that, and what the lines say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_ecs_service import WEB, definition
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.resource_run import unknown
from tests.providers.update_run import UpdateRun, update_of
from tests.service_samples import OWNER

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.model.service_update.observed import Controller
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.service_update import operations as provider
from pulumi_ecs_express.providers.service_update.lookups import read_service_for_check

Begin = Callable[..., FakeCall]
IN_APPS = "arn:aws:ecs:eu-west-1:123456789012:service/apps/web"
IN_US = WEB.replace("eu-west-1", "us-east-1")


def refusals(call: FakeCall, news: dict[str, Any], olds: dict[str, Any] | None = None) -> list[str]:
    """Judge it; list what is refused."""
    return [failure.reason for failure in provider.check(call, olds or {}, news).failures]


@pytest.mark.row("S3-05", "S3-06", "S3-10")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"service": "wep"}, "service: there is no service wep in cluster default of eu-west-1: name one that"),
        ({"cluster": "apps"}, "cluster: there is no cluster apps in eu-west-1"),
        ({"service": None}, "service: is missing"),
        ({"service": ""}, "service: '' is neither the name of a service"),
        ({"service": "arn:aws:ecs:eu-west-1:123456789012:service/web"},
         "service: 'arn:aws:ecs:eu-west-1:123456789012:service/web' is an ARN of the old form"),
        ({"service": IN_US}, "service: is in us-east-1, and region in eu-west-1"),
        ({"service": IN_APPS, "cluster": "default"}, "cluster: is default, and the service is in apps: leave it out"),
        ({"cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/default"}, "cluster: is in us-east-1, and region in eu-west-1"),
        ({"region": None, "service": WEB, "taskDefinitionArn": definition("shop:7").replace("eu-west-1", "us-east-1")},
         "task_definition_arn: is in us-east-1, and service in eu-west-1"),
        ({"taskDefinitionArn": definition("shop")},
         "task_definition_arn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/shop' is not the ARN of a revision"),
        ({"wait": True}, "wait: is a boolean: write 'until_stable'"),
        ({"wait": "stable"}, "wait: 'stable' is no way to wait"),
        ({"timeout": 30}, "timeout: is a number, and a duration has units: write '30s' or '30m'"),
        ({"timeout": "30 minutes"}, "timeout: '30 minutes' is not a duration"),
        ({"timeout": "0m"}, "timeout: '0m' is not a duration"),
        ({"forceNewDeployment": {}}, "force_new_deployment: is a map"),
        ({"serviceName": "web"}, "service_name: is no argument; did you mean service?"),
        ({"waitForServiceStability": True}, "wait_for_service_stability: is no argument; did you mean wait"),
        ({"desiredCount": 3}, "desired_count: is no argument: it belongs to who made the service"),
        ({"tags": {str(number): "" for number in range(51)}}, "tags: holds more than 50: AWS takes 50 [invalid-argument]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_one_message(
    ecs: FakeEcsServices, begin: Begin, changes: dict[str, Any], words: str
) -> None:
    """By its argument."""
    (problem,) = refusals(begin(), update_of(**changes))

    assert problem.startswith(words)


@pytest.mark.row("S3-01")
@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"controller": Controller.CODE_DEPLOY}, "`aws deploy create-deployment`"),
        ({"controller": Controller.EXTERNAL}, "whose task sets another tool makes"),
        ({"status": Status.DRAINING}, "is DRAINING"),
        ({"status": Status.INACTIVE}, "is INACTIVE"),
        ({"tags": {ownership.TAG: OWNER.tag()}}, "belongs to the ExpressGatewayService shop/dev/web/0123456789ab"),
    ],
)  # fmt: skip
def test_a_service_that_cannot_be_updated_is_refused(
    ecs: FakeEcsServices, begin: Begin, update: UpdateRun, members: dict[str, Any], words: str
) -> None:
    """With what to do instead: in the preview, and again before anything is sent."""
    ecs.add(**members)

    (problem,) = refusals(begin(), update_of())
    with pytest.raises(errors.InvalidArgument, match="cannot be updated") as again:
        update.up(update_of())

    assert problem.startswith("service: web ")
    assert words in problem
    assert words in again.value.why
    assert ecs.written() == []


@pytest.mark.row("S3-25")
@pytest.mark.parametrize("name", ["service", "cluster", "region", "profile", "__credentials"])
def test_what_is_not_known_yet_is_judged_later(ecs: FakeEcsServices, begin: Begin, name: str) -> None:
    """Without a call to AWS."""
    assert refusals(begin(), update_of(**{name: unknown()})) == []
    assert ecs.calls == []


def test_a_look_up_that_is_denied_is_a_warning(ecs: FakeEcsServices, begin: Begin) -> None:
    """The update goes on without it."""
    ecs.fail("describe", errors.AccessDenied("reading service web was denied", why="no", remedy="allow it"))
    call = begin()

    assert refusals(call, update_of()) == []
    assert call.warnings == [
        "service: reading service web was denied; whether it can be updated shows in the update; to see it before, allow it"
    ]


@pytest.mark.parametrize(
    ("changes", "reads"),
    [
        ({}, False),
        ({"wait": "dont_wait", "timeout": "5m", "restoreOnDestroy": True}, False),
        ({"taskDefinitionArn": definition("shop:8")}, True),
        ({"tags": {"a": "b"}}, True),
        ({"forceNewDeployment": 2}, True),
    ],
)
def test_only_what_is_new_is_looked_at(
    ecs: FakeEcsServices, begin: Begin, changes: dict[str, Any], reads: bool
) -> None:
    """A run without a change makes no call."""
    assert refusals(begin(), update_of(**changes), update_of()) == []
    assert bool(ecs.calls) is reads


@pytest.mark.row("S3-05")
def test_another_resource_can_ask_whether_the_service_is_there(ecs: FakeEcsServices, begin: Begin) -> None:
    """For one that makes something for it; only where something has changed."""
    place = {"service": "wep", "cluster": "default", "region": "eu-west-1"}

    (problem,) = read_service_for_check(begin(), place, {})
    calls = len(ecs.calls)

    assert problem.startswith("service: there is no service wep")
    assert read_service_for_check(begin(), place, place) == []
    assert read_service_for_check(begin(), {**place, "service": unknown()}, place) == []
    assert len(ecs.calls) == calls


@pytest.mark.row("S3-03")
@pytest.mark.parametrize(
    ("olds", "changes", "note"),
    [
        ({}, {}, "shop:7 is deployed to service web in cluster default, in place of shop:6"),
        ({}, {"taskDefinitionArn": unknown()}, "a new revision is deployed to service web in cluster default, in place of shop:6"),
        ({}, {"taskDefinitionArn": definition("shop:6"), "forceNewDeployment": "1"},
         "service web in cluster default runs shop:6 already: nothing is deployed"),
        (update_of("shop:6"), {"taskDefinitionArn": definition("shop:6"), "forceNewDeployment": "1"},
         "shop:6 is deployed to service web in cluster default again"),
        (update_of(), {"tags": {"a": "b"}}, None),
    ],
)  # fmt: skip
def test_a_preview_says_what_is_deployed(
    ecs: FakeEcsServices, begin: Begin, olds: dict[str, Any], changes: dict[str, Any], note: str | None
) -> None:
    """In place of what the service runs, not of what the state says."""
    call = begin()
    assert refusals(call, update_of(**changes), olds) == []

    assert call.notes == ([note] if note else [])


def test_default_tags_of_the_provider_are_joined(ecs: FakeEcsServices, begin: Begin) -> None:
    """Those of the program win."""
    news = update_of(tags={"team": "web"}, __defaultTags={"team": "all", "stage": "dev"})

    assert provider.check(begin(), {}, news).inputs == update_of(tags={"team": "web", "stage": "dev"})


@pytest.mark.parametrize(
    ("before", "changes", "lines"),
    [
        ({}, {}, []),
        ({}, {"taskDefinitionArn": definition("shop:8")}, [("taskDefinitionArn", "update", False)]),
        ({}, {"taskDefinitionArn": unknown()}, [("taskDefinitionArn", "update", False)]),
        ({}, {"forceNewDeployment": "1"}, [("forceNewDeployment", "add", False)]),
        ({"forceNewDeployment": "1"}, {}, []),
        ({"tags": {"a": "1", "b": "2"}}, {"tags": {"a": "2"}}, [("tags.a", "update", False), ("tags.b", "delete", False)]),
        ({}, {"wait": "dont_wait", "timeout": "1m", "restoreOnDestroy": True}, []),
        ({}, {"service": WEB, "region": None}, []),
        ({"region": None}, {}, []),
        ({}, {"cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/default"}, []),
        ({}, {"service": "other"}, [("service", "update", True)]),
        ({}, {"service": unknown()}, [("service", "update", True)]),
        ({}, {"service": IN_APPS}, [("service", "update", True)]),
        ({}, {"cluster": "apps"}, [("cluster", "add", True)]),
        ({}, {"region": "us-east-1"}, [("region", "update", True)]),
        ({}, {"profile": "shop"}, [("profile", "add", False)]),
        ({}, {"__credentials": "{}"}, [("__credentials", "update", False)]),
    ],
)  # fmt: skip
def test_a_change_shows_by_its_path(
    update: UpdateRun, before: dict[str, Any], changes: dict[str, Any], lines: list[tuple[str, str, bool]]
) -> None:
    """Another service is a replacement; another way to name the same one is no change."""
    update.up(update_of("shop:6", **before))

    assert update.changes({**update_of("shop:6"), **changes}) == lines


@pytest.mark.parametrize(
    ("restores", "words"), [(None, "is left as it is"), (True, "is moved back to shop:6 (restore_on_destroy)")]
)
def test_a_replacement_says_what_becomes_of_the_other_service(
    update: UpdateRun, restores: bool | None, words: str
) -> None:
    """It goes on with what it runs, or goes back."""
    update.up(update_of())

    update.changes(update_of(service="other", restoreOnDestroy=restores))

    assert update.call.notes == [f"service: another service is updated from now on; service web {words}"]
