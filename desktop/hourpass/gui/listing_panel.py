"""A table with a bar and a notice above it; in the table's place a message, while there is nothing in it to show."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.listing_bar import ListingBar
from hourpass.gui.listing_message import ListingMessage
from hourpass.gui.listing_notice import ListingNotice
from hourpass.gui.row_model import RowModel
from hourpass.gui.row_table import RowTable
from hourpass.gui.theme import Theme


class ListingPanel(QWidget):
    """What buckets and objects have in common. *message* is best made with :attr:`ground` as parent, see there."""

    def __init__(
        self,
        theme: Theme,
        model: RowModel,
        bar: ListingBar,
        notice: ListingNotice,
        table: RowTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._bar, self._table = theme, model, bar, table
        self._place = BareScroll(self)  # a long reason in a low window
        self._message: ListingMessage | None = None
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._place)
        self._stack.addWidget(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(notice)
        column.addWidget(self._stack, 1)
        bar.filter.left_downwards.connect(self.enter_table)
        theme.changed.connect(self._recolor)
        self._recolor()

    @property
    def ground(self) -> QWidget:
        """What the message lies on: see :class:`BareScroll`."""
        return self._place.viewport()

    def hold(self, message: ListingMessage) -> None:
        """Have *message* stand in the table's place."""
        self._message = message
        self._place.hold(message)

    def turn_to(self, *, table: bool) -> None:
        """Show the table or the message; the keyboard stays with what is shown."""
        place = self._table if table else self._place
        if place is self._stack.currentWidget():
            return
        focused = self.window().focusWidget()
        held = focused is not None and self._stack.isAncestorOf(focused)
        self._stack.setCurrentWidget(place)
        if held:
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to what is shown."""
        if self._stack.currentWidget() is self._table:
            self._table.setFocus()
        elif self._message is not None:
            self._message.setFocus()

    def enter_table(self) -> None:
        """Give the keyboard to the table, and to a row of it."""
        if self._model.shown.count:
            if not self._table.currentIndex().isValid():
                self._table.choose(0)
            self._table.setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter, all of it selected."""
        self._bar.filter.setFocus()
        self._bar.filter.selectAll()

    def clear_filter(self) -> None:
        """Show everything again, and have the next filter typed."""
        self._bar.filter.clear()
        self._bar.filter.setFocus()

    def _recolor(self) -> None:
        self._model.set_muted(self._theme.colors.muted)
        self._table.viewport().update()
