"""The programs of docs/service-settings.md, word by word, and the stack: they run, and the services have what they say."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from pulumi import automation

from tests.docs.reading import ROOT, Page
from tests.engine.harness import LocalAws, Outcome, Project
from tests.engine.test_ecs_service_update import APP, FARGATE, classic, described
from tests.engine.test_service_settings import SETTINGS, primary
from tests.engine.test_task_definition_revision import register

pytestmark = pytest.mark.engine

BLOCKS = Page(ROOT / "docs" / "service-settings.md").blocks("python")
CLUSTER = "production"


def services_of_others(aws: LocalAws) -> None:
    """Make what the programs name and do not make: services in a cluster with Spot, and a namespace."""
    ecs = aws.client("ecs")
    aws.client("servicediscovery").create_http_namespace(Name="shop.internal")
    port = {"portMappings": [{"name": "http", "containerPort": 80}]}
    mount = {"mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]}
    for name, container, definition in (
        ("workers", {}, {}),
        ("reports", {}, {}),
        ("orders", port, {}),
        ("archive", mount, {"volumes": [{"name": "data", "configuredAtLaunch": True}]}),
    ):
        classic(aws, name, CLUSTER)
        if container:
            register(aws, name, {**APP, **container}, **{**FARGATE, **definition})
            ecs.update_service(cluster=CLUSTER, service=name, taskDefinition=name)
            aws.clock(advance_seconds=900)
    ecs.put_cluster_capacity_providers(
        cluster=CLUSTER, capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
    )


def service(aws: LocalAws, name: str) -> dict[str, Any]:
    """Read a service by the beginning of its name."""
    for cluster in ("default", CLUSTER):
        for arn in aws.client("ecs").list_services(cluster=cluster)["serviceArns"]:
            if arn.rpartition("/")[2].startswith(name):
                return described(aws, arn)
    raise AssertionError(name)


@pytest.mark.row("S2-16")
def test_the_programs_of_the_page_do_what_it_says(project: Project, aws: LocalAws) -> None:
    """All together, as one program, in one `up`; a new one needs a line here."""
    services_of_others(aws)

    def program() -> None:
        for text in BLOCKS:
            exec(text, {})  # noqa: S102 - the page's own program

    done = project.up(program)

    assert done.ok, done.text
    assert len(BLOCKS) == 8
    assert len(project.resources(SETTINGS)) == 8
    web, calm, careful = (service(aws, name)["deploymentConfiguration"] for name in ("web", "calm", "careful"))
    assert (web["bakeTimeInMinutes"], calm["bakeTimeInMinutes"], calm["alarms"]["enable"]) == (0, 0, False)
    assert careful["canaryConfiguration"] == {"canaryPercent": 10.0, "canaryBakeTimeInMinutes": 5}
    debug = service(aws, "debug")
    assert debug["enableExecuteCommand"] is True
    tasks = aws.client("ecs").list_tasks(cluster="default", serviceName=debug["serviceName"])["taskArns"]
    assert [
        task["enableExecuteCommand"]
        for task in aws.client("ecs").describe_tasks(cluster="default", tasks=tasks)["tasks"]
    ] == [True]
    spot = service(aws, "workers")["capacityProviderStrategy"]
    assert [(one["capacityProvider"], one.get("base", 0)) for one in spot] == [("FARGATE", 1), ("FARGATE_SPOT", 0)]
    connected = primary(aws, service(aws, "orders")["serviceArn"])["serviceConnectConfiguration"]
    assert connected["services"][0]["clientAliases"] == [{"port": 80, "dnsName": "orders"}]
    volume = primary(aws, service(aws, "archive")["serviceArn"])["volumeConfigurations"][0]
    assert volume["managedEBSVolume"]["sizeInGiB"] == 20
    assert service(aws, "reports")["healthCheckGracePeriodSeconds"] == 120
    assert "health_check_grace_period_seconds has no effect" in done.text


def test_the_stack_goes_through_the_changes_of_its_page(project: Project, aws: LocalAws) -> None:
    """Spot for its own service, settings of somebody else's, and what that one had before."""
    folder = ROOT / "stacks" / "service-settings"
    stack = (folder / "__main__.py").read_text()
    exec((folder / "make_surroundings.py").read_text(), {})  # noqa: S102 - the stack's own program

    def configured(**values: str) -> Outcome:
        whole = {"image": "app:1", "spot": "false", "bake-minutes": "0", **values}
        project.stack.set_all_config({key: automation.ConfigValue(value) for key, value in whole.items()})
        done = project.up(partial(exec, stack, {}))
        assert done.ok, done.text
        return done

    first = configured()
    assert first.outputs["settings"]["deploymentConfiguration"] == {"bakeTimeInMinutes": 0}
    assert first.outputs["settings"]["enableExecuteCommand"] is True
    before = service(aws, "worker")
    configured(spot="true", **{"other-service": "worker"})
    assert service(aws, "web")["capacityProviderStrategy"][0]["capacityProvider"] == "FARGATE_SPOT"
    changed = service(aws, "worker")
    assert (changed["propagateTags"], changed["healthCheckGracePeriodSeconds"]) == ("SERVICE", 60)
    project.stack.remove_config("other-service")
    configured(spot="true")
    after = service(aws, "worker")
    assert [after.get(name) or None for name in SET] == [before.get(name) or None for name in SET]


SET = ("propagateTags", "healthCheckGracePeriodSeconds")
