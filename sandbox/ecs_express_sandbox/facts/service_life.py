"""Services, deployments, revisions and tasks over time, and the clients that wait for them."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from ecs_express_sandbox.facts.fact import Fact
from ecs_express_sandbox.facts.sources import (
    ACTION,
    AWS_CLI,
    CALLS,
    CANARY,
    CARDS,
    CLASSIC,
    CLI,
    CUSTOMIZING,
    DELETING,
    DEPLOYMENTS,
    ECSPRESSO,
    EXPRESS_ACCESS,
    EXPRESS_SETTINGS,
    FRONT,
    IAM,
    LIFE,
    LIVE,
    MANAGED_TAG,
    MODEL,
    NOTES,
    OUTSIDE_CHANGES,
    STACK,
    TASKS,
    TERRAFORM,
    UPDATES,
    WAITING,
    WORK,
)

SERVICES = (
    Fact("status-codes", "ACTIVE, DRAINING and INACTIVE, no others", "D", MODEL, CALLS + "test_deleting_drains_and_then_leaves_an_inactive_service"),
    Fact("delete-answers-draining", "the delete answers the service as DRAINING", "D", MODEL, CALLS + "test_deleting_drains_and_then_leaves_an_inactive_service"),
    Fact("inactive-shows-for-a-while", "INACTIVE can be described for a time, then it is not found", "O", TERRAFORM, CALLS + "test_deleting_drains_and_then_leaves_an_inactive_service"),
    Fact("name-over-inactive", "a name can be taken again once its service is INACTIVE", "O", TERRAFORM, CALLS + "test_a_name_is_taken_while_its_service_lives"),
    Fact("inactive-hides-its-revisions", "Cannot call DescribeServiceRevisions for a service that is INACTIVE", "O", AWS_CLI, CALLS + "test_revisions_of_an_inactive_service_are_refused"),
    Fact("one-configuration-at-rest", "two during a rollout, with the same endpoint", "O", NOTES, DEPLOYMENTS + "test_two_configurations_are_active_during_a_rollout"),
    Fact("current-deployment-while-it-runs", "null right after the create", "O", TERRAFORM, DEPLOYMENTS + "test_the_current_deployment_is_named_only_while_it_runs"),
    Fact("stuck-provisioning-is-silent", "no error and no end; only the managed resource says why", "O", NOTES, STACK + "test_a_health_check_path_that_elb_refuses_is_stuck"),
)  # fmt: skip
"""Services."""

DEPLOYING = (
    Fact("deployment-stages", "from PRE_SCALE_UP to CLEAN_UP, in this order", "D", CANARY, DEPLOYMENTS + "test_the_first_deployment_provisions_and_then_serves"),
    Fact("reconcile-when-superseded", "RECONCILE_SERVICE comes first where more than one revision runs", "D", CANARY, DEPLOYMENTS + "test_an_update_overtakes_a_running_deployment"),
    Fact("deployment-shares", "task counts and production weight of target and sources", "D", MODEL, LIFE + "test_a_deployment_tells_the_share_of_each_revision"),
    Fact("first-deployment-has-no-source", "sourceServiceRevisions is absent", "O", AWS_CLI, DEPLOYMENTS + "test_the_first_deployment_provisions_and_then_serves"),
    Fact("first-takes-five-to-nine-minutes", "provisioning of a first service", "O", NOTES, DEPLOYMENTS + "test_the_first_deployment_provisions_and_then_serves"),
    Fact("update-takes-ten-to-twelve-minutes", "two bakes of 3 minutes, 5 health checks, draining", "O", NOTES, DEPLOYMENTS + "test_an_update_shifts_in_two_steps_and_takes_ten_to_twelve_minutes"),
    Fact("canary-share", "5 percent of requests reach the new revision", "D", UPDATES, FRONT + "test_two_hundred_requests_hold_the_canary_share"),
    Fact("failing-tasks-roll-back", "in 3 to 8 minutes, by the circuit breaker", "O", NOTES, DEPLOYMENTS + "test_a_failing_image_is_rolled_back"),
    Fact("nothing-to-roll-back-to", "a first deployment that fails is ROLLBACK_FAILED, its service stays ACTIVE", "D", MODEL, DEPLOYMENTS + "test_a_failing_first_deployment_has_nothing_to_go_back_to"),
    Fact("alarm-rolls-back", "the alarm going off ends a deployment", "D", UPDATES, CARDS + "test_an_alarm_rolls_a_running_deployment_back"),
    Fact("rollback-reads-as-success", "the surviving revision is COMPLETED: only the service deployment tells", "O", NOTES, DEPLOYMENTS + "test_after_a_rollback_the_classic_view_looks_like_success"),
    Fact("stop-rolls-back", "StopServiceDeployment works while one runs, else ConflictException", "O", ECSPRESSO, DEPLOYMENTS + "test_a_deployment_can_be_stopped_while_it_runs"),
    Fact("listed-newest-first", "filters by status and creation time, pages", "D", MODEL, DEPLOYMENTS + "test_deployments_are_listed_newest_first_and_filtered"),
    Fact("list-limits", "1 to 100 results; no paginator and no waiter", "D", MODEL, LIFE + "test_no_operation_pages_where_the_model_does_not"),
    Fact("describe-limits", "20 ARNs in one call", "D", MODEL, LIFE + "test_more_than_twenty_arns_are_refused"),
    Fact("unknown-arns-are-missing", "failures with reason MISSING", "O", AWS_CLI, DEPLOYMENTS + "test_unknown_arns_are_missing"),
    Fact("arn-forms", "service-revision/ and service-deployment/<cluster>/<service>/<id>", "O", TERRAFORM, LIFE + "test_arns_name_cluster_and_service"),
    Fact("old-tasks-stop-last", "their stop codes and reasons can be read for an hour", "D", MODEL, TASKS + "test_stopped_tasks_are_shown_for_an_hour"),
    Fact("missing-secret", "a secret that cannot be read keeps tasks from starting", "D", UPDATES, CARDS + "test_a_secret_that_cannot_be_read_keeps_tasks_from_starting"),
)  # fmt: skip
"""Deployments."""

REVISIONS = (
    Fact("managed-resource-states", "PROVISIONING to ACTIVE, each with updatedAt", "D", MODEL, STACK + "test_resources_become_active_one_after_the_other"),
    Fact("managed-resource-form", "the tree of ingress path, scaling, alarms, groups and logs", "D", MODEL, LIFE + "test_managed_resources_have_the_form_of_the_model"),
    Fact("revision-form", "task definition, target groups with rule and role, image digest, network", "D", MODEL, LIFE + "test_a_revision_tells_what_it_runs_on"),
    Fact("architecture-detection", "an image for another architecture: overrides.runtimePlatform says which", "D", MODEL, CARDS + "test_an_image_for_another_architecture_is_detected"),
    Fact("classic-view", "resourceManagementType ECS, no task definition at the top, filter of ListServices", "O", ECSPRESSO, DEPLOYMENTS + "test_the_classic_view_shows_the_rollout"),
    Fact("classic-delete-is-refused", "<arn> has ResourceManagementType=ECS use DeleteExpressGatewayService to delete", "O", "aws-nuke #982", DEPLOYMENTS + "test_the_classic_view_shows_the_rollout"),
)  # fmt: skip
"""Revisions, and services as the classic calls see them."""

OUTSIDE = (
    Fact("changes-outside-persist", "an Express update overwrites only what it requests", "D", CUSTOMIZING, STACK + "test_changes_by_hand_last_until_the_next_shift"),
    Fact("host-in-the-managed-rule", "a host of yours as one more value of the rule survives deployments", "D", CUSTOMIZING, STACK + "test_changes_by_hand_last_until_the_next_shift"),
    Fact("copied-rule-breaks", "weights swap, so a rule of your own points at an empty group", "O", NOTES, FRONT + "test_the_front_follows_what_elb_says"),
    Fact("sidecar-by-update-service", "a task definition given to UpdateService is deployed; later Express updates keep it", "D", CUSTOMIZING, CLASSIC + "test_a_task_definition_by_update_service_is_deployed_and_read_back"),
    Fact("force-new-deployment", "a canary of the same task definition", "D", CUSTOMIZING, CLASSIC + "test_a_forced_deployment_is_a_canary_of_the_same_task_definition"),
    Fact("update-service-refuses", "load balancers and deployment strategy", "O", ECSPRESSO, CLASSIC + "test_what_belongs_to_ecs_is_refused"),
    Fact("update-service-members", "what ECS does not manage itself is kept or deployed, and read back where the model has it", "D", MODEL, EXPRESS_SETTINGS + "test_platform_service_connect_lattice_and_monitoring_make_a_revision"),
    Fact("volumes-by-update-service", "a volume that the task definition leaves to the launch", "D", MODEL, EXPRESS_SETTINGS + "test_a_volume_is_one_that_the_task_definition_leaves_to_the_launch"),
    Fact("spot-by-update-service", "capacity providers of the cluster, by force", "O", NOTES, EXPRESS_SETTINGS + "test_capacity_providers_can_be_changed_by_force"),
    Fact("base-before-weights", "a strategy fills its base first", "D", MODEL, EXPRESS_SETTINGS + "test_a_base_is_filled_before_weights_count"),
    Fact("exec-and-tags-later", "ECS Exec and tags are for tasks that start later", "D", MODEL, EXPRESS_SETTINGS + "test_exec_and_tags_are_for_tasks_that_start_later"),
    Fact("desired-count-is-scalings", "auto scaling moves a desired count back", "O", NOTES, EXPRESS_SETTINGS + "test_auto_scaling_puts_a_desired_count_back"),
    Fact("no-placement-on-fargate", "placement constraints and strategies are refused", "O", TERRAFORM, EXPRESS_SETTINGS + "test_what_an_express_service_cannot_have_is_refused"),
    Fact("alarm-joins-those-given", "a deployment by UpdateService puts the service's own alarm back as well", "O", NOTES, EXPRESS_SETTINGS + "test_a_deployment_by_update_service_puts_the_alarm_back"),
    Fact("detaching", "without the managed tag a service cannot be operated as an Express Mode service", "D", CUSTOMIZING, MANAGED_TAG + "test_without_the_tag_express_mode_operates_the_service_no_more"),
    Fact("tags-by-their-own-services", "each managed resource's tags are changed by the calls of its own service", "D", CUSTOMIZING, MANAGED_TAG + "test_each_managed_resource_gives_the_tag_and_takes_it_back"),
    Fact("bakes-can-be-changed", "by deploymentConfiguration of UpdateService, without a deployment", "D", CUSTOMIZING, CLASSIC + "test_bake_times_and_canary_share_can_be_changed"),
    Fact("alarms-can-be-switched-off", "by UpdateService, which replaces the structure as a whole", "O", NOTES, CLASSIC + "test_what_is_left_out_of_the_configuration_is_lost_or_kept"),
    Fact("scaling-set-outside-stays", "bounds and policies set by Application Auto Scaling outlast updates of anything else", "D", CUSTOMIZING, OUTSIDE_CHANGES + "test_scaling_set_outside_stays_until_express_mode_is_asked_for_it"),
    Fact("direct-changes-stay", "load balancer attributes, log retention, thresholds of target groups outlast an update of the image", "D", CUSTOMIZING, OUTSIDE_CHANGES + "test_direct_changes_persist_through_an_update_of_the_image"),
    Fact("express-calls-can-be-denied", "IAM keeps the Express calls out, by a service's ARN; the classic update goes on", "D", CUSTOMIZING, EXPRESS_ACCESS + "test_express_calls_can_be_denied_for_one_service"),
    Fact("roles-of-members-are-passed", "roles in volumes, VPC Lattice, Service Connect and hooks are passed to ECS", "D", IAM, EXPRESS_ACCESS + "test_a_role_in_an_update_of_a_service_is_passed_to_ecs"),
    Fact("tag-calls-by-resource", "the calls on tags are judged by the resource they are about", "D", IAM, EXPRESS_ACCESS + "test_each_call_around_a_service_is_judged_by_its_resource"),
    Fact("cluster-with-services-stays", "ClusterContainsServicesException", "D", MODEL, LIFE + "test_a_cluster_with_express_services_stays"),
)  # fmt: skip
"""Changes outside of Express Mode."""

CLIENTS = (
    Fact("aws-cli", "create, describe, update, list, tag, delete and the waiters of services", "D", WORK, CLI + "test_a_service_lives_and_dies_by_the_aws_cli"),
    Fact("monitor-resources", "the monitor collects the resources of all active configurations", "O", AWS_CLI, WAITING + "test_the_monitor_follows_a_create_to_its_end"),
    Fact("monitor-deployment", "the monitor compares target and sources of the newest deployment", "O", AWS_CLI, WAITING + "test_the_monitor_tells_what_an_update_brings"),
    Fact("monitor-bears-missing", "it tolerates what does not show yet", "O", AWS_CLI, WAITING + "test_the_monitor_bears_what_is_missing_at_first"),
    Fact("monitor-of-a-delete", "it looks until the service is INACTIVE", "O", AWS_CLI, WAITING + "test_the_monitor_of_a_delete_ends_with_the_words_it_knows"),
    Fact("github-action", "finds its deployment by its own clock and waits for SUCCESSFUL", "O", ACTION, WAITING + "test_the_github_action_creates_and_then_updates"),
    Fact("github-action-misses-rollbacks", "a rollback looks to it like a slow deployment", "O", ACTION, WAITING + "test_the_github_action_takes_a_rollback_for_a_slow_deployment"),
    Fact("github-action-over-inactive", "INACTIVE, or no cluster, means create", "O", ACTION, WAITING + "test_the_github_action_creates_over_an_inactive_service"),
    Fact("terraform", "retries young roles, reads without drift, deletes to INACTIVE, takes the name again", "O", TERRAFORM, WAITING + "test_terraform_creates_updates_and_deletes"),
    Fact("delete-then-describe", "DRAINING for one to two minutes", "O", DELETING, CALLS + "test_deleting_drains_and_then_leaves_an_inactive_service"),
    Fact("live-stage-times", "a task runs 30 s after it was asked for and is healthy after five checks", "O", LIVE, LIFE + "test_a_task_starts_and_passes_its_checks_in_time"),
)  # fmt: skip
"""How others wait for it."""

FACTS = (*SERVICES, *DEPLOYING, *REVISIONS, *OUTSIDE, *CLIENTS)
