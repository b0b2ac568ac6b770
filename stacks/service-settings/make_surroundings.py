"""Makes what the stack's settings name: a cluster with Spot, and somebody else's service; for the local AWS, which has neither."""

import boto3

ecs, ec2 = boto3.client("ecs"), boto3.client("ec2")
subnets = [found["SubnetId"] for found in ec2.describe_subnets()["Subnets"]][:2]

ecs.create_cluster(clusterName="default", capacityProviders=["FARGATE", "FARGATE_SPOT"])
ecs.register_task_definition(
    family="worker",
    containerDefinitions=[{"name": "app", "image": "worker:1", "essential": True}],
    networkMode="awsvpc",
    requiresCompatibilities=["FARGATE"],
    cpu="256",
    memory="512",
)
ecs.create_service(
    cluster="default",
    serviceName="worker",
    taskDefinition="worker",
    desiredCount=1,
    launchType="FARGATE",
    networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
)
print("cluster default has FARGATE_SPOT, and the service worker")
