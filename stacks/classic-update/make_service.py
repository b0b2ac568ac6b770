"""Makes the service that this stack updates, as somebody else would: for the local AWS, which has none."""

import boto3

ecs, ec2 = boto3.client("ecs"), boto3.client("ec2")
subnets = [found["SubnetId"] for found in ec2.describe_subnets()["Subnets"]][:2]

ecs.create_cluster(clusterName="default")
ecs.register_task_definition(
    family="shop",
    containerDefinitions=[{"name": "app", "image": "shop:1.0.0", "essential": True}],
    networkMode="awsvpc",
    requiresCompatibilities=["FARGATE"],
    cpu="256",
    memory="512",
)
ecs.create_service(
    cluster="default",
    serviceName="shop",
    taskDefinition="shop",
    desiredCount=2,
    launchType="FARGATE",
    networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
    deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
)
print("service shop runs shop:1")
