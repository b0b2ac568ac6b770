"""The stand-in aws plugin's pure parts: values, documents, tags, differences, checked inputs, policy documents."""

from __future__ import annotations

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from ecs_express_sandbox.aws_plugin import account, archive, catalogue, checking, documents, naming, plugin, tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.difference import Kind
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.functions.policy_document import policy_document
from ecs_express_sandbox.aws_plugin.values import UNKNOWN, from_struct, to_struct

ROLE = catalogue.RESOURCE_TYPES["aws:iam/role:Role"]
ATTACHMENT = catalogue.RESOURCE_TYPES["aws:iam/rolePolicyAttachment:RolePolicyAttachment"]
CLUSTER = catalogue.RESOURCE_TYPES["aws:ecs/cluster:Cluster"]
TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}'
NOT_IMITATED = {
    "aws:acm/certificate:Certificate": {
        "certificateAuthorityArn", "certificateBody", "certificateChain", "earlyRenewalDuration", "options", "privateKey",
        "privateKeyWo", "privateKeyWoVersion", "validationOptions",
    },
    "aws:cloudwatch/logGroup:LogGroup": {"deletionProtectionEnabled"},
    "aws:ec2/eip:Eip": {
        "address", "associateWithPrivateIp", "customerOwnedIpv4Pool", "instance", "ipamPoolId", "networkBorderGroup",
        "networkInterface", "publicIpv4Pool",
    },
    "aws:ec2/natGateway:NatGateway": {
        "availabilityMode", "availabilityZoneAddresses", "privateIp", "secondaryAllocationIds",
        "secondaryPrivateIpAddressCount", "secondaryPrivateIpAddresses", "vpcId",
    },
    "aws:ec2/route:Route": {
        "carrierGatewayId", "coreNetworkArn", "destinationPrefixListId", "egressOnlyGatewayId", "localGatewayId",
        "odbNetworkArn", "vpcEndpointId",
    },
    "aws:ec2/routeTable:RouteTable": {"propagatingVgws"},
    "aws:ec2/securityGroup:SecurityGroup": {"egress", "ingress"},
    "aws:ec2/subnet:Subnet": {
        "assignIpv6AddressOnCreation", "availabilityZoneId", "customerOwnedIpv4Pool", "enableDns64",
        "enableLniAtDeviceIndex", "enableResourceNameDnsARecordOnLaunch", "enableResourceNameDnsAaaaRecordOnLaunch",
        "ipv4IpamPoolId", "ipv4NetmaskLength", "ipv6CidrBlock", "ipv6IpamPoolId", "ipv6Native", "ipv6NetmaskLength",
        "mapCustomerOwnedIpOnLaunch", "outpostArn", "privateDnsHostnameTypeOnLaunch",
    },
    "aws:ec2/vpc:Vpc": {
        "assignGeneratedIpv6CidrBlock", "enableNetworkAddressUsageMetrics", "ipv4IpamPoolId", "ipv4NetmaskLength",
        "ipv6CidrBlock", "ipv6CidrBlockNetworkBorderGroup", "ipv6IpamPoolId", "ipv6NetmaskLength",
    },
    "aws:ecr/repository:Repository": {
        "encryptionConfigurations", "imageScanningConfiguration", "imageTagMutabilityExclusionFilters",
    },
    "aws:ecs/cluster:Cluster": {"configuration"},
    "aws:ecs/service:Service": {
        "alarms", "deploymentConfiguration", "iamRole", "orderedPlacementStrategies", "placementConstraints",
        "schedulingStrategy", "serviceConnectConfiguration", "serviceRegistries", "sigintRollback",
        "volumeConfiguration", "vpcLatticeConfigurations",
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
        "enableFaultInjection", "placementConstraints", "proxyConfiguration", "trackLatest",
    },
    "aws:lb/listener:Listener": {
        "alpnPolicy", "mutualAuthentication", "tcpIdleTimeoutSeconds",
        "routingHttpRequestXAmznMtlsClientcertHeaderName", "routingHttpRequestXAmznMtlsClientcertIssuerHeaderName",
        "routingHttpRequestXAmznMtlsClientcertLeafHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSubjectHeaderName",
        "routingHttpRequestXAmznMtlsClientcertValidityHeaderName", "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
        "routingHttpRequestXAmznTlsVersionHeaderName", "routingHttpResponseAccessControlAllowCredentialsHeaderValue",
        "routingHttpResponseAccessControlAllowHeadersHeaderValue",
        "routingHttpResponseAccessControlAllowMethodsHeaderValue",
        "routingHttpResponseAccessControlAllowOriginHeaderValue",
        "routingHttpResponseAccessControlExposeHeadersHeaderValue",
        "routingHttpResponseAccessControlMaxAgeHeaderValue", "routingHttpResponseContentSecurityPolicyHeaderValue",
        "routingHttpResponseServerEnabled", "routingHttpResponseStrictTransportSecurityHeaderValue",
        "routingHttpResponseXContentTypeOptionsHeaderValue", "routingHttpResponseXFrameOptionsHeaderValue",
    },
    "aws:lb/listenerRule:ListenerRule": {"transforms"},
    "aws:route53/record:Record": {
        "cidrRoutingPolicy", "failoverRoutingPolicies", "geolocationRoutingPolicies", "geoproximityRoutingPolicy",
        "healthCheckId", "latencyRoutingPolicies", "multivalueAnswerRoutingPolicy",
    },
    "aws:route53/zone:Zone": {"delegationSetId", "enableAcceleratedRecovery"},
    "aws:s3/bucket:Bucket": {
        "accelerationStatus", "acl", "bucketNamespace", "corsRules", "grants", "lifecycleRules", "logging",
        "objectLockConfiguration", "objectLockEnabled", "policy", "replicationConfiguration", "requestPayer",
        "serverSideEncryptionConfiguration", "versioning", "website",
    },
    "aws:s3/bucketObjectv2:BucketObjectv2": {
        "acl", "bucketKeyEnabled", "cacheControl", "checksumAlgorithm", "contentBase64", "contentDisposition",
        "contentEncoding", "contentLanguage", "etag", "kmsKeyId", "metadata", "objectLockLegalHoldStatus",
        "objectLockMode", "objectLockRetainUntilDate", "overrideProvider", "serverSideEncryption", "source",
        "sourceHash", "storageClass", "tags", "websiteRedirect",
    },
    "aws:secretsmanager/secret:Secret": {"kmsKeyId", "policy", "replicas", "type"},
    "aws:secretsmanager/secretVersion:SecretVersion": {
        "secretBinary", "secretStringWo", "secretStringWoVersion", "versionStages",
    },
    "aws:ssm/parameter:Parameter": {
        "allowedPattern", "arn", "dataType", "insecureValue", "keyId", "tier", "valueWo", "valueWoVersion",
    },
}  # fmt: skip
"""Arguments that the stand-in refuses by name."""

