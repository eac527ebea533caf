"""What would win over a section of the AWS config file that is ours, or keep tools from reading it at all."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from hourpass.domain.aws_lines import Line, lines, profile_of
from hourpass.domain.aws_marks import marks

_KEYS = frozenset({"aws_access_key_id", "aws_secret_access_key"})
_SOURCES = frozenset(
    {
        "credential_process",
        "credential_source",
        "login_session",
        "role_arn",
        "source_profile",
        "sso_account_id",
        "sso_session",
        "sso_start_url",
        "web_identity_token_file",
    }
)
_KEY_VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE")
_PROFILE_VARIABLES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")


class Shadowing(Enum):
    """One way in which tools get something else than our section. The comment names the facts."""

    KEYS_IN_CREDENTIALS_FILE = auto()
    """Keys under the same name, which every SDK takes first. Facts: ``path``, ``line``."""
    SOURCE_IN_CREDENTIALS_FILE = auto()
    """Another source of credentials under the same name. Facts: ``path``, ``line``, ``option``."""
    SECTION_IN_CONFIG_FILE = auto()
    """A section of the same name that is not ours. Facts: ``path``, ``line``."""
    FILE_UNREADABLE = auto()
    """The AWS CLI and boto3 refuse the whole file. Facts: ``path``, ``line`` (where they stop, if they say)."""
    BYTE_ORDER_MARK = auto()
    """They do for the mark that some editors put first. Facts: ``path``."""
    NOT_UTF8 = auto()
    """They do for the bytes of another encoding. Facts: ``path``, ``line``."""
    KEYS_IN_ENVIRONMENT = auto()
    """Hourpass was started with keys set; tools from there take them, unless told a profile. Facts: ``variable``."""
    PROFILE_IN_ENVIRONMENT = auto()
    """Hourpass was started with another profile chosen. Facts: ``variable``, ``value``."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """One of them, with its facts."""

    meaning: Shadowing
    facts: Mapping[str, str]


def in_config(data: bytes, path: str, profile_id: str, section: str) -> Iterator[Shadow]:
    """What stands against *section* in the config file; what is marked as that profile's does not count."""
    yield from _unreadable(data, path)
    if number := other_section(data, profile_id, section, config=True):
        yield Shadow(Shadowing.SECTION_IN_CONFIG_FILE, {"path": path, "line": str(number)})


def in_credentials(data: bytes, path: str, profile_id: str, section: str) -> Iterator[Shadow]:
    """What stands against *section* in the credentials file."""
    yield from _unreadable(data, path)
    told: set[Shadowing] = set()
    for number, line in _outside(data, profile_id):
        if line.section != section or line.continues or not line.value:
            continue
        if line.option in _KEYS and Shadowing.KEYS_IN_CREDENTIALS_FILE not in told:
            told.add(Shadowing.KEYS_IN_CREDENTIALS_FILE)
            yield Shadow(Shadowing.KEYS_IN_CREDENTIALS_FILE, {"path": path, "line": str(number)})
        if line.option in _SOURCES and Shadowing.SOURCE_IN_CREDENTIALS_FILE not in told:
            told.add(Shadowing.SOURCE_IN_CREDENTIALS_FILE)
            facts = {"path": path, "line": str(number), "option": line.option}
            yield Shadow(Shadowing.SOURCE_IN_CREDENTIALS_FILE, facts)


def in_environment(environment: Mapping[str, str], section: str) -> Iterator[Shadow]:
    """What stands against *section* in *environment*."""
    for variable in _KEY_VARIABLES:
        if environment.get(variable):
            yield Shadow(Shadowing.KEYS_IN_ENVIRONMENT, {"variable": variable})
    for variable in _PROFILE_VARIABLES:
        value = environment.get(variable, "")
        if value and value != section:
            yield Shadow(Shadowing.PROFILE_IN_ENVIRONMENT, {"variable": variable, "value": value})


def other_section(data: bytes, profile_id: str, section: str, *, config: bool) -> int:
    """The line (from 1) of a section of that name that is not marked as that profile's; 0 when there is none.

    In the config file a section's header says "profile" before the name, in the credentials file the name alone.
    """
    for number, line in _outside(data, profile_id):
        if line.opens and section == (profile_of(line.section) if config else line.section):
            return number
    return 0


def _outside(data: bytes, profile_id: str) -> Iterator[tuple[int, Line]]:
    """The lines that are not marked as that profile's, with their numbers (from 1)."""
    ours = {
        number
        for place in marks(data).whole
        if place.profile_id == profile_id
        for number in range(place.first, place.last + 1)
    }
    return ((number + 1, line) for number, line in enumerate(lines(data)) if number not in ours)


def _unreadable(data: bytes, path: str) -> Iterator[Shadow]:
    """Judged by botocore's own parser: duplicate sections and options, foreign bytes, a byte order mark."""
    import configparser  # here for speed: the window opens without it

    if data.startswith(codecs.BOM_UTF8):
        yield Shadow(Shadowing.BYTE_ORDER_MARK, {"path": path})
        return
    if number := _line_of_foreign_byte(data):
        yield Shadow(Shadowing.NOT_UTF8, {"path": path, "line": str(number)})
        return
    parser = configparser.RawConfigParser()
    line: int | None = None
    try:
        parser.read_file(io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    except (
        configparser.MissingSectionHeaderError,
        configparser.DuplicateSectionError,
        configparser.DuplicateOptionError,
    ) as error:
        line = error.lineno or 0
    except configparser.ParsingError as error:
        line = error.errors[0][0]
    else:
        if any(_nests_badly(value) for name in parser.sections() for value in parser[name].values()):
            line = 0
    if line is not None:
        yield Shadow(Shadowing.FILE_UNREADABLE, {"path": path, **({"line": str(line)} if line else {})})


def _line_of_foreign_byte(data: bytes) -> int:
    """The first line (from 1) that is no UTF-8; 0 when all are."""
    for number, raw in enumerate(data.splitlines(), 1):
        try:
            raw.decode()
        except UnicodeDecodeError:
            return number
    return 0


def _nests_badly(value: str) -> bool:
    """Whether botocore would take *value* for nested options and stumble over one."""
    return value.startswith("\n") and any("=" not in line for line in value.splitlines() if line.strip())
