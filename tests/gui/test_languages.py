"""Whose language the app speaks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hourpass.gui.languages import LANGUAGES, of_system

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


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["ja-JP", "ja"], "ja"),
        (["ko_KR"], "ko"),
        (["en-GB", "ja-JP"], "en"),  # whoever puts English first gets it, though its file has hardly anything in it
        (["de-DE", "ko-KR"], "ko"),
        (["de-DE"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_of_the_systems_languages_that_is_known_is_spoken(wanted: list[str], language: str):
    assert of_system(wanted) == language


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
