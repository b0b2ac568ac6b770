"""The account that a run works in: who calls, where, the clients, and the name and tag of everything that is made."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TAG = "ecs-express-acceptance"
"""Key of the tag on everything that a run makes; its value is the run."""

HOME = Path(".acceptance")
"""Where runs keep the state of their stacks, and their logs."""


class NotStarted(Exception):
    """Nothing was made: something is missing, and the text says what to type."""


@dataclass
class Run:
    """
    One run: its name, where it works, and what it must take away.

    Attributes:
        id: Short and random; part of every name that the run chooses.
        account: Number of the AWS account.
        region: Region of everything.
        started: Seconds since 1970, by the clock of the AWS that is talked to.
        passphrase: Of the secrets in the stacks' state.
        stacks: Folders of the stacks that were made, in their order.
        services: Names of the Express services that were made: what AWS keeps of them is found by these.
    """

    id: str
    account: str
    region: str
    started: float
    passphrase: str
    stacks: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """How names begin that the run chooses itself."""
        return f"acceptance-{self.id}"

    @property
    def folder(self) -> Path:
        """Where the run keeps its state."""
        return HOME.resolve() / self.id

    @property
    def tags(self) -> dict[str, str]:
        """The tags of everything."""
        return {TAG: self.id}

    def client(self, service: str) -> Any:
        """Give a client of AWS."""
        return _client(service, self.region)

    def save(self) -> None:
        """Write down what must be taken away, before it is made."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "run.json").write_text(json.dumps(asdict(self), indent=2) + "\n")

    def note_service(self, name: str) -> None:
        """Remember a service by its name."""
        if name not in self.services:
            self.services.append(name)
            self.save()


@cache
def _client(service: str, region: str) -> Any:
    import boto3

    return boto3.client(service, region_name=region)


def new_run(region: str | None, now: float) -> Run:
    """
    Begin a run with the credentials of the environment.

    Raises:
        NotStarted: without a Pulumi CLI, a Region or credentials that work.
    """
    place = chosen_region(region)
    if shutil.which("pulumi") is None:
        raise NotStarted("there is no Pulumi CLI on PATH: type `make acceptance`, which gets one, or install one")
    return Run(uuid.uuid4().hex[:8], caller(place), place, now, uuid.uuid4().hex)


def chosen_region(region: str | None, variables: Mapping[str, str] = os.environ) -> str:
    """Find the Region: the option, or the environment's."""
    found = region or variables.get("AWS_REGION") or variables.get("AWS_DEFAULT_REGION")
    if not found:
        raise NotStarted("no Region is set: type `make acceptance ARGS='--region eu-central-1'`, or set AWS_REGION")
    return found


def caller(region: str) -> str:
    """Ask AWS whose credentials these are; give the account."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    if boto3.Session().get_credentials() is None:
        raise NotStarted(
            "there are no AWS credentials in this environment: set AWS_PROFILE, or type `aws sso login`; to try the run "
            'without an account, type `ecs-express sandbox start --speed 600` and `eval "$(ecs-express sandbox env)"` first'
        )
    try:
        return str(_client("sts", region).get_caller_identity()["Account"])
    except (BotoCoreError, ClientError) as failure:
        raise NotStarted(
            f"AWS does not take these credentials: {failure}; check AWS_PROFILE, or log in again"
        ) from failure


def earlier_run(id_: str, region: str | None) -> Run:
    """Read a run that was killed; where its folder is gone, what it left is found by name and tag alone."""
    record = HOME.resolve() / id_ / "run.json"
    if record.exists():
        found = Run(**json.loads(record.read_text()))
        if (account := caller(found.region)) != found.account:
            raise NotStarted(
                f"run {id_} worked in account {found.account}, and these are credentials of {account}: use those of that account"
            )
        return found
    place = chosen_region(region)
    return Run(id_, caller(place), place, 0, "")
