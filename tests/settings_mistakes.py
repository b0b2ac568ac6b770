"""Programs with wrong settings of a service, each with what is said of it: where it is, and what is wrong there."""

from __future__ import annotations

from typing import Any

from pulumi_ecs_express.model.service_settings.volumes import RESERVED_TAGS
from tests.settings_samples import FUNCTION, GROUP, LATTICE_GROUP, REGISTRY, ROLE

Row = tuple[dict[str, Any], list[str]]


def strategy(*entries: Any) -> dict[str, Any]:
    """Declare capacity providers."""
    return {"capacity_provider_strategy": list(entries)}


def provider(name: str, **members: Any) -> dict[str, Any]:
    """Write an entry of a capacity provider strategy."""
    return {"capacity_provider": name, **members}


def deployed(**members: Any) -> dict[str, Any]:
    """Declare a deployment configuration."""
    return {"deployment_configuration": members}


def hook(**members: Any) -> dict[str, Any]:
    """Declare one lifecycle hook."""
    return deployed(lifecycle_hooks=[{"lifecycle_stages": ["PRE_SCALE_UP"], **members}])


def network(**members: Any) -> dict[str, Any]:
    """Declare a network."""
    return {"network_configuration": {"awsvpc_configuration": members}}


def volume(**members: Any) -> dict[str, Any]:
    """Declare a volume."""
    return {"volume_configurations": [{"name": "data", "managed_ebs_volume": {"role_arn": ROLE, **members}}]}


def connect(**members: Any) -> dict[str, Any]:
    """Declare a service of Service Connect."""
    return {"service_connect_configuration": {"services": [{"port_name": "http", **members}]}}


VOLUME = "volume_configurations[0].managed_ebs_volume"
HOOK = "deployment_configuration.lifecycle_hooks[0]"
CONNECT = "service_connect_configuration.services[0]"

WHOLE: list[Row] = [
    ({}, ["declare at least one setting"]),
    ({"service": None, "desired_count": 1}, ["service: is missing"]),
    ({"service": "a b", "desired_count": 1}, ["service: 'a b' is neither the name of a service"]),
    ({"cluster": "other", "desired_count": 1}, ["cluster: is other, and the service is in default"]),
    ({"region": "eu-west-2", "desired_count": 1}, ["service: is in eu-west-1, and region in eu-west-2"]),
    ({"wait": True, "timeout": 30, "desired_count": 1}, ["timeout: is a number", "wait: is a boolean: write 'until_stable'"]),
    ({"express_updates": "block"}, ["express_updates: 'block' is not a way to treat Express updates: write 'allowed' or 'blocked'"]),
    ({"express_updates": "Blocked"}, ["express_updates: 'Blocked' is not a way to treat Express updates: write 'blocked'"]),
    ({"restore_on_destroy": "yes", "desired_count": 1}, ["restore_on_destroy: must be True or False"]),
    ({"force_new_deployment": []}, ["force_new_deployment: is a list; a trigger is a string"]),
]  # fmt: skip

PLAIN: list[Row] = [
    ({"availability_zone_rebalancing": True}, ["availability_zone_rebalancing: is a boolean: write 'ENABLED'"]),
    ({"availability_zone_rebalancing": "enabled"}, ["availability_zone_rebalancing: 'enabled' is not one of AWS's two words: write 'ENABLED'"]),
    ({"desired_count": -1}, ["desired_count: -1 is out of range"]),
    ({"desired_count": "3"}, ["desired_count: is a string, and that is not a whole number"]),
    ({"enable_ecs_managed_tags": "true"}, ["enable_ecs_managed_tags: must be True or False"]),
    ({"enable_execute_command": 1}, ["enable_execute_command: must be True or False"]),
    ({"health_check_grace_period_seconds": 2_147_483_648}, ["health_check_grace_period_seconds: 2147483648 is out of range"]),
    ({"platform_version": "latest"}, ["platform_version: 'latest' is not a platform version of Fargate: write 'LATEST'"]),
    ({"propagate_tags": "TaskDefinition"}, ["propagate_tags: 'TaskDefinition' is not where tags come from: write 'TASK_DEFINITION'"]),
    ({"propagate_tags": "ALL"}, ["propagate_tags: 'ALL' is not where tags come from: write 'SERVICE', 'TASK_DEFINITION' or 'NONE'"]),
    ({"deployment_controller": {"type": "CodeDeploy"}},
     ["deployment_controller.type: 'CodeDeploy' is not a deployment controller: write 'CODE_DEPLOY'"]),
    ({"deployment_controller": "ECS"}, ["deployment_controller: must be one map of its members: type"]),
    ({"deployment_controller": {}}, ["deployment_controller.type: is missing"]),
]  # fmt: skip

