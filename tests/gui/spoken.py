"""The app speaking another language for a while, Qt's own texts included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from hourpass.adapters.resources import resource_path

LONGER = str.maketrans({vowel: vowel * 2 for vowel in "aeiou"})


class Stretched(QTranslator):
    """English with longer vowels; placeholders stay."""

    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str:  # noqa: ARG002 (Qt's own signature)
        return "".join(
            part if part.startswith("{") or "%" in part else part.translate(LONGER) for part in _parts(source)
        )

    def isEmpty(self) -> bool:
        return False


def _parts(text: str) -> Iterator[str]:
    while text:
        before, brace, rest = text.partition("{")
        yield before
        name, closed, text = rest.partition("}")
        yield brace + name + closed


@contextmanager
def spoken(app: QApplication, language: str) -> Iterator[None]:
    """What is made in here is in *language*, or in "stretched" English."""
    translators = [Stretched()] if language == "stretched" else list(_loaded(language))
    for translator in translators:
        app.installTranslator(translator)
    try:
        yield
    finally:
        for translator in translators:
            app.removeTranslator(translator)


def _loaded(language: str) -> Iterator[QTranslator]:
    folders = {"hourpass": str(resource_path("translations"))}
    if language != "en":  # which Qt speaks by itself
        folders["qtbase"] = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in folders.items():
        translator = QTranslator()
        assert translator.load(f"{name}_{language}", folder)
        yield translator
