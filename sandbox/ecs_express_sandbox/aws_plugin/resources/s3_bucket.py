"""`aws:s3/bucket:Bucket`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class Bucket(OneCallType):
    """A bucket, known to Pulumi by its name; its further settings are resources of their own in `pulumi_aws` 7."""

    declaration = Declaration(
        token="aws:s3/bucket:Bucket",  # noqa: S106  # a type token
        inputs=frozenset({"bucket", "bucketPrefix", "forceDestroy"}),
        computed=frozenset({"arn", "bucketDomainName", "bucketRegion", "bucketRegionalDomainName"}),
        immutable=frozenset({"bucket", "bucketPrefix"}),
        defaults={"forceDestroy": False},
        unreadable=frozenset({"bucketPrefix", "forceDestroy"}),
        name_limit=63,
        name_property="bucket",
        tagged=True,
        regional=True,
    )
    service = "s3"
    gone = ("NoSuchBucket", "404")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it in its Region, which us-east-1 does not want named."""
        region = client.meta.region_name
        where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        client.create_bucket(Bucket=inputs["bucket"], **where)
        return str(inputs["bucket"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Tag it."""
        if inputs["tagsAll"]:
            _tag(self.client(account, inputs), resource_id, inputs["tagsAll"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        client.head_bucket(Bucket=resource_id)
        region = client.meta.region_name
        return {
            "arn": f"arn:{account.partition}:s3:::{resource_id}",
            "bucket": resource_id,
            "bucketDomainName": f"{resource_id}.s3.amazonaws.com",
            "bucketRegion": region,
            "bucketRegionalDomainName": f"{resource_id}.s3.{region}.amazonaws.com",
            "tagsAll": _tags(client, resource_id),
        }

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags: S3 takes them all together."""
        kept = {key: value for key, value in _tags(client, old["id"]).items() if key not in to_remove}
        _tag(client, old["id"], {**kept, **to_set})

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, with what is in it where the program says so; else AWS refuses one that holds anything."""
        if state.get("forceDestroy"):
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=resource_id):
                for found in page.get("Contents", []):
                    client.delete_object(Bucket=resource_id, Key=found["Key"])
        client.delete_bucket(Bucket=resource_id)


def _tags(client: Any, bucket: str) -> dict[str, str]:
    try:
        return tags.as_mapping(client.get_bucket_tagging(Bucket=bucket)["TagSet"])
    except client.exceptions.ClientError as failure:
        if is_missing(failure, "NoSuchTagSet"):
            return {}
        raise


def _tag(client: Any, bucket: str, wanted: Mapping[str, str]) -> None:
    if wanted:
        client.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags.as_list(wanted)})
    else:
        client.delete_bucket_tagging(Bucket=bucket)
