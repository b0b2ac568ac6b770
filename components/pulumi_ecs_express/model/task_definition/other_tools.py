"""
What people who come from elsewhere write, and what it is called here: wrong names, each with the right one.

Seen in ``aws.ecs.TaskDefinition`` and boto3, in the actions amazon-ecs-render-task-definition and
amazon-ecs-deploy-task-definition, in Octopus' step "Update Amazon ECS Service", in ecspresso and in the AWS CDK.
"""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.property_paths import Path, camel

OF_A_TASK: Mapping[str, str] = {
    "containerdefinitions": "containers for changes of the template's containers, and sidecars for whole definitions",
    "container": "containers, a map of names",
    "containername": "containers, whose keys are the names",
    "basetaskdefinition": "template",
    "executionrole": "execution_role_arn",
    "taskexecutionrole": "execution_role_arn",
    "name": "family",
    "removecontainer": "remove_containers",
    "rolearn": "task_role_arn",
    "skipdestroy": "keep_old_revisions",
    "source": "template",
    "taskdefinition": "template for the one to begin from, and family for the one that gets the revision",
    "taskdefinitionarn": "template",
    "taskdefinitionfamily": "family",
    "taskrole": "task_role_arn",
    "templatetaskdefinition": "template",
    "tracklatest": "template: a family is tracked, and family:revision is pinned",
    "volume": "volumes",
}

OF_A_CONTAINER: Mapping[str, str] = {
    "env": "environment",
    "environmentvariables": "environment",
    "envfiles": "environment_files",
    "secretenvironmentvariables": "secrets",
    "variables": "environment",
}

IN_DEFINITION = frozenset({
    "command", "cpu", "credentialspecs", "dependson", "disablenetworking", "dnssearchdomains", "dnsservers", "dockerlabels",
    "dockersecurityoptions", "entrypoint", "essential", "extrahosts", "firelensconfiguration", "healthcheck", "hostname",
    "interactive", "links", "linuxparameters", "logconfiguration", "memory", "memoryreservation", "mountpoints", "portmappings",
    "privileged", "pseudoterminal", "readonlyrootfilesystem", "repositorycredentials", "resourcerequirements", "restartpolicy",
    "starttimeout", "stoptimeout", "systemcontrols", "ulimits", "user", "versionconsistency", "volumesfrom", "workingdirectory",
})  # fmt: skip
"""Fields of a container without an argument of their own."""


def right_name(path: Path) -> tuple[str | None, str | None]:
    """Look a wrong name up: the right one, or why there is none and what to do; None twice for one unheard of."""
    key = path[-1].replace("_", "").replace("-", "").lower()
    if len(path) == 1:
        return OF_A_TASK.get(key), None
    if len(path) == 3 and path[0] == "containers":
        if key in IN_DEFINITION:
            return None, f'write it into `definition`, in AWS\'s spelling: {{"definition": {{"{camel(path[-1])}": …}}}}'
        return OF_A_CONTAINER.get(key), None
    return None, None
