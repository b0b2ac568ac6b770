"""
What people who come from elsewhere write, and what it is called here: wrong names, each with the right one.

Seen in Octopus' step "Update Amazon ECS Service", in the inputs of GitHub's amazon-ecs-deploy-task-definition, in programs
of boto3's UpdateService and of ``aws.ecs.Service``.
"""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.property_paths import Path

RIGHT_NAMES: Mapping[Path, Mapping[str, str]] = {
    (): {
        "additionaltags": "tags",
        "clusterarn": "cluster",
        "clustername": "cluster",
        "ecscluster": "cluster",
        "ecsservice": "service",
        "forceredeploy": "force_new_deployment",
        "name": "service",
        "redeploytriggers": "force_new_deployment, one value",
        "rollbackondestroy": "restore_on_destroy",
        "servicearn": "service",
        "servicename": "service",
        "taskdefinition": "task_definition_arn",
        "triggers": "force_new_deployment, one value",
        "waitforminutes": 'timeout, such as "30m"',
        "waitforrollout": 'wait, "until_stable" or "dont_wait"',
        "waitforservicestability": 'wait, "until_stable" or "dont_wait"',
        "waitforsteadystate": 'wait, "until_stable" or "dont_wait"',
        "waitoption": 'wait, "until_stable" or "dont_wait"',
        "waittimeout": 'timeout, such as "30m"',
    },
}

_OF_THE_OWNER = (
    "it belongs to who made the service; only its task definition, its deployments and its tags are changed here"
)

NOT_OFFERED: Mapping[str, str] = {
    "codedeployappspec": "a service with the deployment controller CODE_DEPLOY is deployed by CodeDeploy",
    "codedeployapplication": "a service with the deployment controller CODE_DEPLOY is deployed by CodeDeploy",
    "desiredcount": _OF_THE_OWNER,
    "launchtype": _OF_THE_OWNER,
    "loadbalancers": _OF_THE_OWNER,
    "networkconfiguration": _OF_THE_OWNER,
    "timeouts": 'write timeout, such as "30m"',
}
"""What is deliberately no argument, with what to do instead."""


def right_name(path: Path) -> tuple[str | None, str | None]:
    """Look a wrong name up: the right one, or why there is none and what to do; None twice for one unheard of."""
    key = path[-1].replace("_", "").replace("-", "").lower()
    return RIGHT_NAMES.get(path[:-1], {}).get(key), NOT_OFFERED.get(key) if len(path) == 1 else None
