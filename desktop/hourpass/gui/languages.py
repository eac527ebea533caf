"""The language of the app: that of the system, or the one chosen in the settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from hourpass.adapters.resources import resource_path
from hourpass.domain.languages import LANGUAGES, first_spoken

PROPERTY = "language"
"""Of the application: what it speaks."""


def speak(app: QCoreApplication, chosen: str = "") -> str:
    """Have *app* speak *chosen*, or the first of the system's languages that it knows where that is empty; the language
    it speaks from now on. Dates and numbers are written as the chosen language does, else as the system does.
    """
    language = spoken_for(chosen)
    app.setProperty(PROPERTY, language)
    if chosen in LANGUAGES:
        QLocale.setDefault(QLocale(chosen))
    _load(app, str(resource_path("translations")), f"hourpass_{language}")
    if language != "en":  # Qt's own sentences, on the buttons of its dialogs
        _load(app, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language}")
    return language


def spoken() -> str:
    """The language that the app speaks."""
    app = QCoreApplication.instance()
    return (app.property(PROPERTY) if app is not None else None) or "en"


def spoken_for(chosen: str) -> str:
    """The language that is spoken where the settings say *chosen*."""
    return chosen if chosen in LANGUAGES else first_spoken(QLocale.system().uiLanguages())


def _load(app: QCoreApplication, folder: str, name: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):  # without its file, the texts are those of the sources
        app.installTranslator(translator)
