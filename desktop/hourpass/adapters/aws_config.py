"""Our marked sections in the AWS config file. The file is the truth: nothing elsewhere says what stands in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from hourpass.adapters import aws_backups, aws_files, files
from hourpass.adapters.aws.config_sections import ConfigPaths
from hourpass.adapters.system_clock import SystemClock
from hourpass.domain import aws_entry, aws_marks, aws_shadows
from hourpass.domain.aws_change import Change
from hourpass.domain.aws_entry import AwsEntry, StandingEntry
from hourpass.domain.aws_lines import lines, profile_of
from hourpass.domain.aws_marks import Marked
from hourpass.domain.aws_shadows import Shadow
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.services.ports import Clock


class AwsConfig:
    """The file that AWS_CONFIG_FILE names, else ~/.aws/config. All methods block; all read the file anew."""

    def __init__(
        self,
        environment: Mapping[str, str] = os.environ,
        clock: Clock | None = None,
        lock_path: str | None = None,
        *,
        windows: bool = sys.platform == "win32",
    ) -> None:
        self._environment = environment
        self._paths = ConfigPaths.of(environment)
        self._clock = clock or SystemClock()
        self._lock_path = lock_path
        self._windows = windows

    @property
    def path(self) -> str:
        """The file's name."""
        return str(self._paths.config)

    def entries(self) -> dict[str, StandingEntry]:
        """What stands there for us, by profile id."""
        data = files.read_bytes(self.path) or b""
        texts = [line.text.strip() for line in lines(data)]
        return {
            place.profile_id: StandingEntry(profile_of(place.header), tuple(texts[place.first : place.last + 1]))
            for place in reversed(aws_files.ours(data, expiring=False))
        }

    def entry(self, profile_id: str) -> StandingEntry | None:
        """What stands there for that profile."""
        return self.entries().get(profile_id)

    def taken(self) -> frozenset[str]:
        """The names of all profiles in both files."""
        config, credentials = (files.read_bytes(str(path)) or b"" for path in self._both)
        return frozenset(
            {
                *(profile_of(line.section) for line in lines(config) if line.opens),
                *(line.section for line in lines(credentials) if line.opens),
            }
            - {""}
        )

    def shadows(self, profile_id: str, section: str) -> tuple[Shadow, ...]:
        """What would win over *section*, or keep tools from reading it, were it written for that profile."""
        config, credentials = self._both
        return (
            *aws_shadows.in_config(files.read_bytes(str(config)) or b"", str(config), profile_id, section),
            *aws_shadows.in_credentials(
                files.read_bytes(str(credentials)) or b"", str(credentials), profile_id, section
            ),
            *aws_shadows.in_environment(self._environment, section),
        )

    def adding(self, entry: AwsEntry) -> Change:
        """The change after which *entry* stands in the file, in the place of what stood there for its profile.

        HourpassError with SECTION_UNFIT, HELPER_PATH_UNFIT, SECTION_TAKEN or MARKERS_DAMAGED where that cannot be;
        ValueError for an entry without command, or with a region or an endpoint that is none.
        """
        before = files.read_bytes(self.path)
        aws_files.refuse_section(entry.section, entry.profile_id, before or b"", self.path, config=True)
        self._refuse_command(entry)
        places = self._places(before, entry.profile_id)
        return Change(self.path, before, aws_marks.put(before, places, entry.lines))

    def removing(self, profile_id: str) -> Change:
        """The change after which nothing stands in the file for that profile; MARKERS_DAMAGED where that cannot be."""
        before = files.read_bytes(self.path)
        places = self._places(before, profile_id)
        return Change(self.path, before, aws_marks.taken_out(before or b"", places) if places else before)

    def apply(self, change: Change) -> str:
        """Make *change*; the path of the backup beside the file, or nothing where there was no file or no change.

        HourpassError with FILE_CHANGED when the file is no longer what the change was worked out from. The backup is
        a private copy, so it holds the keys that the file holds; moving those to the keyring blanks them in it too.
        """
        with aws_files.locked(self._lock_path):
            aws_files.expect(change.path, change.before)
            if change.is_nothing:
                return ""
            backup = ""
            if change.before is not None:
                target = Path(os.path.realpath(change.path))
                backup = aws_backups.make(target, change.before, self._clock.now())
            aws_files.write(change.path, change.before, change.after)
        return backup

    def can_undo(self, change: Change) -> bool:
        """Whether the file is still what *change* made it."""
        return files.read_bytes(change.path) == change.after

    def undo(self, change: Change) -> None:
        """Take *change* back; FILE_CHANGED when the file is no longer what it made."""
        with aws_files.locked(self._lock_path):
            aws_files.expect(change.path, change.after)
            if not change.is_nothing:
                aws_files.write(change.path, change.after, change.before)

    @property
    def _both(self) -> tuple[Path, Path]:
        return self._paths.config, self._paths.credentials

    def _refuse_command(self, entry: AwsEntry) -> None:
        if word := aws_entry.unfit_word(entry.command, windows=self._windows):
            raise HourpassError(Problem(Reason.HELPER_PATH_UNFIT, {"helper": word}))
        if found := aws_entry.flaws(entry, windows=self._windows):
            raise ValueError(found)

    def _places(self, data: bytes | None, profile_id: str) -> list[Marked]:
        return aws_files.places_of(profile_id, data or b"", self.path, expiring=False)
