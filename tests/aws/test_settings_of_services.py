"""
Every parameter of UpdateService through its life, on a rolling and on an Express service of the sandbox.

Set, nothing to do, changed, set by somebody else and repaired, removed, destroyed: nothing else of the service changes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from tests.aws.guarded import MINUTE, SandboxCall, SandboxClock
from tests.aws.settings_samples import SAMPLES, Surroundings
from tests.providers.settings_run import SettingsRun
from tests.sandbox import classic_services
from tests.sandbox.local_aws import REGION, LocalAws, own_definition

from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import OF_REVISION
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS
from pulumi_ecs_express.planning.service_settings.equality import same
from pulumi_ecs_express.planning.service_settings.table import TABLE, cell
from pulumi_ecs_express.planning.service_settings.trees import by_path, value_at
from pulumi_ecs_express.planning.service_settings.verdicts import Deploys, Verdict
from pulumi_ecs_express.providers.service_settings import claims

VOLUME: dict[str, Any] = {"volumes": [{"name": "data", "configuredAtLaunch": True}]}
PORT = {"portMappings": [{"containerPort": 80, "name": "http"}]}

REFUSED_BY_THE_SANDBOX = {
    ("express", "deploymentController"),
    ("express", "gatewayConnectors"),
    ("express", "serviceRegistries"),
}
"""Of these nobody knows in public: the package sends them, and shows AWS's answer."""


class PatientCall(SandboxCall):
    """A call of the engine that looks at AWS once in two minutes of the sandbox: a deployment takes ten."""

    def wait(self, seconds: float) -> str | None:
        return super().wait(max(seconds, 2 * MINUTE))


class Life:
    """One service, its settings as AWS shows them, and the providers called as the engine calls them."""

    def __init__(self, aws: LocalAws, arn: str) -> None:
        self.aws, self.arn = aws, arn
        self.services = BotoEcsServices(Connection(REGION))
        self.run = SettingsRun(lambda old=None, **_: PatientCall(SandboxClock(aws), old_inputs=old))

    def up(self, **settings: Any) -> None:
        """Check and apply; nothing fails."""
        inputs = {"service": self.arn, "region": REGION, **settings}
        self.run.up(self.run.checked(inputs))
        assert self.run.failure is None, self.run.failure

    def shown(self) -> dict[str, Any]:
        """Read all settings."""
        found = self.services.settings(self.arn.split("/")[1], self.arn, of_revision=True)
        assert found is not None
        return dict(found.values)

    def by_others(self, **request: Any) -> None:
        """Be somebody else."""
        self.aws.ecs.update_service(cluster=self.arn.split("/")[1], service=self.arn, **request)
        self.aws.run_out()

    def updates(self) -> int:
        """Count the updates that the service has had."""
        return int(self.aws.control("GET", "/calls").get("ecs:UpdateService", 0))

    def missing(self, declared: dict[str, Any]) -> list[Any]:
        """List what AWS does not show as declared."""
        found = self.shown()
        values = by_path(declared).items()
        express = self.express
        return [path for path, one in values if not same(path, one, value_at(found, path), before=one, express=express)]

    def named(self, name: str) -> str:
        """Write a parameter as a program does."""
        return ARGUMENTS.path((name,))

    @property
    def express(self) -> bool:
        """Whether it is an Express service: those are in the default cluster here."""
        return self.arn.split("/")[1] == "default"


def rolling(aws: LocalAws, names: Collection[str]) -> Life:
    """Make a classic service; placement is for EC2 alone."""
    on_ec2 = "placementStrategy" in names
    of_ec2: dict[str, Any] = {"requiresCompatibilities": ["EC2"]} if on_ec2 else {}
    definition = classic_services.definition(aws, container=PORT, **volumes(names), **of_ec2)
    aws.role("infrastructure", "ecs.amazonaws.com", None)
    launched: dict[str, Any] = {"launchType": "EC2"} if on_ec2 else {}
    return Life(aws, classic_services.settled(aws, taskDefinition=definition, **launched))


