"""What AWS would never answer, through botocore's own parsers: each ends in one clean error of ours, and nothing leaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.adapter_calls import called_operations, clients, service_model
from tests.aws.adapter_calls import ADAPTERS, CALLS, FOLLOWING, SAY_NOTHING
from tests.service_samples import ARN, REGION

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws import session
from pulumi_ecs_express.aws.response_validation import problems
from pulumi_ecs_express.model.connection.connection import Connection


@dataclass
class Speaker:
    """Something that answers every request with the same status and body, in place of AWS."""

    status: int = 200
    body: bytes = b""

    def answer(self, request: Any, **_: Any) -> AWSResponse:
        """Answer before anything is sent: botocore takes it for what came over the connection."""
        return AWSResponse(request.url, self.status, {}, _Raw(self.body))


class _Raw(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    """Something else than AWS, to which all clients lead."""
    speaker = Speaker()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "ATTEMPTS", 1)
        patch.setenv("AWS_ACCESS_KEY_ID", "AKIASANDBOXTESTS0000")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        session.forget()
        for service_name in clients():
            for attempts in ((), (1,)):
                made = session.client(service_name, Connection(REGION), *attempts)
                made.meta.events.register("before-send", speaker.answer)
        yield speaker
    session.forget()


def _failure(name: str) -> errors.ExpressError:
    with pytest.raises(errors.ExpressError) as failed:
        CALLS[name][1]()
    return failed.value


def _is_clean(error: errors.ExpressError) -> bool:
    text = error.render()
    return bool(error.why and error.remedy) and "Traceback" not in text and len(text.splitlines()) == 3


def test_every_method_of_every_adapter_is_tried() -> None:
    """And every operation but those that the answer to another one leads to."""
    methods = {name for kind in ADAPTERS for name, its in vars(kind).items() if name[0] != "_" and callable(its)}

    assert methods == {name.partition(" of ")[0] for name in CALLS}
    assert {operation for _, operation in called_operations()} - FOLLOWING == {
        operation.rpartition(":")[2] for operation, _ in CALLS.values()
    }


PAGE = b"<!DOCTYPE html>\n<html>\n<body>\n<h1>Please log in</h1>" + b"\n<p>again</p>" * 500 + b"</body></html>"
NO_ANSWERS = {
    "an empty body": b"", "a page": PAGE, "a cut object": b'{"service": {"serviceArn": "arn', "a list": b"[1, 2]",
    "a number": b"5", "a string": b'"ok"', "null": b"null", "an empty object": b"{}", "bytes": b"\xff\xfe\x00",
    "a cut document": b"<GetCallerIdentityResponse><GetCallerIdentityRes",
    "another document": b"<a><b/></a>",
}  # fmt: skip


@pytest.mark.row("S0-34")
@pytest.mark.parametrize("body", NO_ANSWERS)
@pytest.mark.parametrize("name", sorted(CALLS.keys() - SAY_NOTHING))
def test_a_success_without_an_answer_of_awss_is_one_clean_error(name: str, body: str, speaker: Speaker) -> None:
    """It says that something else may be answering, and is never taken for an empty answer or a missing service."""
    speaker.status, speaker.body = 200, NO_ANSWERS[body]
    error = _failure(name)

    assert isinstance(error, errors.Unavailable)
    assert _is_clean(error), error.render()


FAILURES: list[tuple[int, bytes, type[errors.ExpressError]]] = [
    (400, b"", errors.UnknownFault),
    (400, PAGE, errors.UnknownFault),
    (400, b'{"__type": "SomethingOfTomorrow", "message": "no"}', errors.UnknownFault),
    (400, b'{"__type": 5, "message": ["no"]}', errors.UnknownFault),
    (400, b"[1]", errors.UnknownFault),
    (403, PAGE, errors.AccessDenied),
    (404, PAGE, errors.UnknownFault),
    (407, PAGE, errors.UnknownFault),
    (429, b"", errors.Throttled),
    (500, b'{"__type": "Serv', errors.ServerFault),
    (502, PAGE, errors.ServerFault),
    (503, b"", errors.ServerFault),
    (504, PAGE, errors.ServerFault),
]


@pytest.mark.row("S0-39", "S0-43")
@pytest.mark.parametrize(
    ("status", "body", "kind"), FAILURES, ids=[f"{code} {body[:12]!r}" for code, body, _ in FAILURES]
)
@pytest.mark.parametrize("name", ["create", "describe", "update", "delete", "tag", "newest", "digest"])
def test_a_failure_without_an_answer_of_awss_is_one_clean_error(
    name: str, status: int, body: bytes, kind: type[errors.ExpressError], speaker: Speaker
) -> None:
    """Gateways and proxies answer in pages; the status tells what it is, and the page is not shown in full."""
    speaker.status, speaker.body = status, body
    error = _failure(name)

    assert type(error) is kind
    assert _is_clean(error), error.render()
    assert len(error.render()) < 1000


@pytest.mark.row("S0-39", "S0-43")
@pytest.mark.parametrize("name", ["account", "find of a load balancer", "find of a role", "rules", "zone"])
@pytest.mark.parametrize("status", [400, 403, 404, 500, 502, 503])
@pytest.mark.parametrize("body", [b"", PAGE, b"<ErrorResponse><Error><Code>Exp"], ids=["empty", "page", "cut"])
def test_the_query_protocol_fails_as_cleanly(name: str, status: int, body: bytes, speaker: Speaker) -> None:
    """STS and load balancing speak XML, whose parser has exceptions of its own."""
    speaker.status, speaker.body = status, body

    assert _is_clean(_failure(name))


def full(shape: Any, depth: int = 0) -> Any:
    """Make the JSON of an answer that holds every member of its shape."""
    kind = shape.type_name
    if kind == "structure":
        return {name: full(member, depth + 1) for name, member in shape.members.items() if depth < 12}
    if kind == "list":
        return [full(shape.member, depth + 1)]
    if kind == "map":
        return {"key": full(shape.value, depth + 1)}
    samples = {"string": (shape.enum or ["text"])[0] if kind == "string" else "", "boolean": True, "timestamp": 1.5e9}
    return samples.get(kind, 5)


def spoilt(answer: Any, shape: Any) -> Iterator[tuple[str, Any]]:
    """Give the answer with one value of another type, for each value in turn."""
    yield (
        "",
        {"structure": "text", "list": 5, "map": [], "string": 5, "boolean": "true", "timestamp": "soon"}.get(
            shape.type_name, "many"
        ),
    )
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in answer:
                for path, worse in spoilt(answer[name], member):
                    yield f"{name}.{path}", {**answer, name: worse}
    elif shape.type_name == "list":
        for path, worse in spoilt(answer[0], shape.member):
            yield f"[].{path}", [worse]


SEVERAL = {
    "stopped", "running", "definitions_in_use", "create of a log group", "delete of a log group", "tag of a log group",
    "untag of a log group", "tag of a certificate", "untag of a certificate", "read of an App Runner service",
}  # fmt: skip
"""Calls that ask several questions, or get no answer."""


def _called(name: str) -> tuple[str, str]:
    """Give the AWS service and the operation of a call."""
    named, _, operation = CALLS[name][0].rpartition(":")
    return named or next(of for of, known in called_operations() if known == operation), operation


JSON_CALLS = sorted(
    name
    for name in CALLS
    if name not in SEVERAL and service_model(_called(name)[0]).metadata["protocol"] in ("json", "rest-json")
)
"""Without those that speak XML."""


@pytest.mark.row("S0-34")
@pytest.mark.parametrize("name", JSON_CALLS)
def test_a_value_of_another_type_anywhere_in_an_answer_is_one_clean_error(name: str, speaker: Speaker) -> None:
    """Each value of each answer in turn, by botocore's shapes; the whole answer passes."""
    service_name, operation = _called(name)
    shape = service_model(service_name).operation_model(operation).output_shape
    answer = {name: value for name, value in full(shape).items() if name != "nextToken"}
    speaker.status, speaker.body = 200, json.dumps(answer).encode()
    CALLS[name][1]()

    for path, worse in spoilt(answer, shape):
        speaker.body = json.dumps(worse).encode()
        if name in SAY_NOTHING and not path:
            continue
        error = _failure(name)
        assert type(error) is errors.UnknownFault, path
        assert _is_clean(error), path


