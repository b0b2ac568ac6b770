"""
ECS's mark on managed resources: with the managed policy, the infrastructure role may change what carries it, and only that.

Which service reads and changes the tags of what: the API references of these services.
"""

from __future__ import annotations

from botocore.exceptions import ClientError

from ecs_express_sandbox.express.managed_resources.context import MANAGED_TAG, ServiceContext

_READ_BY_ARN = {
    "alarm": ("cloudwatch", "list_tags_for_resource", "ResourceARN"),
    "certificate": ("acm", "list_tags_for_certificate", "CertificateArn"),
    "log_group": ("logs", "list_tags_for_resource", "resourceArn"),
    "scalable_target": ("application-autoscaling", "list_tags_for_resource", "ResourceARN"),
}
"""Resource -> client, method and parameter that read its tags; all others are of ELBv2 and EC2, a policy has none."""

_GROUPS = ("service_group", "load_balancer_group")


def check_marked(service_context: ServiceContext, name: str, action: str) -> None:
    """Refuse, as a ``PermissionError`` in AWS's words, to change a resource without the mark, where a setting says so."""
    resource = service_context.service.managed(name)
    if service_context.settings.unmarked_resource == "works" or not resource.arn or name == "scaling_policy":
        return
    try:
        marked = MANAGED_TAG in _keys(service_context, name)
    except ClientError:  # what is gone is for those who look for it
        return
    if not marked:
        role = service_context.service.infrastructure_role
        session = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/ECSGateway"
        raise PermissionError(
            f"AccessDenied: User: {session} is not authorized to perform: {action} on resource: {resource.arn} "
            f"because no identity-based policy allows the {action} action"
        )


def _keys(service_context: ServiceContext, name: str) -> set[str]:
    """List the keys of a resource's tags."""
    resource = service_context.service.managed(name)
    if name in _GROUPS:
        only = [{"Name": "resource-id", "Values": [resource.identifier]}]
        return {tag["Key"] for tag in service_context.client("ec2").describe_tags(Filters=only)["Tags"]}
    if name in _READ_BY_ARN:
        client, method, parameter = _READ_BY_ARN[name]
        answer = getattr(service_context.client(client), method)(**{parameter: resource.arn})
        tags = answer.get("Tags", answer.get("tags"))
        return set(tags) if isinstance(tags, dict) else {tag["Key"] for tag in tags}
    answer = service_context.client("elbv2").describe_tags(ResourceArns=[resource.arn])
    return {tag["Key"] for tag in answer["TagDescriptions"][0]["Tags"]}