def volumes(names: Collection[str]) -> dict[str, Any]:
    """Give a task definition a volume where the parameter is about volumes: an old platform takes none."""
    return VOLUME if "volumeConfigurations" in names else {}


def express(aws: LocalAws, names: Collection[str]) -> Life:
    """Make an Express service, which runs a task definition of one's own for the sake of its volume."""
    definition = own_definition(aws, **volumes(names))
    roles = {"infrastructureRoleArn": aws.roles()["infrastructureRoleArn"]}
    aws.advance(60)
    made = aws.ecs.create_express_gateway_service(serviceName="web", taskDefinitionArn=definition, **roles)["service"]
    aws.ecs.put_cluster_capacity_providers(
        cluster="default", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=[]
    )
    aws.run_out()
    return Life(aws, str(made["serviceArn"]))


@pytest.fixture(autouse=True)
def forgotten(sandbox: LocalAws) -> Iterator[None]:
    """An empty account for each test."""
    sandbox.reset()
    yield
    claims.forget()


GROUPS: dict[str, tuple[str, ...]] = {
    "kept": (
        "availabilityZoneRebalancing", "enableECSManagedTags", "enableExecuteCommand", "healthCheckGracePeriodSeconds",
        "propagateTags",
    ),
    "capacity": ("capacityProviderStrategy", "deploymentConfiguration", "platformVersion"),
    "traffic": ("loadBalancers", "serviceRegistries", "serviceConnectConfiguration", "vpcLatticeConfigurations"),
    "network": ("networkConfiguration", "desiredCount"),
    "revision": ("volumeConfigurations", "gatewayConnectors", "monitoring"),
    "placement": ("placementConstraints", "placementStrategy"),
}  # fmt: skip
"""Parameters that do not touch each other, and go through one life together, since each life costs a second or two."""


def taken(kind: Kind, name: str) -> bool:
    """Report whether such a service takes a parameter; of one that is not known in public, whether the sandbox does."""
    known = cell(name, kind, fargate=not name.startswith("placement"), daemon=False).verdict
    if kind is Kind.EXPRESS and name in ("gatewayConnectors", "serviceRegistries"):
        return False
    return known in (Verdict.ALLOWED, Verdict.UNKNOWN)


LIVES = [
    pytest.param(kind, names, id=f"{kind.value} {group}")
    for kind in (Kind.ROLLING, Kind.EXPRESS)
    for group, of_group in GROUPS.items()
    if (names := [name for name in of_group if taken(kind, name)])
]


def test_every_parameter_has_a_life() -> None:
    """On both kinds, but for those that AWS refuses there, or another component owns."""
    assert {name for names in GROUPS.values() for name in names} == SAMPLES.keys()


@pytest.mark.row(
    "S2-02", "S2-13", "S2-15", "S2-18", "S2-19", "S2-23", "S2-24", "S2-25", "S2-26", "S2-27", "S2-28", "S2-29", "S2-31",
    "S2-32", "S4-05",
)  # fmt: skip
@pytest.mark.parametrize(("kind", "names"), LIVES)
def test_parameters_through_their_life(sandbox: LocalAws, kind: Kind, names: list[str]) -> None:
    """At the end the service has all that it had before."""
    life = express(sandbox, names) if kind is Kind.EXPRESS else rolling(sandbox, names)
    around = Surroundings(sandbox)
    first, second, of_others = ({name: SAMPLES[name](around)[turn] for name in names} for turn in range(3))
    beside: dict[str, Any] = {"enableExecuteCommand": True}
    if "enableExecuteCommand" in names:
        beside = {"deploymentConfiguration": {"maximumPercent": 150}}
    before = life.shown()

    life.up(**first, **beside)
    assert life.missing(first) == []
    assert others(life.shown(), *names, *beside) == others(before, *names, *beside)

    sent = life.updates()
    life.up(**first, **beside)
    assert life.updates() == sent

    life.up(**second, **beside)
    assert life.missing(second) == []

    shown = life.shown()
    life.by_others(**forced(names), **{name: whole(value, shown.get(name)) for name, value in of_others.items()})
    assert life.run.refresh()
    drifted = life.run.changes({**life.run.inputs, **second, **beside})
    assert {path.partition(".")[0].partition("[")[0] for path, _, _ in drifted} == set(names)
    life.up(**second, **beside)
    assert life.missing(second) == []

    life.up(**beside)
    assert [name for name in names if not restored(life.shown(), before, name, express=life.express)] == []

    life.up(**first, **beside)
    life.run.destroy()
    after = life.shown()
    assert [name for name in (*names, *beside) if not restored(after, before, name, express=life.express)] == []


