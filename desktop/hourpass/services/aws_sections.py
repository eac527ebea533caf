"""Sections of the AWS config file with which other tools ask Hourpass for credentials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hourpass.domain.aws_change import Change
from hourpass.domain.aws_entry import AwsEntry, StandingEntry, proposed_section
from hourpass.domain.aws_shadows import Shadow
from hourpass.domain.profile import Profile


class ConfigFile(Protocol):
    """The AWS config file. Every method blocks."""

    @property
    def path(self) -> str: ...
    def entry(self, profile_id: str) -> StandingEntry | None: ...
    def taken(self) -> frozenset[str]: ...
    def shadows(self, profile_id: str, section: str) -> tuple[Shadow, ...]: ...
    def adding(self, entry: AwsEntry) -> Change: ...
    def removing(self, profile_id: str) -> Change: ...
    def apply(self, change: Change) -> str: ...
    def can_undo(self, change: Change) -> bool: ...
    def undo(self, change: Change) -> None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How a profile stands in the AWS config file, or would stand there."""

    path: str
    entry: AwsEntry  # as it would be written now
    there: bool
    up_to_date: bool  # also where it is not there: then there is nothing to mend
    shadows: tuple[Shadow, ...]


class ConfigSections:
    """Sections of the config file with which tools ask Hourpass. Every method blocks."""

    def __init__(
        self, file: ConfigFile, command: Callable[[str], tuple[str, ...]], region: str = "", endpoint_url: str = ""
    ) -> None:
        self._file, self._command, self._region, self._endpoint_url = file, command, region, endpoint_url

    def look(self, profile: Profile) -> Standing:
        """What stands there for *profile*; a section that is not there yet is proposed under a free name."""
        found = self._file.entry(profile.id)
        section = found.section if found else ""
        entry = self.entry(profile, section or proposed_section(profile.name, self._file.taken()))
        shadows = self._file.shadows(profile.id, entry.section)
        return Standing(self._file.path, entry, found is not None, found is None or found.is_as(entry), shadows)

    def entry(self, profile: Profile, section: str) -> AwsEntry:
        """*profile* as it would be written under the name *section*."""
        region = profile.region_or(self._region)
        return AwsEntry(profile.id, section, self._command(profile.id), region, self._endpoint_url)

    def adding(self, profile: Profile, section: str) -> tuple[Change, tuple[Shadow, ...]]:
        """The change that writes it, to be shown first, and what would win over it."""
        change = self._file.adding(self.entry(profile, section))
        return change, self._file.shadows(profile.id, section)

    def removing(self, profile_id: str) -> Change:
        """The change that takes it away again."""
        return self._file.removing(profile_id)

    def remove(self, profile_id: str) -> None:
        """Take it away without showing anything first: what it leads to is no more."""
        change = self._file.removing(profile_id)
        if not change.is_nothing:
            self._file.apply(change)

    def apply(self, change: Change) -> str:
        """Make *change*; the path of the backup, or nothing."""
        return self._file.apply(change)

    def can_undo(self, change: Change) -> bool:
        """Whether it can be taken back: somebody may have written to the file since."""
        return self._file.can_undo(change)

    def undo(self, change: Change) -> None:
        """Take it back."""
        self._file.undo(change)
