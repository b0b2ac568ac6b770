"""
Compose files.

Source: "Services", "Deploy", "Build", "Networks", "Volumes", "Configs" and "Secrets", Compose Specification, and its
schema compose-spec.json, read 2026-11-28.
"""

from collections.abc import Iterable, Mapping

from pulumi_ecs_express.planning.conversion.decisions import Argument, Decision, NoCounterpart

NO_HOST = NoCounterpart("Fargate shows no host to a container: leave it out")
HOST_LIMITS = NoCounterpart("a task on Fargate has exactly its cpu and memory: leave it out")
OWN_NETWORK = NoCounterpart(
    "a task has a network of its own: services reach each other by their URLs, or by Service Connect, "
    "ServiceSettings(service_connect_configuration={…})"
)
ROLLOUT = NoCounterpart("Express Mode deploys by canary and rolls back by itself")
BUILD = NoCounterpart("Express Mode builds nothing: build and push the image in your pipeline, with this")
DEVELOPMENT = NoCounterpart("for development: nothing to do")
GPU = NoCounterpart("Fargate has no GPUs or other devices: run the service on EC2 capacity, outside of Express Mode")
FILE_SECRET = NoCounterpart(
    "Compose mounts a file in /run/secrets, ECS sets a variable: put the value into Secrets Manager, name its ARN in "
    "primary_container.secrets, and read the variable in the program"
)
FILE_CONFIG = NoCounterpart("Compose mounts a file: put it into the image, or its content into environment")
RESTART = Argument("nothing", "ECS replaces a task whose container ends; the list says so of `no` and `on-failure`")
ONE_PORT = Argument("primary_container.container_port", "the first TCP port; the URL answers at port 443")
LOGGED = NoCounterpart(
    "Express Mode sends what the container prints to CloudWatch Logs; another place is reached by sidecars=[fluent_bit_sidecar()]"
)
VOLUME = Argument(
    "volumes, container_definition.mountPoints", "a named volume becomes EFS, another lives as long as the task"
)
NOT_NEEDED = Argument("nothing", "ECS needs none")


def every(decision: Decision, keys: Iterable[str]) -> dict[str, Decision]:
    """Give several keys one decision."""
    return dict.fromkeys(keys, decision)


CONTAINER: Mapping[str, Decision] = {
    "image": Argument("primary_container.image"),
    "build": BUILD,
    "command": Argument("primary_container.command", "taken apart into words, as a shell does"),
    "entrypoint": Argument("container_definition.entryPoint"),
    "environment": Argument("primary_container.environment", "variables of the shell are asked of the configuration, as secrets"),
    "env_file": Argument("primary_container.environment", "each variable becomes a secret of the stack's configuration"),
    "env_file.*.path": Argument("primary_container.environment"),
    "env_file.*.required": Argument("nothing", "a file that is not there is listed"),
    "env_file.*.format": Argument("nothing", "names of variables are read by all formats alike"),
    "ports": ONE_PORT,
    "ports.*.target": ONE_PORT,
    "ports.*.published": Argument("nothing", "the URL answers at port 443"),
    "ports.*.protocol": Argument("nothing", "only TCP has a counterpart; the list says so of UDP"),
    **every(Argument("nothing", "the load balancer needs none"), ("ports.*.name", "ports.*.mode", "ports.*.app_protocol")),
    "ports.*.host_ip": NoCounterpart("there is no host: a URL that answers inside of the VPC alone comes with private subnets"),
    "expose": Argument("primary_container.container_port", "where nothing is published, and the service is named by `--service`"),
    **every(
        Argument("container_definition.healthCheck", "and `health_check_path`, where the test asks for a URL of the port"),
        ("healthcheck.test", "healthcheck.interval", "healthcheck.timeout", "healthcheck.retries", "healthcheck.start_period"),
    ),
    "healthcheck.disable": Argument("nothing", "there is no container health check without it"),
    "healthcheck.start_interval": NoCounterpart("ECS has one interval, before and after the start"),
    "labels": Argument("container_definition.dockerLabels"),
    "user": Argument("container_definition.user"),
    "working_dir": Argument("container_definition.workingDirectory"),
    "read_only": Argument("container_definition.readonlyRootFilesystem"),
    "stop_grace_period": Argument("container_definition.stopTimeout", "at most 120 seconds"),
    "stdin_open": Argument("container_definition.interactive"),
    "tty": Argument("container_definition.pseudoTerminal"),
    "init": Argument("container_definition.linuxParameters.initProcessEnabled"),
    "cap_add": Argument("container_definition.linuxParameters.capabilities", "Fargate adds `SYS_PTRACE` alone"),
    "cap_drop": Argument("container_definition.linuxParameters.capabilities"),
    "sysctls": Argument("container_definition.systemControls"),
    "ulimits": Argument("container_definition.ulimits"),
    "platform": Argument("cpu_architecture"),
    "restart": RESTART,
    "container_name": Argument("nothing", "the container is called `Main`"),
    "pull_policy": Argument("nothing", "ECS pulls when a task starts"),
}  # fmt: skip

