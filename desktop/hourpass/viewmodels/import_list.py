"""The profiles found in the AWS config files: which can be taken, which are chosen, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.domain.profile_flaws import Field, Flaw, flaws
from hourpass.services.importing import Imported, Proposal, Remark


class Obstacle(Enum):
    """Why a profile cannot be taken over as it stands."""

    ALREADY_HERE = auto()
    NO_KEYS = auto()
    UNFIT = auto()
    """Hourpass cannot get what it describes."""
    NEEDS_DEVICE = auto()
    """The one that can be mended on the spot."""
    FLAWED = auto()
    KEYS_MOVED = auto()
    """Its device was never named, and its keys have left the file together with another profile's."""


class Fate(Enum):
    """What became of a profile that was chosen."""

    NONE = auto()
    TAKEN = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One profile found."""

    proposal: Proposal
    profile: Profile
    """What it becomes, with the device that was typed."""
    chosen: bool
    obstacle: Obstacle | None
    device_flaw: Flaw | None
    """What is wrong with the device; None where there is nothing to say of it."""
    other_flaws: tuple[tuple[Field, Flaw], ...]
    fate: Fate = Fate.NONE
    problem: Problem | None = None
    backup: str = ""
    keys_stayed: Problem | None = None
    """Why its keys are in the file still, though they were to leave it."""

    @property
    def can_be_chosen(self) -> bool:
        """Whether it can be taken over now."""
        return self.obstacle is None and self.fate is not Fate.TAKEN

    @property
    def device_is_asked_for(self) -> bool:
        """Whether the device can be typed here: the file names none, and this way needs one."""
        lacks = any(field is Field.DEVICE_SERIAL for field, _ in self.proposal.flaws)
        return lacks and self.obstacle in {None, Obstacle.NEEDS_DEVICE} and self.fate is not Fate.TAKEN


class ImportList:
    """What the import dialog shows."""

    def __init__(self, proposals: Sequence[Proposal] = ()) -> None:
        self.rows: tuple[ImportRow, ...] = tuple(_row(proposal) for proposal in proposals)
        self.move_keys = False

    def choose(self, index: int, chosen: bool) -> None:
        """Take the profile at *index* over, or not."""
        row = self.rows[index]
        self._put(index, replace(row, chosen=chosen and row.can_be_chosen))

    def type_device(self, index: int, serial: str) -> None:
        """The device of the profile at *index*, typed by hand. Once it is sound, the profile is chosen."""
        row = self.rows[index]
        changed = _row(row.proposal, serial.strip())
        self._put(index, replace(changed, chosen=changed.can_be_chosen))

    def taken(self, index: int, imported: Imported) -> None:
        """The profile at *index* is here now."""
        row = replace(self.rows[index], fate=Fate.TAKEN, chosen=False, problem=None)
        self._put(index, replace(row, backup=imported.backup, keys_stayed=imported.keys_stayed))
        if not imported.backup:
            return
        source = self.rows[index].proposal.found.source_profile
        for place, row in enumerate(self.rows):
            if row.obstacle is Obstacle.NEEDS_DEVICE and row.proposal.found.source_profile == source:
                self._put(place, replace(row, obstacle=Obstacle.KEYS_MOVED))

    def failed(self, index: int, problem: Problem) -> None:
        """The profile at *index* could not be taken; it stays chosen, to be tried again."""
        self._put(index, replace(self.rows[index], fate=Fate.FAILED, problem=problem))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the chosen profiles."""
        return tuple(i for i, row in enumerate(self.rows) if row.chosen)

    @property
    def taken_count(self) -> int:
        """How many were taken over."""
        return sum(row.fate is Fate.TAKEN for row in self.rows)

    @property
    def failed_count(self) -> int:
        """How many could not be taken over."""
        return sum(row.fate is Fate.FAILED for row in self.rows)

    @property
    def backups(self) -> tuple[str, ...]:
        """The backups that were made, each once."""
        return tuple(dict.fromkeys(row.backup for row in self.rows if row.backup))

    @property
    def keys_can_be_moved(self) -> bool:
        """Whether any of the keys stand in a file in plain text."""
        return any(row.proposal.found.access_key_id for row in self.rows)

    def _put(self, index: int, row: ImportRow) -> None:
        self.rows = (*self.rows[:index], row, *self.rows[index + 1 :])


def _row(proposal: Proposal, serial: str | None = None) -> ImportRow:
    profile = proposal.profile if serial is None else replace(proposal.profile, device_serial=serial)
    found = dict(proposal.flaws) if serial is None else flaws(profile)
    device_flaw = found.pop(Field.DEVICE_SERIAL, None)
    obstacle = None
    if Remark.ALREADY_HERE in proposal.remarks:
        obstacle = Obstacle.ALREADY_HERE
    elif Remark.UNFIT in proposal.remarks:
        obstacle = Obstacle.UNFIT
    elif Remark.NO_KEYS in proposal.remarks:
        obstacle = Obstacle.NO_KEYS
    elif found:
        obstacle = Obstacle.FLAWED
    elif device_flaw is not None:
        obstacle = Obstacle.NEEDS_DEVICE
    return ImportRow(proposal, profile, obstacle is None, obstacle, device_flaw, tuple(found.items()))
