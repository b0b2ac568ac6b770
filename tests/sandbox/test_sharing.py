"""Load balancers: who shares one, when a new one is made, what goes and what stays."""

from __future__ import annotations

from typing import Any

from tests.sandbox.local_aws import REGION, LocalAws, refused


def balancers(aws: LocalAws) -> list[Any]:
    """Describe all load balancers."""
    return list(aws.elbv2.describe_load_balancers()["LoadBalancers"])


def network(aws: LocalAws, block: str, *, public: bool, zones: str = "ab", **subnet: Any) -> dict[str, list[str]]:
    """Make a VPC with a subnet in each zone, and give them in the form of a request."""
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock=f"{block}.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    if public:
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        (table,) = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
        ec2.create_route(RouteTableId=table["RouteTableId"], DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    return {"subnets": [add_subnet(aws, vpc, f"{block}.{n}.0/24", zone, **subnet) for n, zone in enumerate(zones)]}


def add_subnet(aws: LocalAws, vpc: str, block: str, zone: str, **subnet: Any) -> str:
    """Make a subnet."""
    made = aws.client("ec2").create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=f"{REGION}{zone}", **subnet)
    return str(made["Subnet"]["SubnetId"])


def test_services_of_one_vpc_and_scheme_share_a_load_balancer(aws: LocalAws) -> None:
    """Whatever their cluster; another VPC, or private subnets of the same, have one of their own."""
    roles = aws.roles()
    aws.ecs.create_cluster(clusterName="shop")
    own = network(aws, "10.1", public=True)
    ec2 = aws.client("ec2")
    vpc = ec2.describe_subnets(SubnetIds=own["subnets"])["Subnets"][0]["VpcId"]
    closed = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    hidden = [add_subnet(aws, vpc, f"10.1.{n}.0/24", zone) for n, zone in ((10, "a"), (11, "b"))]
    for subnet in hidden:
        ec2.associate_route_table(RouteTableId=closed, SubnetId=subnet)
    requests: dict[str, dict[str, Any]] = {
        "default-a": {},
        "default-b": {"cluster": "shop"},
        "own-a": {"networkConfiguration": own},
        "own-b": {"networkConfiguration": own},
        "hidden": {"networkConfiguration": {"subnets": hidden}},
    }
    arns = {n: aws.create(roles=roles, serviceName=n, **request)["serviceArn"] for n, request in requests.items()}
    aws.run_out()
    paths = {name: aws.managed(arn)["ingressPaths"][0] for name, arn in arns.items()}
    used = {name: path["loadBalancer"]["arn"] for name, path in paths.items()}
    assert used["default-a"] == used["default-b"]
    assert used["own-a"] == used["own-b"]
    assert len({*used.values()}) == 3
    schemes = {balancer["LoadBalancerArn"]: balancer["Scheme"] for balancer in balancers(aws)}
    assert [schemes[used[name]] for name in ("own-a", "hidden")] == ["internet-facing", "internal"]
    assert (paths["own-a"]["accessType"], paths["hidden"]["accessType"]) == ("PUBLIC", "PRIVATE")
    revision = aws.describe(arns["hidden"])["activeConfigurations"][0]["serviceRevisionArn"]
    (described,) = aws.ecs.describe_service_revisions(serviceRevisionArns=[revision])["serviceRevisions"]
    assert described["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"] == "DISABLED"


def test_a_place_that_becomes_free_is_taken_again(aws: LocalAws) -> None:
    """With 25 services the next one gets another load balancer; after a delete, the one after that does not."""
    roles = aws.roles()
    arns = [aws.create(roles=roles, serviceName=f"web-{number}")["serviceArn"] for number in range(26)]
    aws.advance(300)
    assert len(balancers(aws)) == 2
    aws.ecs.delete_express_gateway_service(serviceArn=arns[25])
    aws.ecs.delete_express_gateway_service(serviceArn=arns[0])
    aws.advance(300)
    assert len(balancers(aws)) == 1
    aws.create(roles=roles, serviceName="late")
    aws.advance(300)
    assert len(balancers(aws)) == 1


def test_the_first_service_fixes_the_zones(aws: LocalAws) -> None:
    """A later one may use fewer, but no others."""
    roles = aws.roles()
    subnets = network(aws, "10.1", public=True, zones="abc")["subnets"]
    aws.settled(roles=roles, serviceName="first", networkConfiguration={"subnets": subnets[:2]})
    code, message = refused(aws.create, roles=roles, serviceName="wide", networkConfiguration={"subnets": subnets[1:]})
    assert (code, f"{REGION}c" in message) == ("InvalidParameterException", True)
    assert len(aws.ecs.list_services()["serviceArns"]) == 1
    arn = aws.settled(roles=roles, serviceName="second", networkConfiguration={"subnets": subnets[:2]})
    assert refused(aws.update, arn=arn, networkConfiguration={"subnets": subnets[1:]})[0] == code


