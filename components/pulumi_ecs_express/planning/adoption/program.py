"""The program that describes services: a component for each, and what has to be known beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, nest, snake
from pulumi_ecs_express.model.service.own_url import ENVIRONMENT
from pulumi_ecs_express.model.service.spec import TASK_DEFINITION, rules
from pulumi_ecs_express.planning.adoption.declared import declared, unknown_members
from pulumi_ecs_express.planning.adoption.definition import further_parts
from pulumi_ecs_express.planning.adoption.outside_settings import changed_outside
from pulumi_ecs_express.planning.adoption.secret_variables import settings
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.program.program import Component, Program, Setting
from pulumi_ecs_express.planning.program.python_source import Expression

KIND = "ExpressGatewayService"
ADOPT = "adopt_existing"


@dataclass(frozen=True)
class Described:
    """
    A service as the program declares it.

    Attributes:
        name: Name of the component.
        properties: What it declares, in AWS's names.
        secrets: The variables of its container whose values the configuration holds, each with its setting.
    """

    subject: Subject
    name: str
    properties: Mapping[str, Any]
    secrets: Mapping[str, Setting]

    @property
    def secret_paths(self) -> list[Path]:
        """The paths of the arguments that are secret."""
        return [(*ENVIRONMENT, variable) for variable in self.secrets]


def described(subjects: Sequence[Subject]) -> list[Described]:
    """Describe services, each under a name of its own."""
    made = list[Described]()
    for subject, name in zip(subjects, _names(subjects), strict=True):
        properties = nest(declared(subject))
        environment = properties.get("primaryContainer", {}).get("environment", {})
        taken = [setting.name for one in made for setting in one.secrets.values()]
        made.append(Described(subject, name, properties, settings(name, environment, taken)))
    return made


def _names(subjects: Sequence[Subject]) -> list[str]:
    """Name components after their services; those of one name after their cluster too, and then their Region."""
    parts = [(one.service.name, one.service.cluster, one.service.region) for one in subjects]
    names = list[str]()
    for own in parts:
        names.append(
            next(
                "-".join(own[:depth])
                for depth in (1, 2, 3)
                if [other[:depth] for other in parts].count(own[:depth]) == 1 or depth == len(own)
            )
        )
    return names


def program(services: Sequence[Described], *, adopting: bool) -> Program:
    """
    Write the program.

    Args:
        services: What it declares.
        adopting: Whether `pulumi up` takes the services over; else they are imported before.
    """
    components = tuple(_component(one, adopting=adopting) for one in services)
    single = len(components) == 1
    return Program(
        "The Express Mode services of a cluster." if not single else f"The Express Mode service {services[0].name}.",
        components,
        tuple(setting for one in services for setting in one.secrets.values()),
        {"url" if single else f"{one.name}-url": Expression(f"{one.variable}.url") for one in components},
    )


def _component(one: Described, *, adopting: bool) -> Component:
    arguments = _in_python((), one.properties)
    environment = arguments.get("primary_container", {}).get("environment", {})
    environment.update({variable: setting.expression for variable, setting in one.secrets.items()})
    if adopting:
        arguments[ADOPT] = True
    return Component(KIND, one.name, arguments, tuple(_comments(one, adopting=adopting)))


def _in_python(prefix: Path, tree: Mapping[str, Any]) -> dict[str, Any]:
    """Write properties as Python's arguments: the keys of a user's own map stay as they are."""
    objects = {path[:-1] for path in rules()}
    return {
        (snake(name) if prefix in objects else name): _in_python((*prefix, name), value)
        if isinstance(value, Mapping)
        else value
        for name, value in tree.items()
    }


def _comments(one: Described, *, adopting: bool) -> list[str]:
    """Say above a component what its arguments do not."""
    said = []
    if adopting:
        said.append(f"{ADOPT} can go once `pulumi up` has taken the service over.")
    if TASK_DEFINITION[0] in one.properties:
        held = "; ".join(further_parts(one.subject))
        said.append(
            f"Express Mode did not render this task definition ({held}). It stays with whoever registers it: another image, "
            "variable or size is another revision there, and its ARN here."
        )
    if changed := changed_outside(one.subject.settings.values):
        said.append(
            f"Changed by UpdateService, and kept as it is ({', '.join(changed)}): to declare it, add express.ServiceSettings."
        )
    return said


def notes(one: Described, *, adopting: bool) -> list[str]:
    """List what whoever takes the service over should know, and what no program says."""
    subject, said = one.subject, list[str]()
    if subject.deploying:
        said.append(
            f"{subject.place}: a deployment runs; what it deploys is described, so run this again if it is rolled back"
        )
    if unknown := unknown_members(subject):
        paths = ", ".join(".".join(path) for path in unknown)
        said.append(f"{subject.place}: AWS reports {paths}, for which there is no argument; it stays as it is")
    if adopting and subject.owner is not None:
        said.append(
            f"{subject.place}: it belongs to {stack_of(subject)}; `pulumi up` with {ADOPT} takes it over, and that stack then "
            "leaves it alone: take it out of that program and run `pulumi state delete` there"
        )
    return said


def stack_of(subject: Subject) -> str:
    """Name the resource that the tag of this package says a service is."""
    if subject.owner is None:
        raise ValueError("nobody owns it")
    project, stack, name, _ = subject.owner.resource.split("/")
    return f"{name} of the stack {stack} of the project {project}"
