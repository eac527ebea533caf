"""The app speaking another language for a while, Qt's own texts included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from hourpass.adapters.resources import resource_path


@contextmanager
def spoken(app: QApplication, language: str) -> Iterator[None]:
    """What is made in here is in *language*."""
    folders = {
        "hourpass": str(resource_path("translations")),
        "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
    }
    translators = []
    for name, folder in folders.items():
        translator = QTranslator()
        if name == "hourpass" or language != "en":  # Qt speaks English by itself
            assert translator.load(f"{name}_{language}", folder)
            app.installTranslator(translator)
            translators.append(translator)
    try:
        yield
    finally:
        for translator in translators:
            app.removeTranslator(translator)
