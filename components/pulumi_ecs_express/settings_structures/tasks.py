"""Where tasks run and what they get: structures of capacity providers, placement, volumes and metrics."""

from collections.abc import Mapping, Sequence

import pulumi
from typing_extensions import NotRequired, TypedDict


class CapacityProviderItemArgs(TypedDict):
    """How many tasks a capacity provider gets. It must be associated with the cluster and ACTIVE."""

    capacity_provider: pulumi.Input[str]
    """Its short name: ``FARGATE``, ``FARGATE_SPOT``, or one of your own; the two kinds cannot be mixed."""

    weight: NotRequired[pulumi.Input[int]]
    """
    Its share of the tasks beyond the base, 0 to 1000; AWS's default is 0. Of several providers one must have more than
    0.
    """

    base: NotRequired[pulumi.Input[int]]
    """How many tasks it gets before weights count, 0 to 100000; AWS's default is 0. One provider alone may have it."""


class PlacementConstraintArgs(TypedDict):
    """A rule for the choice of a container instance."""

    type: pulumi.Input[str]
    """``distinctInstance`` puts each task on an instance of its own; ``memberOf`` on one that the expression picks."""

    expression: NotRequired[pulumi.Input[str]]
    """For ``memberOf``: an expression of the cluster query language, at most 2000 characters."""


class PlacementStrategyArgs(TypedDict):
    """A rule for the order in which container instances are chosen."""

    type: pulumi.Input[str]
    """``random``, ``spread`` or ``binpack``."""

    field: NotRequired[pulumi.Input[str]]
    """
    For ``spread`` ``instanceId``, or an attribute such as ``attribute:ecs.availability-zone``; for ``binpack`` ``cpu``
    or ``memory``.
    """


class TagSpecificationArgs(TypedDict):
    """Tags of a volume, beside AWS's own."""

    resource_type: pulumi.Input[str]
    """``volume``."""

    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags: key to value, at most 50; ``AmazonECSCreated`` and ``AmazonECSManaged`` are AWS's."""

    propagate_tags: NotRequired[pulumi.Input[str]]
    """Whose tags it gets beside: ``SERVICE``, ``TASK_DEFINITION`` or ``NONE``, AWS's default."""


class ManagedEbsVolumeArgs(TypedDict):
    """A volume of EBS that ECS makes for each task. A size or a snapshot is required."""

    role_arn: pulumi.Input[str]
    """Role by which ECS makes volumes, with the policy AmazonECSInfrastructureRolePolicyForVolumes."""

    size_in_gib: NotRequired[pulumi.Input[int]]
    """
    GiB: gp2 and gp3 1 to 16384, io1 and io2 from 4, st1 and sc1 from 125, standard 1 to 1024; no less than the
    snapshot.
    """

    snapshot_id: NotRequired[pulumi.Input[str]]
    """Snapshot from which it is made."""

    volume_type: NotRequired[pulumi.Input[str]]
    """``gp2``, ``gp3``, ``io1``, ``io2``, ``st1``, ``sc1``, or ``standard``, which Fargate does not have."""

    iops: NotRequired[pulumi.Input[int]]
    """Operations per second: gp3 3000, AWS's default, to 16000; required for io1, 100 to 64000, and io2, 100 to 256000."""

    throughput: NotRequired[pulumi.Input[int]]
    """MiB/s of a gp3 volume, at most 1000."""

    encrypted: NotRequired[pulumi.Input[bool]]
    """Whether it is encrypted; a Region that encrypts by default does so even with False."""

    kms_key_id: NotRequired[pulumi.Input[str]]
    """Key, by its ID, alias or ARN; AWS looks for it only afterwards, and tasks fail where there is none."""

    volume_initialization_rate: NotRequired[pulumi.Input[int]]
    """MiB/s at which a snapshot is fetched; with ``snapshot_id`` alone."""

    filesystem_type: NotRequired[pulumi.Input[str]]
    """``xfs``, AWS's default, ``ext3``, ``ext4``, or ``ntfs`` on Windows; that of the snapshot where there is one."""

    tag_specifications: NotRequired[pulumi.Input[Sequence[pulumi.Input[TagSpecificationArgs]]]]
    """Tags of the volumes."""


class VolumeConfigurationArgs(TypedDict):
    """A volume that the task definition marks with ``configuredAtLaunch``."""

    name: pulumi.Input[str]
    """Its name in the task definition."""

    managed_ebs_volume: NotRequired[pulumi.Input[ManagedEbsVolumeArgs]]
    """The volume that is made for each task."""


class MetricConfigurationArgs(TypedDict):
    """How finely metrics are collected."""

    metric_names: pulumi.Input[Sequence[pulumi.Input[str]]]
    """``CPUUtilization``, ``MemoryUtilization``, or both."""

    resolution_seconds: pulumi.Input[int]
    """20 or 60; AWS's default is 60."""


class MonitoringArgs(TypedDict):
    """How finely the service's metrics are collected."""

    metric_configurations: NotRequired[pulumi.Input[Sequence[pulumi.Input[MetricConfigurationArgs]]]]
    """Resolutions by metric, at most 5."""