TASK: Mapping[str, Decision] = {
    **every(Argument("cpu", "the nearest size of Fargate"), ("cpus", "deploy.resources.limits.cpus", "deploy.resources.reservations.cpus")),
    **every(
        Argument("memory", "the nearest size of Fargate"),
        ("mem_limit", "mem_reservation", "deploy.resources.limits.memory", "deploy.resources.reservations.memory"),
    ),
    **every(Argument("scaling_target", "both bounds"), ("deploy.replicas", "scale")),
    "deploy.mode": Argument("nothing", "only `replicated` has a counterpart; the list says so of others"),
    "deploy.endpoint_mode": Argument("nothing", "the load balancer distributes requests"),
    "deploy.labels": NoCounterpart("labels of the service: tags are AWS's, set them in tags"),
    "deploy.resources.limits.pids": HOST_LIMITS,
    "deploy.resources.reservations.devices": GPU,
    "deploy.resources.reservations.generic_resources": GPU,
    "deploy.restart_policy": RESTART,
    "deploy.placement": NoCounterpart("Fargate places tasks over the zones of the subnets by itself"),
    "deploy.update_config": ROLLOUT,
    "deploy.rollback_config": ROLLOUT,
    **every(VOLUME, ("volumes", "volumes.*.type", "volumes.*.source", "volumes.*.target", "volumes.*.read_only")),
    "volumes.*.volume.subpath": Argument("volumes", "`rootDirectory` of the file system"),
    "volumes.*.volume.nocopy": Argument("nothing", "EFS copies nothing from the image; the list says so of named volumes"),
    **every(
        NoCounterpart("belongs to a kind of mount that ECS does not have"),
        ("volumes.*.consistency", "volumes.*.bind", "volumes.*.volume.labels", "volumes.*.tmpfs", "volumes.*.image"),
    ),
    "tmpfs": Argument("volumes, container_definition.mountPoints", "a volume that lives as long as the task, on its disk"),
    "depends_on": Argument("the option depends_on", "between services of the program, for the order in which they are made"),
    "depends_on.*.condition": Argument("the option depends_on"),
    "depends_on.*.required": Argument("nothing"),
    "depends_on.*.restart": NoCounterpart("a deployment of one service starts none of another"),
    "logging.driver": LOGGED,
    "logging.options": LOGGED,
    **every(FILE_SECRET, ("secrets",)),
    **every(FILE_CONFIG, ("configs",)),
    "extends": NoCounterpart("refused: `docker compose config` writes a file in which it is resolved"),
    "profiles": Argument("nothing", "a service with profiles is converted where `--service` names it"),
}  # fmt: skip

LEFT_OUT: Mapping[str, Decision] = {
    **every(
        NO_HOST,
        ("blkio_config", "cgroup", "cgroup_parent", "cpu_rt_period", "cpu_rt_runtime", "cpuset", "device_cgroup_rules", "devices",
         "group_add", "ipc", "isolation", "oom_kill_disable", "oom_score_adj", "pid", "privileged", "runtime", "security_opt",
         "storage_opt", "userns_mode", "uts", "use_api_socket", "credential_spec", "volumes_from", "shm_size"),
    ),
    **every(
        HOST_LIMITS,
        ("cpu_count", "cpu_percent", "cpu_period", "cpu_quota", "cpu_shares", "mem_swappiness", "memswap_limit", "pids_limit"),
    ),
    **every(
        OWN_NETWORK,
        ("dns", "dns_opt", "dns_search", "domainname", "external_links", "extra_hosts", "hostname", "links", "mac_address",
         "network_mode", "networks"),
    ),
    **every(DEVELOPMENT, ("develop", "attach")),
    **every(
        NoCounterpart("ECS has no lifecycle hooks in a container: put the command into the image's entry point"),
        ("post_start", "pre_stop"),
    ),
    "gpus": GPU,
    "annotations": NoCounterpart("ECS has none: labels stay in container_definition.dockerLabels"),
    "label_file": NoCounterpart("write its labels into container_definition.dockerLabels"),
    "models": NoCounterpart("reach the model by its API, such as Amazon Bedrock, and name it in environment"),
    "provider": NoCounterpart("make what it provides with Pulumi, and name it in environment"),
    "pull_refresh_after": NOT_NEEDED,
    "stop_signal": NoCounterpart("ECS sends the STOPSIGNAL of the image, SIGTERM without one: set it in the Dockerfile"),
}  # fmt: skip

SERVICE: Mapping[str, Decision] = {**CONTAINER, **TASK, **LEFT_OUT}
"""The keys of one service."""

FILE: Mapping[str, Decision] = {
    "version": Argument("nothing", "the specification ignores it too"),
    "name": Argument("the project's name"),
    "services.*": Argument("one `ExpressGatewayService` each, if it publishes a port"),
    "networks": Argument(
        "nothing", "services of one file shared a network; the list says so of a service that names one"
    ),
    "volumes": Argument("volumes", "of the services that mount them"),
    "secrets": Argument("nothing", "the list says so of the services that use them"),
    "configs": Argument("nothing", "the list says so of the services that use them"),
    "models": Argument("nothing", "the list says so of the services that use them"),
    "include": NoCounterpart("refused: `docker compose config` writes a file in which it is resolved"),
}
"""The keys around them."""

WORDS, PAIRS = ("text", "list"), ("map", "list")

SERVICE_SHAPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("command", "entrypoint", "healthcheck.test", "tmpfs"), WORDS),
    **dict.fromkeys(("environment", "labels", "sysctls"), PAIRS),
    **{
        f"{key}.*": ("text",)
        for key in ("environment", "labels", "sysctls", "command", "entrypoint", "healthcheck.test", "tmpfs")
    },
    **{f"{key}.*": ("text", "map") for key in ("ports", "volumes", "env_file", "ulimits")},
    **dict.fromkeys(("cap_add", "cap_drop", "expose", "profiles", "ports", "volumes"), ("list",)),
    **{f"{key}.*": ("text",) for key in ("cap_add", "cap_drop", "expose", "profiles")},
    "ulimits": ("map",),
    "build": ("text", "map"),
    "depends_on": PAIRS,
    "depends_on.*": ("text", "map"),
}
"""Shapes that do not follow from the table."""

FILE_SHAPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("services", "networks", "volumes", "secrets", "configs", "models"), ("map",)),
    "services.*": ("map",),
    "networks.*": ("map",),
    "volumes.*": ("map",),
    "include": ("text", "list"),
}
