"""What is known of classic services: the calls, rolling updates, and what the sandbox answers for each."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from ecs_express_sandbox.facts.fact import Fact
from ecs_express_sandbox.facts.sources import (
    CLASSIC_ROLLOUTS,
    CLASSIC_SERVICES,
    CLASSIC_TASKS,
    DEPLOY_ACTION,
    ECSPRESSO,
    ENVIRONMENT,
    MODEL,
    NOTES,
    REGISTRATION,
    REGISTRATION_REFUSALS,
    REPLACING,
    ROADMAP,
    TERRAFORM,
)

FACTS = (
    Fact("classic-defaults", "what CreateService fills in, and a deployment configuration that is always complete", "D", MODEL, CLASSIC_SERVICES + "test_a_service_reads_back_with_what_aws_fills_in"),
    Fact("classic-create-refusals", "what CreateService refuses, in its words", "O", TERRAFORM, CLASSIC_SERVICES + "test_a_create_that_aws_refuses"),
    Fact("members-that-deploy", "task definition, force, network, platform and what else makes another revision", "D", MODEL, CLASSIC_SERVICES + "test_what_deploys_makes_another_revision"),
    Fact("members-that-do-not", "desired count, ECS Exec, tags' propagation, deployment configuration", "D", MODEL, CLASSIC_SERVICES + "test_what_deploys_nothing_is_kept"),
    Fact("code-deploy-refusals", "Unable to update … Use AWS CodeDeploy to trigger a new deployment.", "O", TERRAFORM, CLASSIC_SERVICES + "test_an_update_that_aws_refuses"),
    Fact("no-service-deployments-elsewhere", "CODE_DEPLOY and EXTERNAL have no service deployments", "D", MODEL, CLASSIC_SERVICES + "test_a_service_that_others_deploy_has_no_service_deployments"),
    Fact("providers-need-force", "another capacity provider strategy must be forced, an empty one goes back to the launch type", "D", MODEL, CLASSIC_SERVICES + "test_a_capacity_provider_strategy_takes_the_place_of_the_launch_type"),
    Fact("inactive-definition", "TaskDefinition is inactive", "O", TERRAFORM, CLASSIC_SERVICES + "test_what_is_unknown_or_inactive_is_refused"),
    Fact("classic-deletion", "at zero tasks or by force; DRAINING, then INACTIVE", "D", MODEL, CLASSIC_SERVICES + "test_a_service_is_deleted_at_zero_or_by_force"),
    Fact("primary-and-active", "the new deployment is PRIMARY, the old one ACTIVE as long as it has tasks", "D", MODEL, CLASSIC_ROLLOUTS + "test_a_rolling_update_replaces_the_tasks"),
    Fact("percentages", "how many tasks run at least and at most during a rolling update", "D", REPLACING, CLASSIC_ROLLOUTS + "test_the_percentages_limit_how_many_tasks_run"),
    Fact("deadlock-event", "a deployment that may neither stop nor start tasks says so", "O", NOTES, CLASSIC_ROLLOUTS + "test_a_deployment_that_may_neither_stop_nor_start_waits"),
    Fact("rollback-becomes-primary", "the failed deployment is FAILED, the one before PRIMARY and COMPLETED", "O", DEPLOY_ACTION, CLASSIC_ROLLOUTS + "test_the_circuit_breaker_rolls_back"),
    Fact("failed-without-rollback", "the service deployment is STOPPED", "D", MODEL, CLASSIC_ROLLOUTS + "test_without_rollback_a_failed_deployment_stays"),
    Fact("retries-for-ever", "without a circuit breaker a deployment never fails", "O", f"{ROADMAP} #1206", CLASSIC_ROLLOUTS + "test_without_a_circuit_breaker_ecs_tries_for_ever"),
    Fact("breaker-threshold", "a number, or a share of the desired count", "D", MODEL, CLASSIC_ROLLOUTS + "test_the_threshold_is_a_share_of_the_tasks_or_a_number"),
    Fact("crash-after-start", "whether a task that ends after it ran counts", "?", f"{MODEL}; {ROADMAP} #1206", CLASSIC_ROLLOUTS + "test_a_crash_after_the_start_counts_or_not", "exit_after_start"),
    Fact("unchanged-members", "whether the same values again start a deployment", "?", DEPLOY_ACTION, CLASSIC_SERVICES + "test_the_same_values_again", "unchanged_members"),
    Fact("environment-of-a-container", "plain values, secrets and the lines of environment files; environment beats files", "D", MODEL, ENVIRONMENT + "test_a_container_gets_plain_values_secrets_and_files"),
    Fact("missing-environment-file", "a file that is not there or not readable keeps tasks from starting", "O", "aws/copilot-cli #6066", ENVIRONMENT + "test_a_file_that_cannot_be_read_keeps_tasks_from_starting"),
    Fact("files-in-conflict", "which file counts where several have a variable", "?", MODEL, ENVIRONMENT + "test_which_file_counts_is_a_setting", "environment_file_conflict"),
    Fact("registration-fills-in", "empty lists, essential, cpu 0, protocol and host port, health check numbers, sizes in digits", "O", f"{ECSPRESSO} #123; {TERRAFORM}", REGISTRATION + "test_what_is_left_out_is_filled_in"),
    Fact("registration-keeps-all", "every member of a definition reads back, tags beside it", "D", MODEL, REGISTRATION + "test_every_member_survives"),
    Fact("registration-refusals", "tags, variables, secrets, sizes, files, and what Fargate does not support", "O", TERRAFORM, REGISTRATION_REFUSALS + "test_a_wrong_task_definition_is_refused"),
    Fact("empty-variables", "whether a variable with an empty value is kept", "?", f"{DEPLOY_ACTION}; {TERRAFORM} #39533", REGISTRATION + "test_an_empty_variable_is_kept_or_dropped", "empty_variables"),
    Fact("essential-containers", "a task ends with any essential container, Express or classic", "D", MODEL, CLASSIC_TASKS + "test_a_task_follows_its_essential_containers"),
    Fact("container-health", "a failed health check of an essential container replaces the task", "D", MODEL, CLASSIC_TASKS + "test_a_container_that_fails_its_own_check_does_too"),
)  # fmt: skip
"""Services that are not Express Mode's."""
