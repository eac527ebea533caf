"""Tab goes through each window as one reads it: by lines, from left to right, and through its columns one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from gui.reading_order import out_of_order
from gui.test_mnemonics import HELD, SMALL, unfold
from hourpass.bootstrap import join
from hourpass.domain.profile import Profile
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.first_start import FirstStart
from hourpass.gui.import_dialog import ImportDialog
from hourpass.gui.listing_bar import ListingBar
from hourpass.gui.profile_dialog import ProfileDialog
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from viewmodels.proposals import proposal


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.close()


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    """The main window with its page and the real tabs."""
    made = Office(qtbot, theme)
    services = join(made.book)
    others = elsewhere(theme, made.tasks, services, made.window)
    for _ in (*ProfileTabs(theme, made.tasks, services, others, made.page).build(), *others.furnish()):
        pass
    made.window.show()
    yield made
    made.close()


def test_the_walk_sees_what_lies_out_of_order(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    first, last, between = (QLineEdit(window, objectName=name) for name in ("first", "last", "between"))
    row = QHBoxLayout()
    row.addWidget(first)
    row.addWidget(between)
    column = QVBoxLayout(window)
    column.addLayout(row)
    column.addWidget(last)
    window.show()
    assert out_of_order(window) == ["first > last", "last > between", "between > first"]
    QWidget.setTabOrder(first, between)
    QWidget.setTabOrder(between, last)
    assert out_of_order(window) == []


@pytest.mark.parametrize("tab", range(4))
@pytest.mark.parametrize("card", ["code", "busy", "countdown"])
def test_on_the_main_page(qtbot: QtBot, office: Office, tab: int, card: str):
    office.page.show_countdown(card == "countdown")
    office.page.code_card.show_busy(card == "busy")
    assert office.page.tabs is not None
    office.page.tabs.setCurrentIndex(tab)
    bar = office.page.findChild(ListingBar)
    assert bar is not None
    bar.show()  # as it is once there are credentials
    bar.show_state("9 buckets", False, True)
    assert out_of_order(office.window) == []


def test_on_the_first_page(theme: Theme, office: Office):
    first = FirstStart(theme)
    first.show_found(2)
    office.window.show_page(first)
    office.window.offer_new_profiles(False)
    assert out_of_order(office.window) == []


@pytest.mark.parametrize("profile", [None, HELD])
def test_in_the_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None):
    dialog = ProfileDialog(
        theme,
        tasks,
        profile=profile,
        other_names=frozenset(),
        key_ids=(),
        look_up_devices=lambda _keys, _region, _cancel: (),
    )
    qtbot.addWidget(dialog)
    dialog.show()
    more = dialog.findChild(QToolButton, "moreButton")
    assert more is not None
    more.setChecked(True)
    unfold(dialog)
    assert out_of_order(dialog) == []


def test_in_the_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks):
    dialog = ImportDialog(theme, tasks, lambda _cancel: (proposal(),), lambda *_args: "")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: tasks.idle)
    unfold(dialog)
    assert out_of_order(dialog) == []


@pytest.mark.parametrize("make", SMALL.values(), ids=SMALL.keys())
def test_in_the_small_windows(qtbot: QtBot, theme: Theme, tasks: Tasks, make: Callable[[Theme, Tasks], QWidget]):
    window = make(theme, tasks)
    qtbot.addWidget(window)
    window.show()
    if window.findChild(ProblemPanel) is not None:
        unfold(window)
    assert out_of_order(window) == []