PLACEMENT: list[Row] = [
    (strategy(provider("FARGATE", weight=1001)),
     ["capacity_provider_strategy[0].weight: 1001 is out of range: a weight is a whole number from 0 to 1000"]),
    (strategy(provider("FARGATE", base=100_001)), ["capacity_provider_strategy[0].base: 100001 is out of range"]),
    (strategy({"weight": 1}), ["capacity_provider_strategy[0].capacity_provider: is missing"]),
    (strategy(provider("FARGATE", base=1, weight=1), provider("FARGATE_SPOT", base=2)),
     ["capacity_provider_strategy[1].base: stands in [0] already"]),
    (strategy(provider("FARGATE", weight=1), provider("FARGATE")),
     ["capacity_provider_strategy[1].capacity_provider: 'FARGATE' stands in [0] already"]),
    (strategy(provider("FARGATE"), provider("FARGATE_SPOT")), ["capacity_provider_strategy: has no weight greater than 0"]),
    (strategy(provider("FARGATE", weight=1), provider("mine")), ["capacity_provider_strategy: mixes Fargate with other providers"]),
    (strategy(*(provider(f"p{n}", weight=1) for n in range(21))), ["capacity_provider_strategy: holds 21 providers, and AWS takes at most 20"]),
    (strategy(provider("arn:aws:ecs:eu-west-1:123456789012:capacity-provider/mine")), ["capacity_provider_strategy[0].capacity_provider: 'arn:"]),
    (strategy("FARGATE"), ["capacity_provider_strategy[0]: must be one map of its members: capacity_provider, weight, base"]),
    ({"capacity_provider_strategy": "FARGATE"}, ["capacity_provider_strategy: is a string, and must be a list"]),
    (strategy(provider("FARGATE"), None), ["capacity_provider_strategy[1]: is None"]),
    ({"placement_constraints": [{"type": "memberOf", "expression": f"a == {n}"} for n in range(11)]},
     ["placement_constraints: holds 11 constraints"]),
    ({"placement_constraints": [{"type": "distinctInstance", "expression": "a"}]},
     ["placement_constraints[0].expression: goes with memberOf alone"]),
    ({"placement_constraints": [{"type": "memberOf"}]}, ["placement_constraints[0].expression: is missing"]),
    ({"placement_constraints": [{"type": "memberOf", "expression": "a" * 2001}]}, ["placement_constraints[0].expression: has 2001 characters"]),
    ({"placement_constraints": [{"type": "MemberOf", "expression": "a"}]},
     ["placement_constraints[0].type: 'MemberOf' is not a placement constraint: write 'memberOf'"]),
    ({"placement_strategy": [{"type": "random"}] * 6}, ["placement_strategy: holds 6 strategies"]),
    ({"placement_strategy": [{"type": "random", "field": "cpu"}]}, ["placement_strategy[0].field: is not used by random"]),
    ({"placement_strategy": [{"type": "binpack"}]}, ["placement_strategy[0].field: is missing: binpack packs by 'cpu' or 'memory'"]),
    ({"placement_strategy": [{"type": "binpack", "field": "disk"}]}, ["placement_strategy[0].field: 'disk' is nothing to pack by"]),
    ({"placement_strategy": {}}, ["placement_strategy: is a map, and must be a list"]),
]  # fmt: skip