ACCOUNT = Account({"region": "eu-central-1", "defaultTags": '{"tags": {"team": "web"}}'})


def test_settings_of_a_provider_may_have_either_name() -> None:
    """Pulumi's SDK writes objects in camel case, and leaves plain dicts as the program has them."""
    assert account.camel_names({"role_arn": 1, "sessionName": 2, "tags": 3}) == {
        "roleArn": 1,
        "sessionName": 2,
        "tags": 3,
    }


@pytest.mark.parametrize(
    "properties",
    [
        {"name": "web", "size": 3600, "share": 0.5, "on": False},
        {"nested": {"list": [1, "two", {"three": UNKNOWN}], "empty": {}}},
    ],
)
def test_values_survive_the_wire(properties: dict[str, Any]) -> None:
    """What is written is read back, whole numbers as such, the unknown as unknown."""
    assert from_struct(to_struct(properties)) == properties


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param({"Statement": []}, {"Statement": []}, True, id="equal"),
        pytest.param({"Statement": {"Action": "a"}}, {"Statement": [{"Action": ["a"]}]}, True, id="one-or-many"),
        pytest.param(
            {"Statement": [{"Action": ["a", "b"]}]}, {"Statement": [{"Action": ["b", "a"]}]}, True, id="order"
        ),
        pytest.param(
            {"Statement": [{"Principal": {"Service": "x"}}]}, {"Statement": [{"Principal": {"Service": ["x"]}}]}, True
        ),
        pytest.param(
            {"Statement": [{"Sid": "", "Effect": "Deny"}]}, {"Statement": [{"Effect": "Deny"}]}, True, id="sid"
        ),
        pytest.param({"Statement": [{"Effect": "Deny"}]}, {"Statement": [{"Effect": "Allow"}]}, False, id="effect"),
        pytest.param(
            {"Statement": [{"Resource": "a"}]}, {"Statement": [{"Resource": ["a", "b"]}]}, False, id="resource"
        ),
    ],
)
def test_documents_are_compared_by_meaning(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    """IAM gives a document back in a spelling of its own."""
    assert documents.same(json.dumps(one), json.dumps(other, indent=4)) is same


def test_only_defaults_that_the_program_did_not_repeat_are_left_out_of_tags() -> None:
    """`tagsAll` is what AWS has, `tags` what the program would have to declare for it."""
    defaults = {"team": "web", "stage": "dev"}

    assert tags.without_defaults({"team": "web", "stage": "prod", "drift": "1"}, {}, defaults) == {
        "stage": "prod",
        "drift": "1",
    }
    assert tags.without_defaults({"team": "web"}, {"team": "web"}, defaults) == {"team": "web"}


DECLARED = {"assumeRolePolicy": TRUST, "name": "web", "path": "/", "tagsAll": {"a": "b"}, "tags": {"a": "b"}}


@pytest.mark.parametrize(
    ("state", "new", "paths", "replaces"),
    [
        pytest.param({}, {}, {}, (), id="nothing"),
        pytest.param({"assumeRolePolicy": json.dumps(json.loads(TRUST), indent=2)}, {}, {}, (), id="spelling"),
        pytest.param({"description": "by AWS"}, {}, {}, (), id="not-declared"),
        pytest.param({}, {"description": "web"}, {"description": Kind.ADD}, (), id="added"),
        pytest.param({}, {"path": "/x/"}, {"path": Kind.UPDATE}, ("path",), id="immutable"),
        pytest.param({}, {"name": UNKNOWN}, {"name": Kind.UPDATE}, ("name",), id="unknown"),
        pytest.param(
            {}, {"tags": {"a": "c", "x.y": "z"}}, {"tags.a": Kind.UPDATE, 'tags["x.y"]': Kind.ADD}, (), id="tags"
        ),
        pytest.param({"tags": {"a": "b", "drift": "1"}}, {}, {"tags.drift": Kind.DELETE}, (), id="drift"),
        pytest.param(
            {"managedPolicyArns": ["b", "a"]}, {"managedPolicyArns": ["a", "b"]}, {}, (), id="list-without-order"
        ),
    ],
)
def test_differences_of_a_role(
    state: dict[str, Any], new: dict[str, Any], paths: dict[str, Kind], replaces: tuple[str, ...]
) -> None:
    """Only what is declared is compared, by path and meaning."""
    verdict = plugin.diff(ROLE, DECLARED | state, DECLARED, DECLARED | new)

    assert verdict.paths == paths
    assert verdict.replaces == replaces


def test_what_is_no_longer_declared_is_a_difference() -> None:
    """A property that was declared and is gone must go in AWS too."""
    old = DECLARED | {"description": "web"}

    assert plugin.diff(ROLE, old, old, DECLARED).paths == {"description": Kind.DELETE}


@pytest.mark.parametrize(
    ("kind", "inputs", "first"),
    [
        pytest.param(ROLE, DECLARED | {"path": "/x/"}, True, id="own-name-stays"),
        pytest.param(ROLE, DECLARED | {"name": "other"}, False, id="own-name-changes"),
        pytest.param(ROLE, DECLARED | {"path": "/x/", "__defaults": ["name"]}, False, id="generated-name"),
        pytest.param(ATTACHMENT, {"role": "a", "policyArn": "b"}, True, id="same-thing-again"),
    ],
)
def test_when_the_old_one_must_go_first(kind: Any, inputs: dict[str, Any], first: bool) -> None:
    """Two with one name cannot live side by side, nor can two attachments that are the same."""
    assert plugin.diff(kind, DECLARED, DECLARED, inputs).delete_first is first


def check(kind: Any, news: dict[str, Any], olds: dict[str, Any] | None = None, seed: bytes = b"1") -> dict[str, Any]:
    """Check the inputs of a resource called `web`."""
    request = provider_pb2.CheckRequest(urn="urn:pulumi:dev::p::t::web", randomSeed=seed)
    return checking.checked(kind.declaration, request, ACCOUNT, olds or {}, news)


def test_a_generated_name_is_kept_until_the_resource_is_replaced() -> None:
    """Another seed makes another name, but not for a resource that has one."""
    first = check(ROLE, {"assumeRolePolicy": TRUST})
    again = check(ROLE, {"assumeRolePolicy": TRUST}, olds=first, seed=b"2")
    replaced = check(ROLE, {"assumeRolePolicy": TRUST}, seed=b"2")

    assert first["name"].startswith("web-")
    assert len(first["name"]) == len("web-0123456")
    assert again["name"] == first["name"] != replaced["name"]


def test_a_name_that_the_program_takes_back_is_generated_anew() -> None:
    """A name that was the program's own is not kept when the program no longer gives it."""
    own = check(ROLE, {"assumeRolePolicy": TRUST, "name": "mine"})

    assert check(ROLE, {"assumeRolePolicy": TRUST}, olds=own)["name"] != "mine"


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("PROPOSE", "proposed"), ("ENFORCE", "proposed"), ("DISABLE", naming.NoName)],
)
def test_the_stacks_autonaming_settings_are_heeded(mode: str, outcome: Any) -> None:
    """`pulumi:autonaming` proposes a name, or forbids one."""
    numbered = provider_pb2.CheckRequest.AutonamingOptions.Mode.Value(mode)
    options = provider_pb2.CheckRequest.AutonamingOptions(proposed_name="proposed", mode=numbered)
    request = provider_pb2.CheckRequest(urn="urn:pulumi:dev::p::t::web", autonaming=options)
    if isinstance(outcome, str):
        assert naming.generated(request, 64) == outcome
    else:
        with pytest.raises(outcome, match="give `name`"):
            naming.generated(request, 64)


