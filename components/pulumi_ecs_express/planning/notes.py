"""What a preview says beside its lines, where the lines alone do not tell what a change means."""

from pulumi_ecs_express.planning.plan import Kind, Plan
from pulumi_ecs_express.planning.service import TASK_DEFINITION

TO_OWN_DEFINITION = (
    "taskDefinitionArn: AWS uses it as it is; container settings, roles, cpu and memory come from it from now on, "
    "and what AWS's own definition held beside them is not carried over"
)
FROM_OWN_DEFINITION = (
    "primaryContainer: AWS makes its own task definition again, from the one in use: "
    "sidecars and other settings that are not declared here are kept"
)
LOGS = "awsLogsConfiguration: the container logs by awslogs from now on, also where another log driver was set by hand"

LOG_CONFIGURATION = ("primaryContainer", "awsLogsConfiguration")


def workload_notes(plan: Plan) -> list[str]:
    """Say what is kept and what is lost when a service moves to a task definition of the user's own, and back."""
    kinds = {change.path: change.kind for change in plan.changes}
    notes = []
    if kinds.get(TASK_DEFINITION) is Kind.ADD:
        notes.append(TO_OWN_DEFINITION)
    elif kinds.get(TASK_DEFINITION) is Kind.DELETE:
        notes.append(FROM_OWN_DEFINITION)
    if any(path[:2] == LOG_CONFIGURATION for path in kinds):
        notes.append(LOGS)
    return notes
