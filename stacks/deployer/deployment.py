"""The file that lists the stacks: its form, its mistakes, and the order in which they run."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class StackEntry(BaseModel):
    """
    One stack.

    Attributes:
        folder: where its program is, seen from the file.
        needs: the stacks that must be there before.
        config: its configuration.
        secrets: secret configuration, each with the variable of the environment that has the value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path
    needs: tuple[str, ...] = ()
    config: dict[str, str | int | float | bool] = Field(default_factory=dict)
    secrets: dict[str, str] = Field(default_factory=dict)


class Deployment(BaseModel):
    """
    The whole file.

    Attributes:
        stacks: the stacks by name.
        secrets_provider: what encrypts the secrets of stacks that are made; None for Pulumi's default.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    stacks: dict[str, StackEntry] = Field(min_length=1)
    secrets_provider: str | None = None

    @model_validator(mode="after")
    def _can_run(self) -> "Deployment":
        unknown = [
            f"{name} needs {needed}, which is not there"
            for name, stack in self.stacks.items()
            for needed in stack.needs
            if needed not in self.stacks
        ]
        circle = [] if unknown else self._circle()
        if circle:
            unknown.append(f"{', '.join(circle)} wait for one another: none of them can be the first")
        if unknown:
            raise ValueError("; ".join(unknown))
        return self

    def _circle(self) -> list[str]:
        """List the stacks whose turn never comes."""
        left = {name: set(stack.needs) for name, stack in self.stacks.items()}
        while ready := [name for name, needs in left.items() if not needs & left.keys()]:
            for name in ready:
                del left[name]
        return sorted(left)

    def before(self, *, backwards: bool) -> Mapping[str, frozenset[str]]:
        """Say which stacks each must wait for: those it needs or, to destroy them, those that need it."""
        if not backwards:
            return {name: frozenset(stack.needs) for name, stack in self.stacks.items()}
        return {
            name: frozenset(other for other, stack in self.stacks.items() if name in stack.needs)
            for name in self.stacks
        }


class Mistakes(Exception):
    """What is wrong with the file or the environment, one line for each mistake."""


def read(path: Path, environment: Mapping[str, str], *, with_secrets: bool) -> Deployment:
    """
    Read the file, and make its folders absolute.

    Raises:
        Mistakes: All of them.
    """
    try:
        found = Deployment.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Mistakes(f"{path}: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise Mistakes(f"{path} is no YAML: {error}") from None
    except ValidationError as error:
        raise Mistakes("\n".join(_line(path, mistake["loc"], mistake["msg"]) for mistake in error.errors())) from None
    stacks = {
        name: stack.model_copy(update={"folder": (path.parent / stack.folder).resolve()})
        for name, stack in found.stacks.items()
    }
    if mistakes := list(_missing(stacks, environment if with_secrets else None)):
        raise Mistakes("\n".join(mistakes))
    return found.model_copy(update={"stacks": stacks})


def _missing(stacks: Mapping[str, StackEntry], environment: Mapping[str, str] | None) -> Sequence[str]:
    found = [
        f"{name}: {stack.folder} has no Pulumi.yaml"
        for name, stack in stacks.items()
        if not (stack.folder / "Pulumi.yaml").exists()
    ]
    found += [
        f"{name}: {key} is the value of the variable {variable}, which is not set: export {variable}=…"
        for name, stack in stacks.items()
        for key, variable in stack.secrets.items()
        if environment is not None and not environment.get(variable)
    ]
    return found


def _line(path: Path, where: Sequence[int | str], message: str) -> str:
    place = ".".join(map(str, where))
    return f"{path}: {place + ': ' if place else ''}{message.removeprefix('Value error, ')}"
