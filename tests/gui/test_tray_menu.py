"""The tray's menu and what it says; a real tray is met by the desktop tests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from hourpass.domain.session import Session
from hourpass.gui.theme import Theme
from hourpass.gui.tray import MuteSpan, Tray
from hourpass.viewmodels import profile_rows, tray_view
from services.fakes_services import START, profile, session

WARNINGS = [timedelta(minutes=15), timedelta(minutes=5)]


@pytest.fixture
def tray(qtbot: QtBot, theme: Theme) -> Tray:
    return Tray(theme, "Hourpass")


def show(tray: Tray, held: dict[str, Session | None], muted: bool = False) -> None:
    rows = [profile_rows.row(profile(name), one, START, WARNINGS) for name, one in held.items()]
    tray.show_view(tray_view.view(rows, lambda _id: True), START + timedelta(hours=1) if muted else None)


def entries(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator() and action.isVisible()]


def entry(tray: Tray, text: str) -> QAction:
    return next(action for action in entries(tray._menu) if text in action.text().replace("&", ""))


def test_a_profile_says_its_time_and_what_a_click_does(tray: Tray):
    show(tray, {"reports": session(timedelta(minutes=42)), "audit": None})
    assert [action.text() for action in entries(tray._menu)][:2] == [
        "reports — 42 min · Renew…",
        "audit — Get credentials…",
    ]


def test_an_expired_one_says_so(tray: Tray):
    show(tray, {"reports": session(timedelta(hours=1), start=START - timedelta(hours=2))})
    assert entries(tray._menu)[0].text() == "reports — expired · Get credentials…"


def test_a_name_with_an_ampersand_is_no_mnemonic(tray: Tray):
    show(tray, {"R&D": None})
    assert entries(tray._menu)[0].text() == "R&&D — Get credentials…"


def test_a_row_asks_for_its_own_profile(tray: Tray):
    asked: list[str] = []
    tray.profile_action.connect(asked.append)
    show(tray, {"reports": None, "audit": None})
    entries(tray._menu)[1].trigger()
    show(tray, {"audit": None})
    entries(tray._menu)[0].trigger()
    assert asked == ["audit", "audit"]


def test_rows_that_stay_are_changed_in_place_when_the_menu_is_opened(tray: Tray):
    show(tray, {"reports": session(timedelta(minutes=42))})
    before = entries(tray._menu)
    show(tray, {"reports": session(timedelta(minutes=41))})
    tray._menu.aboutToShow.emit()
    assert entries(tray._menu) == before
    assert "41 min" in before[0].text()


def test_the_tooltip_names_the_valid_ones_first_to_expire_first(tray: Tray):
    show(tray, {"late": session(timedelta(hours=2)), "none": None, "soon": session(timedelta(minutes=4))})
    assert tray._tooltip(tray._shown) == "Hourpass\nsoon: 4 min left\nlate: 2 h left"


def test_with_many_valid_ones_the_tooltip_counts_the_rest(tray: Tray):
    show(tray, {f"profile-{number}": session(timedelta(hours=1)) for number in range(8)})
    lines = tray._tooltip(tray._shown).splitlines()
    assert len(lines) == 1 + tray_view.MOST_IN_TOOLTIP + 1
    assert "3" in lines[-1]


def test_without_credentials_the_tooltip_says_so(tray: Tray):
    assert tray._tooltip(None) == "Hourpass: no credentials"


@pytest.mark.parametrize(("text", "span"), [("For 1 hour", MuteSpan.HOUR), ("For today", MuteSpan.TODAY)])
def test_warnings_can_be_muted(tray: Tray, text: str, span: MuteSpan):
    asked: list[object] = []
    tray.mute_asked.connect(asked.append)
    show(tray, {"reports": None})
    choices = entries(tray._mute)
    next(action for action in choices if text in action.text().replace("&", "")).trigger()
    assert asked == [span]


def test_muted_warnings_say_until_when_and_can_be_had_again(tray: Tray):
    asked: list[object] = []
    tray.mute_asked.connect(asked.append)
    show(tray, {"reports": None})
    assert len(entries(tray._mute)) == 2
    show(tray, {"reports": None}, muted=True)
    assert "until" in tray._mute.title()
    entries(tray._mute)[-1].trigger()
    assert asked == [MuteSpan.NONE]


def test_the_settings_are_above_the_ways_out(tray: Tray):
    asked = []
    tray.settings_asked.connect(lambda: asked.append(True))
    show(tray, {"reports": None})
    texts = [action.text().replace("&", "") for action in entries(tray._menu)]
    assert texts[-5:] == [
        "Mute warnings",
        "Settings…",
        "Forget all credentials",
        "Quit",
        "Quit and forget credentials",
    ]
    entry(tray, "Settings").trigger()
    assert asked == [True]


def test_everything_can_be_forgotten_without_an_end(tray: Tray):
    asked = []
    tray.forget_all_asked.connect(lambda: asked.append(True))
    show(tray, {"reports": None})
    entry(tray, "Forget all").trigger()
    assert asked == [True]


def test_there_are_two_ways_out(tray: Tray):
    told = []
    tray.quit_asked.connect(lambda: told.append("quit"))
    tray.quit_and_forget_asked.connect(lambda: told.append("forget"))
    entries(tray._menu)[-2].trigger()
    entries(tray._menu)[-1].trigger()
    assert told == ["quit", "forget"]


def test_the_way_out_shows_the_windows_key_for_it(tray: Tray):
    assert [action.shortcut().toString() for action in entries(tray._menu)[-2:]] == ["Ctrl+Q", ""]


def test_without_a_tray_it_is_absent_and_harmless(tray: Tray):
    tray.look_for_tray()
    show(tray, {"reports": session(timedelta(minutes=42))})
    tray.message("title", "body")
    tray.hide()
    assert not tray.present


def test_each_row_has_the_ring_of_its_own_profile(tray: Tray):
    show(tray, {"reports": session(timedelta(minutes=42)), "audit": None})
    empty = entries(tray._menu)[1].icon().pixmap(32).toImage()
    show(tray, {"audit": None})
    assert entries(tray._menu)[0].icon().pixmap(32).toImage() == empty
