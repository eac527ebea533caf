"""How pages with fields are laid out: a title, a few words, and below them what may be too tall and then scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizardPage

from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.controls import paragraph, title_label
from hourpass.gui.dialog import EDGE


class ScrolledPage(QWizardPage):
    """*content* is the layout of what scrolls. The edge is inside of it, so that the bar stands at the window's."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.scroll_area = BareScroll(self)
        inner = self._inner = QWidget(self.scroll_area.viewport())
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(EDGE, EDGE - 4, EDGE, 16)
        self.content.setSpacing(12)
        self._title, self._about = title_label("", inner), paragraph("", inner)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addWidget(self._about)
        self.content.addLayout(head)
        self.scroll_area.hold(inner)
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.scroll_area, 1)

    def describe(self, title: str, about: str) -> None:
        """Say what the page is for."""
        self._title.setText(title)
        self._about.setText(about)
        self.setAccessibleName(title)

    def add_foot(self, widget: QWidget) -> None:
        """Have *widget* below what scrolls, always in sight."""
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 12)
        foot.addWidget(widget)
        self._column.addLayout(foot)

    def inner(self) -> QWidget:
        """The parent of what scrolls."""
        return self._inner

    def _make_room_for_bar(self, lowest: int, highest: int) -> None:
        # The bar comes and goes with what is said below the fields; those keep their width.
        width = self.scroll_area.verticalScrollBar().sizeHint().width() if highest > lowest else 0
        margins = self.content.contentsMargins()
        margins.setRight(EDGE - width)
        self.content.setContentsMargins(margins)