def test_defaults_tags_and_region_are_filled_in_as_the_real_plugin_does() -> None:
    """The checked inputs of a preview are the same as with the real plugin."""
    role = check(ROLE, {"assumeRolePolicy": json.loads(TRUST), "tags": {"a": "b"}})

    assert role["tagsAll"] == {"a": "b", "team": "web"}
    assert (role["path"], role["maxSessionDuration"], role["forceDetachPolicies"]) == ("/", 3600, False)
    assert role["__defaults"] == ["forceDetachPolicies", "maxSessionDuration", "name", "path"]
    assert documents.same(role["assumeRolePolicy"], TRUST)
    assert check(CLUSTER, {})["region"] == "eu-central-1"
    assert check(ROLE, {"tags": {"a": UNKNOWN}})["tagsAll"] is UNKNOWN


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({}, "missing required property `assumeRolePolicy`"),
        ({"assumeRolePolicy": "hunter2"}, "`assumeRolePolicy` is not a JSON object"),
        ({"assumeRolePolicy": TRUST, "colour": "red"}, "property `colour` is not known"),
        ({"assumeRolePolicy": TRUST, "name": "n" * 65}, "`name` is 65 characters long; the range is 1 to 64"),
    ],
)
def test_mistakes_are_named_without_values(inputs: dict[str, Any], said: str) -> None:
    """A value may be a secret, so none is quoted."""
    found = list(checking.mistakes(ROLE.declaration, check(ROLE, inputs)))

    assert [said in mistake for mistake in found] == [True]
    assert "hunter2" not in found[0]


