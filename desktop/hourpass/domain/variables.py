"""Credentials as environment variables: what tools read, as assignments for each shell, and what stands in their way."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from enum import Enum


class Shell(Enum):
    """Who is to read the assignments."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"
    CMD = "cmd"
    DOTENV = "dotenv"


class Unsayable(ValueError):  # noqa: N818 (it is the value that cannot be said)
    """The value of *variable* would not come out of a shell as it went in."""

    def __init__(self, variable: str) -> None:
        super().__init__(f"the value of {variable} cannot be written for this shell")
        self.variable = variable


ENDPOINT = "AWS_ENDPOINT_URL"

CLASHING = (
    # Chooses a profile: the JavaScript SDK then ignores keys in the environment, and a name that is in no file
    # stops the AWS CLI and boto3.
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    # The old name of AWS_SESSION_TOKEN, which boto3 still reads first: last week's token beside today's key.
    "AWS_SECURITY_TOKEN",
    # Older names of the two halves of a key, of SDKs for Go and Java that are still about.
    "AWS_ACCESS_KEY",
    "AWS_SECRET_KEY",
    # A file with keys, from before there were profiles.
    "AWS_CREDENTIAL_FILE",
    # With these SDKs assume a role of their own accord.
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    # An endpoint that gives out credentials: the relative form wins over the full one, the file over the token.
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    # Keys: they win over an endpoint; and an end that belongs to other keys makes tools renew what they should not.
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
)
"""What must not stay in an environment beside credentials of ours, unless we set it: the comments give the reasons."""

_PLAIN = re.compile(r"[A-Za-z0-9_+/=:.,@-]*")
_POWERSHELL_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")  # it takes typographic ones for the plain one


def usual_shell(environment: Mapping[str, str], platform: str = sys.platform) -> Shell:
    """The shell that the person most probably sits at: by SHELL; PowerShell on Windows; bash where it is another one."""
    # Git for Windows and its kind set SHELL as well, and read what they would elsewhere.
    name = environment.get("SHELL", "").replace("\\", "/").rpartition("/")[2].removesuffix(".exe")
    if not name and platform == "win32":
        return Shell.POWERSHELL
    return {"zsh": Shell.ZSH, "fish": Shell.FISH, "pwsh": Shell.POWERSHELL}.get(name, Shell.BASH)


def variables(
    access_key_id: str, secret_access_key: str, session_token: str, expiration: str, region: str
) -> dict[str, str]:
    """What AWS's tools read, in the order in which it is shown. *expiration* is ISO 8601 in UTC. Holds secrets."""
    return {
        "AWS_ACCESS_KEY_ID": access_key_id,
        "AWS_SECRET_ACCESS_KEY": secret_access_key,
        "AWS_SESSION_TOKEN": session_token,
        "AWS_CREDENTIAL_EXPIRATION": expiration,
        # Most SDKs know the first name only, the AWS CLI and boto3 the second.
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
    }


def assignments(shell: Shell, given: Mapping[str, str]) -> str:
    r"""*given* as *shell* reads it, one assignment a line. Raises Unsayable, which names the variable and not its value.

    That is for values that would not come out as they went in: NUL for all; ``"``, ``%``, ``!`` and line ends for cmd,
    which reads them differently at its prompt, in a batch file and in a FOR loop; for dotenv ``\\``, ``${`` and
    carriage returns, on which its readers disagree. Keys, tokens, dates and regions of AWS hold none of these.
    """
    return "".join(_ASSIGNMENT[shell](name, value) + "\n" for name, value in given.items())


def shadowing(environment: Mapping[str, str], given: Mapping[str, str]) -> tuple[str, ...]:
    """The names in *environment* that would win over *given* or contradict it, in the order of the environment."""
    return tuple(name for name in environment if name not in given and _contradicts(name, given))


def _contradicts(name: str, given: Mapping[str, str]) -> bool:
    if ENDPOINT in given and (name.startswith(f"{ENDPOINT}_") or name == "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"):
        return True  # requests would pass by the endpoint that these credentials are for
    return name in CLASHING


def _posix(name: str, value: str) -> str:
    inside = _without(name, value).replace("'", r"'\''")
    return f"export {name}='{inside}'"


def _fish(name: str, value: str) -> str:
    inside = _without(name, value).replace("\\", "\\\\").replace("'", "\\'")
    return f"set -gx {name} '{inside}'"


def _powershell(name: str, value: str) -> str:
    inside = _POWERSHELL_QUOTES.sub(r"\1\1", _without(name, value))
    return f"$Env:{name} = '{inside}'"


def _cmd(name: str, value: str) -> str:
    inside = _without(name, value, '"', "%", "!", "\n", "\r")
    return f'set "{name}={inside}"'


def _dotenv(name: str, value: str) -> str:
    if _PLAIN.fullmatch(value):
        return f"{name}={value}"  # `docker run --env-file` would take quotes for a part of the value
    inside = _without(name, value, "\\", "${", "\r").replace("'", "\\'")
    return f"{name}='{inside}'"


def _without(name: str, value: str, *unsayable: str) -> str:
    """*value*, if it holds nothing of what cannot be said."""
    if any(part in value for part in ("\0", *unsayable)):
        raise Unsayable(name)
    return value


_ASSIGNMENT: Mapping[Shell, Callable[[str, str], str]] = {
    Shell.BASH: _posix,
    Shell.ZSH: _posix,
    Shell.FISH: _fish,
    Shell.POWERSHELL: _powershell,
    Shell.CMD: _cmd,
    Shell.DOTENV: _dotenv,
}
