"""AWS files whose default section would win over an endpoint: every SDK looks there first."""

from __future__ import annotations

import os
from collections.abc import Mapping

from hourpass.adapters.files import read_bytes
from hourpass.domain.aws_lines import DEFAULT_PROFILE
from hourpass.domain.aws_shadows import Shadowing, in_credentials
from hourpass.domain.problem import HourpassError

_HEADERS = (DEFAULT_PROFILE, f"profile {DEFAULT_PROFILE}")
_SOURCES = {Shadowing.KEYS_IN_CREDENTIALS_FILE, Shadowing.SOURCE_IN_CREDENTIALS_FILE}


def winning_files(environment: Mapping[str, str]) -> dict[str, str]:
    """The paths of the files whose default section holds credentials, or says whence they come, by their variable."""
    paths = {
        "AWS_SHARED_CREDENTIALS_FILE": environment.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials",
        "AWS_CONFIG_FILE": environment.get("AWS_CONFIG_FILE") or "~/.aws/config",
    }
    return {variable: path for variable, path in paths.items() if _says_default(os.path.expanduser(path))}  # noqa: PTH111 (text)


def _says_default(path: str) -> bool:
    try:
        data = read_bytes(path) or b""
    except HourpassError:
        return False  # what we may not read, the command may not read either
    return any(shadow.meaning in _SOURCES for header in _HEADERS for shadow in in_credentials(data, path, "", header))
