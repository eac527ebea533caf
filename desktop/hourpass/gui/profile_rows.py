"""The rows of a profile's form: for each of its fields a widget that shows it and takes what is typed into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from hourpass.domain.profile_flaws import Field
from hourpass.gui.controls import Combo
from hourpass.gui.profile_form_rows import EditableCombo, FieldRow
from hourpass.gui.theme import Theme
from hourpass.gui.wording import flaws
from hourpass.viewmodels.profile_form import ProfileForm

W = TypeVar("W", bound=QWidget)


class ProfileRows(QObject):
    """Each goes into a grid, below the others there; its widget has a name for scripts, and one for screen readers."""

    typed = Signal(object)
    """Into that Field; the form knows."""

    def __init__(self, theme: Theme, form: ProfileForm, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._form = theme, form
        self._rows: dict[Field, FieldRow] = {}
        self._ended = False

    def __getitem__(self, field: Field) -> FieldRow:
        return self._rows[field]

    def end(self) -> None:
        """Fields lose the focus while the dialog is being destroyed, too; that is no longer looked at."""
        self._ended = True

    def line(
        self, grid: QGridLayout, title: str, field: Field, name: str, accessible: str, *beside: QWidget
    ) -> QLineEdit:
        """A line to type in."""
        line = QLineEdit(self._form.text(field), grid.parentWidget())
        line.textChanged.connect(lambda text: self._type(field, text))
        return self._add(grid, title, field, name, accessible, line, *beside)

    def combo(
        self,
        grid: QGridLayout,
        title: str,
        field: Field,
        name: str,
        accessible: str,
        *beside: QWidget,
        choices: Iterable[str] = (),
    ) -> EditableCombo:
        """A line with suggestions."""
        combo = EditableCombo(self._theme, grid.parentWidget())
        combo.text_field().setAccessibleName(accessible)
        combo.addItems(list(choices))
        combo.setEditText(self._form.text(field))
        combo.editTextChanged.connect(lambda text: self._type(field, text))
        return self._add(grid, title, field, name, accessible, combo, *beside)

    def lines(self, grid: QGridLayout, title: str, field: Field, name: str, accessible: str) -> QPlainTextEdit:
        """Several lines to type in."""
        lines = QPlainTextEdit(self._form.text(field), grid.parentWidget())
        lines.setTabChangesFocus(True)
        lines.textChanged.connect(lambda: self._type(field, lines.toPlainText()))
        return self._add(grid, title, field, name, accessible, lines)

    def choice(self, grid: QGridLayout, title: str, field: Field, name: str, accessible: str) -> Combo:
        """A list to choose from; whoever fills it hears of what is chosen."""
        return self._add(grid, title, field, name, accessible, Combo(self._theme, grid.parentWidget()))

    def show_flaws(self) -> None:
        """Say what is wrong, each below its field."""
        found = self._form.flaws
        for field, row in self._rows.items():
            row.show_flaw(flaws.field_flaw(field, found[field]) if field in found else "")

    def _type(self, field: Field, text: str) -> None:
        self._form.type(field, text)
        self.typed.emit(field)

    def _leave(self, field: Field) -> None:
        if not self._ended:
            self._form.leave(field)
            self.show_flaws()

    def _add(
        self, grid: QGridLayout, title: str, field: Field, name: str, accessible: str, widget: W, *beside: QWidget
    ) -> W:
        widget.setObjectName(name)
        widget.setAccessibleName(accessible)
        row = self._rows[field] = FieldRow(grid, title, widget, beside)
        row.left.connect(lambda: self._leave(field))
        return widget
