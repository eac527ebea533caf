"""About Hourpass: what it tells, and what a report holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.fakes_settings import FakeAutostart
from gui.spoken import spoken
from hourpass.adapters import places
from hourpass.adapters.settings_file import SettingsFile
from hourpass.bootstrap import join
from hourpass.gui import announcing
from hourpass.gui.about_dialog import AboutDialog
from hourpass.gui.about_doors import AboutDoors
from hourpass.gui.dialog import TITLE_BAR
from hourpass.gui.main_window import MainWindow
from hourpass.gui.screen_room import screen_room
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import diagnosis as words
from hourpass.services.ports import VaultKind
from hourpass.services.profile_book import ProfileBook
from hourpass.version import VERSION
from hourpass.viewmodels.diagnosis import Diagnosis, Known

FOUND = Diagnosis(
    version=VERSION,
    sandbox=False,
    system="Linux 6.1",
    desktop="GNOME, wayland",
    libraries=(("Qt", "6.11.3"),),
    language="en",
    secrets=VaultKind.KEYRING,
    tray=False,
    files=("/home/maya/.config/hourpass/settings.json",),
)


def said(dialog: AboutDialog, known: Known) -> str:
    return dialog.findChild(QLabel, f"{known.value}Fact").text()


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> AboutDialog:
    made = AboutDialog(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_everything_is_told_in_words_or_as_not_known_yet(dialog: AboutDialog):
    dialog.show_diagnosis(FOUND)
    assert all(said(dialog, known) for known in Known)
    assert said(dialog, Known.SECRETS) == said(dialog, Known.NOTIFICATIONS) == "…"
    later = replace(FOUND, backend="GNOME Keyring", notifications="dunst 1.9", clock_offset=timedelta(seconds=42))
    dialog.show_diagnosis(later)
    assert "GNOME Keyring" in said(dialog, Known.SECRETS)
    assert said(dialog, Known.NOTIFICATIONS) == "dunst 1.9"
    assert said(dialog, Known.CLOCK).startswith("42 s behind")


def test_a_screen_reader_says_what_each_value_is_of(dialog: AboutDialog):
    dialog.show_diagnosis(FOUND)
    dialog.show_diagnosis(replace(FOUND, tray=True))
    value = dialog.findChild(QLabel, f"{Known.TRAY.value}Fact")
    assert QAccessible.queryAccessibleInterface(value).text(QAccessible.Text.Name) == "Tray: Available"


def test_the_sandbox_is_told_in_the_language_of_the_window(qapp: QApplication, dialog: AboutDialog):
    with spoken(qapp, "ja"):
        dialog.show_diagnosis(replace(FOUND, sandbox=True))
    assert said(dialog, Known.VERSION) == f"{VERSION} · サンドボックス"
    dialog.findChild(QPushButton, "copyDiagnosisButton").click()
    assert QGuiApplication.clipboard().text().startswith(f"hourpass: {VERSION} · sandbox\n")


def test_the_first_of_several_lines_stands_beside_its_name(dialog: AboutDialog):
    dialog.show_diagnosis(replace(FOUND, files=tuple(f"/home/maya/{number}" for number in range(4))))
    value = dialog.findChild(QLabel, f"{Known.FILES.value}Fact")
    name = next(label for label in dialog.findChildren(QLabel) if label.text() == words.title(Known.FILES))
    assert name.y() == value.y()
    assert name.contentsMargins().top() == value.contentsMargins().top() > 0
    assert name.alignment() == value.alignment() == Qt.AlignmentFlag.AlignTop
    assert value.height() >= 4 * value.fontMetrics().lineSpacing() + 2 * value.contentsMargins().top()


def test_it_is_as_tall_as_it_needs_as_far_as_the_screen_allows(dialog: AboutDialog):
    dialog.show_diagnosis(replace(FOUND, files=tuple(f"/home/maya/{number}" for number in range(40))))
    most = screen_room(dialog).height() - TITLE_BAR
    line = dialog.findChild(QLabel, f"{Known.FILES.value}Fact").fontMetrics().lineSpacing()
    assert most - line < dialog.height() <= most  # less than a line is given up, for none to be cut through


def test_the_libraries_take_few_lines_and_none_is_torn_from_its_version(dialog: AboutDialog):
    dialog.show_diagnosis(replace(FOUND, libraries=(("Qt", "6.11.3"), ("boto3", "1.44.8"))))
    assert said(dialog, Known.LIBRARIES) == "Qt\u00a06.11.3\u00a0· boto3\u00a01.44.8"


def test_it_grows_upwards_where_there_is_no_room_below(dialog: AboutDialog):
    screen = screen_room(dialog)
    dialog.move(0, screen.bottom() - dialog.height())
    dialog.show_diagnosis(replace(FOUND, files=tuple(f"/home/maya/{number}" for number in range(9))))
    assert screen.contains(dialog.geometry())


def test_a_report_goes_to_the_clipboard_and_that_is_read_out(dialog: AboutDialog, monkeypatch: pytest.MonkeyPatch):
    heard: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda _button, text: heard.append(text))
    button = dialog.findChild(QPushButton, "copyDiagnosisButton")
    assert not button.isEnabled()
    dialog.show_diagnosis(FOUND)
    button.click()
    assert QGuiApplication.clipboard().text().startswith(f"hourpass: {VERSION}\nsystem: Linux 6.1\n")
    assert heard == ["Copied"]


def test_the_real_things_are_found_out(
    qtbot: QtBot, theme: Theme, tasks: Tasks, monkeypatch: pytest.MonkeyPatch, tmp_path: object
):
    monkeypatch.setenv("https_proxy", "http://maya:pass-word@proxy.example:3128")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    window = MainWindow("Hourpass")
    qtbot.addWidget(window)
    services = replace(join(ProfileBook(SettingsFile(f"{tmp_path}/settings.json"))), keyring=None)
    doors = AboutDoors(window, theme, tasks, services, lambda: True, FakeAutostart(), window)
    doors.open()
    qtbot.waitUntil(lambda: tasks.idle, timeout=10_000)
    dialog = window.findChild(AboutDialog)
    assert "Python" in said(dialog, Known.SYSTEM)
    assert "boto3" in said(dialog, Known.LIBRARIES)
    assert "XFCE" in said(dialog, Known.DESKTOP)
    kept = said(dialog, Known.FILES).splitlines()
    assert {places.setups_folder(sandbox=False), places.rotations_folder(sandbox=False)} <= set(kept)
    assert kept[-1] == FakeAutostart().place
    assert "https_proxy=http://proxy.example:3128" in said(dialog, Known.NETWORK).splitlines()
    dialog.findChild(QPushButton, "closeAboutButton").click()
    assert not dialog.isVisible()
