"""The variables of a person's shell that must not decide what Hourpass asks of AWS."""

from __future__ import annotations

from collections.abc import Mapping

IGNORED = frozenset(
    {
        # Whose keys: a profile of Hourpass says so, nothing else.
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_SECURITY_TOKEN",
        "AWS_CREDENTIAL_EXPIRATION",
        "AWS_ACCOUNT_ID",
        "AWS_ROLE_ARN",
        "AWS_ROLE_SESSION_NAME",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        # Where and how often: regions come with each request, and a call with a code must go out once.
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_MAX_ATTEMPTS",
        "AWS_RETRY_MODE",
        "AWS_DEFAULTS_MODE",
        "AWS_STS_REGIONAL_ENDPOINTS",
    }
)


def without_ignored(environment: Mapping[str, str]) -> dict[str, str]:
    """*environment* without them; endpoints, certificates, proxies and config file stay as they are."""
    return {name: value for name, value in environment.items() if name.upper() not in IGNORED}
