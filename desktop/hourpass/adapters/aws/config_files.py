"""Profiles of the AWS config and credentials files that get their credentials from long-term keys."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from hourpass.adapters import aws_backups, aws_text, files, places
from hourpass.adapters.aws.config_sections import ConfigPaths, Section, profile_sections, sections, text
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import LongTermKeys
from hourpass.services.ports import Clock, FoundProfile

_OTHER_SOURCES = frozenset(
    {
        "credential_process",
        "credential_source",
        "sso_account_id",
        "sso_session",
        "sso_start_url",
        "web_identity_token_file",
    }
)
"""What makes botocore look elsewhere than at long-term keys."""


class ConfigFiles:
    """The files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name, else those in ~/.aws."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        clock: Clock | None = None,
        lock_path: str | None = None,
    ) -> None:
        self._paths = ConfigPaths.of(environment)
        self._clock = clock or SystemClock()
        self._lock_path = lock_path

    def find(self) -> tuple[FoundProfile, ...]:
        """The profiles that get credentials from long-term keys, in the files' order; FILE_DAMAGED if botocore fails."""
        profiles = self._paths.profiles()
        found = (_found(name, profiles) for name in profiles)
        return tuple(profile for profile in found if profile is not None)

    def keys(self, profile_name: str) -> LongTermKeys | None:
        """The long-term keys that stand in plain text under *profile_name*; the credentials file comes first."""
        for _, _, section in self._sections_of(profile_name):
            if keys := _static_keys(section):
                return keys
        return None

    def remove_keys(self, profile_name: str) -> str:
        """Take them out of the file; the path of the backup beside it, or nothing when there were none to take.

        The backup holds everything but the secret, in whose place :data:`aws_text.BLANK` stands: a copy in plain text
        would undo what moving it was for. Backups of earlier moves are looked through for it as well. Only the pair
        that :meth:`keys` gives is taken out, wherever it stands: another one under the same name is not in the keyring.
        """
        with files.lock(self._lock_path or places.runtime_dir(sandbox=False) + "/aws-files"):
            keys = self.keys(profile_name)
            if keys is None:
                return ""
            backups = [
                self._take_out(path, header, keys.secret_access_key)
                for path, header, section in self._sections_of(profile_name)
                if _static_keys(section) == keys
            ]
        return backups[0]

    def _take_out(self, path: Path, header: str, secret: str) -> str:
        data = files.read_bytes(str(path)) or b""
        target = path.resolve()
        for earlier in aws_backups.earlier(target):
            _blank_in(earlier, secret)
        backup = aws_backups.make(target, aws_text.with_blank(data, secret), self._clock.now())
        mode = stat.S_IMODE(target.stat().st_mode)
        files.write_whole(str(path), aws_text.without_keys(data, header), mode=mode)
        return backup

    def _sections_of(self, profile_name: str) -> list[tuple[Path, str, Section]]:
        """Where *profile_name* stands: file, header and options, in the order in which botocore takes keys."""
        found: list[tuple[Path, str, Section]] = []
        if section := sections(self._paths.credentials).get(profile_name):
            found.append((self._paths.credentials, profile_name, section))
        if profile_name in (profiles := profile_sections(self._paths.config)):
            header, section = profiles[profile_name]
            found.append((self._paths.config, header, section))
        return found


def _found(name: str, profiles: Mapping[str, Section]) -> FoundProfile | None:
    section = profiles[name]
    if _OTHER_SOURCES & section.keys():
        return None
    role_arn = text(section, "role_arn")
    source_name = text(section, "source_profile") if role_arn else name
    source = profiles.get(source_name)
    if source is None:
        return None
    keys = _static_keys(source)
    if keys is None and not (role_arn and _keys_may_have_been_moved(source, itself=source is section)):
        return None
    return FoundProfile(
        name=name,
        source_profile=source_name,
        access_key_id=keys.access_key_id if keys else "",
        role_arn=role_arn,
        mfa_serial=text(section, "mfa_serial"),
        external_id=text(section, "external_id"),
        duration=_duration(text(section, "duration_seconds")),
        session_name=text(section, "role_session_name"),
        region=text(section, "region"),
    )


def _keys_may_have_been_moved(source: Section, itself: bool) -> bool:
    """Whether the source of a role says nothing of where its keys come from, as after they were moved to a keyring."""
    elsewhere = _OTHER_SOURCES | {"aws_access_key_id", "aws_session_token"}
    chained = "role_arn" in source and not itself
    return not chained and not elsewhere & source.keys()


def _static_keys(section: Section) -> LongTermKeys | None:
    """The keys of *section* unless they are temporary ones, which nobody can keep."""
    key_id, secret = text(section, "aws_access_key_id"), text(section, "aws_secret_access_key")
    if not key_id or not secret or key_id.startswith("ASIA") or text(section, "aws_session_token"):
        return None
    return LongTermKeys(key_id, secret)


def _duration(seconds: str) -> timedelta | None:
    whole = seconds.isascii() and seconds.isdigit() and len(seconds) < 7
    return timedelta(seconds=int(seconds)) if whole else None


def _blank_in(backup: Path, secret: str) -> None:
    data = files.read_bytes(str(backup)) or b""
    blanked = aws_text.with_blank(data, secret)
    if blanked != data:
        files.write_whole(str(backup), blanked)
