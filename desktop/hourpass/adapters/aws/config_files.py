"""The AWS config and credentials files as a source of profiles, and of long-term keys that leave them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from hourpass.adapters import aws_backups, aws_files, aws_text, files, places
from hourpass.adapters.aws.config_sections import ConfigPaths, Section, profile_sections, sections
from hourpass.adapters.aws.found_profiles import found_profile, static_keys
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain.credentials import LongTermKeys
from hourpass.services.ports import Clock, FoundProfile


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
        """The profiles that stand on long-term keys or assume a role, in the files' order; FILE_DAMAGED if botocore fails."""
        profiles, credentials = self._paths.profiles(), sections(self._paths.credentials)
        found = (found_profile(name, profiles, credentials) for name in profiles)
        return tuple(profile for profile in found if profile is not None)

    def keys(self, profile_name: str) -> LongTermKeys | None:
        """The long-term keys that stand in plain text under *profile_name*; the credentials file comes first."""
        for _, _, section in self._sections_of(profile_name):
            if keys := static_keys(section):
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
                if static_keys(section) == keys
            ]
        return backups[0]

    def _take_out(self, path: Path, header: str, secret: str) -> str:
        data = files.read_bytes(str(path)) or b""
        target = path.resolve()
        for earlier in aws_backups.earlier(target):
            _blank_in(earlier, secret)
        backup = aws_backups.make(target, aws_text.with_blank(data, secret), self._clock.now())
        aws_files.write(str(path), data, aws_text.without_keys(data, header))
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


def _blank_in(backup: Path, secret: str) -> None:
    data = files.read_bytes(str(backup)) or b""
    blanked = aws_text.with_blank(data, secret)
    if blanked != data:
        files.write_whole(str(backup), blanked)