def test_the_preview_of_a_create_knows_inputs_and_nothing_of_aws() -> None:
    """Dependents see the name, and must not see an ARN."""
    preview = plugin.preview_create(ROLE, check(ROLE, {"assumeRolePolicy": TRUST}))

    assert preview["arn"] is UNKNOWN
    assert preview["uniqueId"] is UNKNOWN
    assert preview["name"].startswith("web-")
    assert "__defaults" not in preview


def test_an_unknown_type_is_refused_with_the_way_out() -> None:
    """A program that uses more of AWS learns what to do."""
    with pytest.raises(Refused, match=r"aws:sqs/queue:Queue is not known.*--aws-plugin real"):
        catalogue.resource_type("aws:sqs/queue:Queue")


def test_a_policy_document_is_written_as_terraform_writes_it() -> None:
    """One action bare, several from the last to the first, principals by type, conditions by test."""
    written = policy_document(
        ACCOUNT,
        {
            "statements": [
                {
                    "sid": "one",
                    "actions": ["ecs:Run*", "s3:Get*"],
                    "resources": ["*"],
                    "principals": [{"type": "Service", "identifiers": ["ecs.amazonaws.com"]}],
                    "conditions": [{"test": "StringEquals", "variable": "aws:SourceAccount", "values": ["1"]}],
                },
                {"effect": "Deny", "notActions": ["iam:*"], "principals": [{"type": "*", "identifiers": ["*"]}]},
            ]
        },
    )

    assert json.loads(written["json"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "one",
                "Effect": "Allow",
                "Action": ["s3:Get*", "ecs:Run*"],
                "Resource": "*",
                "Principal": {"Service": "ecs.amazonaws.com"},
                "Condition": {"StringEquals": {"aws:SourceAccount": "1"}},
            },
            {"Effect": "Deny", "NotAction": "iam:*", "Principal": "*"},
        ],
    }
    assert json.loads(written["minifiedJson"]) == json.loads(written["json"])


