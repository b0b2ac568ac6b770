"""`aws:index/getCallerIdentity`, `getRegion` and `getPartition`: where a program is and as whom."""

from __future__ import annotations

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.values import Properties


def caller_identity(account: Account, arguments: Properties) -> Properties:  # noqa: ARG001  # every function takes both
    """Say whose the credentials are."""
    found = account.identity
    return {"accountId": found["Account"], "arn": found["Arn"], "id": found["Account"], "userId": found["UserId"]}


def region(account: Account, arguments: Properties) -> Properties:
    """Describe a Region: the one asked for, else the provider's own."""
    from botocore.loaders import create_loader

    name = arguments.get("region") or arguments.get("name") or arguments.get("id") or account.region
    partitions = create_loader().load_data("endpoints")["partitions"]
    found = next((each for each in partitions if name in each["regions"]), partitions[0])
    return {
        "description": found["regions"].get(name, {}).get("description", name),
        "endpoint": f"ec2.{name}.{found['dnsSuffix']}",
        "id": name,
        "name": name,
        "region": name,
    }


def partition(account: Account, arguments: Properties) -> Properties:  # noqa: ARG001  # every function takes both
    """Describe the provider's partition."""
    from botocore.loaders import create_loader

    name = account.partition
    partitions = create_loader().load_data("endpoints")["partitions"]
    suffix = next(each["dnsSuffix"] for each in partitions if each["partition"] == name)
    reverse = ".".join(reversed(suffix.split(".")))
    return {"dnsSuffix": suffix, "id": name, "partition": name, "reverseDnsPrefix": reverse}
