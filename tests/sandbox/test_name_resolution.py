"""What DNS says of a name, as the control API tells it: zones, aliases, weights and the names that AWS gives."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.sandbox.domains import alias, balancer_of, record, write, zone
from tests.sandbox.local_aws import LocalAws

PRIVATE = {"PrivateZone": True, "Comment": ""}


def resolve(aws: LocalAws, name: str, kind: str = "A") -> Any:
    """Ask for the answers of a name."""
    return aws.control("GET", f"/resolve?name={name}&type={kind}")["answers"]


def private_zone(aws: LocalAws, name: str, *records: dict[str, Any]) -> str:
    """Make a zone that only the default VPC sees."""
    vpc = aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    return zone(aws, name, *records, VPC={"VPCId": vpc, "VPCRegion": "eu-west-1"}, HostedZoneConfig=PRIVATE)


def balancer(aws: LocalAws, **settings: Any) -> tuple[str, str]:
    """Make a load balancer; give its ARN and its name."""
    subnets = [subnet["SubnetId"] for subnet in aws.client("ec2").describe_subnets()["Subnets"][:2]]
    (made,) = aws.elbv2.create_load_balancer(Name="mine", Subnets=subnets, **settings)["LoadBalancers"]
    return made["LoadBalancerArn"], made["DNSName"]


def test_aliases_and_cnames_lead_to_a_load_balancer(aws: LocalAws) -> None:
    """Step by step, also across zones; AAAA only where the load balancer has it."""
    arn, name = balancer(aws)
    zone(aws, "example.com", alias("example.com", name), alias("example.com", name, "AAAA"))
    zone(
        aws,
        "example.net",
        record("www.example.net", "CNAME", "Example.com."),
        record("*.example.net", "CNAME", "www.example.net"),
    )
    addresses = resolve(aws, name)

    assert len(addresses) == 2
    for led in ("example.com", "www.example.net", "any.example.net", f"dualstack.{name}"):
        asked = aws.control("GET", f"/resolve?name={led}&type=A")
        assert asked == {"name": led, "type": "A", "answers": addresses, "load_balancer": arn}
    assert resolve(aws, "www.example.net", "CNAME") == ["Example.com."]
    assert resolve(aws, "example.com", "AAAA") == []
    aws.elbv2.set_ip_address_type(LoadBalancerArn=arn, IpAddressType="dualstack")
    assert all(address.startswith("2001:db8:") for address in resolve(aws, "example.com", "AAAA"))
    assert resolve(aws, "example.com", "AAAA")
    aws.elbv2.delete_load_balancer(LoadBalancerArn=arn)
    assert aws.control("GET", "/resolve?name=example.com&type=A")["load_balancer"] is None


def test_an_express_endpoint_resolves_while_it_is_there(aws: LocalAws) -> None:
    """To the load balancer of its service."""
    arn = aws.settled()
    endpoint, served = aws.endpoint(arn), balancer_of(aws, arn)

    assert aws.control("GET", f"/resolve?name={endpoint}&type=A")["load_balancer"] == served["LoadBalancerArn"]
    assert resolve(aws, endpoint) == resolve(aws, served["DNSName"])
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    assert resolve(aws, endpoint) == []


def test_the_longest_zone_wins(aws: LocalAws) -> None:
    """What a parent has below a delegated zone is never seen; private zones are asked last."""
    zone(aws, "example.com", record("a.sub.example.com", "A", "192.0.2.1"), record("b.example.com", "A", "192.0.2.2"))
    zone(aws, "sub.example.com", record("c.sub.example.com", "TXT", '"c"', '"d"'))
    private_zone(aws, "example.com", record("b.example.com", "A", "10.0.0.2"), record("p.example.com", "A", "10.0.0.3"))

    assert resolve(aws, "a.sub.example.com") == []
    assert resolve(aws, "c.sub.example.com", "TXT") == ['"c"', '"d"']
    assert resolve(aws, "b.example.com.") == ["192.0.2.2"]
    assert resolve(aws, "p.example.com") == ["10.0.0.3"]
    assert resolve(aws, "sub.example.com", "SOA")[0].startswith(
        "ns-2048.awsdns-64.com. awsdns-hostmaster.amazon.com. 1 "
    )
    assert resolve(aws, resolve(aws, "sub.example.com", "NS")[0]) == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("weights", "expected"), [((3, 1), {"1": 30, "2": 10}), ((255, 0), {"1": 40}), ((0, 0), {"1": 20, "2": 20})]
)
def test_weighted_records_take_turns(aws: LocalAws, weights: tuple[int, int], expected: dict[str, int]) -> None:
    """Exactly by their weights; a record without weight is left out, unless none has any."""
    sets = [
        record("app.example.com", "CNAME", f"{number}.example.net", SetIdentifier=str(number), Weight=weight)
        for number, weight in enumerate(weights, 1)
    ]
    zone_id = zone(aws, "example.com", *sets)
    zone(aws, "example.net", *(record(f"{number}.example.net", "TXT", f'"{number}"') for number in "12"))
    answers = Counter(resolve(aws, "app.example.com", "TXT")[0].strip('"') for _ in range(40))

    assert answers == expected
    write(aws, zone_id, sets[0], action="DELETE")
    assert resolve(aws, "app.example.com", "CNAME") == ["2.example.net"]


def test_a_deletion_by_identifier_spares_other_names(aws: LocalAws) -> None:
    """Identifiers tell record sets of one name and type apart, and no others."""
    sets = [record(f"{name}.example.com", "A", "192.0.2.1", SetIdentifier="new", Weight=1) for name in ("one", "two")]
    zone_id = zone(aws, "example.com", *sets)
    write(aws, zone_id, sets[0], action="DELETE")

    assert (resolve(aws, "one.example.com"), resolve(aws, "two.example.com")) == ([], ["192.0.2.1"])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "a resolution takes ?name="),
        ("?type=A", "a resolution takes ?name="),
        ("?name=example.com&type=HINFO", "there is no type 'HINFO' here"),
    ],
)
def test_a_wrong_question_is_refused(aws: LocalAws, query: str, words: str) -> None:
    """With what is wrong."""
    status, answer = aws.ask("GET", f"/resolve{query}")

    assert (status, words in answer["error"]) == (400, True)
