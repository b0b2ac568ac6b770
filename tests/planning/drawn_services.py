"""Services as hypothesis draws them: any of the settings, with values that go together."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from tests.service_samples import SECRET, SUBNETS, TASK_ROLE, declared

from pulumi_ecs_express.model.fields.property_paths import Path, nest
from pulumi_ecs_express.model.service.spec import ServiceSpec

CLUSTER_ARN = "arn:aws:ecs:eu-west-1:123456789012:cluster/apps"

NAMES = st.text(alphabet="ABC_", min_size=1, max_size=3)
GROUPS_DRAWN = st.lists(st.sampled_from(["sg-0aaaaaaa", "sg-0bbbbbbb", "sg-0ccccccc"]), unique=True, min_size=1)
VALUES: dict[Path, st.SearchStrategy[Any]] = {
    ("primaryContainer", "image"): st.sampled_from(["a:1", "a:2"]),
    ("primaryContainer", "containerPort"): st.sampled_from([80, 8080]),
    ("primaryContainer", "command"): st.lists(NAMES, max_size=2),
    ("primaryContainer", "environment"): st.dictionaries(NAMES, st.sampled_from(["", "1", "2"]), max_size=2),
    ("primaryContainer", "secrets"): st.dictionaries(NAMES.map("S{}".format), st.sampled_from(["db", SECRET]), max_size=2),
    ("primaryContainer", "awsLogsConfiguration", "logGroup"): st.sampled_from(["/a", "/b"]),
    ("primaryContainer", "awsLogsConfiguration", "logStreamPrefix"): st.sampled_from(["ecs", "web"]),
    ("taskRoleArn",): st.just(TASK_ROLE),
    ("cpu",): st.sampled_from(["512", "1024"]),
    ("memory",): st.sampled_from(["2048", "4096"]),
    ("healthCheckPath",): st.sampled_from(["/", "/health"]),
    ("networkConfiguration", "subnets"): st.permutations([*SUBNETS, "subnet-0ccc3333"]).map(lambda ids: ids[:2]),
    ("networkConfiguration", "securityGroups"): GROUPS_DRAWN,
    ("scalingTarget", "minTaskCount"): st.integers(0, 3),
    ("scalingTarget", "maxTaskCount"): st.integers(3, 5),
    ("scalingTarget", "autoScalingMetric"): st.sampled_from(["AVERAGE_CPU", "AVERAGE_MEMORY"]),
    ("scalingTarget", "autoScalingTargetValue"): st.sampled_from([50, 60]),
    ("serviceName",): st.sampled_from(["web", "app"]),
    ("cluster",): st.sampled_from(["default", "apps", CLUSTER_ARN]),
    ("region",): st.sampled_from(["eu-west-1", "us-east-1"]),
    ("tags",): st.dictionaries(NAMES, st.sampled_from(["", "1"]), max_size=2),
    ("waitForRollout",): st.booleans(),
}  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a service that declares any of the settings."""
    chosen = draw(st.sets(st.sampled_from(sorted(VALUES))))
    drawn = nest({path: draw(VALUES[path]) for path in chosen})
    container = {"image": "a:1", **drawn.pop("primaryContainer", {})}
    if "logStreamPrefix" in container.get("awsLogsConfiguration", {}):
        container["awsLogsConfiguration"].setdefault("logGroup", "/a")
    return declared(container, **drawn)


SERVICES = trees().map(lambda tree: ServiceSpec.model_validate(tree).by_path())
