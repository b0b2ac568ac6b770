"""The file that lists the services: its form, and all of its mistakes at once."""

from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""A name that is part of those of roles and log groups."""


class Tasks(BaseModel):
    """How many tasks a service may have."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: int | None = Field(default=None, ge=1)
    max: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Tasks":
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min is {self.min}, which is more than max, {self.max}")
        return self


class Service(BaseModel):
    """One service; what it leaves out has the company's default, or AWS's."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    team: Name
    image: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65535)
    health_check_path: str | None = Field(default=None, pattern="^/")
    cpu: str | None = None
    memory: str | None = None
    tasks: Tasks = Tasks()
    environment: dict[str, str] = Field(default_factory=dict)
    log_retention_days: int = 30


class Fleet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    services: dict[Name, Service] = Field(min_length=1)


class Mistakes(Exception):
    """What is wrong with the file, one line for each mistake."""


def read(path: Path) -> Fleet:
    """
    Read the file.

    Raises:
        Mistakes: All of them, each with where it is.
    """
    try:
        return Fleet.model_validate(yaml.load(path.read_text(encoding="utf-8"), _Loader))  # noqa: S506 - a safe loader
    except FileNotFoundError:
        raise Mistakes(
            f"{path.name} is not there: write it, or name another file by `pulumi config set file`"
        ) from None
    except yaml.YAMLError as error:
        raise Mistakes(f"{path.name} is no YAML: {error}") from None
    except ValidationError as error:
        raise Mistakes("\n".join(f"{path.name}: {_line(mistake)}" for mistake in error.errors())) from None


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """Refuses a name that is written twice: YAML would keep the last one and drop the other."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set[Hashable]()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{name} is there twice", key.start_mark)
            seen.add(name)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


def _line(mistake: Any) -> str:
    """Write one mistake by the path that the file has."""
    where = ".".join(str(part) for part in mistake["loc"] if part != "[key]")
    return f"{where}: {mistake['msg'].removeprefix('Value error, ')}" if where else str(mistake["msg"])
