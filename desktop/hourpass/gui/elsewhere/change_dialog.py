"""A change to an AWS file, shown line by line before it is made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFontDatabase, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFormLayout, QLineEdit, QTextEdit, QWidget

from hourpass.domain.aws_change import Change
from hourpass.domain.aws_diff import DiffKind, DiffLine
from hourpass.gui.controls import StatusLine, Tone, paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.theme import Theme

SIZE = (620, 460)
_SIGNS = {DiffKind.SAME: "  ", DiffKind.ADDED: "+ ", DiffKind.REMOVED: "- ", DiffKind.GAP: "  "}


class ChangeDialog(Dialog):
    """Emits ``section_typed`` as the name is typed, and ``wanted`` with the change that is to be made."""

    section_typed = Signal(str)
    wanted = Signal(object)  # Change

    def __init__(
        self, theme: Theme, title: str, what: str, button: str, section: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("changeDialog", title, parent)
        self._theme = theme
        self._change: Change | None = None
        self.content.addWidget(title_label(title, self))
        self.content.addWidget(paragraph(what, self))
        self._section = QLineEdit(section, self)
        self._section.setObjectName("awsSectionInput")
        self._section.setAccessibleName(self.tr("Name for other tools"))
        if section:
            form = QFormLayout()
            form.addRow(self.tr("&Name for other tools:"), self._section)
            self.content.addLayout(form)
        else:
            self._section.hide()
        self._diff = QTextEdit(self)
        self._diff.setObjectName("changeDiff")
        self._diff.setAccessibleName(self.tr("The change, line by line"))
        self._diff.setReadOnly(True)
        self._diff.setTabChangesFocus(True)
        self._diff.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self._diff.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.content.addWidget(self._diff, 1)
        self._status = StatusLine(theme, "changeStatus", self, centered=False)
        self.content.addWidget(self._status)
        cancel = plain_button(self.tr("Cancel"), self)
        self._write = primary_button(button, self)
        self._write.setObjectName("writeChangeButton")
        self._write.setDefault(True)
        self._write.setEnabled(False)
        self.add_buttons(cancel, self._write)
        self._section.textChanged.connect(lambda text: self.section_typed.emit(text.strip()))
        cancel.clicked.connect(self.reject)
        self._write.clicked.connect(self._ask)
        self.resize(*SIZE)

    def show_change(self, change: Change, warning: str = "") -> None:
        """Show *change*, which can be made now; *warning* is what speaks against it."""
        self._change = change
        self._show_lines(change.shown())
        self._write.setEnabled(not change.is_nothing)
        self._status.set_message(Tone.WARN if warning else Tone.INFO, warning)

    def show_problem(self, text: str) -> None:
        """Say why it cannot be made; what is typed stays."""
        self._change = None
        self._write.setEnabled(False)
        self._status.set_message(Tone.BAD, text)

    def show_busy(self) -> None:
        """While the file is written."""
        self._write.setEnabled(False)
        self._section.setEnabled(False)

    def _ask(self) -> None:
        if self._change is not None:
            self.show_busy()
            self.wanted.emit(self._change)

    def _show_lines(self, lines: tuple[DiffLine, ...]) -> None:
        colors = self._theme.colors
        grounds = {DiffKind.ADDED: colors.ok_soft, DiffKind.REMOVED: colors.bad_soft}
        inks = {DiffKind.ADDED: colors.ok_text, DiffKind.REMOVED: colors.bad_text, DiffKind.GAP: colors.muted}
        self._diff.clear()
        cursor = QTextCursor(self._diff.document())
        for number, line in enumerate(lines):
            block, ink = QTextBlockFormat(), QTextCharFormat()
            if line.kind in grounds:
                block.setBackground(QColor(grounds[line.kind]))
            ink.setForeground(QColor(inks.get(line.kind, colors.text)))
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(_SIGNS[line.kind] + line.text, ink)
        first = next((number for number, line in enumerate(lines) if line.kind in grounds), 0)
        self._diff.setTextCursor(QTextCursor(self._diff.document().findBlockByNumber(max(first - 2, 0))))
        self._diff.verticalScrollBar().setValue(0)
        self._diff.ensureCursorVisible()
