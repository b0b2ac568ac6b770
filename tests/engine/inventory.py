"""Everything that lives in a sandbox's account, in words that are the same for two runs of the same story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.engine.domains import hosts
from tests.engine.harness import LocalAws

GENERATED = re.compile(r"-[0-9a-f]{7}$")
"""What Pulumi appends to a name that it makes."""

CHANGES = 500
"""More than ever happen after a service's end: AWS takes what it made down in steps."""

Items = Counter[str]


@dataclass
class Inventory:
    """Reads an account, by its own clients."""

    aws: LocalAws

    def read(self) -> Items:
        """List what lives once nothing is due any more; log groups and task definitions stay on AWS by themselves."""
        for _ in range(CHANGES):
            if self.aws.clock(advance_to_next_change=True)["next_change"] is None:
                break
        found = Items()
        for part in (
            self._roles,
            self._services,
            self._balancing,
            self._network,
            self._scaling,
            self._names,
            self._rest,
        ):
            found.update(part())
        return found

    @cached_property
    def _clients(self) -> dict[str, Any]:
        names = ("iam", "ecs", "elbv2", "ec2", "acm", "route53", "application-autoscaling", "cloudwatch")
        return {name: self.aws.client(name) for name in names}

    def _roles(self) -> Iterator[str]:
        iam = self._clients["iam"]
        for role in iam.list_roles()["Roles"]:
            name = role["RoleName"]
            attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
            inside = iam.list_role_policies(RoleName=name)["PolicyNames"]
            plain = GENERATED.sub("", name)
            yield f"role {plain}"
            yield from (f"{policy['PolicyName']} on role {plain}" for policy in attached)
            yield from (f"{GENERATED.sub('', policy)} in role {plain}" for policy in inside)
        yield from (f"policy {policy['PolicyName']}" for policy in iam.list_policies(Scope="Local")["Policies"])

    def _services(self) -> Iterator[str]:
        ecs = self._clients["ecs"]
        for cluster in ecs.list_clusters()["clusterArns"]:
            yield f"cluster {cluster}"
            arns = ecs.list_services(cluster=cluster)["serviceArns"]
            for service in ecs.describe_services(cluster=cluster, services=arns)["services"] if arns else []:
                name = service["serviceName"]
                yield f"service {name}, {service['status']}"
                yield from (f"deployment of {name}" for _ in service.get("deployments", []))
                yield from (f"task set of {name}" for _ in service.get("taskSets", []))
            yield from (f"task in {cluster}" for _ in ecs.list_tasks(cluster=cluster)["taskArns"])

    def _balancing(self) -> Iterator[str]:
        elb = self._clients["elbv2"]
        for balancer in elb.describe_load_balancers()["LoadBalancers"]:
            yield "load balancer"
            for listener in elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
                yield f"listener {listener['Port']}"
                rules = elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
                yield from ("listener rule" for _ in rules)
                yield from (f"host {host}" for rule in rules for host in hosts(rule) if not host.endswith(".on.aws"))
                shown = elb.describe_listener_certificates(ListenerArn=listener["ListenerArn"])["Certificates"]
                yield from ("certificate on a listener" for _ in shown)
        for group in elb.describe_target_groups()["TargetGroups"]:
            health = elb.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
            yield "target group"
            yield from (f"target, {target['TargetHealth']['State']}" for target in health)
        yield from ("certificate" for _ in self._clients["acm"].list_certificates()["CertificateSummaryList"])

    def _names(self) -> Iterator[str]:
        route53 = self._clients["route53"]
        for zone in route53.list_hosted_zones()["HostedZones"]:
            yield f"hosted zone {zone['Name']}"
            for record in route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]:
                yield f"record {record['Name']} {record['Type']}"

    def _network(self) -> Iterator[str]:
        ec2 = self._clients["ec2"]
        yield from ("security group" for _ in ec2.describe_security_groups()["SecurityGroups"])
        yield from ("network interface" for _ in ec2.describe_network_interfaces()["NetworkInterfaces"])

    def _scaling(self) -> Iterator[str]:
        scaling = self._clients["application-autoscaling"]
        targets = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
        yield from (f"scalable target {target['ResourceId']}" for target in targets)
        policies = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
        yield from (f"scaling policy of {policy['ResourceId']}" for policy in policies)

    def _rest(self) -> Iterator[str]:
        yield from ("alarm" for _ in self._clients["cloudwatch"].describe_alarms()["MetricAlarms"])