def test_subnets_need_free_addresses(aws: LocalAws) -> None:
    """Eight each, for the load balancer."""
    vpc = aws.client("ec2").create_vpc(CidrBlock="10.1.0.0/24")["Vpc"]["VpcId"]
    small = [add_subnet(aws, vpc, block, zone) for block, zone in (("10.1.0.0/28", "a"), ("10.1.0.16/28", "b"))]
    roles = aws.roles()
    aws.create(roles=roles, networkConfiguration={"subnets": small})
    for number in range(4, 15):
        aws.client("ec2").create_network_interface(SubnetId=small[0], PrivateIpAddress=f"10.1.0.{number}")
    found = refused(aws.create, roles=roles, serviceName="late", networkConfiguration={"subnets": small})
    assert found == ("InvalidParameterException", "Each subnet must have at least 8 free IP addresses.")


def test_subnets_with_ipv6_make_a_dual_stack_load_balancer(aws: LocalAws) -> None:
    """Where all of them have it."""
    ec2 = aws.client("ec2")
    subnets = network(aws, "10.1", public=True)["subnets"]
    vpc = ec2.describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    (block,) = ec2.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"]
    prefix = block["Ipv6CidrBlock"].removesuffix("00::/56")
    for number, subnet in enumerate(subnets):
        ec2.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock=f"{prefix}0{number}::/64")
    aws.settled(networkConfiguration={"subnets": subnets})
    (balancer,) = balancers(aws)
    assert balancer["IpAddressType"] == "dualstack"


def foreign_rule(aws: LocalAws, listener: str) -> str:
    """Add a rule of the customer's own to the managed listener."""
    fixed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
    condition = {"Field": "host-header", "HostHeaderConfig": {"Values": ["own.example.com"]}}
    made = aws.elbv2.create_rule(ListenerArn=listener, Priority=100, Conditions=[condition], Actions=[fixed])
    return str(made["Rules"][0]["RuleArn"])


def test_a_load_balancer_with_other_users_stays(aws: LocalAws) -> None:
    """With listener and security group; the next service joins it; once nobody else is there, it goes."""
    roles = aws.roles()
    arn = aws.settled(roles=roles)
    path = aws.managed(arn)["ingressPaths"][0]
    rule = foreign_rule(aws, path["listener"]["arn"])
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    assert aws.describe(arn)["status"]["statusCode"] == "INACTIVE"
    assert [balancer["LoadBalancerArn"] for balancer in balancers(aws)] == [path["loadBalancer"]["arn"]]
    group = path["loadBalancerSecurityGroups"][0]["arn"].rsplit("/", 1)[-1]
    assert aws.client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert aws.elbv2.describe_rules(RuleArns=[rule])["Rules"]
    assert aws.elbv2.describe_target_groups()["TargetGroups"] == []
    again = aws.settled(roles=roles, serviceName="again")
    assert aws.managed(again)["ingressPaths"][0]["loadBalancer"]["arn"] == path["loadBalancer"]["arn"]
    assert aws.get(aws.endpoint(again)).status == 200
    aws.elbv2.delete_rule(RuleArn=rule)
    aws.ecs.delete_express_gateway_service(serviceArn=again)
    aws.run_out()
    assert balancers(aws) == []
    assert len(aws.client("ec2").describe_security_groups(GroupNames=["default"])["SecurityGroups"]) >= 1


def test_what_survives_a_service(aws: LocalAws) -> None:
    """Task definitions with their plain values, the log group, the cluster; of the rest nothing."""
    container = {"environment": [{"name": "A", "value": "1"}]}
    arn = aws.settled(primaryContainer=container)
    definition = aws.describe(arn)["activeConfigurations"][0]["taskDefinitionArn"]
    aws.ecs.delete_express_gateway_service(serviceArn=arn)
    aws.run_out()
    kept = aws.ecs.describe_task_definition(taskDefinition=definition)["taskDefinition"]
    assert kept["status"] == "ACTIVE"
    assert kept["containerDefinitions"][0]["environment"] == container["environment"]
    assert aws.ecs.describe_clusters()["clusters"][0]["status"] == "ACTIVE"
    (group,) = aws.client("logs").describe_log_groups()["logGroups"]
    assert "retentionInDays" not in group
    assert (
        aws.client("application-autoscaling").describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"] == []
    )
