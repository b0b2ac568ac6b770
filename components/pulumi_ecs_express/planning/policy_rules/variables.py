"""Environment variables that hold secrets: a task definition shows their values to everybody who may describe it."""

from collections.abc import Collection, Iterator

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.planning.adoption.secret_variables import may_be_secret
from pulumi_ecs_express.planning.policy_rules.containers import Properties, containers, variables


def secrets_in_clear(properties: Properties, *, allowed: Collection[str]) -> Iterator[str]:
    """
    Name the variables that may hold a secret, by name or by a password in a URL; never their values.

    Args:
        properties: Those of the resource.
        allowed: Names of variables that look like secrets and are none.
    """
    for path, container in containers(properties):
        for name, value in variables(container):
            text = value if isinstance(value, str) else "?" if value is UNKNOWN else ""
            if name not in allowed and may_be_secret(name, text):
                yield (
                    f"{path}.environment.{name}: looks like a secret, and the task definition shows its value in clear: "
                    "store it in Secrets Manager or Parameter Store and name it in secrets"
                )
