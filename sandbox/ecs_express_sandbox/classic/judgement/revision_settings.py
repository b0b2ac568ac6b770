"""The members of a request that belong to a revision, in the form in which AWS keeps them and reads them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic import network
from ecs_express_sandbox.classic.judgement import attachments, compute, service_connect
from ecs_express_sandbox.classic.judgement.requests import DEPLOYING
from ecs_express_sandbox.classic.records import Settings
from ecs_express_sandbox.settings import Settings as Questions

Request = Mapping[str, Any]


def asked_for(place: AccountRegion, questions: Questions, cluster: Request, request: Request) -> Settings:
    """List what a request says; ``None`` stands for what it takes away."""
    asked: Settings = {}
    for name in DEPLOYING:
        if name not in request:
            continue
        if attachments.is_emptied(name, request[name]):
            if questions.emptied_members == "cleared":
                asked[name] = None
            continue
        asked[name] = _kept(place, cluster, name, request[name])
    return asked


def _kept(place: AccountRegion, cluster: Request, name: str, value: Any) -> Any:
    if name == "networkConfiguration":
        return network.judged(place, value) if value else None
    if name == "capacityProviderStrategy":
        return compute.strategy(value) or None
    if name == "serviceConnectConfiguration":
        return service_connect.judged(place, cluster, value)
    return value


def of_first(asked: Settings, cluster: Request) -> Settings:
    """Write the members of a first revision; without a launch type the cluster's default strategy counts."""
    whole = {"loadBalancers": [], "serviceRegistries": [], **asked}
    if not whole.get("launchType") and not whole.get("capacityProviderStrategy"):
        default = compute.strategy(cluster.get("defaultCapacityProviderStrategy") or [])
        whole |= {"capacityProviderStrategy": default} if default else {"launchType": "EC2"}
    if compute.is_serverless(whole):
        whole.setdefault("platformVersion", compute.LATEST)
    return {name: value for name, value in whole.items() if value is not None}


def changed(before: Settings, asked: Settings) -> list[str]:
    """Name the members that are to be different."""
    return [name for name, value in asked.items() if value != before.get(name)]


def replaced(before: Settings, asked: Settings) -> Settings:
    """Write the members of the next revision; a launch type and a capacity provider strategy take each other's place."""
    result = {**before, **asked}
    if "capacityProviderStrategy" in asked:
        serverless = compute.is_serverless(before)
        result["launchType"] = None if asked["capacityProviderStrategy"] else "FARGATE" if serverless else "EC2"
        if not compute.is_serverless(result):
            result["platformVersion"] = None
        elif not result.get("platformVersion"):
            result["platformVersion"] = compute.LATEST
    return {name: value for name, value in result.items() if value is not None}
