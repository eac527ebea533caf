"""Whose language the app speaks."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
