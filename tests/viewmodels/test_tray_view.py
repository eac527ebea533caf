from __future__ import annotations

from datetime import timedelta

from hourpass.domain.expiry import DEFAULT_WARNINGS, Phase
from hourpass.viewmodels.profile_rows import ProfileRow, rows
from hourpass.viewmodels.tray_view import MOST_IN_TOOLTIP, Action, TrayView, view
from services.fakes_services import START, profile, session


def some_rows(**minutes: float) -> tuple[ProfileRow, ...]:
    """A profile a name, whose hour has that many minutes left; zero for one that holds nothing."""
    held = {name: session(start=START - timedelta(minutes=60 - left)) for name, left in minutes.items() if left}
    return rows([profile(name) for name in minutes], held.get, START, DEFAULT_WARNINGS)


def tray(**minutes: float) -> TrayView:
    return view(some_rows(**minutes), lambda _: True)


def test_the_icon_is_that_of_the_profile_that_expires_first():
    got = tray(a=42, b=6, c=0)
    assert (got.phase, got.left) == (Phase.LOW, timedelta(minutes=6))
    assert round(got.fraction, 3) == 0.1


def test_an_expired_profile_does_not_hide_a_valid_one():
    assert tray(a=-5, b=42).phase is Phase.FRESH


def test_with_nothing_valid_the_icon_is_empty():
    assert (tray().phase, tray(a=0).phase, tray(a=0, b=-5).phase) == (Phase.NONE, Phase.NONE, Phase.EXPIRED)
    assert (tray(a=-5).fraction, tray(a=-5).left) == (0.0, None)


def test_the_tooltip_names_the_valid_ones_by_urgency():
    assert [each.name for each in tray(a=42, b=6, c=0, d=-1).rows] == ["b", "a"]


def test_the_tooltip_counts_those_it_has_no_room_for():
    got = tray(**{f"p{number}": 10 + number for number in range(MOST_IN_TOOLTIP + 2)})
    assert (len(got.rows), got.more) == (MOST_IN_TOOLTIP, 2)


def test_the_menu_has_every_profile_with_its_next_action():
    got = tray(a=42, b=0, c=-1)
    assert [(each.row.name, each.action) for each in got.menu] == [
        ("a", Action.RENEW),
        ("b", Action.GET),
        ("c", Action.GET),
    ]


def test_the_menu_knows_which_action_asks_for_a_code():
    got = view(some_rows(a=42, b=0), lambda profile_id: profile_id == "b")
    assert [each.asks_code for each in got.menu] == [False, True]
