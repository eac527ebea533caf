"""How far the listing of one folder has come, and how much of it is asked for by itself.

A folder that is not huge comes whole. Of a huge one nobody reads all: a million objects are a thousand requests and
minutes, so the rest comes as somebody scrolls down, or when all is asked for, up to what a computer holds with ease.
"""

from __future__ import annotations

from hourpass.viewmodels.listing import Listing, Stage

BY_ITSELF = 100_000
"""Rows that come without anybody asking."""
BY_SCROLLING = 10_000
"""Rows that come each time that somebody reaches the end."""
MOST = 1_000_000
"""Rows that are held at most: some 65 MB of them, where names have 30 letters."""


class ObjectListing(Listing):
    """The listing of one folder, and where it goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.more = ""
        """Where the next page begins; empty before the first one and behind the last one."""
        self.untouched = True
        """Whether no page has come since it began: rows that are there are of the listing before."""
        self._goal = 0

    @property
    def missing(self) -> int:
        """How many rows are still wanted."""
        return max(self._goal - self.count, 0)

    @property
    def full(self) -> bool:
        """Whether no more is held, although there is more."""
        return self.stage is Stage.PAUSED and self.count >= MOST

    @property
    def complete(self) -> bool:
        """Whether all that there is has come."""
        return self.stage in {Stage.LOADED, Stage.EMPTY}

    def begin(self) -> None:
        super().begin()
        self.more, self.untouched, self._goal = "", True, BY_ITSELF

    def take(self, rows: int, more: str) -> None:
        """A page with so many rows has come, and says where the next one begins."""
        self.add(rows)
        self.more, self.untouched = more, False

    def go_on(self) -> None:
        """Pages are being asked for, from where it was; what it was to reach stays."""
        self.stage, self.problem = Stage.LOADING, None
        if not self.missing:
            self.want_more()

    def want_more(self) -> None:
        """Let some more rows come."""
        self._goal = min(self.count + BY_SCROLLING, MOST)

    def want_all(self) -> None:
        """Let all rows come, as far as they are held."""
        self._goal = MOST

    def finish(self) -> None:
        """What was asked for has come."""
        if self.more:
            self.stage = Stage.PAUSED
        else:
            super().finish()
