"""What the API takes, fills in, refuses, merges and answers."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from ecs_express_sandbox.facts.fact import Fact
from ecs_express_sandbox.facts.sources import (
    ACCESS,
    ACTION,
    CALLS,
    CLOUDFORMATION,
    CUSTOMIZING,
    ECSPRESSO,
    EXCEPTIONS,
    LIFE,
    LIVE,
    MODEL,
    NOTES,
    OWN,
    RAW,
    REQUESTS,
    ROLES,
    STACK,
    STARTED,
    TASKS,
    TERRAFORM,
    UPDATES,
    WAITING,
    WORK,
)

CREATING = (
    Fact("protocol", "awsJson 1.1 by X-Amz-Target AmazonEC2ContainerServiceV20141113; errors carry __type and message", "D", MODEL, RAW + "test_a_signed_request_needs_no_sdk"),
    Fact("create-needs-an-infrastructure-role", "infrastructureRoleArn is the one member that the model requires", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("create-needs-execution-role-and-container", "executionRoleArn and primaryContainer, unless a task definition is given", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("container-needs-an-image", "image is required wherever primaryContainer is given", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("generated-name", "without serviceName: the image's name and four hexadecimal digits", "O", LIVE, CALLS + "test_a_service_without_a_name_is_named_after_its_image"),
    Fact("service-name-form", "1 to 255 letters, digits, hyphens and underscores", "D", WORK, REQUESTS + "test_the_longest_name_and_all_tags_are_taken"),
    Fact("name-is-unique-in-its-cluster", "the name is part of the ARN and taken while its service lives", "D", MODEL, CALLS + "test_a_name_is_taken_while_its_service_lives"),
    Fact("default-cluster-is-made", "only the cluster named default comes by itself; another must exist", "D", WORK, CALLS + "test_the_default_cluster_is_made_and_others_must_exist"),
    Fact("cluster-by-name-or-arn", "both name the same cluster", "D", MODEL, CALLS + "test_the_default_cluster_is_made_and_others_must_exist"),
    Fact("health-check-path-default", "/ where none is given, whatever model and CloudFormation say", "O", ECSPRESSO, REQUESTS + "test_what_is_left_out_is_filled_in"),
    Fact("port-default", "container port 80", "D", MODEL, REQUESTS + "test_what_is_left_out_is_filled_in"),
    Fact("size-default", "1024 CPU units and 2048 MiB, whatever model and CloudFormation say", "D", WORK, REQUESTS + "test_what_is_left_out_is_filled_in"),
    Fact("scaling-default", "1 to 20 tasks, AVERAGE_CPU, 60", "D", WORK, REQUESTS + "test_what_is_left_out_is_filled_in"),
    Fact("architecture-default", "X86_64, always Linux", "D", MODEL, OWN + "test_the_architecture_is_read_back"),
    Fact("network-default", "the default VPC's public subnets and managed security groups", "D", WORK, REQUESTS + "test_what_is_left_out_is_filled_in"),
    Fact("no-default-vpc", "without one a create fails unless it names subnets", "D", WORK, CALLS + "test_without_a_default_vpc_subnets_must_be_given"),
    Fact("minimum-of-zero", "minTaskCount 0 is taken; so operators stop a service", "O", TERRAFORM, TASKS + "test_no_minimum_and_no_maximum_run_nothing"),
    Fact("maximum-not-below-minimum", "maxTaskCount must not be less than minTaskCount", "O", ACTION, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("request-count-limit", "a target of requests up to 65536", "D", WORK, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("tag-limits", "50 tags, keys of 128, values of 256 characters", "D", MODEL, REQUESTS + "test_the_longest_name_and_all_tags_are_taken"),
    Fact("reserved-tags", "no key may begin with aws:", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("task-definition-excludes", "a task definition excludes container, both task roles, cpu, memory and architecture", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("task-definition-rules", "it must have a container Main with one named TCP port", "D", UPDATES, OWN + "test_main_needs_one_named_tcp_port"),
    Fact("task-definition-for-fargate", "it must be for Linux on Fargate", "D", CUSTOMIZING, OWN + "test_a_task_definition_for_elsewhere_is_refused"),
    Fact("log-configuration-is-whole", "awsLogsConfiguration takes both its members", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("fargate-sizes", "the pairs of CPU and memory that Fargate offers, and no others", "D", MODEL, REQUESTS + "test_fargate_sizes_are_taken_and_others_refused"),
    Fact("network-limits", "16 subnets and 5 security groups, of one VPC", "D", MODEL, REQUESTS + "test_a_wrong_create_is_refused"),
    Fact("path-with-protocol-is-accepted", "HTTP:80/ping is taken by the API and then fails in provisioning for ever", "O", ECSPRESSO, STACK + "test_a_health_check_path_that_elb_refuses_is_stuck"),
    Fact("caller-needs-pass-role", "the caller needs the Express action, ecs:RegisterTaskDefinition and iam:PassRole for the roles", "D", CLOUDFORMATION, ACCESS + "test_a_create_needs_each_of_its_permissions"),
    Fact("infrastructure-role-does-the-rest", "load balancer and all the rest are made with the infrastructure role, session ECSGateway", "O", NOTES, ACCESS + "test_the_work_of_ecs_is_not_the_callers"),
    Fact("young-roles-are-refused", "roles just made cannot be assumed; each of three known messages", "O", TERRAFORM, ROLES + "test_a_new_role_cannot_be_assumed_at_once"),
)  # fmt: skip
"""Create, and what it fills in or refuses."""

ANSWERING = (
    Fact("active-at-once", "a new service is ACTIVE long before it serves", "D", STARTED, CALLS + "test_a_new_service_is_active_at_once"),
    Fact("tags-on-request", "tags are answered only where include names them", "D", MODEL, CALLS + "test_tags_are_answered_on_request"),
    Fact("cluster-is-answered-as-arn", "whatever the create said", "O", TERRAFORM, CALLS + "test_a_new_service_is_active_at_once"),
    Fact("environment-order-is-lost", "environment and secrets read back sorted by name", "O", TERRAFORM, REQUESTS + "test_a_list_given_takes_the_place_of_the_old_one"),
    Fact("managed-group-is-shown", "the service's own managed security group appears beside yours", "O", TERRAFORM, LIFE + "test_a_group_of_ones_own_joins_the_managed_one"),
    Fact("declared-exceptions", "each exception that the model declares for the calls can be met", "D", MODEL, EXCEPTIONS + "test_each_declared_exception_can_be_asked_for"),
    Fact("unknown-service", "InvalidParameterException: Resource not found", "O", TERRAFORM, CALLS + "test_an_unknown_service_is_not_found_in_either_way"),
    Fact("inactive-service-refuses", "ServiceNotActiveException: Cannot perform this operation on a service in INACTIVE status", "O", TERRAFORM, CALLS + "test_deleting_drains_and_then_leaves_an_inactive_service"),
    Fact("draining-service-refuses", "ServiceNotActiveException: Service is in DRAINING status", "O", TERRAFORM, CALLS + "test_deleting_drains_and_then_leaves_an_inactive_service"),
    Fact("draining-name-is-refused", "InvalidParameterException: Unable to Start a service that is still Draining.", "O", NOTES, CALLS + "test_a_name_is_taken_while_its_service_lives"),
    Fact("region-bound", "a service is known in its own Region only", "D", MODEL, CALLS + "test_a_service_is_known_in_its_own_region_only"),
)  # fmt: skip
"""Describe, and how it refuses."""

UPDATING = (
    Fact("update-members", "an update takes no name, cluster, infrastructure role or tags; members it does not know are ignored", "O", ACTION, RAW + "test_members_that_the_api_does_not_know_are_ignored"),
    Fact("update-keeps-the-rest", "a top-level member left out stays as it is", "O", NOTES, REQUESTS + "test_an_update_keeps_what_it_leaves_out"),
    Fact("update-keeps-architecture", "cpuArchitecture left out keeps its value", "D", MODEL, OWN + "test_the_architecture_is_read_back"),
    Fact("update-merges-the-container", "a member of primaryContainer left out stays as it is", "O", ECSPRESSO, REQUESTS + "test_an_update_keeps_what_it_leaves_out"),
    Fact("update-replaces-lists", "a list given replaces the whole list, an empty one clears it", "O", ECSPRESSO, REQUESTS + "test_a_list_given_takes_the_place_of_the_old_one"),
    Fact("update-builds-on-a-given-definition", "an image put on a task definition of one's own keeps its sidecars", "D", UPDATES, CALLS + "test_a_task_definition_of_ones_own_is_used_as_it_is"),
    Fact("settings-keep-the-task-definition", "health check path, network and scaling leave the task definition as it is", "D", UPDATES, "tests/sandbox/test_deployments.py::test_an_update_of_settings_alone"),
    Fact("same-values-deploy-again", "an update that changes nothing makes a revision and a deployment", "O", NOTES, CALLS + "test_the_same_values_again_deploy_again"),
    Fact("tags-have-calls-of-their-own", "TagResource and UntagResource, without a deployment", "D", ACTION, CALLS + "test_tags_are_answered_on_request"),
    Fact("tags-reach-what-comes-later", "resources that are there are not tagged again", "D", ACTION, REQUESTS + "test_tags_of_a_service_reach_only_what_is_made_later"),
    Fact("update-answer", "targetConfiguration, and neither active configurations nor tags nor deployment", "D", MODEL, REQUESTS + "test_an_update_answers_in_a_form_of_its_own"),
    Fact("update-answer-is-partial", "the target is not complete: the health check path may be missing", "O", NOTES, CALLS + "test_an_update_answers_its_target"),
    Fact("newest-configuration-first", "right after an update the first active configuration is the new one", "O", TERRAFORM, WAITING + "test_terraform_sees_the_new_configuration_right_after_an_update"),
)  # fmt: skip
"""Update: what stays, what changes, what is answered."""

FACTS = (*CREATING, *ANSWERING, *UPDATING)
