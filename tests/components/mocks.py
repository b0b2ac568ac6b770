"""Pulumi's mocks, as its documentation shows them."""

from __future__ import annotations

from typing import Any

import pulumi
from tests.engine.harness import INGRESS


class Echo(pulumi.runtime.Mocks):
    """The mocks of Pulumi's documentation: inputs come back, and of all that only AWS knows the URL alone."""

    def __init__(self, *, silent: bool = False) -> None:
        self.silent = silent
        self.seen: dict[str, Any] = {}
        self.names: set[str] = set()
        self.providers: dict[str, str] = {}

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Give the inputs back."""
        self.seen[args.typ] = args.inputs
        self.names.add(args.name)
        self.providers[args.typ] = str(args.provider)
        known = {"url": "https://web.example"} if args.typ == INGRESS else {}
        return f"{args.name}-id", {**({} if self.silent else args.inputs), **known}

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        """Answer no look-up."""
        return {}
