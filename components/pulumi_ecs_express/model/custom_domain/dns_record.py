"""A record of DNS; in a module of its own, since the component uses it in the program."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DnsRecord:
    """A record by which DNS is to answer, or does; names without the dot at the end."""

    name: str
    type: str
    value: str

    def __str__(self) -> str:
        return f"{self.name} {self.type} {self.value}"
