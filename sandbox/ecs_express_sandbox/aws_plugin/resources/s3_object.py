"""`aws:s3/bucketObjectv2:BucketObjectv2`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class BucketObject(OneCallType):
    """An object of text, known to Pulumi by bucket and key."""

    declaration = Declaration(
        token="aws:s3/bucketObjectv2:BucketObjectv2",  # noqa: S106  # a type token
        inputs=frozenset({"bucket", "content", "contentType", "forceDestroy", "key"}),
        required=frozenset({"bucket", "key"}),
        computed=frozenset({"arn", "contentType", "etag"}),
        immutable=frozenset({"bucket", "key"}),
        defaults={"forceDestroy": False},
        unreadable=frozenset({"forceDestroy"}),
        regional=True,
    )
    service = "s3"
    gone = ("NoSuchBucket", "NoSuchKey", "404")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Put it."""
        kind = {"ContentType": inputs["contentType"]} if inputs.get("contentType") else {}
        content = str(inputs.get("content") or "").encode()
        client.put_object(Bucket=inputs["bucket"], Key=inputs["key"], Body=content, **kind)
        return f"{inputs['bucket']}/{inputs['key']}"

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it with its content."""
        bucket, _, key = resource_id.partition("/")
        found = client.get_object(Bucket=bucket, Key=key)
        return {
            "arn": f"arn:{account.partition}:s3:::{resource_id}",
            "bucket": bucket,
            "content": found["Body"].read().decode("utf-8", "replace"),
            "contentType": found.get("ContentType", ""),
            "etag": found["ETag"].strip('"'),
            "key": key,
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Put it anew."""
        self.make(client, new)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        bucket, _, key = resource_id.partition("/")
        client.delete_object(Bucket=bucket, Key=key)
