"""A list of buckets or of objects, as a person sees it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.listing_message import ListingMessage
from hourpass.gui.listing_notice import ListingNotice
from hourpass.gui.row_table import RowTable

Kind = TypeVar("Kind", bound=QWidget)


class ListingScreen:
    """What stands in *view*; *kind* is ``Bucket`` or ``Object``."""

    def __init__(self, qtbot: QtBot, view: QWidget, kind: str) -> None:
        self._qtbot, self._view = qtbot, view
        one = kind.lower()
        self.filter = self._child(QLineEdit, f"{one}Filter")
        self.refresh = self._child(QPushButton, f"refresh{kind}sButton")
        self.export = self._child(QPushButton, f"export{kind}sButton")
        self.table = self._child(RowTable, f"{one}Table")
        self.message = self._child(ListingMessage, f"{one}Message")
        self.notice = self._child(ListingNotice, f"{one}Notice")
        self._count = self._child(QLabel, f"{one}Count")

    def names(self) -> list[str]:
        model = self.table.model()
        shown = self.table.isVisible()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if shown else []

    def current(self) -> str:
        return str(self.table.currentIndex().siblingAtColumn(0).data() or "")

    def count(self) -> str:
        return self._count.text() if self._count.isVisible() else ""

    def said(self) -> str:
        return self.message.text() if self.message.isVisible() else ""

    def noticed(self) -> str:
        return self.notice.text() if self.notice.isVisible() else ""

    def button(self, name: str) -> QPushButton:
        return self._child(QPushButton, name)

    def until_names(self, *names: str) -> None:
        self._qtbot.waitUntil(lambda: self.names() == list(names))

    def until_count(self, text: str) -> None:
        self._qtbot.waitUntil(lambda: self.count() == text)

    def _child(self, kind: type[Kind], name: str) -> Kind:
        found = self._view.findChild(kind, name)
        assert found is not None, name
        return found
