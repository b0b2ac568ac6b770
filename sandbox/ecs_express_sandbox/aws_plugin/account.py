"""
The account that a provider of a program is configured for: its credentials, Region, endpoints and default tags.

boto3 is imported at the first call that needs it, so a run that changes nothing does not pay for it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.values import Properties

REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")
"""Where the real plugin looks for a Region that the program does not name (pulumi-aws, schema of `region`)."""

CONNECT_SECONDS = 5
"""A sandbox on the same machine answers at once or not at all; seconds."""


def default_region() -> str | None:
    """Return the Region of the environment."""
    return next((os.environ[name] for name in REGION_VARIABLES if os.environ.get(name)), None)


def camel_names(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Write members in one way: a Python program that gives a plain dict sends them as `role_arn`."""
    parts = {name: name.split("_") for name in settings}
    return {first + "".join(map(str.title, rest)): settings[name] for name, (first, *rest) in parts.items()}


class Account:
    """One configured provider: a program may have several."""

    def __init__(self, configuration: Properties) -> None:
        self.configuration = configuration
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.RLock()

    @property
    def region(self) -> str:
        """The Region of everything that does not name its own."""
        region = self.configuration.get("region") or default_region()
        if not isinstance(region, str):
            raise Refused("no AWS Region: it is neither in the program nor in aws:region; set AWS_REGION")
        return region

    @property
    def partition(self) -> str:
        """The partition of that Region."""
        return str(self._session.get_partition_for_region(self.region))

    @cached_property
    def default_tags(self) -> dict[str, str]:
        """Tags that every taggable resource gets."""
        tags: dict[str, str] = self._object("defaultTags").get("tags", {})
        return tags

    @cached_property
    def identity(self) -> Mapping[str, str]:
        """Who the credentials belong to, as STS says."""
        answer: Mapping[str, str] = self.client("sts").get_caller_identity()
        return answer

    def client(self, service: str, region: str | None = None) -> Any:
        """Return a boto3 client; one for each service and Region."""
        key = service, region or self.region
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._make_client(*key)
            return self._clients[key]

    def _make_client(self, service: str, region: str) -> Any:
        from botocore.config import Config

        settings = Config(retries={"mode": "standard", "max_attempts": 5}, connect_timeout=CONNECT_SECONDS)
        return self._session.client(service, region_name=region, endpoint_url=self._endpoint(service), config=settings)

    @cached_property
    def _session(self) -> Any:
        import boto3

        session = boto3.Session(
            aws_access_key_id=self.configuration.get("accessKey"),
            aws_secret_access_key=self.configuration.get("secretKey"),
            aws_session_token=self.configuration.get("token"),
            profile_name=self.configuration.get("profile"),
        )
        for role in map(camel_names, self._list("assumeRoles")):
            extra = {"ExternalId": role["externalId"]} if role.get("externalId") else {}
            sts = session.client("sts", region_name=self.region, endpoint_url=self._endpoint("sts"))
            given = sts.assume_role(
                RoleArn=role["roleArn"], RoleSessionName=role.get("sessionName") or "pulumi", **extra
            )["Credentials"]
            session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        return session

    def _endpoint(self, service: str) -> str | None:
        return self._object("endpoints").get(service) or os.environ.get("AWS_ENDPOINT_URL")

    def _list(self, name: str) -> list[dict[str, Any]]:
        """Read a setting that is a list of objects, as JSON text or as it is."""
        value = self.configuration.get(name) or []
        return list(json.loads(value) if isinstance(value, str) else value)

    def _object(self, name: str) -> dict[str, Any]:
        """Read a setting that Pulumi hands to providers as JSON text; a list of objects counts as all of them."""
        value = self.configuration.get(name, {})
        value = json.loads(value) if isinstance(value, str) else value
        if isinstance(value, list):
            return {key: member for each in value for key, member in each.items()}
        return dict(value)