DEPLOYMENTS: list[Row] = [
    (deployed(), ["deployment_configuration: declares nothing: write at least one of deployment_circuit_breaker"]),
    (deployed(alarms={}), ["deployment_configuration.alarms: declares nothing"]),
    (deployed(maximum_percent=99), ["deployment_configuration.maximum_percent: 99 is out of range"]),
    (deployed(minimum_healthy_percent=101), ["deployment_configuration.minimum_healthy_percent: 101 is out of range"]),
    (deployed(strategy="CANARY", linear_configuration={"step_percent": 5}),
     ["deployment_configuration.linear_configuration: goes with the strategy LINEAR alone, and CANARY is declared"]),
    (deployed(strategy="LINEAR", canary_configuration={"canary_percent": 5}),
     ["deployment_configuration.canary_configuration: goes with the strategy CANARY alone, and LINEAR is declared"]),
    (deployed(strategy="LINEAR", early_success_criteria={"enable": False}),
     ["deployment_configuration.early_success_criteria: goes with the strategy ROLLING alone"]),
    (deployed(strategy="BLUE_GREEN"), ["deployment_configuration.bake_time_in_minutes: is missing"]),
    (deployed(strategy="blue/green", bake_time_in_minutes=1),
     ["deployment_configuration.strategy: 'blue/green' is not a deployment strategy: write 'BLUE_GREEN'"]),
    (deployed(bake_time_in_minutes=1441), ["deployment_configuration.bake_time_in_minutes: 1441 is out of range"]),
    (deployed(canary_configuration={"canary_percent": 0.05}),
     ["deployment_configuration.canary_configuration.canary_percent: 0.05 is out of range"]),
    (deployed(canary_configuration={"canary_percent": 5.25}),
     ["deployment_configuration.canary_configuration.canary_percent: 5.25 is out of range: the canary's percentage is a multiple"]),
    (deployed(canary_configuration={"canary_percent": "5"}), ["deployment_configuration.canary_configuration.canary_percent: is no number"]),
    (deployed(linear_configuration={"step_percent": 2.9, "step_bake_time_in_minutes": -1}),
     ["deployment_configuration.linear_configuration.step_bake_time_in_minutes: -1 is out of range",
      "deployment_configuration.linear_configuration.step_percent: 2.9 is out of range"]),
    (deployed(early_success_criteria={"enable": True}),
     ["deployment_configuration.early_success_criteria.healthy_percent: is missing",
      "deployment_configuration.early_success_criteria.source_service_revision_cleanup: is missing"]),
    (deployed(minimum_healthy_percent=80, early_success_criteria={"healthy_percent": 50}),
     ["deployment_configuration.early_success_criteria.healthy_percent: 50 is less than minimum_healthy_percent, 80"]),
    (deployed(alarms={"alarm_names": ["a", "a"]}), ["deployment_configuration.alarms.alarm_names[1]: 'a' stands in [0] already"]),
    (deployed(alarms={"alarm_names": "a"}), ["deployment_configuration.alarms.alarm_names: is a string, and must be a list"]),
    (deployed(alarms={"alarm_names": [""]}), ["deployment_configuration.alarms.alarm_names[0]: is blank"]),
    (deployed(deployment_circuit_breaker={"threshold_configuration": {"type": "percent"}}),
     ["deployment_configuration.deployment_circuit_breaker.threshold_configuration.type: 'percent' is not a kind of threshold"]),
    (hook(), [f"{HOOK}.hook_target_arn: is missing: an AWS_LAMBDA hook needs its function"]),
    (hook(hook_target_arn="check"), [f"{HOOK}.hook_target_arn: 'check' is not the ARN of a Lambda function"]),
    (hook(hook_target_arn=FUNCTION, lifecycle_stages=[]), [f"{HOOK}.lifecycle_stages: is empty: name at least one stage"]),
    (hook(hook_target_arn=FUNCTION, lifecycle_stages=["PreScaleUp"]),
     [f"{HOOK}.lifecycle_stages[0]: 'PreScaleUp' is not a stage of a deployment: write 'PRE_SCALE_UP'"]),
    (hook(target_type="PAUSE", hook_target_arn=FUNCTION), [f"{HOOK}.hook_target_arn: is of a function, and a PAUSE hook calls none"]),
    (hook(target_type="PAUSE", lifecycle_stages=["PRE_SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT"]),
     [f"{HOOK}.lifecycle_stages[1]: PRODUCTION_TRAFFIC_SHIFT cannot be paused at"]),
    (hook(target_type="PAUSE", timeout_configuration={"timeout_in_minutes": 0}),
     [f"{HOOK}.timeout_configuration.timeout_in_minutes: 0 is out of range"]),
]  # fmt: skip

