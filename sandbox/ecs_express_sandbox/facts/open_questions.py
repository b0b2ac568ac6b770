"""What is not known, or reported in two ways: the default of its setting is what others saw on the real service."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from ecs_express_sandbox.facts.fact import Fact
from ecs_express_sandbox.facts.sources import (
    AWS_CLI,
    CALLS,
    CLASSIC,
    CLOUDFORMATION,
    CUSTOMIZING,
    DEPLOYMENTS,
    DOMAINS,
    ECSPRESSO,
    EXPRESS_SETTINGS,
    LIFE,
    MANAGED_TAG,
    MODEL,
    NOTES,
    POLICY,
    REQUESTS,
    RESOURCES,
    ROLES,
    STACK,
    STARTED,
    TASKS,
    TERRAFORM,
    UPDATES,
    WORK,
)

FACTS = (
    Fact("role-propagation", "how long a new role cannot be assumed", "?", TERRAFORM, ROLES + "test_propagation_can_be_switched_off", "role_propagation_seconds"),
    Fact("role-refusal", "in which of three ways it is refused", "?", TERRAFORM, ROLES + "test_a_new_role_cannot_be_assumed_at_once", "role_refusal"),
    Fact("endpoint-scheme", "whether the endpoint carries https://", "?", f"{TERRAFORM} #47531; {CLOUDFORMATION}", CALLS + "test_what_is_not_certain_is_a_setting", "endpoint_scheme"),
    Fact("managed-group-when", "when the managed security group joins the configuration", "?", f"{TERRAFORM} #47908", CALLS + "test_the_managed_security_group_appears_late", "managed_security_group"),
    Fact("first-bakes", "whether a first deployment serves the bakes", "?", NOTES, LIFE + "test_the_bakes_of_a_first_deployment_are_a_setting", "first_deployment_bakes"),
    Fact("not-found-how", "InvalidParameterException or the declared exception", "?", f"{TERRAFORM}; {MODEL}", CALLS + "test_an_unknown_service_is_not_found_in_either_way", "not_found"),
    Fact("create-answer", "how much of the service a create answers", "?", f"{STARTED}; {NOTES}", REQUESTS + "test_questions_that_are_open_are_settings", "create_answer"),
    Fact("update-answer-how", "whether the target of an update is complete", "?", NOTES, REQUESTS + "test_questions_that_are_open_are_settings", "update_answer"),
    Fact("current-deployment-at-rest", "absent, or the last one", "?", f"{TERRAFORM}; {NOTES}", DEPLOYMENTS + "test_the_current_deployment_is_named_only_while_it_runs", "current_deployment_at_rest"),
    Fact("group-members", "whether members of scaling target and network are merged", "?", MODEL, REQUESTS + "test_questions_that_are_open_are_settings", "group_members"),
    Fact("container-members", "whether members of the container are merged; strong signs that they are", "?", ECSPRESSO, "tests/sandbox/test_requests.py::test_merging_members_is_a_setting", "container_members"),
    Fact("unset-command", "an empty list, or absent", "?", f"{TERRAFORM} #47436", REQUESTS + "test_questions_that_are_open_are_settings", "unset_command"),
    Fact("settings-only-update", "whether it starts a deployment", "?", UPDATES, DEPLOYMENTS + "test_an_update_of_settings_alone", "settings_only_update"),
    Fact("update-during-deployment", "whether an update overtakes a deployment or is refused", "?", MODEL, DEPLOYMENTS + "test_an_update_during_a_deployment_can_be_refused", "update_during_deployment"),
    Fact("superseded-status", "how a deployment ends that another overtakes", "?", MODEL, REQUESTS + "test_questions_that_are_open_are_settings", "superseded_deployment"),
    Fact("deployment-visible", "how long a new deployment is missing", "?", AWS_CLI, DEPLOYMENTS + "test_new_things_can_be_missing_at_first", "deployment_visible_after_seconds"),
    Fact("revision-visible", "how long a new revision is missing", "?", AWS_CLI, DEPLOYMENTS + "test_new_things_can_be_missing_at_first", "revision_visible_after_seconds"),
    Fact("stale-describe", "how long the old configuration is answered after an update", "?", NOTES, DEPLOYMENTS + "test_new_things_can_be_missing_at_first", "stale_describe_seconds"),
    Fact("inactive-visible", "how long an INACTIVE service can be described", "?", TERRAFORM, LIFE + "test_how_long_an_inactive_service_shows_is_a_setting", "inactive_visible_seconds"),
    Fact("stopped-tasks-visible", "an hour at least", "?", MODEL, TASKS + "test_stopped_tasks_are_shown_for_an_hour", "stopped_task_visible_seconds"),
    Fact("deployment-configuration", "whether UpdateService may change it, as a whole or without the percentages", "?", f"{NOTES}; {ECSPRESSO}", EXPRESS_SETTINGS + "test_which_form_of_the_deployment_configuration_is_taken_is_a_setting", "deployment_configuration_update"),
    Fact("unchanged-strategy", "whether UpdateService takes the strategy that the service has", "?", CUSTOMIZING, EXPRESS_SETTINGS + "test_which_form_of_the_deployment_configuration_is_taken_is_a_setting", "unchanged_strategy"),
    Fact("mark-on-the-service", "whether a service itself lists AmazonECSManaged", "?", f"{CUSTOMIZING}; {TERRAFORM}", MANAGED_TAG + "test_whether_a_new_service_lists_the_tag_is_a_setting", "managed_tag_on_service"),
    Fact("described-without-the-mark", "whether the Express call still describes a service without it", "?", CUSTOMIZING, MANAGED_TAG + "test_whether_it_is_described_without_the_tag_is_a_setting", "describe_without_managed_tag"),
    Fact("unmarked-resource", "whether Express Mode changes a managed resource without it", "?", POLICY, MANAGED_TAG + "test_an_unmarked_resource_can_hold_express_mode_up", "unmarked_resource"),
    Fact("deployment-configuration-members", "whether what is left out of it is lost", "?", NOTES, CLASSIC + "test_what_is_left_out_of_the_configuration_is_lost_or_kept", "deployment_configuration_members"),
    Fact("grace-period", "0 seen, 300 documented", "?", WORK, RESOURCES + "test_the_grace_period_is_a_setting", "health_check_grace_period_seconds"),
    Fact("health-check-change", "whether the free target group is changed or made anew", "?", POLICY, STACK + "test_another_health_check_path", "health_check_change"),
    Fact("target-group-port", "80, or the container's", "?", WORK, RESOURCES + "test_the_port_of_target_groups_is_a_setting", "target_group_port"),
    Fact("added-hosts", "whether an update keeps hosts that were added to the rule", "?", f"{CUSTOMIZING}; {NOTES}", DOMAINS + "test_hosts_added_to_the_rule_after_an_update_are_a_setting", "added_hosts_on_update"),
    Fact("listener-change", "how long a load balancer goes on by the hosts and certificates before a change", "?", CUSTOMIZING, DOMAINS + "test_load_balancers_can_take_changes_over_late", "listener_change_seconds"),
    Fact("account-attributes", "whether the load balancer needs one more permission", "?", NOTES, ROLES + "test_the_gap_of_the_managed_policy_is_a_setting", "account_attributes_needed"),
)  # fmt: skip

CHOICES = {
    "certificates_per_load_balancer": "AWS's quota, which it raises on request",
    "default_vpc": "an account may have none; AWS makes one in each Region",
    "enforce_iam": "AWS always does; most local programs have no IAM of their own",
    "check_responses": "the sandbox's own check of its answers",
}
"""Settings that are no question about Express Mode."""
