"""Every window of the app, opened as far as it goes, for what is tested of all of them alike."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from gui.fakes_office import Office
from gui.small_windows import PROBLEM, SMALL
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


def open_office(qtbot: QtBot, theme: Theme) -> Office:
    """The main window with its page and the real tabs."""
    made = Office(qtbot, theme)
    services = join(made.book)
    others = elsewhere(theme, made.tasks, services, made.window)
    for _ in (*ProfileTabs(theme, made.tasks, services, others, made.page).build(), *others.furnish()):
        pass
    return made


def turn_to(office: Office, tab: int, card: str, *, listing: bool = False) -> None:
    """That tab, below that card: "code", "busy" or "countdown"; the list of buckets is there, or still coming."""
    office.page.show_countdown(card == "countdown")
    office.page.code_card.show_busy(card == "busy")
    assert office.page.tabs is not None
    office.page.tabs.setCurrentIndex(tab)
    bar = office.page.findChild(ListingBar)
    assert bar is not None
    bar.show()  # as it is once there are credentials
    bar.show_state("9 buckets", listing, True)


def turn_to_first_page(office: Office, theme: Theme) -> FirstStart:
    """The ways in, with files to import."""
    first = FirstStart(theme)
    first.show_found(2)
    office.window.show_page(first)
    office.window.offer_new_profiles(False)
    return first


def open_profile_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks, profile: Profile | None) -> ProfileDialog:
    """For *profile*, or for a new one, with all its fields."""
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
    return dialog


def open_import_dialog(qtbot: QtBot, theme: Theme, tasks: Tasks) -> ImportDialog:
    """With what can be imported."""
    dialog = ImportDialog(theme, tasks, lambda _cancel: (proposal(),), lambda *_args: "")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: tasks.idle)
    return dialog


def open_small(qtbot: QtBot, theme: Theme, tasks: Tasks, name: str) -> QWidget:
    """That one of SMALL, with a problem in full where it can have one."""
    window = SMALL[name](theme, tasks)
    qtbot.addWidget(window)
    window.show()
    if window.findChild(ProblemPanel) is not None:
        unfold(window)
    return window


def click(root: QWidget, name: str) -> None:
    button = root.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def unfold(root: QWidget) -> None:
    """Show a problem in full."""
    panel = root.findChild(ProblemPanel)
    assert panel is not None
    panel.show_problem(PROBLEM)
    click(panel, "problemDetailsButton")
    copy = panel.findChild(QAbstractButton, "copyProblemButton")
    assert copy is not None
    assert copy.isVisible()
