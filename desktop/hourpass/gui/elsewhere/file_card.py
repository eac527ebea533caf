"""The card of the shared credentials file, for tools that know nothing else: off unless a person wants it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.gui.controls import Combo, Tone
from hourpass.gui.elsewhere.use_card import UseCard
from hourpass.gui.theme import Theme


class FileCard(UseCard):
    """*path* is the file as people write it."""

    chosen = Signal(bool)

    def __init__(self, theme: Theme, path: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "fileCard", self.tr("Credentials file"), "", parent)
        self._path = path
        self.words.setText(
            self.tr(
                "For tools that read only {0}. Hourpass keeps the credentials there fresh until they expire, then removes them. Meanwhile, your programs can read them."
            ).format(path)
        )
        self._combo = Combo(theme, self)
        self._combo.setObjectName("credentialsFileCombo")
        self._combo.setAccessibleName(self.tr("Keep the credentials in the file"))
        self._combo.addItems([self.tr("Off"), self.tr("Keep fresh")])
        self.buttons.addWidget(self._combo)
        self._combo.activated.connect(lambda index: self.chosen.emit(index == 1))

    def show_choice(self, kept: bool, section: str, *, usable: bool) -> None:
        """Whether they are kept there, and as which *section* they stand there now."""
        self._combo.setCurrentIndex(int(kept))
        self._combo.setEnabled(True)
        if section:
            self.status.set_message(Tone.OK, self.tr("Saved as [{0}].").format(section))
        elif kept and not usable:
            self.status.set_message(Tone.INFO, self.tr("They are written once you have credentials."))
        else:
            self.status.clear()

    def show_busy(self) -> None:
        """While the file is written."""
        self._combo.setEnabled(False)

    def show_failure(self, text: str) -> None:
        """It could not be written."""
        self._combo.setEnabled(True)
        self.status.set_message(Tone.BAD, text)
