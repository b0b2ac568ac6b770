"""Settings for tests: a program with every member that UpdateService has, and ways to have it judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.property_paths import EACH
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS, ServiceSettingsSpec
from pulumi_ecs_express.model.service_settings.structures import SettingStructure
from pulumi_ecs_express.providers import wire

SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/default/shop"
ROLE = "arn:aws:iam::123456789012:role/shop"
GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/0123456789abcdef"
OTHER_GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop-2/0123456789abcdef"
RULE = (
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/0123456789abcdef/0123456789abcdef/0123"
)
LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/shop/0123456789abcdef/0123456789abcdef"
LATTICE_GROUP = "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0"
LATTICE_RULE = "arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-0123/listener/listener-0123/rule/rule-0123"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:check"
REGISTRY = "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-0123456789abcdef"
AUTHORITY = "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/0123"

VOLUME: dict[str, Any] = {
    "role_arn": ROLE,
    "size_in_gib": 20,
    "snapshot_id": "snap-0abc1234",
    "volume_type": "gp3",
    "iops": 3000,
    "throughput": 125,
    "encrypted": True,
    "kms_key_id": "alias/shop",
    "volume_initialization_rate": 100,
    "filesystem_type": "xfs",
    "tag_specifications": [{"resource_type": "volume", "tags": {"team": "shop"}, "propagate_tags": "SERVICE"}],
}
CONNECT_SERVICE: dict[str, Any] = {
    "port_name": "http",
    "discovery_name": "shop",
    "client_aliases": [
        {
            "port": 80,
            "dns_name": "shop.internal",
            "test_traffic_rules": {"header": {"name": "X-Test", "value": {"exact": "yes"}}},
        }
    ],
    "ingress_port_override": 8081,
    "timeout": {"idle_timeout_seconds": 60, "per_request_timeout_seconds": 0},
    "tls": {
        "issuer_certificate_authority": {"aws_pca_authority_arn": AUTHORITY},
        "kms_key": "alias/shop",
        "role_arn": ROLE,
    },
}
HOOK: dict[str, Any] = {
    "target_type": "AWS_LAMBDA",
    "hook_target_arn": FUNCTION,
    "role_arn": ROLE,
    "lifecycle_stages": ["POST_SCALE_UP"],
    "hook_details": {"my_key": [1, {"inner_key": True}]},
    "timeout_configuration": {"timeout_in_minutes": 60, "action": "CONTINUE"},
}
BREAKER: dict[str, Any] = {
    "enable": True,
    "rollback": False,
    "reset_on_healthy_task": False,
    "threshold_configuration": {"type": "COUNT", "value": 3},
}
HEALTH: dict[str, Any] = {
    "health_check_protocol": "HTTP",
    "health_check_port": 8080,
    "health_check_path": "/ping",
    "health_check_timeout_seconds": 5,
    "health_check_interval_seconds": 30,
    "healthy_threshold_count": 2,
    "unhealthy_threshold_count": 3,
    "matcher": {"http_code": "200-299", "grpc_code": "0"},
}

EVERYTHING: dict[str, Any] = {
    "service": SERVICE,
    "cluster": "default",
    "region": "eu-west-1",
    "wait": "until_stable",
    "timeout": "20m",
    "restore_on_destroy": False,
    "express_updates": "blocked",
    "force_new_deployment": "build-7",
    "profile": "shop",
    "endpoints": {"ecs": "http://localhost:4566"},
    "availability_zone_rebalancing": "ENABLED",
    "capacity_provider_strategy": [
        {"capacity_provider": "FARGATE", "weight": 1, "base": 1},
        {"capacity_provider": "FARGATE_SPOT", "weight": 3},
    ],
    "deployment_configuration": {
        "deployment_circuit_breaker": BREAKER,
        "maximum_percent": 150,
        "minimum_healthy_percent": 50,
        "alarms": {"alarm_names": ["errors"], "enable": True, "rollback": True},
        "strategy": "CANARY",
        "bake_time_in_minutes": 5,
        "lifecycle_hooks": [HOOK, {"target_type": "PAUSE", "lifecycle_stages": ["PRE_SCALE_UP"]}],
        "canary_configuration": {"canary_percent": 2.5, "canary_bake_time_in_minutes": 3},
    },
    "deployment_controller": {"type": "ECS"},
    "desired_count": 3,
    "enable_ecs_managed_tags": True,
    "enable_execute_command": True,
    "gateway_connectors": [
        {
            "port_name": "http",
            "health_check": HEALTH,
            "filters": {"access_types": ["PUBLIC", "PRIVATE"]},
            "deregistration_delay": {"timeout_seconds": 0},
        }
    ],
    "health_check_grace_period_seconds": 60,
    "load_balancers": [
        {
            "target_group_arn": GROUP,
            "container_name": "app",
            "container_port": 8080,
            "advanced_configuration": {
                "alternate_target_group_arn": OTHER_GROUP,
                "production_listener_rule": RULE,
                "test_listener_rule": LISTENER,
                "role_arn": ROLE,
            },
        }
    ],
    "monitoring": {"metric_configurations": [{"metric_names": ["CPUUtilization"], "resolution_seconds": 20}]},
    "network_configuration": {
        "awsvpc_configuration": {
            "subnets": ["subnet-0abc1234"],
            "security_groups": ["sg-0abc1234"],
            "assign_public_ip": "DISABLED",
        }
    },
    "placement_constraints": [{"type": "memberOf", "expression": "attribute:ecs.instance-type == t3.small"}],
    "placement_strategy": [{"type": "spread", "field": "instanceId"}],
    "platform_version": "LATEST",
    "propagate_tags": "TASK_DEFINITION",
    "service_connect_configuration": {
        "enabled": True,
        "namespace": "shop",
        "services": [CONNECT_SERVICE],
        "log_configuration": {
            "log_driver": "awslogs",
            "options": {"awslogs-group": "/shop"},
            "secret_options": [{"name": "token", "value_from": "/shop/token"}],
        },
        "access_log_configuration": {"format": "JSON", "include_query_parameters": "DISABLED"},
        "container_configurations": [{"log_level": "debug"}],
    },
    "service_registries": [{"registry_arn": REGISTRY, "container_name": "app", "container_port": 8080}],
    "volume_configurations": [{"name": "data", "managed_ebs_volume": VOLUME}],
    "vpc_lattice_configurations": [
        {
            "role_arn": ROLE,
            "target_group_arn": LATTICE_GROUP,
            "port_name": "http",
            "advanced_configuration": {
                "alternate_target_group_arn": LATTICE_GROUP,
                "production_listener_rule": LATTICE_RULE,
                "test_listener_rule": LATTICE_RULE,
            },
        }
    ],
}
"""A program with every argument, but for those that exclude one another."""


def as_properties(arguments: dict[str, Any]) -> dict[str, Any]:
    """Rename arguments as the component does."""
    return property_names.properties(arguments, property_names.SETTINGS_SHAPE)


def problems(**arguments: Any) -> list[str]:
    """List what is wrong with a program, in order."""
    return sorted(wire.checked(as_properties({"service": SERVICE, **arguments}), ARGUMENTS)[1])


def spec(**arguments: Any) -> ServiceSettingsSpec:
    """Make the model of a program that is right."""
    made, wrong = wire.checked(as_properties({"service": SERVICE, **arguments}), ARGUMENTS)
    assert made is not None, wrong
    return made


def fields_by_path(model: type[Model] = ServiceSettingsSpec, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """List fields by path, found by the types of their annotations."""
    for name, field in model.model_fields.items():
        place = (*path, field.alias or name)
        yield place, field
        for nested, entries in nested_models(field.annotation):
            yield from fields_by_path(nested, (*place, EACH) if entries else place)


def nested_models(kind: Any, *, entries: bool = False) -> Iterator[tuple[type[Model], bool]]:
    """Find the structures in an annotation, and whether they are entries of a list."""
    if isinstance(kind, type) and issubclass(kind, SettingStructure):
        yield kind, entries
    for part in get_args(kind):
        yield from nested_models(part, entries=entries or "tuple" in str(kind).partition("[")[0])