TRAFFIC: list[Row] = [
    (network(subnets=[]), ["network_configuration.awsvpc_configuration.subnets: holds 0 subnets; write 1 to 16"]),
    (network(subnets="subnet-0abc1234"), ["network_configuration.awsvpc_configuration.subnets: is a single string"]),
    (network(subnets=["subnet-0abc1234"] * 2), ["network_configuration.awsvpc_configuration.subnets: names subnet-0abc1234 twice"]),
    (network(security_groups=[f"sg-0abc123{n}" for n in range(6)]),
     ["network_configuration.awsvpc_configuration.security_groups: holds 6 security groups"]),
    (network(assign_public_ip=False), ["network_configuration.awsvpc_configuration.assign_public_ip: is a boolean: write 'DISABLED'"]),
    ({"load_balancers": {"target_group_arn": GROUP}}, ["load_balancers: is a map, and must be a list"]),
    ({"load_balancers": [{"target_group_arn": "web", "container_port": 0}]},
     ["load_balancers[0].container_port: 0 is out of range", "load_balancers[0].target_group_arn: 'web' is not the ARN of a target group"]),
    ({"load_balancers": [{"target_group_arn": GROUP, "load_balancer_name": "web"}]},
     ["load_balancers[0].load_balancer_name: is of a Classic Load Balancer"]),
    ({"load_balancers": [{"target_group_arn": GROUP}, {"target_group_arn": GROUP}]}, ["load_balancers[1]: the same stands in [0] already"]),
    ({"load_balancers": [{"target_group_arn": f"{GROUP}{n}"} for n in range(6)]}, ["load_balancers: holds 6 target groups"]),
    ({"service_registries": [{"registry_arn": REGISTRY, "port": 80, "container_port": 80}]},
     ["service_registries[0].container_port: stands beside port"]),
    ({"vpc_lattice_configurations": [{"target_group_arn": GROUP}]},
     ["vpc_lattice_configurations[0].port_name: is missing", "vpc_lattice_configurations[0].role_arn: is missing",
      "vpc_lattice_configurations[0].target_group_arn: 'arn:"]),
    ({"vpc_lattice_configurations": [{"target_group_arn": LATTICE_GROUP, "role_arn": "shop", "port_name": ""}]},
     ["vpc_lattice_configurations[0].port_name: is blank", "vpc_lattice_configurations[0].role_arn: 'shop' is not the ARN of an IAM role"]),
    ({"gateway_connectors": [{"port_name": "a"}, {"port_name": "b"}]}, ["gateway_connectors: holds 2 gateway connectors, and AWS takes at most 1"]),
    ({"gateway_connectors": [{"port_name": "a", "deregistration_delay": {"timeout_seconds": 3601}}]},
     ["gateway_connectors[0].deregistration_delay.timeout_seconds: 3601 is out of range"]),
    ({"gateway_connectors": [{"port_name": "a", "filters": {"access_types": ["public"]}}]},
     ["gateway_connectors[0].filters.access_types[0]: 'public' is not an access type: write 'PUBLIC'"]),
    (connect(client_aliases=[{"port": 1}, {"port": 2}]), [f"{CONNECT}.client_aliases: holds 2 aliases, and AWS takes at most 1"]),
    (connect(client_aliases=[{"dns_name": "Shop"}]), [f"{CONNECT}.client_aliases[0].dns_name: 'Shop' is not a name for clients",
                                                      f"{CONNECT}.client_aliases[0].port: is missing"]),
    (connect(discovery_name="-shop"), [f"{CONNECT}.discovery_name: '-shop' is not a discovery name"]),
    (connect(ingress_port_override=65_536), [f"{CONNECT}.ingress_port_override: 65536 is out of range"]),
    (connect(tls={"role_arn": ROLE}), [f"{CONNECT}.tls.issuer_certificate_authority: is missing"]),
    ({"service_connect_configuration": {"log_configuration": {"options": {"awslogs-group": 5}}}},
     ['service_connect_configuration.log_configuration.options["awslogs-group"]: is a number']),
    ({"service_connect_configuration": {"log_configuration": {"secret_options": [{"name": "token"}]}}},
     ["service_connect_configuration.log_configuration.secret_options[0].value_from: is missing"]),
    ({"service_connect_configuration": {"container_configurations": [{"log_level": "warn"}]}},
     ["service_connect_configuration.container_configurations[0].log_level: 'warn' is not a log level: write 'info' or 'debug'"]),
]  # fmt: skip

