"""Reading recordings: every form in which Pulumi writes a preview, and what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.preview_report.recordings import NAMES, text
from tests.sampling import examples

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.preview_report.report import PreviewReport, Result
from pulumi_ecs_express.planning.preview_report.assembly import Preview, report
from pulumi_ecs_express.planning.preview_report.recording.event_log import read
from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown

SUMMARY = {"summaryEvent": {"resourceChanges": {"same": 2}, "result": "succeeded"}}
SERVICE = "urn:pulumi:dev::shop::ecsexpress:index:ExpressGatewayService$pulumi-python:dynamic/ecsexpress:ExpressGatewayService::web"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}


def reported(*events: Any) -> PreviewReport:
    """Read events."""
    return report([Preview(read("\n".join(map(json.dumps, events))))])


def step(operation: str = "update", **metadata: Any) -> dict[str, Any]:
    """Write the event of a step on a service."""
    urn = metadata.pop("urn", SERVICE)
    return {"resourcePreEvent": {"metadata": {"op": operation, "urn": urn, **metadata}}}


def digest(name: str) -> str:
    """Write a recorded event log as `pulumi preview --json` writes the same preview."""
    events = [json.loads(line) for line in text(name).splitlines()]
    steps, said, changes = [], [], {}
    for event in events:
        if "resourcePreEvent" in event:
            found = event["resourcePreEvent"]["metadata"]
            details = {
                path: {"kind": one["diffKind"], "inputDiff": True}
                for path, one in (found["detailedDiff"] or {}).items()
            }
            steps.append({
                "op": found["op"], "urn": found["urn"], "oldState": found.get("old"), "newState": found.get("new"),
                "detailedDiff": details or None,
            })  # fmt: skip
        elif "diagnosticEvent" in event:
            said.append({key: event["diagnosticEvent"].get(key) for key in ("urn", "message", "severity")})
        elif "summaryEvent" in event:
            changes = event["summaryEvent"]["resourceChanges"]
    return json.dumps({"steps": steps, "diagnostics": said, "duration": 1, "changeSummary": changes})


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.startswith(("service-i", "service-e", "domain-r", "others", "refused"))]
)
def test_the_digest_of_json_says_the_same_as_the_event_log(name: str) -> None:
    """Where both hold the same, the pages are the same."""
    assert report([Preview(read(digest(name)))]).stacks == report([Preview(read(text(name)))]).stacks


def test_events_in_one_list_are_events() -> None:
    """As a tool that collects them may write them."""
    events = [json.loads(line) for line in text("service-image").splitlines()]

    assert read(json.dumps(events)) == read(text("service-image"))


def test_without_a_detailed_difference_the_inputs_are_compared() -> None:
    """Older engines, and other providers, report none."""
    old, new = (
        {"inputs": {"primaryContainer": {"image": "a:1"}, "cpu": "256"}},
        {"inputs": {"primaryContainer": {"image": "a:2"}}},
    )

    (stack,) = reported(step(old=old, new=new), SUMMARY).stacks

    assert [(one.argument, one.operation, one.old, one.new) for one in stack.components[0].changes] == [
        ("cpu", "delete", "256", "1024"),
        ("primary_container.image", "update", "a:1", "a:2"),
    ]


def test_a_recording_with_its_secrets_in_clear_tells_none() -> None:
    """Neither as a value nor in a message; and likewise where the package alone has noted that a value is secret."""
    state = {"primaryContainer": {"environment": {"A": {**SECRET, "plaintext": '"s3cret"'}, "B": "noted-secret"}}}
    noted = {"__secretArguments": [["primaryContainer", "environment", "B"]]}
    message = {"diagnosticEvent": {"urn": SERVICE, "severity": "error", "message": "s3cret is wrong"}}

    made = reported(step("create", new={"inputs": {**state, **noted}}), message, SUMMARY)

    for shown in (markdown(made), made.model_dump_json()):
        assert "s3cret" not in shown
        assert "noted-secret" not in shown
    assert [one.secret for one in made.stacks[0].components[0].changes] == [True, True]


def test_a_recording_without_an_end_says_so() -> None:
    """An engine that was killed writes none, and half of a line at times."""
    cut = text("service-image").rpartition('{"sequence"')[0] + '{"seq'

    (stack,) = report([Preview(read(cut))]).stacks

    assert stack.result is Result.UNFINISHED
    assert "interrupted" in markdown(report([Preview(read(cut))]))


@pytest.mark.parametrize(
    ("recorded", "why"),
    [
        ("", "it is empty"), ("hello", "it holds no event"), ('{"a": 1}', "not of a preview"), ("[]", "it holds no event"),
        ("[" * 100_000, "it holds no event"),
    ],
    ids=["nothing", "text", "other JSON", "an empty list", "too deep"],
)  # fmt: skip
def test_what_is_no_recording_is_refused_with_what_to_give(recorded: str, why: str) -> None:
    """The message says how one is made."""
    with pytest.raises(errors.RecordingUnreadable, match=why) as raised:
        read(recorded)

    assert "--event-log" in str(raised.value)


MEMBERS = [
    "metadata",
    "op",
    "urn",
    "old",
    "new",
    "inputs",
    "outputs",
    "detailedDiff",
    "sidecars",
    "config",
    "message",
    "hosts",
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=examples(40, 2000))
@given(anything)
def test_no_event_of_another_form_ends_in_a_traceback(body: Any) -> None:
    """Whatever an engine adds or leaves out: a report is made of what is understood."""
    metadata = body if isinstance(body, dict) else {}
    events = [
        {"resourcePreEvent": body}, {"resourcePreEvent": {"metadata": {"op": "update", "urn": SERVICE, **metadata}}},
        {"diagnosticEvent": body}, {"policyEvent": body}, {"preludeEvent": body}, {"errorEvent": body}, {"newEvent": body}, SUMMARY,
    ]  # fmt: skip

    assert markdown(reported(*events)).startswith("<!-- ecs-express preview: ")


def test_policies_come_first_the_mandatory_ones_before_the_others() -> None:
    """A mandatory one is a failed preview, although nothing else is an error."""
    broken = {"resourceUrn": SERVICE, "policyPackName": "house", "policyPackVersion": "1", "color": "never"}
    events = [
        {
            "policyEvent": {
                **broken,
                "policyName": "tags",
                "enforcementLevel": "advisory",
                "message": "<{%fg 3%}>set team<{%reset%}>",
            }
        },
        {
            "policyEvent": {
                **broken,
                "policyName": "size",
                "enforcementLevel": "mandatory",
                "message": "too large\nuse 512",
            }
        },
    ]

    made = reported(*events, {"summaryEvent": {"resourceChanges": {}, "result": "failed"}})

    (stack,) = made.stacks
    assert [(one.policy, one.level, one.text) for one in stack.violations] == [
        ("size", "mandatory", "too large\nuse 512"), ("tags", "advisory", "set team"),
    ]  # fmt: skip
    assert stack.result is Result.FAILED
    assert made.headline == "the preview fails; 2 policies are not kept, 1 of them mandatory"
    assert stack.failures == ()


def test_half_a_character_is_no_reason_to_fail() -> None:
    """JSON can hold one, text cannot."""
    new = {"inputs": {"primaryContainer": {"image": "a"}, "tags": {"k": "\ud83d"}}}

    assert "\ufffd" in markdown(reported(step("create", new=new), SUMMARY))


@pytest.mark.parametrize("operation", ["delete", "replace"])
def test_a_log_group_that_a_component_loses_is_a_deletion_and_a_role_is_none(operation: str) -> None:
    """The one has data, the other comes back with the next service."""
    component = "urn:pulumi:dev::shop::ecsexpress:index:ExpressGatewayService::web"
    kept = {"inputs": {"primaryContainer": {"image": "a"}}, "parent": component}
    events = [
        step(
            operation,
            urn=f"urn:pulumi:dev::shop::ecsexpress:index:ExpressGatewayService${type_}::{name}",
            old={"parent": component},
            new=None if operation == "delete" else {"parent": component},
        )
        for type_, name in (("aws:cloudwatch/logGroup:LogGroup", "web-logs"), ("aws:iam/role:Role", "web-execution"))
    ]

    (stack,) = reported(step("same", old=kept, new=kept), *events, SUMMARY).stacks

    assert [(one.kind.value, one.text) for one in stack.components[0].consequences] == [
        ("deletion", "its log group web-logs is deleted, with the lines in it")
    ]
    assert {one.name for one in stack.components[0].resources} == {"web-logs", "web-execution"}
