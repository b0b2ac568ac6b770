"""One action that a policy must allow: on what, for what, when and for whose call."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from pulumi_ecs_express.planning.permissions.scopes import Scope


class Command(str, Enum):
    """The command that the permissions are for."""

    UP = "up"
    """`pulumi up` and `pulumi destroy`, and all that a preview may."""

    PREVIEW = "preview"
    """`pulumi preview`, `preview --refresh`, `refresh` and `refresh --preview-only`: nothing at AWS is changed."""

    STATUS = "status"
    """`ecs-express status`."""

    LOGS = "logs"
    """`ecs-express logs`."""

    ROLLBACK = "rollback"
    """`ecs-express rollback`."""


class Roles(str, Enum):
    """Where the execution role and the infrastructure role come from."""

    MADE = "made"
    GIVEN = "given"


class Caller(Enum):
    """Who asks AWS for an action."""

    PACKAGE = "package"
    AWS = "AWS"
    PULUMI_AWS = "aws plugin"


@dataclass(frozen=True)
class Permission:
    """
    One action that must be allowed.

    Attributes:
        action: As policies name it.
        scope: On which resources.
        purpose: What it is for.
        when: During what it is called.
        commands: The commands that need it.
        caller: Who calls it.
        roles: Only where the roles come from there.
        argument: Only in programs with this argument.
        required: Whether something fails without it; else only the explanation of a failed rollout is shorter.
    """

    action: str
    scope: Scope
    purpose: str
    when: str
    commands: Collection[Command] = (Command.UP,)
    caller: Caller = Caller.PACKAGE
    roles: Roles | None = None
    argument: str | None = None
    required: bool = True


BOTH = (Command.UP, Command.PREVIEW)
"""For what is read, which a preview needs too."""


class Needed(Protocol):
    """Writes a row of what the package calls for one component."""

    def __call__(
        self, action: str, scope: Scope, purpose: str, when: str, *, reads: bool = False, required: bool = True
    ) -> Permission:
        """Write the row; what is only read is needed by a preview too."""


def needed_by(component: str) -> Needed:
    """Write the rows of one component, which `--uses` names."""

    def row(
        action: str, scope: Scope, purpose: str, when: str, *, reads: bool = False, required: bool = True
    ) -> Permission:
        commands = BOTH if reads else (Command.UP,)
        return Permission(action, scope, purpose, when, commands, argument=component, required=required)

    return row
