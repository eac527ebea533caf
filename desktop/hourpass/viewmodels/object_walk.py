"""Where in a bucket somebody is, and what is kept of the folders above: going back shows them as they were."""

from __future__ import annotations

from dataclasses import dataclass, field

from hourpass.domain.object_keys import folder_of, parts_of
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.viewmodels.listing import Move, Stage, same_caller
from hourpass.viewmodels.object_listing import ObjectListing
from hourpass.viewmodels.object_rows import ObjectRows

KEPT = 100_000
"""Rows of folders above that are kept; what is more is listed anew by who comes back."""


@dataclass(eq=False, slots=True)
class Level:
    """One folder on the way: *prefix* may end in the beginning of a name, where AWS was asked for names that begin so."""

    prefix: str
    rows: ObjectRows = field(default_factory=ObjectRows)
    listing: ObjectListing = field(default_factory=ObjectListing)
    filter_text: str = ""
    scrolled: int = 0
    chosen: str = ""
    """The name of the row that somebody went through, to be found again."""

    @property
    def folder(self) -> str:
        """What the names of its rows are told without."""
        return folder_of(self.prefix)

    @property
    def begun(self) -> str:
        """What its names begin with, if AWS was asked so."""
        return self.prefix[len(self.folder) :]

    def forget(self) -> None:
        """Let the rows go."""
        self.rows, self.listing = ObjectRows(), ObjectListing()


class Walk:
    """A way into one bucket, for one profile."""

    def __init__(self, profile: Profile, bucket: str, region: str) -> None:
        self.profile, self.bucket, self.region = profile, bucket, region
        self._levels = [Level("")]

    @property
    def here(self) -> Level:
        """Where one is."""
        return self._levels[-1]

    @property
    def depth(self) -> int:
        """How many levels there are below the bucket itself."""
        return len(self._levels) - 1

    @property
    def parts(self) -> list[str]:
        """What each level below the bucket adds to the path."""
        return [_added(above, level) for above, level in zip(self._levels, self._levels[1:], strict=False)]

    def is_beginning(self, depth: int) -> bool:
        """Whether AWS was asked there for names that begin so, which is no folder."""
        return bool(self._levels[depth].begun)

    def enter(self, name: str) -> None:
        """Go into the folder *name* of this level, or to what begins with it."""
        here = self.here
        here.chosen = name
        self._levels.append(Level(here.folder + name))
        self._let_go()

    def go_to(self, depth: int) -> None:
        """Back to an earlier level; 0 is the bucket itself."""
        del self._levels[depth + 1 :]

    def credentials(self, profile: Profile | None, *, valid: bool, expired: bool) -> Move:
        """What to do now that *profile* is chosen and its credentials are *valid*, or were before they *expired*."""
        if profile is None or not same_caller(profile, self.profile) or not (valid or expired):
            return Move.CLEAR
        self.profile = profile
        listing = self.here.listing
        if not valid:
            if listing.running:
                # Our own clock noticed the end before an answer of AWS did.
                listing.fail(Problem(Reason.EXPIRED))
                return Move.INTERRUPT
            return Move.NOTHING
        return Move.GO_ON if listing.expired else Move.NOTHING

    def arrive(self) -> Move:
        """What to do on coming (back) to where one is."""
        listing = self.here.listing
        if listing.stage is Stage.IDLE:
            return Move.LIST
        return Move.GO_ON if listing.running or listing.expired else Move.NOTHING

    def _let_go(self) -> None:
        kept = 0
        for level in reversed(self._levels[:-1]):
            kept += level.rows.total
            if kept > KEPT:
                level.forget()


def _added(above: Level, level: Level) -> str:
    added = level.prefix[len(above.folder) :]
    return added if level.begun else parts_of(added)[-1]
