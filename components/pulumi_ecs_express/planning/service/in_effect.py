"""Half-declared settings, judged with the other half as AWS has it."""

from collections.abc import Iterator

from pulumi_ecs_express.model.fields.fargate_sizes import MEMORY_FOR_CPU, cpus_of, is_offered, memories_of
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues
from pulumi_ecs_express.model.service.definition_parts import has_parts
from pulumi_ecs_express.model.service.scaling import PERCENTAGES

CPU, MEMORY = ("cpu",), ("memory",)
LOW, HIGH = ("scalingTarget", "minTaskCount"), ("scalingTarget", "maxTaskCount")
METRIC, TARGET = ("scalingTarget", "autoScalingMetric"), ("scalingTarget", "autoScalingTargetValue")


def problems_in_effect(desired: PropertyValues, in_effect: PropertyValues, previous: PropertyValues) -> list[str]:
    """
    List the declared values that do not go with what AWS has beside them.

    A value that was declared before and is gone now goes back to its default, by which it was judged already; so does
    a size that is not declared, where the program registers the task definition.
    """
    sizes = [] if has_parts(desired) else _size(desired, in_effect, previous)
    return [*sizes, *_scaling(desired, in_effect, previous)]


def _pair(
    one: Path, other: Path, desired: PropertyValues, in_effect: PropertyValues, previous: PropertyValues
) -> tuple[PropertyValue, PropertyValue] | None:
    """Return a declared value and the one that AWS has beside it; None where both or neither are declared."""
    if one not in desired or other in desired or other in previous or other not in in_effect:
        return None
    return desired[one], in_effect[other]


def _size(desired: PropertyValues, in_effect: PropertyValues, previous: PropertyValues) -> Iterator[str]:
    if pair := _pair(CPU, MEMORY, desired, in_effect, previous):
        cpu, memory = pair
        if isinstance(cpu, str) and int(cpu) in MEMORY_FOR_CPU and not is_offered(int(cpu), int(str(memory))):
            yield f"cpu: {cpu} does not go with memory {memory}, which is in effect: declare memory too, {memories_of(int(cpu))}"
    if pair := _pair(MEMORY, CPU, desired, in_effect, previous):
        memory, cpu = pair
        if isinstance(memory, str) and not is_offered(int(str(cpu)), int(memory)):
            yield f"memory: {memory} does not go with cpu {cpu}, which is in effect: declare cpu too, {cpus_of(int(memory))}"


def _scaling(desired: PropertyValues, in_effect: PropertyValues, previous: PropertyValues) -> Iterator[str]:
    for one, other in ((LOW, HIGH), (HIGH, LOW)):
        pair = _pair(one, other, desired, in_effect, previous)
        low, high = (pair if one is LOW else pair[::-1]) if pair else (None, None)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield f"scaling_target: min_task_count {low} is above max_task_count {high}: declare both, since one of them is AWS's"
    pair = _pair(TARGET, METRIC, desired, in_effect, previous)
    if pair and pair[1] in PERCENTAGES and isinstance(pair[0], int) and pair[0] > 100:
        yield f"scaling_target.auto_scaling_target_value: {pair[0]} is no percentage, and {pair[1]} is in effect: write 1 to 100"
