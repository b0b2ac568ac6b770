"""Names by which services reach each other: structures of `service_connect_configuration`."""

from collections.abc import Mapping, Sequence

import pulumi
from typing_extensions import NotRequired, TypedDict


class HeaderValueArgs(TypedDict):
    """How the value of a header is compared."""

    exact: pulumi.Input[str]
    """The value."""


class TestTrafficHeaderArgs(TypedDict):
    """The header by which test traffic is known."""

    name: pulumi.Input[str]
    """Name of the header, such as ``X-Test-Version``."""

    value: NotRequired[pulumi.Input[HeaderValueArgs]]
    """Its value."""


class TestTrafficRulesArgs(TypedDict):
    """Which requests go to the new tasks for testing in a blue/green deployment."""

    header: pulumi.Input[TestTrafficHeaderArgs]
    """The header by which they are known."""


class ClientAliasArgs(TypedDict):
    """Name and port by which clients reach the service; each pair is unique in the namespace."""

    port: pulumi.Input[int]
    """Port on which the proxy listens in the tasks of clients."""

    dns_name: NotRequired[pulumi.Input[str]]
    """Name that clients use, at most 127 characters; AWS's default is ``discovery_name.namespace``."""

    test_traffic_rules: NotRequired[pulumi.Input[TestTrafficRulesArgs]]
    """Which requests are test traffic."""


class ConnectTimeoutArgs(TypedDict):
    """How long the proxy waits."""

    idle_timeout_seconds: NotRequired[pulumi.Input[int]]
    """Seconds after which an idle connection ends, 0 for never; AWS's default is 5 minutes, for TCP an hour."""

    per_request_timeout_seconds: NotRequired[pulumi.Input[int]]
    """Seconds for a complete answer, 0 for no limit; not for TCP."""


class CertificateAuthorityArgs(TypedDict):
    """Who signs the certificates."""

    aws_pca_authority_arn: NotRequired[pulumi.Input[str]]
    """ARN of the authority in AWS Private CA."""


class ConnectTlsArgs(TypedDict):
    """Encryption between the proxies."""

    issuer_certificate_authority: pulumi.Input[CertificateAuthorityArgs]
    """Who signs the certificates."""

    kms_key: NotRequired[pulumi.Input[str]]
    """Key by which private keys are encrypted."""

    role_arn: NotRequired[pulumi.Input[str]]
    """Role by which ECS handles the certificates."""


class ConnectServiceArgs(TypedDict):
    """A port of the tasks that others reach by a name."""

    port_name: pulumi.Input[str]
    """Name of a port mapping in the task definition."""

    discovery_name: NotRequired[pulumi.Input[str]]
    """Name of the service in Cloud Map, at most 64 characters; AWS's default is ``port_name``."""

    client_aliases: NotRequired[pulumi.Input[Sequence[pulumi.Input[ClientAliasArgs]]]]
    """Name and port for clients, at most one."""

    ingress_port_override: NotRequired[pulumi.Input[int]]
    """Port on which the proxy listens for others; AWS's default is the container's port."""

    timeout: NotRequired[pulumi.Input[ConnectTimeoutArgs]]
    """How long the proxy waits."""

    tls: NotRequired[pulumi.Input[ConnectTlsArgs]]
    """Encryption between the proxies."""


class SecretOptionArgs(TypedDict):
    """An option of a log driver that is a secret."""

    name: pulumi.Input[str]
    """Name of the option."""

    value_from: pulumi.Input[str]
    """ARN of a secret or a parameter, or the parameter's name."""


class LogConfigurationArgs(TypedDict):
    """Where the log of the proxy itself goes."""

    log_driver: NotRequired[pulumi.Input[str]]
    """
    On Fargate ``awslogs``, ``awsfirelens`` or ``splunk``; on EC2 also ``fluentd``, ``gelf``, ``json-file``,
    ``journald`` or ``syslog``.
    """

    options: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """The driver's options, by their own names; put tokens in ``secret_options``."""

    secret_options: NotRequired[pulumi.Input[Sequence[pulumi.Input[SecretOptionArgs]]]]
    """Options that are secrets."""


class AccessLogConfigurationArgs(TypedDict):
    """The log of requests; ``log_configuration`` says where it goes."""

    format: NotRequired[pulumi.Input[str]]
    """``TEXT`` or ``JSON``."""

    include_query_parameters: NotRequired[pulumi.Input[str]]
    """``ENABLED`` or ``DISABLED``, AWS's default: query parameters may be secrets."""


class ProxyConfigurationArgs(TypedDict):
    """A setting of the proxy's container, for tasks that start later."""

    log_level: pulumi.Input[str]
    """``info``, AWS's default, or ``debug``."""


class ServiceConnectConfigurationArgs(TypedDict):
    """How the service reaches others, and is reached, within a namespace."""

    enabled: NotRequired[pulumi.Input[bool]]
    """Whether it uses Service Connect. ``{"enabled": False}`` clears."""

    namespace: NotRequired[pulumi.Input[str]]
    """Name or ARN of the Cloud Map namespace, in the service's Region."""

    services: NotRequired[pulumi.Input[Sequence[pulumi.Input[ConnectServiceArgs]]]]
    """Ports that others reach by names; none for a service that only reaches others."""

    log_configuration: NotRequired[pulumi.Input[LogConfigurationArgs]]
    """Where the log of the proxy itself goes."""

    access_log_configuration: NotRequired[pulumi.Input[AccessLogConfigurationArgs]]
    """The log of requests."""

    container_configurations: NotRequired[pulumi.Input[Sequence[pulumi.Input[ProxyConfigurationArgs]]]]
    """Settings of the proxy's container."""
