"""
Permissions for custom domains.

What the `aws` plugin calls for a certificate and for records: certificate.go of its acm service, record.go of its route53
service, terraform-provider-aws, read 2026-11-28.
"""

from pulumi_ecs_express.planning.permissions import scopes as on
from pulumi_ecs_express.planning.permissions.permission import BOTH, Caller, Command, Permission, needed_by
from pulumi_ecs_express.planning.permissions.scopes import Scope

COMPONENT = "CustomDomain"
"""What `--uses` says for a program with one."""


_own = needed_by(COMPONENT)


def _plugin(action: str, scope: Scope, purpose: str, when: str, *, reads: bool = False) -> Permission:
    return Permission(
        action, scope, purpose, when, BOTH if reads else (Command.UP,), Caller.PULUMI_AWS, argument=COMPONENT
    )


PERMISSIONS = (
    _own("elasticloadbalancing:DescribeRules", on.EVERYTHING, "finds the service's rule and its hosts",
         "preview, create, update, refresh, delete", reads=True),
    _own("elasticloadbalancing:ModifyRule", on.LISTENER_RULES, "writes the hosts of the rule", "create, update, delete"),
    _own("elasticloadbalancing:DescribeListenerCertificates", on.EVERYTHING, "finds the listener's certificates",
         "create, update, refresh, delete", reads=True),
    _own("elasticloadbalancing:DescribeListeners", on.EVERYTHING, "finds listeners that still show a certificate",
         "update, delete"),
    _own("elasticloadbalancing:AddListenerCertificates", on.LISTENERS, "adds the certificate", "create, update"),
    _own("elasticloadbalancing:RemoveListenerCertificates", on.LISTENERS, "removes the certificate", "update, delete"),
    _own("acm:DescribeCertificate", on.CERTIFICATES, "reads certificates, and waits for its own",
         "preview, create, update, refresh, delete", reads=True),
    _own("route53:GetHostedZone", on.HOSTED_ZONES, "what the zone is for", "preview, create, refresh", reads=True),
    _own("route53:ListResourceRecordSets", on.HOSTED_ZONES, "records that stand in the way",
         "preview, create, refresh, delete", reads=True),
    _plugin("acm:RequestCertificate", on.EVERYTHING, "requests the certificate", "create"),
    _plugin("acm:ListTagsForCertificate", on.CERTIFICATES, "reads its tags", "create, refresh", reads=True),
    _plugin("acm:AddTagsToCertificate", on.CERTIFICATES, "`tags`", "create, update"),
    _plugin("acm:RemoveTagsFromCertificate", on.CERTIFICATES, "`tags`", "update"),
    _plugin("acm:DeleteCertificate", on.CERTIFICATES, "deletes it", "delete"),
    _plugin("route53:ChangeResourceRecordSets", on.HOSTED_ZONES, "makes and deletes records", "create, update, delete"),
    _plugin("route53:GetChange", on.CHANGES, "waits until Route 53 answers with them", "create, update, delete"),
)  # fmt: skip
