"""Names under which a component passes on how AWS is reached; free of pydantic, since it runs in the program."""

CREDENTIALS = "__credentials"
"""The property that holds, as a secret JSON text, the provider's settings of `CREDENTIAL_SETTINGS`."""

DEFAULT_TAGS = "__defaultTags"
"""The property that holds the tags of the provider, which those of the program win over."""

CREDENTIAL_SETTINGS = (
    "access_key", "secret_key", "token", "shared_credentials_files", "shared_config_files",
    "assume_role_with_web_identity", "assume_roles", "allowed_account_ids", "forbidden_account_ids",
)  # fmt: skip
"""
Settings of Pulumi's aws provider that decide whose account is used.

Source: ``ProviderArgs`` of pulumi_aws 7.51.1.
"""
