"""An ``apprunner.yaml``, which says how a service is built from source and run, as a program."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.app_runner.service import PORT, command_of, port_of
from pulumi_ecs_express.planning.conversion.assembly import Parts, service
from pulumi_ecs_express.planning.conversion.containers import Container
from pulumi_ecs_express.planning.conversion.document import Document, Path
from pulumi_ecs_express.planning.conversion.draft import Conversion, Draft, Kind
from pulumi_ecs_express.planning.conversion.readings import text_of
from pulumi_ecs_express.planning.conversion.shapes import shaped
from pulumi_ecs_express.planning.conversion.tables import app_runner as tables

DOCKERFILE = (
    "App Runner builds from source, Express Mode runs images: write a Dockerfile that runs the build commands, and build and push "
    "the image in your pipeline"
)


def converted(document: Document, name: str) -> Conversion:
    """Convert the file; it names no service, so the name comes with it."""
    draft = Draft(document)
    tree = shaped(draft, document.tree, tables.FILE, tables.FILE_SHAPES)
    draft.judge_keys(tree, tables.FILE)
    run = tree.get("run")
    if not isinstance(run, Mapping):
        draft.wrong(("run",), "is missing, and says how the service runs: is this an apprunner.yaml?")
        run = {}
    draft.components.append(service(draft, Parts(name, _container(draft, run))))
    draft.remark(Kind.CHECK, ("build",), DOCKERFILE)
    draft.remark(
        Kind.CHECK, (),
        "size, scaling, roles, health check, network and domains of the service do not stand in the file: "
        "`ecs-express convert ARN` reads them from App Runner",
    )  # fmt: skip
    return draft.finished(f"{name}, which ran on App Runner, on Amazon ECS Express Mode.", name)


def _container(draft: Draft, run: Mapping[str, Any]) -> Container:
    network = run.get("network") if isinstance(run.get("network"), Mapping) else {}
    port = port_of(draft, ("run", "network", "port"), (network or {}).get("port"))
    plain, referred = _variables(draft, run, "env")
    _, secrets = _variables(draft, run, "secrets")
    variable = str((network or {}).get("env") or PORT)
    return Container(
        "app",
        image=draft.require("image", "the image that your pipeline builds and pushes in place of App Runner"),
        port=port,
        command=command_of(draft, ("run", "command"), run.get("command")),
        environment={variable: str(port), **plain},
        secrets={**referred, **secrets},
    )


def _variables(draft: Draft, run: Mapping[str, Any], key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read a list of variables: those with values, and those with the place of a secret."""
    listed = run.get(key) or []
    plain, secrets = dict[str, Any](), dict[str, Any]()
    for index, entry in enumerate(listed if isinstance(listed, list) else [None]):
        place: Path = ("run", key, index)
        if not isinstance(entry, Mapping) or not entry.get("name"):
            draft.wrong(
                place if isinstance(listed, list) else ("run", key),
                "must be a list of maps with name and value or value-from",
            )
        elif entry.get("value-from") is not None:
            secrets[text_of(entry["name"])] = text_of(entry["value-from"])
        else:
            plain[text_of(entry["name"])] = text_of(entry.get("value"))
    return plain, secrets
