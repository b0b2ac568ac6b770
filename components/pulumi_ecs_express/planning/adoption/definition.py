"""Whether a service runs on a task definition that Express Mode has not rendered, and what that one holds beyond it."""

from pulumi_ecs_express.model.fields.property_paths import nest, snake
from pulumi_ecs_express.model.service.container import MAIN
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, SIDECARS, VOLUMES
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, entries
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.task_definition.express import Logs, Place, main_logs
from pulumi_ecs_express.planning.task_definition.express_equality import parts_of


def further_parts(subject: Subject) -> list[str]:
    """
    Say what the arguments of a service cannot hold of its task definition, in words; empty where it is Express Mode's own.

    What the program leaves to AWS is compared as well: a definition with other fields has another author.
    """
    if subject.definition is None:
        return []
    task = subject.definition.answer["taskDefinition"]
    named = [one.get("name") for one in entries(task, CONTAINERS)]
    if MAIN not in named:
        return ["other containers"]
    family = f"{subject.service.cluster}-{subject.service.name}"
    other_family = [f"family {subject.definition.family}"] if subject.definition.family != family else []
    logs = main_logs(subject.definition.answer) or Logs("")
    place = Place(family, subject.service.region, logs)
    found = parts_of(nest(subject.configuration.by_path()), place, subject.definition.answer)
    return [*other_family, *_in_words(found)]


def _in_words(parts: dict[str, object]) -> list[str]:
    words = []
    for part in (SIDECARS, VOLUMES):
        names = [str(one.get("name")) for one in entries(parts, part)]
        words += [f"{snake(part)} {', '.join(names)}"] if names else []
    if isinstance(further := parts.get(CONTAINER_DEFINITION), dict):
        words.append(f"{', '.join(sorted(further))} of the container")
    return words
