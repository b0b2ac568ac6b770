"""Which rules judge which operation, and the sentence over a request."""

from __future__ import annotations

import logging

from moto.core.parse import RequestParserError

from ecs_express_sandbox.aws.in_process_clients import Moto
from ecs_express_sandbox.aws.refusals import (
    certificates,
    deployment_queries,
    dns_records,
    listener_certificates,
    listener_rules,
    load_balancers,
    log_groups,
    scalable_targets,
    security_groups,
    task_definitions,
    trust_policies,
)
from ecs_express_sandbox.aws.refusals.common_errors import malformed
from ecs_express_sandbox.protocol.error_responses import WireError
from ecs_express_sandbox.protocol.operation import Environ, Operation
from ecs_express_sandbox.protocol.request import Asked, Refused, Rule, parsed

RULES: dict[str, tuple[Rule, ...]] = {
    "acm:DeleteCertificate": (certificates.not_in_use,),
    "acm:RequestCertificate": (certificates.domain_names,),
    "application-autoscaling:RegisterScalableTarget": (scalable_targets.bounds,),
    "ec2:DeleteSecurityGroup": (security_groups.not_in_use,),
    "ecs:DescribeServiceDeployments": (deployment_queries.deployments,),
    "ecs:ListServiceDeployments": (deployment_queries.results,),
    "ecs:RegisterTaskDefinition": task_definitions.RULES,
    "elbv2:AddListenerCertificates": listener_certificates.ADD,
    "elbv2:CreateListener": load_balancers.CREATE_LISTENER,
    "elbv2:CreateLoadBalancer": (load_balancers.zones,),
    "elbv2:CreateRule": listener_rules.CREATE_RULE,
    "elbv2:ModifyListener": load_balancers.MODIFY_LISTENER,
    "elbv2:ModifyRule": listener_rules.MODIFY_RULE,
    "elbv2:SetRulePriorities": (listener_rules.priority,),
    "iam:CreateRole": (trust_policies.trust_policy,),
    "iam:UpdateAssumeRolePolicy": (trust_policies.trust_policy,),
    "logs:PutRetentionPolicy": (log_groups.retention,),
    "route53:ChangeResourceRecordSets": dns_records.RULES,
}
"""By boto3's names; the first rule that refuses decides."""

logger = logging.getLogger(__name__)


def refusal_of(operation: Operation, environ: Environ, account: str, moto: Moto) -> WireError | None:
    """Say how AWS refuses a request; ``None`` for one that moto may judge."""
    if wrong := malformed(operation, environ):
        return wrong
    rules = RULES.get(str(operation), ())
    if not rules:
        return None
    try:
        parameters = parsed(operation, environ)
    except (RequestParserError, ValueError):
        logger.info("%s cannot be read; moto answers why", operation)
        return None
    asked = Asked(account, parameters, lambda name: moto.client(name, account, operation.region))
    try:
        for rule in rules:
            rule(asked)
    except Refused as refused:
        return WireError(400, refused.code, refused.message)
    return None
