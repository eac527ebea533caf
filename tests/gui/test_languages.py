"""Whose language the app speaks."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gui.spoken import spoken
from hourpass.domain.languages import LANGUAGES

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QLocale
from hourpass.gui.languages import speak
app = QCoreApplication([])
print(speak(app, sys.argv[1]))
print(QCoreApplication.translate("SettingsDialog", "Settings"))
print(QCoreApplication.translate("QPlatformTheme", "Cancel"))
print(QCoreApplication.translate("Tray", "and %n more", "", 2))
print(QLocale().name())
"""


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_a_chosen_language_is_spoken_to_its_last_button_and_date(chosen: str):
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, chosen], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    language, title, button, plural, locale = run.stdout.splitlines()
    assert (language, locale.partition("_")[0]) == (chosen, chosen)
    assert (title == "Settings") == (chosen == "en")
    assert (button == "Cancel") == (chosen == "en")
    assert "2" in plural


@pytest.mark.parametrize("chosen", LANGUAGES)
def test_the_sandbox_is_named_at_the_end_of_the_main_title_so_that_qt_does_not_append_it_again(
    qapp: QApplication, chosen: str
):
    with spoken(qapp, chosen):
        title = QCoreApplication.translate("Application", "Hourpass — Sandbox")
        assert title.endswith(QCoreApplication.translate("Application", "Sandbox"))
        assert (title == "Hourpass — Sandbox") == (chosen == "en")
