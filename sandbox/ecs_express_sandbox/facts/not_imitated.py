"""What is known of Express Mode and its surroundings that the sandbox does not do."""

# ruff: noqa: E501 - a row of the table is a line
from __future__ import annotations

from ecs_express_sandbox.facts.fact import NotImitated
from ecs_express_sandbox.facts.sources import AWS_CLI, CLOUDFORMATION, DNS, ELB, LIVE, MODEL, NOTES, WORK

NOT_IMITATED = (
    NotImitated("containers", "images are pulled and run", "D", WORK, "what an image does is given by its tag; the front gives canned answers"),
    NotImitated("scaling-by-load", "tasks come and go with the load", "D", WORK, "scalable target and policy are real, the number of tasks stays at the minimum"),
    NotImitated("alarm-by-traffic", "the rollback alarm measures real requests", "D", WORK, "it is put into ALARM by SetAlarmState"),
    NotImitated("reachable-addresses", "the addresses that DNS gives a load balancer are its own", "D", ELB, "they are invented; the fronts answer on the loopback interface"),
    NotImitated("other-conditions", "rules can look at headers, the query and the source address", "D", ELB, "such a rule is never chosen"),
    NotImitated("other-routing-policies", "records can be chosen by latency, place and health", "D", DNS, "weights, failover's first and multivalue answers; health is not looked at"),
    NotImitated("delegation", "a public zone is asked only where its parent names its servers", "D", DNS, "the longest zone name wins"),
    NotImitated("tls-policy-name", "the TLS policy seen in 2026 ends in Ext1-PQ-2025-09", "O", LIVE, "the newest TLS 1.3 policy that moto knows"),
    NotImitated("rewritten-alarm-delay", "the alarm is rewritten 2 to 35 seconds after a deployment starts", "O", NOTES, "at once"),
    NotImitated("events", "EventBridge gets deployment state changes", "O", NOTES, "no event bus"),
    NotImitated("gateway-api", "CreateGateway, AssociateGatewayWithCluster and gateway connectors", "D", MODEL, "answered as not imitated"),
    NotImitated("cloudformation", "the resource type, its create-only properties and time-outs", "D", CLOUDFORMATION, "only the API is imitated"),
    NotImitated("cli-monitor", "monitor-express-gateway-service of the second AWS CLI", "D", AWS_CLI, "its calls are replayed one by one; it is not in the package registry"),
    NotImitated("load-balancer-quotas", "quotas of rules, target groups and load balancers in an account", "D", ELB, "only 25 certificates and 100 rules on a load balancer"),
    NotImitated("regions", "commercial Regions, and GovCloud since June 2026", "O", NOTES, "every Region that boto3 names"),
    NotImitated("deleted-definitions", "a deleted task definition is gone once nothing uses it", "D", MODEL, "it stays DELETE_IN_PROGRESS"),
    NotImitated("old-revisions", "revisions from before 2024-10-25 are MISSING", "D", MODEL, "there are none"),
    NotImitated("classic-traffic-shifts", "BLUE_GREEN, LINEAR and CANARY shift the traffic of classic services in steps, with lifecycle hooks and early success criteria", "D", MODEL, "both revisions run for as long as that takes, and both get requests; hooks and criteria are kept and do nothing"),
    NotImitated("daemons", "a daemon runs one task on each container instance", "D", MODEL, "it runs one"),
    NotImitated("task-sets", "CodeDeploy makes and shifts task sets", "D", MODEL, "the first one runs; those of EXTERNAL come and go by their own calls"),
    NotImitated("container-instances", "container instances, the choice among them, managed scaling", "D", MODEL, "tasks on EC2 start as on Fargate, spread over zones; placement is kept and does nothing"),
    NotImitated("service-connect-proxy", "the proxy of Service Connect, the entries it and a registry get in Cloud Map", "D", MODEL, "namespaces and registries must exist; their instances are not registered"),
)  # fmt: skip
