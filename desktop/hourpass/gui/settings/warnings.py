"""When to warn: minutes before the end, as many as one likes."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from hourpass.gui.controls import text_label
from hourpass.gui.profile_form_rows import FieldRow, field_grid
from hourpass.gui.sections import Section
from hourpass.gui.wording import settings as words
from hourpass.viewmodels.settings_form import SettingsField, SettingsForm

_WIDTH = 150


class WarningsSection(Section):
    """Says what the minutes amount to while they are typed, and writes them as they will be kept once one goes on."""

    def __init__(self, form: SettingsForm, parent: QWidget) -> None:
        super().__init__(self.tr("Warnings"), parent)
        self._form = form
        self._ended = False
        inputs = QWidget(self)
        self.field = QLineEdit(form.warn_text, inputs)
        self.field.setObjectName("warnMinutesInput")
        self.field.setAccessibleName(self.tr("How many minutes before expiry to warn"))
        self.field.setPlaceholderText(self.tr("none"))
        self.field.setMinimumWidth(_WIDTH)
        self.field.textChanged.connect(self._type)
        unit = text_label(self.tr("minutes before credentials expire"), inputs)
        self._row = FieldRow(field_grid(inputs), self.tr("&Warn me"), self.field, (unit,))
        self._row.reserve(2)
        self._row.left.connect(self._leave)
        self.body.addWidget(inputs)
        self._show()

    def end(self) -> None:
        """The field loses the focus as the dialog goes; that is no longer looked at."""
        self._ended = True

    def _type(self, text: str) -> None:
        self._form.warn_text = text
        self._show()

    def _leave(self) -> None:
        if not self._ended:
            self._form.tidy()
            self.field.setText(self._form.warn_text)

    def _show(self) -> None:
        flaw = self._form.flaws.get(SettingsField.WARN_MINUTES)
        self._row.set_hint(words.warnings(self._form.warn_minutes))
        self._row.show_flaw(words.flaw(flaw) if flaw else "")