def test_documents_to_build_on_come_first_and_overrides_replace_by_sid() -> None:
    """`sourcePolicyDocuments` add, `overridePolicyDocuments` take the place of statements with their `Sid`."""
    source = json.dumps({"Statement": {"Sid": "base", "Effect": "Allow"}})
    override = json.dumps({"Statement": [{"Sid": "base", "Effect": "Deny"}]})
    written = policy_document(ACCOUNT, {"sourcePolicyDocuments": [source], "overridePolicyDocuments": [override]})

    assert json.loads(written["json"])["Statement"] == [{"Sid": "base", "Effect": "Deny"}]


def test_two_statements_with_one_sid_are_refused() -> None:
    """As Terraform's function does."""
    with pytest.raises(Refused, match="duplicate Sid"):
        policy_document(ACCOUNT, {"statements": [{"sid": "a"}, {"sid": "a"}]})


def test_an_installed_plugin_is_recognised_by_what_it_starts(tmp_path: Path) -> None:
    """Another interpreter means another plugin; the same one needs no second installation."""
    python = Path("/venv one/bin/python")
    place = archive.installed_at(tmp_path, "7.51.1")
    place.parent.mkdir(parents=True)
    place.write_text(archive.launcher(python))

    assert archive.is_installed(tmp_path, "7.51.1", python)
    assert not archive.is_installed(tmp_path, "7.51.1", Path("/other/bin/python"))
    assert not archive.is_installed(tmp_path, "7.52.0", python)


def camel(name: str) -> str:
    """Write a Python argument as the property that Pulumi knows."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@pytest.mark.parametrize("token", sorted(catalogue.RESOURCE_TYPES))
def test_a_declaration_names_exactly_what_a_program_may_set(token: str) -> None:
    """The arguments of the installed SDK, and no others; but for what the stand-in refuses by name."""
    package, name = token.split(":")[1].split("/", maxsplit=1)[0], token.rpartition(":")[2]
    arguments = getattr(importlib.import_module(f"pulumi_aws.{package}"), f"{name}Args")
    settable = {camel(each) for each in inspect.signature(arguments.__init__).parameters if not each.startswith("_")}

    assert catalogue.RESOURCE_TYPES[token].declaration.known_inputs - {"tagsAll"} == settable - NOT_IMITATED.get(
        token, set()
    )


def test_the_plugin_announces_its_port_and_ends_with_its_engine() -> None:
    """The engine reads the first line; a killed engine must not leave the plugin behind."""
    engine = (
        "import subprocess, sys;"
        "plugin = subprocess.Popen([sys.executable, '-m', 'ecs_express_sandbox.aws_plugin', '127.0.0.1:1']);"
        "plugin.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", engine], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().strip().isdigit()
        killed.kill()
        rest = killed.stdout.read()  # ends when the last process that holds the pipe does

    assert rest == ""