def test_an_answer_lacking_what_we_read_is_told_by_the_member(speaker: Speaker) -> None:
    """AWS requires few members of its answers; these are the ones without which there is no service."""
    for member in ("serviceArn", "serviceName"):
        whole = {"serviceArn": ARN, "serviceName": "web"}
        speaker.status, speaker.body = 200, json.dumps({"service": {**whole, member: None}}).encode()
        assert f"lacks '{member}'" in _failure("describe").why
    speaker.body = json.dumps({"service": {**whole, "status": {"statusCode": "DOZING"}}}).encode()
    assert "DOZING" in _failure("describe").why


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(CALLS)),
    status=st.sampled_from([200, 200, 200, 301, 400, 404, 409, 500, 503]),
    body=st.binary(max_size=40)
    | st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["service", "services", "__type", "message", "failures", "events", "taskArns"]), inner
            )
        ),
        max_leaves=5,
    ).map(lambda value: json.dumps(value).encode()),
)
def test_whatever_is_answered_nothing_but_our_errors_comes_out(
    name: str, status: int, body: bytes, speaker: Speaker
) -> None:
    """Bytes and JSON at random: an answer that can be read, or one of our errors."""
    speaker.status, speaker.body = status, body
    try:
        CALLS[name][1]()
    except errors.ExpressError as error:
        reported = error
    else:
        return
    assert reported.why
    assert reported.remedy


def test_what_is_said_of_a_wrong_answer_quotes_no_value() -> None:
    """It may be the environment."""
    shape = service_model("ecs").operation_model("DescribeExpressGatewayService").output_shape
    answer = {"service": {"activeConfigurations": [{"primaryContainer": {"environment": [{"value": ["hunter2"]}]}}]}}

    assert list(problems(answer, shape)) == [
        "service.activeConfigurations[0].primaryContainer.environment[0].value is no string"
    ]
    assert not list(problems({"service": {"createdAt": datetime.now().astimezone()}}, shape))


@pytest.mark.row("S0-43")
@pytest.mark.parametrize("address", ["localhost:4566", "http://", "not an address"])
def test_an_endpoint_that_is_no_address_is_told_as_such(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual slip is to leave the scheme out; botocore raises a plain ``ValueError`` for it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    session.forget()
    error = _failure("describe")
    session.forget()

    assert type(error) is errors.Unreachable
    assert "AWS_ENDPOINT_URL" in error.remedy
    assert _is_clean(error)


@pytest.mark.row("S0-43")
def test_a_broken_configuration_file_is_told_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """As an unusable session, and not as a failure of AWS's."""
    (tmp_path / "config").write_text("[profile\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    session.forget()
    error = _failure("describe")
    session.forget()

    assert isinstance(error, errors.NoAccess)
    assert _is_clean(error)
