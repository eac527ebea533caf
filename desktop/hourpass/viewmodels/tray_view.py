"""The tray: one icon for all profiles, a tooltip for the valid ones, a menu row for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from hourpass.domain.expiry import Phase
from hourpass.viewmodels.profile_rows import ProfileRow

MOST_IN_TOOLTIP = 5
"""Some systems cut a tooltip after some hundred characters."""


class Action(Enum):
    """What a menu row does when it is chosen."""

    RENEW = "renew"
    GET = "get"


@dataclass(frozen=True, slots=True)
class MenuRow:
    """A profile in the menu."""

    row: ProfileRow
    action: Action
    asks_code: bool  # otherwise it is done without a question


@dataclass(frozen=True, slots=True)
class TrayView:
    """What the tray shows; the ring is that of the valid profile that expires first."""

    phase: Phase
    fraction: float
    left: timedelta | None
    rows: tuple[ProfileRow, ...]  # of the tooltip: valid ones, first to expire first
    more: int  # valid ones that the tooltip has no room for
    menu: tuple[MenuRow, ...]  # all, in the person's order


def view(rows: Sequence[ProfileRow], code_needed: Callable[[str], bool]) -> TrayView:
    """The tray's view of *rows*; *code_needed* tells whether a profile's id needs a code now."""
    valid = sorted((row for row in rows if row.left is not None), key=lambda row: row.left or timedelta(0))
    menu = tuple(MenuRow(row, Action.RENEW if row.valid else Action.GET, code_needed(row.profile_id)) for row in rows)
    shown = tuple(valid[:MOST_IN_TOOLTIP])
    if valid:
        first = valid[0]
        return TrayView(first.phase, first.fraction, first.left, shown, len(valid) - len(shown), menu)
    over = any(row.phase is Phase.EXPIRED for row in rows)
    return TrayView(Phase.EXPIRED if over else Phase.NONE, 0.0, None, (), 0, menu)
