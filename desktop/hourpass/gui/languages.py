"""The language of the app: that of the system, or the one chosen in the settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from hourpass.gui.resources import resource_path

LANGUAGES = ("en", "ja", "ko")
"""Those that the app speaks."""


def speak(app: QCoreApplication, chosen: str = "") -> str:
    """Have *app* speak *chosen*, or the first of the system's languages that it knows where that is empty; the language
    it speaks from now on. Dates and numbers are written as the chosen language does, else as the system does.
    """
    language = chosen if chosen in LANGUAGES else of_system(QLocale.system().uiLanguages())
    if chosen in LANGUAGES:
        QLocale.setDefault(QLocale(chosen))
    _load(app, str(resource_path("translations")), f"hourpass_{language}")
    if language != "en":  # Qt's own sentences, on the buttons of its dialogs
        _load(app, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}")
    return language


def of_system(wanted: list[str]) -> str:
    """The first of the languages *wanted* (``ja-JP``, ``en``, ``C``…) that the app speaks; English where it speaks none."""
    for name in wanted:
        language = name.replace("_", "-").partition("-")[0]
        if language in LANGUAGES:
            return language
    return "en"


def _load(app: QCoreApplication, folder: str, name: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):  # without its file, the texts are those of the sources
        app.installTranslator(translator)
