"""Volumes that ECS makes for each task, and how finely metrics are collected."""

from typing import Annotated, Any

from pydantic import Field

from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue
from pulumi_ecs_express.model.fields.types import RoleArn, matching, whole_number
from pulumi_ecs_express.model.service_settings.structures import (
    Many,
    Problems,
    Required,
    Setting,
    SettingStructure,
    at_least_one,
    at_most,
    each_once,
    judged,
)
from pulumi_ecs_express.model.service_settings.types import LARGEST, PropagateTags, Switch, one_of, text

SIZES = {
    "gp2": (1, 16_384), "gp3": (1, 16_384), "io1": (4, 16_384), "io2": (4, 16_384), "st1": (125, 16_384),
    "sc1": (125, 16_384), "standard": (1, 1024),
}  # fmt: skip
"""GiB by type of volume. Source: ServiceManagedEBSVolumeConfiguration, Amazon ECS API reference, read 2026-11-28."""

IOPS = {"gp3": (3000, 16_000), "io1": (100, 64_000), "io2": (100, 256_000)}
"""Operations per second by type of volume; of gp2 they follow from the size, the others take none. Source as above."""

MUST_HAVE_IOPS = ("io1", "io2")

RESERVED_TAGS = ("AmazonECSCreated", "AmazonECSManaged")


class TagSpecification(SettingStructure):
    """Tags of a volume."""

    resource_type: Required[Annotated[str, one_of("what is tagged", "volume")]]
    """What is tagged."""

    tags: Setting[Annotated[Annotated[dict[TagKey, TagValue], Field(max_length=50)], by_name("key", "value")]] = None
    """Tags of the program's own."""

    propagate_tags: Setting[PropagateTags] = None
    """Whose tags the volume gets beside."""

    def _problems(self) -> Problems:
        for key in self.tags if isinstance(self.tags, dict) else ():
            if key in RESERVED_TAGS:
                yield ("tags", key), "is AWS's own mark: choose another key"

    def tree(self) -> dict[str, Any]:
        """Write the tags as AWS takes them: as a list of pairs."""
        written = super().tree()
        if isinstance(self.tags, dict):
            written["tags"] = [{"key": key, "value": value} for key, value in sorted(self.tags.items())]
        return written


class ManagedEbsVolume(SettingStructure):
    """A volume of EBS that ECS makes for each task."""

    encrypted: Setting[Switch] = None
    """Whether it is encrypted."""

    kms_key_id: Setting[Annotated[str, text("a KMS key", 2048)]] = None
    """The key."""

    volume_type: Setting[Annotated[str, one_of("a type of volume", *SIZES)]] = None
    """Kind of disk."""

    size_in_gib: Setting[Annotated[int, whole_number(1, 16_384, "a volume's size in GiB")]] = None
    """Size of the volume."""

    snapshot_id: Setting[
        Annotated[
            str, matching(r"snap-[0-9a-f]{8,17}", "is not the ID of a snapshot: write one such as 'snap-0abc1234'")
        ]
    ] = None
    """Snapshot from which it is made."""

    volume_initialization_rate: Setting[Annotated[int, whole_number(1, LARGEST, "a rate in MiB/s")]] = None
    """How fast a snapshot is fetched."""

    iops: Setting[Annotated[int, whole_number(100, 256_000, "a number of operations per second")]] = None
    """Operations per second."""

    throughput: Setting[Annotated[int, whole_number(1, 1000, "a throughput in MiB/s")]] = None
    """Throughput of a gp3 volume."""

    tag_specifications: Setting[Many[TagSpecification]] = None
    """Tags of the volumes."""

    role_arn: Required[RoleArn]
    """Role by which ECS makes volumes."""

    filesystem_type: Setting[Annotated[str, one_of("a file system", "xfs", "ext3", "ext4", "ntfs")]] = None
    """File system of the volume."""

    def _problems(self) -> Problems:
        if self.size_in_gib is None and self.snapshot_id is None:
            yield ("sizeInGiB",), "is missing: AWS asks for a size or a snapshot_id"
        if self.volume_initialization_rate is not None and self.snapshot_id is None:
            yield ("volumeInitializationRate",), "goes with snapshot_id alone: leave it out"
        if isinstance(self.volume_type, str):
            yield from self._of_type(self.volume_type)

    def _of_type(self, kind: str) -> Problems:
        for member, value, bounds in (("sizeInGiB", self.size_in_gib, SIZES), ("iops", self.iops, IOPS)):
            low, high = bounds.get(kind, (0, LARGEST))
            if isinstance(value, int) and not low <= value <= high:
                yield (member,), f"{value} is out of range: {kind} takes {low} to {high}"
        if self.iops is None and kind in MUST_HAVE_IOPS:
            yield ("iops",), f"is missing, and AWS requires it for {kind}"
        if self.iops is not None and kind not in (*IOPS, "gp2"):
            yield ("iops",), f"is not taken for {kind}: leave it out"
        if self.throughput is not None and kind != "gp3":
            yield ("throughput",), f"goes with gp3 alone, and {kind} is declared: leave it out"


class VolumeConfiguration(SettingStructure):
    """A volume that the task definition marks as configured at launch."""

    name: Required[Annotated[str, text("the name of a volume in the task definition", 255)]]
    """Name of the volume in the task definition."""

    managed_ebs_volume: Setting[ManagedEbsVolume] = None
    """The volume of EBS that is made."""


class MetricConfiguration(SettingStructure):
    """How finely metrics are collected."""

    metric_names: Required[
        Annotated[
            Many[Annotated[str, one_of("a metric", "CPUUtilization", "MemoryUtilization")]],
            judged(at_least_one("metric"), each_once()),
        ]
    ]
    """The metrics."""

    resolution_seconds: Required[Annotated[int, whole_number(20, 60, "a resolution in seconds")]]
    """Time between two values."""

    def _problems(self) -> Problems:
        if isinstance(self.resolution_seconds, int) and self.resolution_seconds not in (20, 60):
            yield ("resolutionSeconds",), f"{self.resolution_seconds} is no resolution: write 20 or 60"


class Monitoring(SettingStructure):
    """How finely the service's metrics are collected."""

    metric_configurations: Setting[
        Annotated[Many[MetricConfiguration], judged(at_most(5, "metric configurations"))]
    ] = None
    """Resolutions by metric."""