VOLUMES: list[Row] = [
    (volume(), [f"{VOLUME}.size_in_gib: is missing: AWS asks for a size or a snapshot_id"]),
    (volume(size_in_gib=1, role_arn=None), [f"{VOLUME}.role_arn: is missing"]),
    (volume(size_in_gib=1, volume_initialization_rate=5), [f"{VOLUME}.volume_initialization_rate: goes with snapshot_id alone"]),
    (volume(size_in_gib=1, volume_type="io2"), [f"{VOLUME}.iops: is missing, and AWS requires it for io2",
                                                f"{VOLUME}.size_in_gib: 1 is out of range: io2 takes 4 to 16384"]),
    (volume(size_in_gib=125, volume_type="st1", iops=100, throughput=5),
     [f"{VOLUME}.iops: is not taken for st1", f"{VOLUME}.throughput: goes with gp3 alone"]),
    (volume(size_in_gib=1, volume_type="gp3", iops=100), [f"{VOLUME}.iops: 100 is out of range: gp3 takes 3000 to 16000"]),
    (volume(snapshot_id="latest"), [f"{VOLUME}.snapshot_id: 'latest' is not the ID of a snapshot"]),
    (volume(size_in_gib=1, tag_specifications=[{"resource_type": "volume", "tags": {RESERVED_TAGS[0]: "x"}}]),
     [f"{VOLUME}.tag_specifications[0].tags.{RESERVED_TAGS[0]}: is AWS's own mark"]),
    (volume(size_in_gib=1, tag_specifications=[{"resource_type": "volume", "tags": [{"key": "a", "value": 5}]}]),
     [f"{VOLUME}.tag_specifications[0].tags[0].value: is a number"]),
    ({"volume_configurations": [{"name": "a"}, {"name": "b"}]}, ["volume_configurations: holds 2 volumes, and AWS takes at most 1"]),
    ({"monitoring": {"metric_configurations": [{"metric_names": ["CPUUtilization"], "resolution_seconds": 30}]}},
     ["monitoring.metric_configurations[0].resolution_seconds: 30 is no resolution: write 20 or 60"]),
    ({"monitoring": {"metric_configurations": [{"metric_names": ["cpu_utilization"]}]}},
     ["monitoring.metric_configurations[0].metric_names[0]: 'cpu_utilization' is not a metric: write 'CPUUtilization'",
      "monitoring.metric_configurations[0].resolution_seconds: is missing"]),
    ({"monitoring": {"metric_configurations": [{"metric_names": ["CPUUtilization"], "resolution_seconds": 60}] * 6}},
     ["monitoring.metric_configurations: holds 6 metric configurations"]),
]  # fmt: skip

WRONG = [*WHOLE, *PLAIN, *PLACEMENT, *DEPLOYMENTS, *TRAFFIC, *VOLUMES]
