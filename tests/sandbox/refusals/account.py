"""An account with one of everything that a refused request names, and how rows of data name it: ``<listener>``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.sandbox.local_aws import LocalAws

UNKNOWN_CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-4000-8000-000000000000"
DENY = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


@dataclass(frozen=True)
class Row:
    """
    One refused request.

    Attributes:
        claim: what is wrong with it.
        client: boto3's client.
        method: the method of that client.
        request: its arguments; ``<name>`` stands for a thing of the account.
        code: the code of the error.
        message: its whole message.
    """

    claim: str
    client: str
    method: str
    request: dict[str, Any]
    code: str
    message: str


class Account:
    """The things, by the names that rows use."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws = aws
        self.names: dict[str, str] = {"unknown_certificate": UNKNOWN_CERTIFICATE}
        self._network()
        self._certificates()
        self._load_balancer()
        self._zone()
        self._others()

    def refused(self, row: Row) -> tuple[str, str]:
        """Send the request of a row and give code and message of its refusal; an empty code if it was accepted."""
        try:
            getattr(self.aws.unchecked(row.client), row.method)(**self.filled(row.request))
        except ClientError as refusal:
            return refusal.response["Error"]["Code"], refusal.response["Error"]["Message"]
        return "", "accepted"

    def filled(self, value: Any) -> Any:
        """Put the things in the place of their names."""
        if isinstance(value, dict):
            return {key: self.filled(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        for name, thing in self.names.items() if isinstance(value, str) else ():
            value = value.replace(f"<{name}>", thing)
        return value

    def _network(self) -> None:
        ec2 = self.aws.client("ec2")
        for number, subnet in enumerate(ec2.describe_subnets()["Subnets"][:2]):
            self.names[f"subnet_{number}"] = subnet["SubnetId"]
            zone, vpc = subnet["AvailabilityZone"], subnet["VpcId"]
        twin = ec2.create_subnet(VpcId=vpc, CidrBlock="172.31.240.0/24", AvailabilityZone=zone)
        self.names |= {"vpc": vpc, "twin_of_1": twin["Subnet"]["SubnetId"]}
        for name in ("of_balancer", "referenced", "of_service", "free"):
            group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
            self.names[f"group_{name}"] = group
        pair = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "UserIdGroupPairs": [self._pair("referenced")]}
        ec2.authorize_security_group_ingress(GroupId=self.names["group_free"], IpPermissions=[pair])

    def _pair(self, name: str) -> dict[str, str]:
        return {"GroupId": self.names[f"group_{name}"]}

    def _certificates(self) -> None:
        acm = self.aws.client("acm")
        certificate, key = self_signed("shop.example.com")
        self.names["issued"] = acm.import_certificate(Certificate=certificate, PrivateKey=key)["CertificateArn"]
        self.names["pending"] = acm.request_certificate(DomainName="new.example.com", ValidationMethod="DNS")[
            "CertificateArn"
        ]

    def _load_balancer(self) -> None:
        elbv2 = self.aws.elbv2
        made = elbv2.create_load_balancer(
            Name="shop",
            Subnets=[self.names["subnet_0"], self.names["subnet_1"]],
            SecurityGroups=[self.names["group_of_balancer"]],
        )
        self.names["balancer"] = made["LoadBalancers"][0]["LoadBalancerArn"]
        listener = elbv2.create_listener(
            LoadBalancerArn=self.names["balancer"],
            Protocol="HTTPS",
            Port=443,
            Certificates=[{"CertificateArn": self.names["issued"]}],
            DefaultActions=DENY,
        )
        self.names["listener"] = listener["Listeners"][0]["ListenerArn"]
        rule = elbv2.create_rule(
            ListenerArn=self.names["listener"], Priority=1, Actions=DENY, Conditions=[hosts("a.example.com")]
        )
        self.names["rule"] = rule["Rules"][0]["RuleArn"]
        group = elbv2.create_target_group(
            Name="lonely", Protocol="HTTP", Port=80, VpcId=self.names["vpc"], TargetType="ip"
        )
        self.names["lonely_target_group"] = group["TargetGroups"][0]["TargetGroupArn"]

    def _zone(self) -> None:
        route53 = self.aws.client("route53")
        zone = route53.create_hosted_zone(Name="example.com", CallerReference="once")["HostedZone"]["Id"]
        self.names["zone"] = zone.rsplit("/", 1)[-1]
        records = [
            record("a.example.com", "A", "192.0.2.1"),
            record("c.example.com", "CNAME", "x.example.net"),
            record("protected.example.com", "A", "192.0.2.1"),
            {**record("w.example.com", "A", "192.0.2.1"), "SetIdentifier": "old", "Weight": 1},
        ]
        changes = [{"Action": "CREATE", "ResourceRecordSet": made} for made in records]
        route53.change_resource_record_sets(HostedZoneId=self.names["zone"], ChangeBatch={"Changes": changes})

    def _others(self) -> None:
        self.aws.client("logs").create_log_group(logGroupName="shop")
        self.aws.client("iam").create_role(RoleName="shop", AssumeRolePolicyDocument=trust())
        network = {"securityGroups": [self.names["group_of_service"]], "subnets": [self.names["subnet_0"]]}
        self.aws.settled(networkConfiguration={**network, "subnets": [*network["subnets"], self.names["subnet_1"]]})


def trust(**changes: Any) -> str:
    """Write a trust policy; ``None`` takes a member of its statement away."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "ecs.amazonaws.com"},
        "Action": "sts:AssumeRole",
        **changes,
    }
    kept = {name: value for name, value in statement.items() if value is not None}
    return json.dumps({"Version": "2012-10-17", "Statement": [kept]})


def constraint(value: object, name: str, rule: str) -> str:
    """Give the words on a value outside a constraint of the API model."""
    return f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {rule}"


def hosts(*names: str) -> dict[str, Any]:
    """Write a condition on the host header."""
    return {"Field": "host-header", "HostHeaderConfig": {"Values": list(names)}}


def record(name: str, kind: str, value: str, ttl: int = 60) -> dict[str, Any]:
    """Write a plain record set."""
    return {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}


def change(action: str, made: dict[str, Any]) -> dict[str, Any]:
    """Write the arguments of a change of one record set."""
    return {"HostedZoneId": "<zone>", "ChangeBatch": {"Changes": [{"Action": action, "ResourceRecordSet": made}]}}


def self_signed(host: str) -> tuple[bytes, bytes]:
    """Make a certificate and its key, in PEM: an imported one counts as issued."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return made.public_bytes(serialization.Encoding.PEM), private
