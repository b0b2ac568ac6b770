"""Named types of the settings. Sources: the structures of UpdateService, Amazon ECS API reference and botocore 1.44.5, read 2026-11-28."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.fields.types import as_text, matching, whole_number

LARGEST = 2_147_483_647
"""AWS's integers have 32 bits."""


def one_of(what: str, *words: str) -> BeforeValidator:
    """Accept one of AWS's words; another spelling of one is told with the right one."""
    spellings = {_plain(word): word for word in words}
    listed = " or ".join(filter(None, (", ".join(map(repr, words[:-1])), repr(words[-1]))))

    def check(value: Any) -> str:
        if isinstance(value, bool) and words[:2] == ("ENABLED", "DISABLED"):
            raise mistake(f"is a boolean: write {words[0 if value else 1]!r}")
        text = as_text(value)
        if text in words:
            return text
        right = spellings.get(_plain(text))
        raise mistake(f"{text!r} is not {what}: write {repr(right) if right else listed}")

    return BeforeValidator(check)


def _plain(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "").replace("/", "").replace(" ", "")


def text(what: str, most: int) -> BeforeValidator:
    """Accept a string that is neither blank nor too long."""

    def check(value: Any) -> str:
        found = as_text(value)
        if not found.strip():
            raise mistake(f"is blank: write {what}")
        if len(found) > most:
            raise mistake(f"has {len(found)} characters, and {what} has at most {most}")
        return found

    return BeforeValidator(check)


def tenths(low: float, high: float, meaning: str) -> AfterValidator:
    """Accept multiples of 0.1 from ``low`` to ``high``."""

    def check(number: float) -> float:
        if not low <= number <= high or abs(number * 10 - round(number * 10)) > 1e-6:
            raise mistake(f"{number:g} is out of range: {meaning} is a multiple of 0.1 from {low:g} to {high:g}")
        return number

    return AfterValidator(check)


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise mistake("is no number: write one such as 5.0, without quotes")
    return float(value)


def arn(pattern: str, what: str, example: str) -> BeforeValidator:
    """Accept ARNs of one kind."""
    return matching(rf"arn:aws[a-z-]*:{pattern}", f"is not the ARN of {what}: write one such as {example}")


Switch = Annotated[bool, Field(strict=True)]

Count = Annotated[int, whole_number(0, LARGEST, "it")]
"""A whole number of which AWS states no bound."""

Seconds = Annotated[int, whole_number(0, LARGEST, "a time in seconds")]
BakeMinutes = Annotated[int, whole_number(0, 1440, "a bake time in minutes")]
Percent = Annotated[int, whole_number(0, 100, "a percentage")]
MaximumPercent = Annotated[
    int, whole_number(100, LARGEST, "the largest percentage of tasks, old and new ones together,")
]
CanaryPercent = Annotated[float, tenths(0.1, 100, "the canary's percentage"), BeforeValidator(_number)]
StepPercent = Annotated[float, tenths(3, 100, "the percentage of a step"), BeforeValidator(_number)]
AnyPort = Annotated[int, whole_number(0, 65535, "a port")]

Enabled = Annotated[str, one_of("one of AWS's two words", "ENABLED", "DISABLED")]
PropagateTags = Annotated[str, one_of("where tags come from", "SERVICE", "TASK_DEFINITION", "NONE")]

ExpressUpdates = Annotated[str, one_of("a way to treat Express updates", "allowed", "blocked")]
"""Whether the service's own resources keep the tag by which Express Mode knows them."""

PlatformVersion = Annotated[
    str,
    matching(r"LATEST|\d+\.\d+\.\d+", "is not a platform version of Fargate: write 'LATEST', or one such as '1.4.0'"),
]

ContainerName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9_-]{1,255}",
        "is not the name of a container: write the one in the task definition, 1 to 255 letters, digits, hyphens and underscores",
    ),
]
PortName = Annotated[str, text("the name of a port mapping in the task definition", 64)]

TargetGroupArn = Annotated[
    str,
    arn(
        r"elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup/.+",
        "a target group",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef",
    ),
]
ListenerOrRuleArn = Annotated[
    str,
    arn(
        r"elasticloadbalancing:[a-z0-9-]+:\d{12}:listener(-rule)?/.+",
        "a listener rule, or of a Network Load Balancer's listener",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef",
    ),
]
LatticeTargetGroupArn = Annotated[
    str,
    arn(
        r"vpc-lattice:[a-z0-9-]+:\d{12}:targetgroup/.+",
        "a target group of VPC Lattice",
        "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0",
    ),
]
LatticeRuleArn = Annotated[
    str,
    arn(
        r"vpc-lattice:[a-z0-9-]+:\d{12}:service/.+",
        "a listener rule of VPC Lattice",
        "arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-0123456789abcdef0/listener/listener-0123456789abcdef0/rule/rule-0123456789abcdef0",
    ),
]
RegistryArn = Annotated[
    str,
    arn(
        r"servicediscovery:[a-z0-9-]+:\d{12}:service/.+",
        "a Cloud Map service",
        "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-0123456789abcdef",
    ),
]
LambdaArn = Annotated[
    str,
    arn(
        r"lambda:[a-z0-9-]+:\d{12}:function:.+",
        "a Lambda function",
        "arn:aws:lambda:eu-west-1:123456789012:function:check",
    ),
]
AuthorityArn = Annotated[
    str,
    arn(
        r"acm-pca:[a-z0-9-]+:\d{12}:certificate-authority/.+",
        "a certificate authority of AWS Private CA",
        "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/01234567-89ab-cdef-0123-456789abcdef",
    ),
]
PlainText = Annotated[str, BeforeValidator(as_text), UnknownPasses]