def others(shown: dict[str, Any], *names: str) -> dict[str, Any]:
    """Leave out what is declared."""
    return {name: value for name, value in shown.items() if name not in names}


def forced(names: Collection[str]) -> dict[str, Any]:
    """Add what AWS demands of somebody else."""
    return {"forceNewDeployment": True} if any(TABLE[name].deploys is Deploys.FORCED for name in names) else {}


def whole(value: Any, shown: Any) -> Any:
    """Complete a structure, since AWS replaces it as a whole."""
    if not (isinstance(value, dict) and isinstance(shown, dict)) or "enabled" in value:
        return value
    return {**{name: one for name, one in shown.items() if name != "strategy"}, **value}


def restored(shown: dict[str, Any], before: dict[str, Any], name: str, *, express: bool) -> bool:
    """Report whether a setting is as it was."""
    earlier = before.get(name)
    if earlier is None:
        return all(same(path, value, None) for path, value in by_path({name: shown.get(name)}).items())
    return all(
        same(path, value, value_at(shown, path), before=value, express=express)
        for path, value in by_path({name: earlier}).items()
    )


def push(aws: LocalAws, content: str) -> None:
    """Push an image of that content under the tag ``latest``."""
    ecr = aws.client("ecr")
    kind = "application/vnd.docker"
    layer = {"digest": f"sha256:{content * 64}", "size": 1, "mediaType": f"{kind}.image.rootfs.diff.tar.gzip"}
    manifest = {"schemaVersion": 2, "mediaType": f"{kind}.distribution.manifest.v2+json", "layers": [layer]}
    ecr.put_image(repositoryName="shop", imageManifest=json.dumps(manifest), imageTag="latest")


@pytest.mark.row("S2-08", "S2-21")
def test_the_same_tag_pushed_anew_runs_once_a_trigger_changes(sandbox: LocalAws) -> None:
    """Without one nothing happens; no revision of the task definition is needed."""
    sandbox.client("ecr").create_repository(repositoryName="shop")
    push(sandbox, "a")
    image = f"123456789012.dkr.ecr.{REGION}.amazonaws.com/shop:latest"
    life = Life(sandbox, classic_services.settled(sandbox, image))
    life.up(enableExecuteCommand=True, forceNewDeployment="1")
    first = {one["imageDigest"] for task in classic_services.tasks(sandbox) for one in task["containers"]}
    definition = classic_services.described(sandbox)["taskDefinition"]

    push(sandbox, "b")
    life.up(enableExecuteCommand=True, forceNewDeployment="1")
    assert {one["imageDigest"] for task in classic_services.tasks(sandbox) for one in task["containers"]} == first
    life.up(enableExecuteCommand=True, forceNewDeployment="2")
    sandbox.run_out()

    second = {one["imageDigest"] for task in classic_services.tasks(sandbox) for one in task["containers"]}
    assert len(first) == len(second) == 1
    assert first != second
    assert classic_services.described(sandbox)["taskDefinition"] == definition


def test_what_only_the_revision_shows_is_read_there() -> None:
    """The two of the newest settings."""
    assert set(OF_REVISION) == {"gatewayConnectors", "monitoring"}
