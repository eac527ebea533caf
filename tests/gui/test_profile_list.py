from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from hourpass.gui.palette import LIGHT
from hourpass.gui.profile_list import ProfileList
from hourpass.gui.theme import Theme
from hourpass.viewmodels.profile_rows import ProfileRow, row
from services.fakes_services import KEYS, START, profile, session

WARNINGS = [timedelta(minutes=15), timedelta(minutes=5)]


def some_row(name: str, expires_in: timedelta | None = None) -> ProfileRow:
    held = session(expires_in, start=START) if expires_in else None
    return row(profile(name), held, START, WARNINGS)


class List:
    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.widget = ProfileList(theme)
        qtbot.addWidget(self.widget)
        self.told: list[tuple[str, str]] = []
        for name in ("chosen", "entered", "edit_asked", "remove_asked"):
            getattr(self.widget, name).connect(lambda profile_id, name=name: self.told.append((name, profile_id)))
        self.rows = [some_row("reports", timedelta(hours=1)), some_row("audit"), some_row("backup")]
        self.widget.show_rows(self.rows, "reports")
        self.widget.resize(280, 300)
        self.widget.show()

    def spoken(self, place: int) -> Any:
        return self.widget.model().index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def profiles(qtbot: QtBot, theme: Theme) -> List:
    return List(qtbot, theme)


def test_showing_rows_chooses_nothing_by_itself(profiles: List):
    profiles.widget.show_rows(profiles.rows, "audit")
    assert profiles.widget.currentIndex().row() == 1
    assert profiles.told == []


def test_an_arrow_key_chooses_the_next_and_return_enters_it(qtbot: QtBot, profiles: List):
    qtbot.keyClick(profiles.widget, Qt.Key.Key_Down)
    assert profiles.told == [("chosen", "audit")]
    qtbot.keyClick(profiles.widget, Qt.Key.Key_Return)
    assert profiles.told[-1] == ("entered", "audit")


def test_a_click_chooses_and_goes_on_to_the_code(qtbot: QtBot, profiles: List):
    at = profiles.widget.visualRect(profiles.widget.model().index(2, 0)).center()
    qtbot.mouseClick(profiles.widget.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert profiles.told == [("chosen", "backup"), ("entered", "backup")]


def test_the_chosen_row_stays_when_one_before_it_goes(profiles: List):
    profiles.widget.show_rows(profiles.rows, "backup")
    profiles.widget.show_rows(profiles.rows[1:], "backup")
    assert profiles.widget.currentIndex().row() == 1
    assert profiles.told == []


def test_each_row_is_spoken_whole(profiles: List):
    assert profiles.spoken(0) == "reports, role s3-reader · 1111…3333, 1 h left"
    assert profiles.spoken(1) == "audit, role s3-reader · 1111…3333, no credentials"


def test_only_rows_that_changed_are_drawn_again(profiles: List):
    changed: list[int] = []
    profiles.widget.model().dataChanged.connect(lambda first, _last, *_: changed.append(first.row()))
    profiles.widget.show_rows([profiles.rows[0], some_row("audit", timedelta(minutes=3)), profiles.rows[2]], "reports")
    assert changed == [1]


def test_the_ring_of_a_valid_profile_is_drawn_in_its_colour(profiles: List):
    picture = profiles.widget.grab().toImage()
    first = profiles.widget.visualRect(profiles.widget.model().index(0, 0))
    colours = {picture.pixelColor(x, y).name() for x in range(50) for y in range(first.top(), first.bottom(), 1)}
    assert QColor(LIGHT.ok).name() in colours


def test_an_empty_list_says_that_it_is(profiles: List):
    def blank() -> bool:
        picture = profiles.widget.viewport().grab().toImage()
        return len({picture.pixel(x, y) for x in range(picture.width()) for y in range(40)}) == 1

    profiles.widget.show_rows([], "")
    assert not blank()
    assert profiles.widget.accessibleDescription() == "No profiles yet"
    profiles.widget.show_rows(profiles.rows, "")
    assert profiles.widget.accessibleDescription() == ""


def test_a_long_name_has_the_whole_row_and_the_time_gives_way(profiles: List):
    long = replace(some_row("long", timedelta(hours=1)), name="reports-of-all-regions-mm")

    def drawn(row: ProfileRow) -> QImage:
        profiles.widget.show_rows([row], "")
        picture: QImage = profiles.widget.grab().toImage()
        line = profiles.widget.visualRect(profiles.widget.model().index(0, 0))
        return picture.copy(line.right() - 44, line.top() + 8, 34, line.height() // 2 - 8)  # the end of the upper line

    profiles.widget.resize(54 + _bold_width(profiles, long.name) + 20, 300)
    assert drawn(long) == drawn(replace(long, left=timedelta(minutes=3)))
    assert drawn(profiles.rows[0]) != drawn(replace(profiles.rows[0], left=timedelta(minutes=3)))


def _bold_width(profiles: List, name: str) -> int:
    bold = QFont(profiles.widget.font())
    bold.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(bold).horizontalAdvance(name)


def test_keys_edit_and_remove_the_chosen_profile(qtbot: QtBot, profiles: List):
    qtbot.keyClick(profiles.widget, Qt.Key.Key_F2)
    qtbot.keyClick(profiles.widget, Qt.Key.Key_Delete)
    assert profiles.told == [("edit_asked", "reports"), ("remove_asked", "reports")]


def test_its_menu_offers_the_same_for_the_row_below_the_mouse_and_to_forget_everything(profiles: List):
    profiles.widget.forget_all_asked.connect(lambda: profiles.told.append(("forget_all_asked", "")))
    at: QPoint = profiles.widget.visualRect(profiles.widget.model().index(1, 0)).center()
    profiles.widget.customContextMenuRequested.emit(at)
    menu = profiles.widget.findChild(QMenu)
    assert menu is not None
    for action in menu.actions():
        action.trigger()
    assert profiles.told == [("edit_asked", "audit"), ("remove_asked", "audit"), ("forget_all_asked", "")]
    menu.close()


@pytest.mark.parametrize("key", ["", KEYS.access_key_id])
def test_what_hangs_on_a_users_key_is_offered_where_there_is_one(profiles: List, key: str):
    shown = row(profile("audit", access_key_id=key), None, START, WARNINGS)
    profiles.widget.show_rows([shown], "audit")
    profiles.widget.customContextMenuRequested.emit(
        profiles.widget.visualRect(profiles.widget.model().index(0, 0)).center()
    )
    menu = profiles.widget.findChild(QMenu)
    assert menu is not None
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert [enabled["&MFA devices…"], enabled["Remove from &AWS…"]] == [bool(key)] * 2
    menu.close()
