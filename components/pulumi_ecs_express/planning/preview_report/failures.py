"""Why a preview failed, and what was warned of: diagnostics without what is not for a reader of a report."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pulumi_ecs_express.model.preview_report.report import Failure, Violation
from pulumi_ecs_express.planning.preview_report.recording.event_log import BrokenPolicy, Recording, Said
from pulumi_ecs_express.planning.preview_report.recording.resources import name_of
from pulumi_ecs_express.planning.rollout.masking import masked

CHECKED = re.compile(r"^\S+ resource '.*?' has a problem: ")
"""With what the engine begins a refusal of a check; the resource's name is told by itself."""

CODE = re.compile(r"\s*\[([a-z]+(?:-[a-z]+)+)\]\s*$")
"""How the errors of this package end."""

FOLDER = re.compile(r'(File ")(?:[^"\n]*/)([^"/\n]+")')
"""Where a file lies says nothing of the program, and differs from machine to machine; likewise an address in memory."""

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")

FRAMES = re.compile(
    r'(?:  File "(?:<frozen |[^"\n]*(?:site-packages|/lib/python3|pulumi-language-python))[^\n]*\n(?:    [^\n]*\n)*)+'
)
"""Lines of a traceback that are Pulumi's own, or Python's."""

SUMMARIES = ("preview failed", "update failed")
"""What the engine adds to the errors that it has told."""

UNSPECIFIED = Failure(
    text="the preview failed, and the recording does not say why: read the output of `pulumi preview`"
)


def failures(recording: Recording, secrets: Sequence[str]) -> tuple[Failure, ...]:
    """List why it failed; a failure without a reason is one too, but where a policy is the reason."""
    found = [_failure(one, secrets) for one in _of(recording, "error")]
    by_policy = any(is_mandatory(one.level) for one in recording.policies)
    is_alone = len(found) == 1 and not by_policy
    listed = tuple(one for one in dict.fromkeys(found) if one.text not in SUMMARIES or is_alone)
    if recording.failed and not listed and not by_policy:
        return (UNSPECIFIED,)
    return listed


def _of(recording: Recording, severity: str) -> Iterator[Said]:
    """Give diagnostics in the order of their resources: what is said of one keeps its order."""
    yield from sorted((one for one in recording.said if one.severity == severity), key=lambda one: one.urn)


def _failure(said: Said, secrets: Sequence[str]) -> Failure:
    text = readable(CHECKED.sub("", said.text), secrets)
    code = CODE.search(text)
    return Failure(
        text=CODE.sub("", text), resource=name_of(said.urn) if said.urn else None, code=code.group(1) if code else None
    )


def readable(text: str, secrets: Sequence[str]) -> str:
    """Take out what differs from run to run, and secrets that the recording holds in clear."""
    text = FOLDER.sub(r"\1\2", FRAMES.sub("", f"{text}\n")).strip()
    return masked(ADDRESS.sub("0x…", text), [("", secret) for secret in secrets])


def warnings(recording: Recording, secrets: Sequence[str]) -> tuple[str, ...]:
    """List what was warned of, each with the resource that it is about."""
    found = [
        f"{name_of(one.urn)}: {readable(one.text, secrets)}" if one.urn else readable(one.text, secrets)
        for one in _of(recording, "warning")
    ]
    return tuple(dict.fromkeys(found))


def notes(recording: Recording, urns: Iterable[str], secrets: Sequence[str]) -> tuple[str, ...]:
    """List what the providers of some resources say of them."""
    wanted = set(urns)
    found = [readable(one.text, secrets) for one in _of(recording, "info") if one.urn in wanted]
    return tuple(dict.fromkeys(found))


def is_mandatory(level: str) -> bool:
    """Report whether a policy of this enforcement level fails a preview."""
    return level == "mandatory"


def violations(recording: Recording, secrets: Sequence[str]) -> tuple[Violation, ...]:
    """List the policies that are not kept, the mandatory ones first."""
    found = {_violation(one, secrets) for one in recording.policies}
    return tuple(
        sorted(found, key=lambda one: (not is_mandatory(one.level), one.pack, one.policy, one.resource or "", one.text))
    )


def _violation(policy: BrokenPolicy, secrets: Sequence[str]) -> Violation:
    return Violation(
        policy=policy.name,
        pack=policy.pack,
        level=policy.level,
        text=readable(policy.text, secrets),
        resource=name_of(policy.urn) if policy.urn else None,
    )
