"""What STS is asked for: every setting of the aws provider about roles is in the request, of the first role and of a chained one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from botocore.config import Config
from tests.service_samples import REGION

from pulumi_ecs_express.aws.credentials import session_of
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.connection.credentials import AssumedRole, WebIdentityRole

ROLE = "arn:aws:iam::222222222222:role/deploy"
POLICY = '{"Version": "2012-10-17", "Statement": []}'

COMMON = {
    "roleArn": (ROLE, {"RoleArn": ROLE}),
    "sessionName": ("ci", {"RoleSessionName": "ci"}),
    "duration": ("1h30m", {"DurationSeconds": "5400"}),
    "policy": (POLICY, {"Policy": POLICY}),
    "policyArns": (["arn:aws:iam::aws:policy/A"], {"PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/A"}),
}
OF_A_ROLE: dict[str, tuple[Any, dict[str, str]]] = {
    **COMMON,
    "externalId": ("outside", {"ExternalId": "outside"}),
    "sourceIdentity": ("ann", {"SourceIdentity": "ann"}),
    "tags": ({"team": "web"}, {"Tags.member.1.Key": "team", "Tags.member.1.Value": "web"}),
    "transitiveTagKeys": (["team"], {"TransitiveTagKeys.member.1": "team"}),
}
OF_A_TOKEN: dict[str, tuple[Any, dict[str, str]]] = {
    **COMMON,
    "webIdentityToken": ("a token", {"WebIdentityToken": "a token"}),
    "webIdentityTokenFile": ("<file>", {"WebIdentityToken": "a token of a file"}),
}

ANSWER = """<{0}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{0}Result><Credentials>
<AccessKeyId>ASIA{1}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></{0}Result></{0}Response>"""

Asked = list[dict[str, str]]


@pytest.fixture
def sts(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Connection, Asked]]:
    """Answer as STS does, and note what it is asked and by whose key."""
    asked: Asked = []

    class Sts(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            asked.append({**form, "signed": self.headers.get("Authorization", "")})
            content = ANSWER.format(form["Action"], len(asked)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
            """Say nothing."""

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAFIRST")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with ThreadingHTTPServer(("127.0.0.1", 0), Sts) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Connection(REGION, endpoints=frozenset({("sts", f"http://127.0.0.1:{server.server_port}")})), asked
        server.shutdown()


def ask(connection: Connection, **settings: Any) -> Any:
    """Make the session of such a provider; give its key."""
    told = Connection(connection.region, None, connection.endpoints, json.dumps(settings))
    return session_of(told, REGION, Config()).get_credentials().get_frozen_credentials().access_key


@pytest.mark.parametrize("name", sorted(OF_A_ROLE))
def test_every_setting_of_a_role_is_asked_for(sts: tuple[Connection, Asked], name: str) -> None:
    """Each alone beside the role; the credentials that come back are those in use."""
    connection, asked = sts
    value, sent = OF_A_ROLE[name]

    assert ask(connection, assumeRoles=[{"roleArn": ROLE, name: value}]) == "ASIA1"
    assert sent.items() <= asked[0].items()
    assert asked[0]["Action"] == "AssumeRole"


@pytest.mark.parametrize("name", sorted(OF_A_TOKEN))
def test_every_setting_of_a_web_identity_is_asked_for(sts: tuple[Connection, Asked], name: str, tmp_path: Path) -> None:
    """With a token in the settings, or in a file that is read for each request."""
    connection, asked = sts
    value, sent = OF_A_TOKEN[name]
    file = tmp_path / "token"
    file.write_text("a token of a file")
    token = {} if name == "webIdentityTokenFile" else {"webIdentityToken": "a token"}

    ask(
        connection,
        assumeRoleWithWebIdentity={"roleArn": ROLE, **token, name: str(file) if value == "<file>" else value},
    )

    assert sent.items() <= asked[0].items()
    assert asked[0]["Action"] == "AssumeRoleWithWebIdentity"


def test_each_role_of_a_chain_is_assumed_by_the_one_before(sts: tuple[Connection, Asked]) -> None:
    """The web identity comes first, the last role is the one in use."""
    connection, asked = sts
    roles = [{"roleArn": f"{ROLE}-{number}"} for number in (1, 2)]

    key = ask(connection, assumeRoleWithWebIdentity={"roleArn": ROLE, "webIdentityToken": "a token"}, assumeRoles=roles)

    assert key == "ASIA3"
    assert [one["RoleArn"] for one in asked] == [ROLE, f"{ROLE}-1", f"{ROLE}-2"]
    assert ["Credential=ASIA1" in asked[1]["signed"], "Credential=ASIA2" in asked[2]["signed"]] == [True, True]


def test_no_setting_is_left_out_here() -> None:
    """A setting that is added fails until it is sent."""
    assert {field.alias for field in AssumedRole.model_fields.values()} == OF_A_ROLE.keys()
    assert {field.alias for field in WebIdentityRole.model_fields.values()} == OF_A_TOKEN.keys()
