"""What people who come from elsewhere write: harmless spellings are taken, wrong names get the right one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import SECRET, declared, spec

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.service import other_tools
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.service import declaration

row = pytest.mark.row

SAME = [
    pytest.param({}, {"cpu": 512, "memory": 1024}, {}, {"cpu": "512", "memory": "1024"}, id="numbers as sizes",
                 marks=row("S0-06")),
    pytest.param({}, {"cpu": 512.0, "memory": "1024"}, {}, {"cpu": "512", "memory": "1024"}, id="a float as a size",
                 marks=row("S0-06")),
    pytest.param({"environment": [{"name": "A", "value": ""}, {"name": "B", "value": "2.00"}]}, {},
                 {"environment": {"B": "2.00", "A": ""}}, {}, id="boto3's environment", marks=row("S0-17")),
    pytest.param({"secrets": [{"name": "A", "valueFrom": SECRET}]}, {}, {"secrets": {"A": SECRET}}, {},
                 id="boto3's secrets", marks=row("S0-18")),
    pytest.param({"secrets": [{"name": "A", "value_from": SECRET}]}, {}, {"secrets": {"A": SECRET}}, {},
                 id="boto3's secrets in snake case", marks=row("S0-18")),
    pytest.param({}, {"tags": [{"key": "team", "value": "web"}, {"key": "name", "value": ""}]},
                 {}, {"tags": {"name": "", "team": "web"}}, id="boto3's tags"),
    pytest.param({"environment": []}, {"tags": []}, {"environment": {}}, {"tags": {}}, id="empty lists"),
]  # fmt: skip


@pytest.mark.parametrize(("container", "properties", "as_container", "as_properties"), SAME)
def test_a_harmless_other_spelling_means_the_same(
    container: dict[str, Any], properties: dict[str, Any], as_container: dict[str, Any], as_properties: dict[str, Any]
) -> None:
    """It is taken, and stored in the one form that this package uses, so that it makes no difference later."""
    written, problems = declaration.checked(declared(container, **properties))

    assert problems == []
    assert written == spec(as_container, **as_properties)


@pytest.mark.row("S1-04")
def test_a_log_configuration_without_a_prefix_is_taken_as_it_is() -> None:
    """AWS requires one; what the request then says is no part of what the program declares."""
    taken, problems = declaration.checked(declared({"awsLogsConfiguration": {"logGroup": "/web"}}))

    assert problems == []
    assert taken is not None
    assert taken.tree()["primaryContainer"]["awsLogsConfiguration"] == {"logGroup": "/web"}


@pytest.mark.row("S0-17")
@pytest.mark.parametrize("value", ["", "off", "2.00", "1e3", "0x10", "null", "yes", " padded ", "1_000"])
def test_a_string_stays_the_string_that_it_is(value: str) -> None:
    """In the environment, in the command and in tags, whichever type it resembles."""
    tree = declared({"environment": {"A": value}, "command": [value]}, tags={"a": value})
    taken = declaration.parsed(wire.outgoing(declaration.parsed(tree).tree())).tree()

    assert taken["primaryContainer"]["environment"] == {"A": value}
    assert taken["primaryContainer"]["command"] == (value,)
    assert taken["tags"] == {"a": value}


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"network_configuration": {"awsvpcConfiguration": {"subnets": []}}}, "network_configuration.awsvpc_configuration",
     "network_configuration={'subnets': […], 'security_groups': […]}"),
    ({"network_configuration": {"awsvpc_configuration": {}}}, "network_configuration.awsvpc_configuration",
     "network_configuration={'subnets': […], 'security_groups': […]}"),
    ({"network_configuration": {"assignPublicIp": "ENABLED"}}, "network_configuration.assign_public_ip", "leave it out"),
    ({"network_configuration": {"assign_public_ip": True}}, "network_configuration.assign_public_ip", "leave it out"),
    ({"network_configuration": {"subnet_ids": []}}, "network_configuration.subnet_ids", "did you mean subnets?"),
    ({"network_configuration": {"security_group_ids": []}}, "network_configuration.security_group_ids",
     "did you mean security_groups?"),
    ({"network_configuration": [{"subnets": []}]}, "network_configuration",
     "must be one map of its members: subnets, security_groups"),
    ({"network_configurations": [{"subnets": []}]}, "network_configurations", "network_configuration, one map and no list"),
    ({"subnet_ids": []}, "subnet_ids", "network_configuration.subnets"),
    ({"security_group_ids": []}, "security_group_ids", "network_configuration.security_groups"),
    ({"assign_public_ip": True}, "assign_public_ip", "leave it out"),
    ({"primary_containers": [{"image": "a"}]}, "primary_containers", "primary_container, one map and no list"),
    ({"container_definitions": []}, "container_definitions", "primary_container, one map, and sidecars"),
    ({"sidecar": {}}, "sidecar", "did you mean sidecars, a list?"),
    ({"mount_points": []}, "mount_points", "container_definition={'mountPoints': …}"),
    ({"image": "a"}, "image", "primary_container.image"),
    ({"image_uri": "a"}, "image_uri", "primary_container.image"),
    ({"port": 80}, "port", "primary_container.container_port"),
    ({"environment": {}}, "environment", "primary_container.environment"),
    ({"scaling_targets": [{}]}, "scaling_targets", "scaling_target, one map and no list"),
    ({"desired_count": 2}, "desired_count", "scaling_target={'min_task_count': …, 'max_task_count': …}"),
    ({"min_capacity": 2}, "min_capacity", "scaling_target.min_task_count"),
    ({"execution_role": "x"}, "execution_role", "execution_role_arn"),
    ({"task_role": "x"}, "task_role", "task_role_arn"),
    ({"infrastructure_role": "x"}, "infrastructure_role", "infrastructure_role_arn"),
    ({"task_definition": "x"}, "task_definition", "task_definition_arn"),
    ({"launch_type": "FARGATE"}, "launch_type", "leave it out"),
    ({"load_balancers": []}, "load_balancers", "leave it out"),
    ({"deployment_configuration": {}}, "deployment_configuration", "always deploys by canary"),
    ({"force_new_deployment": True}, "force_new_deployment", "redeploy_triggers"),
    ({"wait_for_steady_state": True}, "wait_for_steady_state", "wait_for_rollout"),
    ({"health_check": "/"}, "health_check", "health_check_path"),
    ({"runtime_platform": {}}, "runtime_platform", "cpu_architecture"),
    ({"timeouts": {}}, "timeouts", "custom_timeouts"),
    ({"scaling_target": {"min_capacity": 1}}, "scaling_target.min_capacity", "did you mean min_task_count?"),
    ({"scaling_target": {"maxCapacity": 1}}, "scaling_target.max_capacity", "did you mean max_task_count?"),
    ({"scaling_target": {"target_value": 1}}, "scaling_target.target_value", "did you mean auto_scaling_target_value?"),
    ({"scaling_target": {"desired_count": 1}}, "scaling_target.desired_count", "'min_task_count'"),
    ({"scaling_target": {"auto_scaling_metric": "CPUUtilization"}}, "scaling_target.auto_scaling_metric", "'AVERAGE_CPU'"),
    ({"scaling_target": {"auto_scaling_metric": "ECSServiceAverageCPUUtilization"}}, "scaling_target.auto_scaling_metric",
     "'AVERAGE_CPU'"),
    ({"health_check_path": "HTTP:8080/path"}, "health_check_path", "write the path alone, '/path'"),
    ({"health_check_path": "https://web.example.com/ping?x=1"}, "health_check_path", "write the path alone, '/ping?x=1'"),
    ({"health_check_path": ":8080/path"}, "health_check_path", "such as '/health'"),
    ({"health_check_path": "health"}, "health_check_path", "such as '/health'"),
]  # fmt: skip

IN_CONTAINER: list[tuple[dict[str, Any], str, str]] = [
    ({"healthCheck": {"command": []}}, "health_check", "health_check_path beside primary_container"),
    ({"health_check": "/"}, "health_check", "health_check_path beside primary_container"),
    ({"entryPoint": ["sh"]}, "entry_point", "container_definition={'entryPoint': …}"),
    ({"entry_point": ["sh"]}, "entry_point", "container_definition={'entryPoint': …}"),
    ({"port": 80}, "port", "did you mean container_port?"),
    ({"portMappings": [{"containerPort": 80}]}, "port_mappings", "did you mean container_port, one number?"),
    ({"port_mappings": []}, "port_mappings", "did you mean container_port, one number?"),
    ({"env": {}}, "env", "did you mean environment?"),
    ({"environments": []}, "environments", "did you mean environment?"),
    ({"commands": ["x"]}, "commands", "did you mean command?"),
    ({"image_uri": "a"}, "image_uri", "did you mean image?"),
    ({"name": "Main"}, "name", "leave it out"),
    ({"essential": True}, "essential", "leave it out"),
    ({"cpu": 256}, "cpu", "write cpu beside primary_container"),
    ({"mount_points": []}, "mount_points", "container_definition={'mountPoints': …}"),
    ({"firelensConfiguration": {}}, "firelens_configuration", "fluent_bit_sidecar()"),
    ({"volumes": []}, "volumes", "write volumes beside primary_container"),
    ({"log_configuration": {}}, "log_configuration", "did you mean aws_logs_configuration?"),
    ({"aws_logs_configurations": [{}]}, "aws_logs_configurations", "aws_logs_configuration, one map and no list"),
    ({"aws_logs_configuration": {"awslogs-group": "/web", "log_group": "/web"}},
     'aws_logs_configuration["awslogs-group"]', "did you mean log_group?"),
    ({"repository_credentials": {"credentials_parameter": SECRET, "secret_arn": SECRET}}, "repository_credentials.secret_arn",
     "did you mean credentials_parameter?"),
    ({"environment": [{"Name": "A", "Value": "1"}]}, "environment", "a map is simpler"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "path", "words"),
    [*WRONG, *(({"primary_container": one}, f"primary_container.{path}", words) for one, path, words in IN_CONTAINER)],
    ids=[str(one)[:60] for one, _, _ in (*WRONG, *IN_CONTAINER)],
)
@pytest.mark.row("S0-09", "S0-21", "S1-08", "S1-12")
def test_a_wrong_name_is_told_by_its_path_with_what_to_write(written: dict[str, Any], path: str, words: str) -> None:
    """As a user of Terraform, boto3, classic ECS or CloudFormation would write it, in either spelling."""
    whole = property_names.properties(written)
    whole["primaryContainer"] = {"image": "app:1", **whole.get("primaryContainer", {})}
    problems = declaration.checked({**declared(), **whole})[1]

    assert [problem for problem in problems if problem.startswith(f"{path}: ") and words in problem], problems


def test_no_right_name_is_listed_as_a_wrong_one() -> None:
    """And each place and each name told is one that there is."""
    right = {(path[:-1], path[-1].lower()) for path in rules()}
    reported = {
        (place, name)
        for table in (other_tools.RIGHT_NAMES, other_tools.NOT_OFFERED)
        for place in table
        for name in table[place]
    }
    names = {".".join(snake(step) for step in path) for path in rules()}

    assert not reported & right
    for place, right_name in other_tools.RIGHT_NAMES.items():
        above = ".".join(snake(step) for step in place)
        for text in right_name.values():
            assert ".".join(filter(None, [above, text.partition(",")[0]])) in names


SOURCES = [
    "eu-west-1:/shop/db", "eu-west-1/shop/db", "ssm:/shop/db", "shop/db", "/shop//db", "/shop/db/", "a b",
    "arn:aws:secretsmanager:eu-west-1:123456789012:hub", "arn:aws:ssm:eu-west-1:123456789012:hub",
]  # fmt: skip


@pytest.mark.row("S1-10")
@pytest.mark.parametrize("source", SOURCES)
def test_what_is_neither_an_arn_nor_a_name_is_refused_with_the_rule(source: str) -> None:
    """A parameter of another Region goes by its full ARN alone; and what may be a secret is not quoted."""
    (problem,) = declaration.checked(declared({"secrets": {"A": source}}))[1]

    assert problem.startswith("primary_container.secrets.A: is neither")
    assert source not in problem
    assert source.startswith("arn:") or "one of another Region needs the full ARN" in problem


LIKE_BUT_NOT_THE_SAME: list[tuple[dict[str, Any], str]] = [
    ({"access_role_arn": "x"}, "execution_role_arn"),
    ({"instance_role_arn": "x"}, "task_role_arn"),
    ({"runtime_environment_variables": {}}, "primary_container.environment"),
    ({"runtime_environment_secrets": {}}, "primary_container.secrets"),
    ({"domain_name": "x"}, "the service answers under its own URL"),
    ({"web_acl_arn": "x"}, "aws.wafv2.WebAclAssociation"),
    ({"observability_configuration": {}}, "there are primary_container, "),
    ({"network_interfaces": {}}, "there are primary_container, "),
]


@pytest.mark.parametrize(
    ("written", "words"), LIKE_BUT_NOT_THE_SAME, ids=[next(iter(one)) for one, _ in LIKE_BUT_NOT_THE_SAME]
)
def test_a_name_of_another_service_gets_the_same_meaning_or_none(written: dict[str, Any], words: str) -> None:
    """Arguments of App Runner and others: never one of ours that only looks alike."""
    (problem,) = declaration.checked({**declared(), **property_names.properties(written)})[1]

    assert words in problem
