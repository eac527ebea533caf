"""The AWS config and credentials files as botocore reads them: where they are, their sections, their profiles."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hourpass.domain.problem import HourpassError, Problem, Reason

Section = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ConfigPaths:
    """The two files."""

    config: Path
    credentials: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ConfigPaths:
        """Those that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name, else those in ~/.aws."""
        return cls(
            _path(environment, "AWS_CONFIG_FILE", "~/.aws/config"),
            _path(environment, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
        )

    def profiles(self) -> dict[str, Section]:
        """Both files as botocore merges them: what the credentials file says of a profile wins, option by option."""
        merged = {name: dict(section) for name, (_, section) in profile_sections(self.config).items()}
        for name, section in sections(self.credentials).items():
            merged.setdefault(name, {}).update(section)
        return merged


def sections(path: Path) -> dict[str, Section]:
    """The sections of a file by their headers' text; none when there is no file."""
    from botocore.configloader import raw_config_parse  # here for speed: botocore costs 30 ms that start-up lacks
    from botocore.exceptions import ConfigNotFound, ConfigParseError

    try:
        parsed: dict[str, Section] = raw_config_parse(str(path))
    except ConfigNotFound:
        return {}
    except ConfigParseError as error:
        raise HourpassError(Problem(Reason.FILE_DAMAGED, {"path": str(path)})) from error
    return parsed


def profile_sections(path: Path) -> dict[str, tuple[str, Section]]:
    """The profiles of the config file: its headers read ``profile NAME``, quoted as in a shell, or ``default``."""
    found: dict[str, tuple[str, Section]] = {}
    for header, section in sections(path).items():
        if header == "default":
            found.setdefault("default", (header, section))
        elif header.startswith("profile"):
            try:
                words = shlex.split(header)
            except ValueError:
                continue  # botocore passes over such a section too
            if len(words) == 2:
                found[words[1]] = (header, section)
    return found


def text(section: Section, option: str) -> str:
    """The option's text, or nothing; nested options have none."""
    value = section.get(option, "")
    return value.strip() if isinstance(value, str) else ""


def _path(environment: Mapping[str, str], variable: str, default: str) -> Path:
    named = environment.get(variable, default)
    if named.startswith("~/") and "HOME" in environment:
        named = environment["HOME"] + named[1:]
    return Path(os.path.expandvars(named)).expanduser()
