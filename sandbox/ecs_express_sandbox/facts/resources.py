"""What Express Mode makes, shares, and leaves behind."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from ecs_express_sandbox.facts.fact import Fact
from ecs_express_sandbox.facts.sources import (
    CALLS,
    CANARY,
    CERTIFICATE_TESTS,
    CERTIFICATES,
    CUSTOMIZING,
    DELETING,
    DEPLOYMENTS,
    DOMAINS,
    ELB,
    FRONT,
    LIFE,
    LIVE,
    LOGS,
    NAMES,
    NOTES,
    OWN,
    POLICY,
    RESOURCES,
    ROLES,
    SHARING,
    STACK,
    STARTED,
    TERRAFORM,
    TLS,
    UPDATES,
    WORK,
)

MADE = (
    Fact("managed-mark", "everything made carries AmazonECSManaged=true: the managed policy demands it", "D", POLICY, RESOURCES + "test_everything_made_carries_the_mark"),
    Fact("cluster-on-fargate", "the default cluster that is made has the capacity provider FARGATE, and no other", "D", WORK, RESOURCES + "test_the_default_cluster_runs_on_fargate"),
    Fact("tags-are-handed-on", "tags given at create are on the resources as well", "O", LIVE, RESOURCES + "test_everything_made_carries_the_mark"),
    Fact("task-definition-family", "family <cluster>-<service>, one revision for each update", "O", LIVE, RESOURCES + "test_the_task_definition_is_fargates"),
    Fact("task-definition-settings", "awsvpc, Fargate, Linux; Main is essential, with an init process and 30 s to stop", "D", WORK, RESOURCES + "test_the_task_definition_is_fargates"),
    Fact("images-become-digests", "a tag is resolved to a digest when its revision is made", "D", WORK, LIFE + "test_a_revision_tells_what_it_runs_on"),
    Fact("log-group-name", "/aws/ecs/<cluster>/<service>-<4 hex>, streams by prefix ecs", "O", LIVE, RESOURCES + "test_the_log_group_never_expires"),
    Fact("log-settings", "awslogs in the service's Region, not blocking, a buffer of 25 MB, no expiry", "D", WORK, RESOURCES + "test_the_task_definition_is_fargates"),
    Fact("log-streams", "one for each task: prefix, container, task id", "D", WORK, LOGS + "test_each_task_has_a_stream_of_its_own"),
    Fact("service-settings", "REPLICA on Fargate by capacity provider, spread over zones, with ECS's tags", "D", WORK, RESOURCES + "test_the_service_is_a_canary_on_fargate"),
    Fact("desired-count-is-the-minimum", "the desired count starts at the minimum", "D", WORK, RESOURCES + "test_the_service_is_a_canary_on_fargate"),
    Fact("canary-settings", "5 percent for 3 minutes, then all, then 3 minutes more; 200 and 100 percent of tasks", "O", LIVE, RESOURCES + "test_the_service_is_a_canary_on_fargate"),
    Fact("circuit-breaker", "on, with rollback", "O", LIVE, RESOURCES + "test_the_service_is_a_canary_on_fargate"),
    Fact("rollback-alarm", "<cluster>/<service>/RollbackAlarm: 4xx and 5xx in percent of requests, 2 of 3 minutes", "O", LIVE, RESOURCES + "test_the_rollback_alarm_is_as_seen"),
    Fact("load-balancer-name", "ecs-express-gateway-alb-<8 hex>, the same in its DNS name", "O", LIVE, RESOURCES + "test_the_load_balancer_is_as_seen"),
    Fact("load-balancer-settings", "IPv4, public or internal, no access logs", "D", WORK, RESOURCES + "test_the_load_balancer_is_as_seen"),
    Fact("https-only", "one listener, HTTPS on 443; nothing listens on port 80", "O", LIVE, RESOURCES + "test_the_listener_knows_only_https"),
    Fact("unknown-host-gets-404", "the listener's default action is a plain 404", "O", LIVE, RESOURCES + "test_the_listener_knows_only_https"),
    Fact("front-answers-404", "a request for a host that no rule knows", "O", LIVE, FRONT + "test_an_unknown_host_gets_404"),
    Fact("one-rule-for-each-service", "priorities 1, 2, 3 …", "O", LIVE, STACK + "test_services_share_a_load_balancer"),
    Fact("rule-forwards-to-both-groups", "by host header to two target groups with weights 100 and 0", "O", LIVE, RESOURCES + "test_the_rule_forwards_to_both_target_groups"),
    Fact("two-target-groups", "ecs-gateway-tg-<17 hex>, HTTP 1 to addresses", "O", LIVE, STACK + "test_target_groups_check_the_container_port"),
    Fact("health-check-settings", "on the container's port; 30 s apart, 5 s each, 5 good, 2 bad, 200", "D", WORK, RESOURCES + "test_target_groups_speak_http_1_to_addresses"),
    Fact("certificate-of-its-own", "one for each service, RSA 2048, validated by AWS, on the shared listener", "O", LIVE, RESOURCES + "test_the_certificate_is_the_services_own"),
    Fact("certificates-need-records", "ACM issues a certificate when public DNS shows the records of all its names, a private zone proves nothing", "D", CERTIFICATES, CERTIFICATE_TESTS + "test_a_certificate_waits_for_its_records"),
    Fact("certificates-time-out", "without them ACM gives up after 72 hours, for good", "D", CERTIFICATES, CERTIFICATE_TESTS + "test_acm_gives_up_after_72_hours"),
    Fact("certificates-in-use", "InUseBy lists the load balancers whose listeners show a certificate", "D", CERTIFICATES, CERTIFICATE_TESTS + "test_a_certificate_says_who_uses_it"),
    Fact("certificate-by-name", "the load balancer shows a certificate whose names cover the one asked for, else the default one", "D", ELB, TLS + "test_the_name_chooses_among_the_certificates_of_its_listener"),
    Fact("custom-domain", "a host beside the endpoint on the rule, its certificate on the listener, DNS to the load balancer", "D", CUSTOMIZING, DOMAINS + "test_a_custom_domain_is_answered_by_its_service"),
    Fact("endpoint-in-dns", "the endpoint leads to the load balancer", "D", WORK, NAMES + "test_an_express_endpoint_resolves_while_it_is_there"),
    Fact("endpoint-form", "first two characters of the name, a random UUID, .ecs.<region>.on.aws", "O", LIVE, RESOURCES + "test_the_endpoint_is_a_random_name_below_on_aws"),
    Fact("endpoint-changes-with-the-life", "a service made again under its name has another URL", "O", LIVE, LIFE + "test_the_endpoint_stays_for_the_life_of_a_service"),
    Fact("load-balancer-group", "open on 80 and 443 for all; out only to itself and to each service's port", "O", LIVE, RESOURCES + "test_the_security_groups_are_named_and_described_as_seen"),
    Fact("service-group", "<cluster>-<service>-<vpc>; in from the load balancer on the container's port, out to all", "O", LIVE, STACK + "test_security_groups_let_the_load_balancer_in"),
    Fact("scaling-policy", "target tracking named <service><metric>, scaling in as well", "D", WORK, RESOURCES + "test_scaling_tracks_its_metric"),
    Fact("scaling-follows-updates", "bounds and policy are those of the newest revision", "D", UPDATES, STACK + "test_scaling_follows_the_newest_revision"),
    Fact("service-linked-roles", "of ECS, ELB and Application Auto Scaling, made where missing", "D", WORK, ROLES + "test_service_linked_roles_are_made_and_stay"),
    Fact("architecture-of-the-task", "cpuArchitecture is the runtime platform's", "D", WORK, OWN + "test_the_architecture_is_read_back"),
)  # fmt: skip
"""Names and settings."""

SHARED = (
    Fact("one-subnet-list", "load balancer and tasks stand in the same subnets", "D", WORK, LIFE + "test_one_subnet_list_serves_load_balancer_and_tasks"),
    Fact("public-by-route", "subnets with a route to an internet gateway are public: tasks get public addresses", "D", WORK, LIFE + "test_one_subnet_list_serves_load_balancer_and_tasks"),
    Fact("private-by-route", "others are private: internal load balancer, no public addresses", "D", WORK, LIFE + "test_private_subnets_make_an_internal_load_balancer"),
    Fact("no-mixed-subnets", "public and private ones together are refused", "O", NOTES, CALLS + "test_private_subnets_make_a_private_service"),
    Fact("default-vpc", "as AWS makes it: public subnets in several zones", "D", STARTED, "tests/sandbox/test_control.py::test_the_default_vpc_reaches_the_internet"),
    Fact("twenty-five-share", "up to 25 services share a load balancer; the 26th gets a new one", "D", WORK, STACK + "test_the_26th_service_gets_a_load_balancer_of_its_own"),
    Fact("sharing-is-by-vpc-and-scheme", "a load balancer of its own for each scheme", "D", WORK, LIFE + "test_private_subnets_make_an_internal_load_balancer"),
    Fact("what-is-shared", "load balancer, its group, listener, cluster; all else is the service's own", "D", DELETING, STACK + "test_services_share_a_load_balancer"),
    Fact("free-addresses", "8 free addresses in each subnet", "D", WORK, SHARING + "test_subnets_need_free_addresses"),
    Fact("first-service-fixes-zones", "later services of a load balancer must fit its zones", "D", WORK, SHARING + "test_the_first_service_fixes_the_zones"),
    Fact("dual-stack", "subnets with IPv6 make a load balancer for both", "D", WORK, SHARING + "test_subnets_with_ipv6_make_a_dual_stack_load_balancer"),
    Fact("freed-places-are-taken", "load balancers are added and used again as services come and go", "D", WORK, SHARING + "test_a_place_that_becomes_free_is_taken_again"),
    Fact("own-groups-are-added", "a security group of yours comes beside the managed one", "O", TERRAFORM, LIFE + "test_a_group_of_ones_own_joins_the_managed_one"),
    Fact("policy-gap", "version 6 lacks ec2:DescribeAccountAttributes: stuck in some accounts", "O", NOTES, ROLES + "test_the_gap_of_the_managed_policy_is_a_setting"),
    Fact("execution-role-trust", "the roles must trust ecs-tasks and ecs", "D", STARTED, ROLES + "test_a_role_that_does_not_exist_or_trusts_another_is_refused"),
    Fact("infrastructure-role-permissions", "without its policy nothing is made, and the resource says which action is missing", "D", STARTED, ROLES + "test_provisioning_waits_for_permissions"),
)  # fmt: skip
"""Networks, sharing and roles."""

LEFT = (
    Fact("delete-removes-its-own", "tasks, group, alarm, certificate, target groups, rule, scaling", "D", DELETING, STACK + "test_deleting_removes_what_is_the_services_own"),
    Fact("delete-keeps-the-shared", "load balancer, listener and group go with the last service", "D", DELETING, STACK + "test_the_last_of_several_leaving_services_takes_the_shared_part_along"),
    Fact("other-users-keep-the-shared", "who is not Express Mode counts as a user of the load balancer", "D", DELETING, SHARING + "test_a_load_balancer_with_other_users_stays"),
    Fact("delete-keeps-definitions-and-logs", "task definitions, log groups and the default cluster survive", "O", NOTES, STACK + "test_deleting_removes_what_is_the_services_own"),
    Fact("load-balancer-lingers", "right after the delete it is still active, and the old URL gives 503", "O", NOTES, LIFE + "test_the_load_balancer_outlives_its_last_service_for_a_moment"),
    Fact("delete-needs-its-role", "without the infrastructure role a delete stays DRAINING", "O", NOTES, ROLES + "test_a_delete_without_its_role_is_stuck_in_draining"),
    Fact("delete-takes-added-hosts", "the rule goes with all its hosts; other certificates stay while the listener does", "D", DELETING, DOMAINS + "test_a_service_goes_with_its_added_hosts"),
    Fact("alarm-is-rewritten", "each deployment puts the alarm's name back", "O", NOTES, "tests/sandbox/test_classic_update.py::test_alarms_switched_off_roll_nothing_back"),
    Fact("traffic-only-to-the-healthy", "no request goes to a target that is not healthy", "D", CANARY, FRONT + "test_every_request_of_a_rollout_is_answered_by_a_healthy_task"),
    Fact("weights-swap", "after a deployment the two groups have changed places", "O", LIVE, DEPLOYMENTS + "test_an_update_shifts_in_two_steps_and_takes_ten_to_twelve_minutes"),
)  # fmt: skip
"""What goes, what stays, and who gets the traffic."""

FACTS = (*MADE, *SHARED, *LEFT)
