"""What settings and facts about the app are shown in: a section on a card, and facts that are only read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hourpass.gui.base_lines import stand_at_top, stand_beside
from hourpass.gui.controls import Card, ElidedLabel, IconButton, heading_label, muted_label, plain_tip
from hourpass.gui.profile_form_rows import LABEL_WIDTH
from hourpass.gui.theme import Theme

_ROW = 28


class Section(QWidget):
    """A heading and a card; *body* is the card's layout."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(self)
        self.body: QVBoxLayout = self.card.body
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading_label(title, self))
        column.addWidget(self.card)


class Fact(QLabel):
    """What is known of *title*, which stands before it as *name*, and which a screen reader says along with it."""

    def __init__(self, title: str, name: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._name = title, name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def tell(self, text: str) -> None:
        """Show *text*."""
        self.setText(text)
        stand_at_top(self._name, self, _ROW)
        self.setAccessibleName(self.tr("{0}: {1}", "title: value").format(self._title, text))


class Facts(QWidget):
    """What can be read and copied, not changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def add_words(self, title: str, object_name: str) -> Fact:
        """A row of words that may take several lines."""
        name = self._name(title)
        words = Fact(title, name, self)
        words.setObjectName(object_name)
        words.tell("")
        top = Qt.AlignmentFlag.AlignTop
        name.setAlignment(top)
        words.setAlignment(top)
        self._grid.addWidget(name, self._grid.rowCount(), 0, top)
        self._grid.addWidget(words, self._grid.rowCount() - 1, 1)
        return words

    def add_path(self, title: str, object_name: str, path: str) -> None:
        """A row with *path*, which can be copied whole however little of it has room."""
        value = ElidedLabel(self.font(), Qt.TextElideMode.ElideMiddle, self)
        value.setProperty("kind", "")
        value.setObjectName(object_name)
        value.setText(path)
        value.set_selectable()
        value.setAccessibleName(self.tr("{0}: {1}", "title: value").format(title, path))
        copy = IconButton(self._theme, "copy", self.tr("Copy: {0}").format(title), self)
        copy.setToolTip(plain_tip(self.tr("Copy")))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(path))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(value)
        row.addWidget(copy)
        row.addStretch(1)
        name = self._name(title)
        stand_beside(name, value)
        self._grid.addWidget(name, self._grid.rowCount(), 0)
        self._grid.addLayout(row, self._grid.rowCount() - 1, 1)

    def _name(self, title: str) -> QLabel:
        name = muted_label(title, self)
        name.setMinimumHeight(_ROW)
        name.setMinimumWidth(LABEL_WIDTH)
        return name
