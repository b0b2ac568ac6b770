"""Service Connect: names by which the services of a namespace reach each other."""

from typing import Annotated

from pulumi_ecs_express.model.fields.types import RoleArn, SecretSource, matching
from pulumi_ecs_express.model.service_settings.structures import (
    Many,
    Required,
    Setting,
    SettingStructure,
    at_most,
    each_once,
    judged,
)
from pulumi_ecs_express.model.service_settings.types import (
    AnyPort,
    AuthorityArn,
    Enabled,
    PlainText,
    PortName,
    Seconds,
    Switch,
    one_of,
    text,
)

DRIVERS = ("awslogs", "awsfirelens", "splunk", "fluentd", "gelf", "json-file", "journald", "syslog")


class HeaderValue(SettingStructure):
    """How the value of a header is compared."""

    exact: Required[PlainText]
    """The value."""


class TestTrafficHeader(SettingStructure):
    """The header by which test traffic is known."""

    name: Required[Annotated[str, text("the name of a header", 255)]]
    """Name of the header."""

    value: Setting[HeaderValue] = None
    """How its value is compared."""


class TestTrafficRules(SettingStructure):
    """Which requests are test traffic."""

    header: Required[TestTrafficHeader]
    """The header by which they are known."""


class ClientAlias(SettingStructure):
    """Name and port by which clients reach a service."""

    port: Required[AnyPort]
    """Port on which the proxy listens in the clients' tasks."""

    dns_name: Setting[
        Annotated[
            str,
            matching(
                r"[a-z0-9_.][a-z0-9_.-]{0,126}",
                "is not a name for clients: 1 to 127 lowercase letters, digits, underscores, hyphens and periods, no hyphen first",
            ),
        ]
    ] = None
    """Name that clients use."""

    test_traffic_rules: Setting[TestTrafficRules] = None
    """Which requests are test traffic in a blue/green deployment."""


class ConnectTimeout(SettingStructure):
    """How long the proxy waits."""

    idle_timeout_seconds: Setting[Seconds] = None
    """Time after which an idle connection ends."""

    per_request_timeout_seconds: Setting[Seconds] = None
    """Time for a complete answer."""


class CertificateAuthority(SettingStructure):
    """Who signs the certificates."""

    aws_pca_authority_arn: Setting[AuthorityArn] = None
    """The authority of AWS Private CA."""


class ConnectTls(SettingStructure):
    """Encryption between the proxies."""

    issuer_certificate_authority: Required[CertificateAuthority]
    """Who signs the certificates."""

    kms_key: Setting[Annotated[str, text("a KMS key", 2048)]] = None
    """Key by which private keys are encrypted."""

    role_arn: Setting[RoleArn] = None
    """Role by which ECS handles the certificates."""


class ConnectService(SettingStructure):
    """A port of the tasks that others reach by a name."""

    port_name: Required[PortName]
    """Port mapping in the task definition."""

    discovery_name: Setting[
        Annotated[
            str,
            matching(
                r"[a-z0-9_][a-z0-9_-]{0,63}",
                "is not a discovery name: 1 to 64 lowercase letters, digits, underscores and hyphens, no hyphen first",
            ),
        ]
    ] = None
    """Name of the service in Cloud Map."""

    client_aliases: Setting[Annotated[Many[ClientAlias], judged(at_most(1, "aliases"))]] = None
    """Name and port for clients."""

    ingress_port_override: Setting[AnyPort] = None
    """Port on which the proxy listens for other services."""

    timeout: Setting[ConnectTimeout] = None
    """How long the proxy waits."""

    tls: Setting[ConnectTls] = None
    """Encryption between the proxies."""


class SecretOption(SettingStructure):
    """An option of a log driver that is a secret."""

    name: Required[Annotated[str, text("the name of an option", 255)]]
    """Name of the option."""

    value_from: Required[SecretSource]
    """Where its value is kept."""


class LogConfiguration(SettingStructure):
    """Where the proxy's own log goes."""

    log_driver: Setting[Annotated[str, one_of("a log driver", *DRIVERS)]] = None
    """The driver."""

    options: Setting[dict[str, PlainText]] = None
    """The driver's options, by their own names."""

    secret_options: Setting[Annotated[Many[SecretOption], judged(each_once("name"))]] = None
    """Options that are secrets."""


class AccessLogConfiguration(SettingStructure):
    """The log of requests."""

    format: Setting[Annotated[str, one_of("a format of access logs", "TEXT", "JSON")]] = None
    """Form of a line."""

    include_query_parameters: Setting[Enabled] = None
    """Whether lines have the query parameters, which may be secrets."""


class ProxyConfiguration(SettingStructure):
    """One setting of the proxy's container."""

    log_level: Required[Annotated[str, one_of("a log level", "info", "debug")]]
    """How much the proxy logs."""


class ServiceConnectConfiguration(SettingStructure):
    """How the service reaches others, and is reached, within a namespace."""

    enabled: Setting[Switch] = None
    """Whether the service uses Service Connect."""

    namespace: Setting[Annotated[str, text("the name or the ARN of a Cloud Map namespace", 2048)]] = None
    """The namespace."""

    services: Setting[Annotated[Many[ConnectService], judged(each_once("discovery_name"))]] = None
    """Ports that others reach by names."""

    log_configuration: Setting[LogConfiguration] = None
    """Where the proxy's own log goes."""

    access_log_configuration: Setting[AccessLogConfiguration] = None
    """The log of requests."""

    container_configurations: Setting[Annotated[Many[ProxyConfiguration], judged(at_most(1, "log levels"))]] = None
    """Settings of the proxy's container."""
