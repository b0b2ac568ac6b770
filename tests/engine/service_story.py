"""The life of a service with its made roles, as a story for the sweep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pulumi

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Project
from tests.engine.story import Story

INFRASTRUCTURE_ROLE = "arn:aws:iam::123456789012:role/i"
SECRETS = ("/shop/key", "/shop/token")


@dataclass(frozen=True)
class Desired:
    """
    What the program says.

    Attributes:
        image: the image.
        name: the service's own name.
        secrets: how many secrets the container reads; its made role may read exactly these.
        own_infrastructure: whether the infrastructure role is the program's own, else the component makes it.
    """

    image: str
    name: str
    secrets: int = 1
    own_infrastructure: bool = False

    @property
    def arguments(self) -> dict[str, Any]:
        """The component's arguments."""
        secrets = {f"KEY_{number}": path for number, path in enumerate(SECRETS[: self.secrets])}
        own = {"infrastructure_role_arn": INFRASTRUCTURE_ROLE} if self.own_infrastructure else {}
        container = {"image": self.image, "secrets": secrets}
        return {"service_name": self.name, "primary_container": container, "tags": {"image": self.image}, **own}


def declare(desired: Desired) -> None:
    """Be the program."""
    web = express.ExpressGatewayService("web", **desired.arguments)
    pulumi.export("url", web.url)
    pulumi.export("arn", web.service_arn)
    pulumi.export("revision", web.service_revision_arn)


STAGES: dict[str, Desired | None] = {
    "create": Desired("app:1", "one"),
    "update": Desired("app:2", "one", secrets=2),
    "replace": Desired("app:2", "two", secrets=2),
    "replace in place": Desired("app:2", "two", secrets=2, own_infrastructure=True),
    "delete": None,
}
"""
One after the other: all of the component with its made roles, another image with one secret more, another name, another
infrastructure role under the same name (so the old service goes first), and nothing at all.
"""


BARE_ROLES = {"role web-execution", "role web-infrastructure"}
"""
All that may be left, once of each: a role is made by `pulumi_aws` under a name that Pulumi draws anew each time, so one
whose creation the engine never heard of is in no state, and no later run can know that it is ours. It has no policies.
"""


def problems(aws: LocalAws, project: Project, desired: Desired) -> list[str]:
    """Compare the service in AWS, its outputs and its state with what is declared."""
    state = project.state(SERVICE).get("outputs", {})
    reported = described(aws.client("ecs"), f"arn:aws:ecs:us-east-1:123456789012:service/default/{desired.name}")
    if len(reported["activeConfigurations"]) != 1:
        return [f"there are {len(reported['activeConfigurations'])} active configurations"]
    configuration = reported["activeConfigurations"][0]
    endpoint = configuration["ingressPaths"][0]["endpoint"]
    tags = {tag["key"]: tag["value"] for tag in reported["tags"]}
    stack = project.state("pulumi:pulumi:Stack").get("outputs", {})
    revision = configuration["serviceRevisionArn"]
    facts = {
        "the image": (configuration["primaryContainer"]["image"], desired.image),
        "the image that answers": (aws.get(endpoint)[1].get("image"), desired.image),
        "the tag of the program": (tags.get("image"), desired.image),
        "the infrastructure role": (reported["infrastructureRoleArn"].endswith("/i"), desired.own_infrastructure),
        "the secrets": (len(configuration["primaryContainer"]["secrets"]), desired.secrets),
        "the owner's tag": (tags.get("pulumi:owner", "").split("/")[4:], [state.get("ownerToken")]),
        "the outputs": (stack, {"url": f"https://{endpoint}", "arn": reported["serviceArn"], "revision": revision}),
        "the status in state": (state.get("status"), "ACTIVE"),
    }
    return [f"{fact} is {found!r}, not {wanted!r}" for fact, (found, wanted) in facts.items() if found != wanted]


def stranger(ecs: Any, cluster: str) -> str:
    """Make somebody else's service of the same name, and give its ARN."""
    roles = {"executionRoleArn": ROLES["execution_role_arn"], "infrastructureRoleArn": ROLES["infrastructure_role_arn"]}
    made = ecs.create_express_gateway_service(
        serviceName="one", cluster=cluster, primaryContainer={"image": "app:9"}, **roles
    )
    return str(made["service"]["serviceArn"])


def described(ecs: Any, arn: str) -> dict[str, Any]:
    """Describe a service with its tags."""
    reported: dict[str, Any] = ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])["service"]
    return reported


def tidy_up(aws: LocalAws, project: Project) -> None:
    """Delete the roles that no state knows."""
    iam, known = aws.client("iam"), project.text_of_state()
    for role in iam.list_roles()["Roles"]:
        if role["RoleName"].startswith("web-") and role["RoleName"] not in known:
            iam.delete_role(RoleName=role["RoleName"])


STORY = Story(
    module=__name__,
    stages=STAGES,
    declare=declare,
    prepare=lambda aws: aws.keep_secret(*SECRETS),
    problems=problems,
    unknown_to_pulumi=frozenset(BARE_ROLES),
    after_a_lost_answer="iam:CreateRole",
    after_a_kill="iam:*",
    tidy_up=tidy_up,
)
