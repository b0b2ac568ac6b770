"""Where the service runs: a Region, and an account where it is not that of the program's own credentials."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

ROLE = r"^arn:[\w-]+:iam::\d{12}:role/.+$"

TWO_REGIONS = ({"name": "europe", "region": "eu-central-1"}, {"name": "america", "region": "us-east-1"})
"""What there is without any configuration."""


class Place(BaseModel):
    """
    One place.

    Attributes:
        name: what its resources are called; another name is another service.
        region: the AWS Region.
        role: ARN of the role that is assumed, in whose account the service is made; none for the program's own credentials.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,19}$")]
    region: Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")]
    role: Annotated[str, Field(pattern=ROLE)] | None = None

    @property
    def account(self) -> str | None:
        """The account of the role."""
        return self.role.split(":")[4] if self.role else None


class Mistakes(Exception):
    """What is wrong with the places, one line for each mistake."""


def read(configured: Any) -> Sequence[Place]:
    """
    Read the configuration.

    Raises:
        Mistakes: All of them, each with where it is.
    """
    try:
        places = TypeAdapter(list[Place]).validate_python(TWO_REGIONS if configured is None else configured)
    except ValidationError as error:
        lines = [f"places{_path(mistake['loc'])}: {mistake['msg']}" for mistake in error.errors()]
        raise Mistakes("\n".join(lines)) from None
    names = [place.name for place in places]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Mistakes(f"places: {', '.join(twice)} is there twice: give each place a name of its own")
    return places


def _path(parts: Sequence[int | str]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
