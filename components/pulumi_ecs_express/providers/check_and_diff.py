"""What the checks and diffs of all resources share: default tags, refusals, hidden inputs, and what was declared before."""

from collections.abc import Mapping
from typing import Any

from pulumi.dynamic import CheckFailure, CheckResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.settings import CREDENTIALS, DEFAULT_TAGS
from pulumi_ecs_express.model.service.internal_inputs import INTERNAL_PREFIX
from pulumi_ecs_express.planning import default_tags
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.engine import Difference, EngineCall

Properties = Mapping[str, Any]

OTHER_CREDENTIALS = "the aws provider's credentials or accounts have changed: AWS is asked for the service with them, and nothing is sent"


def with_default_tags(news: Properties) -> Properties:
    """Join the tags that the program declares with the default tags of its aws provider."""
    if news.get(DEFAULT_TAGS) is None:
        return news
    tags = default_tags.joined(wire.incoming(news[DEFAULT_TAGS]), wire.incoming(news.get("tags")))
    return {**news, "tags": wire.outgoing(tags)}


def refusal(call: EngineCall, news: Properties, problems: list[str]) -> CheckResult:
    """Refuse inputs with all that is wrong with them, each problem once, and without what is secret."""
    reported = [f"{problem} [{errors.InvalidArgument.code}]" for problem in dict.fromkeys(problems)]
    return CheckResult(dict(news), [CheckFailure("", call.hide(problem)) for problem in reported])


def hidden_inputs(news: Properties) -> dict[str, Any]:
    """Give the inputs that no program declares, and that are kept; default tags are in the tags by then."""
    return {key: value for key, value in news.items() if key.startswith(INTERNAL_PREFIX) and key != DEFAULT_TAGS}


def declared_before(call: EngineCall, olds: Properties) -> Properties:
    """Return what was declared before; where the engine cannot be asked, the outputs under the same names."""
    before = call.old_inputs
    return olds if before is None else before


def credential_differences(call: EngineCall, state: Properties, news: Properties) -> list[Difference]:
    """List the credentials where they have changed, and say what comes of it."""
    if state.get(CREDENTIALS) == news.get(CREDENTIALS):
        return []
    call.note(OTHER_CREDENTIALS)
    return [Difference(CREDENTIALS, Kind.UPDATE.value)]
