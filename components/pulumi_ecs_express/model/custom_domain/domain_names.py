"""
Domain names: how they are written, and which certificate names and listener rule hosts match them.

Free of pydantic, since the component uses it in the program. Sources: HostHeaderConditionConfig, Elastic Load
Balancing API reference, and RequestCertificate, AWS Certificate Manager API reference, both read 2026-11-28.
"""

import re
from fnmatch import fnmatchcase

LONGEST = 128
"""Characters of a host in a listener rule; a certificate's names may have 253."""

LONGEST_FIRST = 64
"""Characters of the first name of a certificate."""

LONGEST_LABEL = 63

MOST_VALUES = 5
"""
Values in all conditions of a listener rule, the service's own endpoint among them; the quota cannot be raised.

Source: "Quotas for your Application Load Balancers", Elastic Load Balancing guide, read 2026-11-28.
"""

LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
NAME = re.compile(rf"(\*\.)?({LABEL}\.)+{LABEL}")

SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
"""Labels below a country's domain that registries use as domains of their own, as in ``example.co.uk``."""


def domain_problem(name: str) -> str | None:
    """Say what is wrong with a domain name, and what to write; None where nothing is."""
    if name != name.strip() or "/" in name or ":" in name:
        return f"{name!r} is not a domain name: write the name alone, without scheme, port, path and blanks"
    if not name.isascii():
        return f"{name!r} has letters that DNS does not: write it in punycode, as in {_punycode(name)!r}"
    if name != name.lower():
        return f"{name!r} has capital letters: write {name.lower()!r}"
    if name.endswith("."):
        return f"{name!r} ends in a dot: write {name.rstrip('.')!r}"
    if not NAME.fullmatch(name) or any(len(label) > LONGEST_LABEL for label in name.split(".")):
        return (
            f"{name!r} is not a domain name: labels of at most {LONGEST_LABEL} letters, digits and inner hyphens, joined by "
            "dots; a '*' may be the first label, as in '*.example.com'"
        )
    last = name.rpartition(".")[2]
    if not last.isalpha() and not last.startswith("xn--"):  # what AWS makes of xn-- there is not documented: it decides
        return f"{name!r} cannot stand in a listener rule: behind the last dot AWS takes letters alone"
    if len(name) > LONGEST:
        return f"{name!r} has {len(name)} characters, and a host in a listener rule at most {LONGEST}"
    return None


def _punycode(name: str) -> str:
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return "xn--bcher-kva.example.com"


def base_name(name: str) -> str:
    """Take the wildcard off: a name and the wildcard below it are validated by one and the same record."""
    return name.removeprefix("*.")


def is_within(name: str, zone: str) -> bool:
    """Report whether a zone holds a name."""
    return name == zone or name.endswith(f".{zone}")


def covers(certificate_name: str, host: str) -> bool:
    """Report whether a name of a certificate is good for a host: a wildcard stands for exactly one label."""
    if certificate_name == host:
        return True
    return certificate_name.startswith("*.") and host.partition(".")[2] == certificate_name[2:]


def matches(pattern: str, host: str) -> bool:
    """Report whether a host value of a listener rule is for a host: ``*`` stands for any characters, dots too."""
    return fnmatchcase(host.lower(), pattern.lower())


def overlap(one: str, other: str) -> bool:
    """Report whether two host values of listener rules are for the same hosts, as far as one holds the other."""
    return matches(one, other) or matches(other, one)


def looks_like_apex(name: str) -> bool:
    """Guess whether a name is the top of its zone, where no CNAME may stand; only DNS knows it."""
    labels = base_name(name).split(".")
    registry = len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return not name.startswith("*.") and len(labels) == (3 if registry else 2)
