"""The frame of a dialog: what it is about on the window's ground, its buttons in a row below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hourpass.gui.clean_cut import clean_cut
from hourpass.gui.controls import separator, side_panel
from hourpass.gui.focus_in_view import FocusInView
from hourpass.gui.link import Link
from hourpass.gui.placing import Placing
from hourpass.gui.screen_room import screen_room

EDGE = 24
_SAVED = 16
"""Pixels of the air below its content that a dialog can do without."""
TITLE_BAR = 40
"""Pixels that are left of the screen's height for the window's frame, which is known only once it is shown."""


class Dialog(QDialog):
    """A dialog that does not block the program. *content* is its layout; buttons go into :meth:`add_buttons`."""

    def __init__(self, object_name: str, title: str, parent: QWidget | None = None, *, scrolls: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._fitted = False
        self._placing = Placing(self, self.fit)
        inner = self._inner = QWidget(self)
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(EDGE, EDGE - 4, EDGE, EDGE - 4)
        self.content.setSpacing(12)
        side = side_panel(self)
        self._buttons = QHBoxLayout(side)
        self._buttons.setContentsMargins(EDGE - 4, 12, EDGE - 4, 12)
        self._buttons.setSpacing(10)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if scrolls:
            self.scroll_area: QScrollArea | None = QScrollArea(self)
            self.scroll_area.setWidgetResizable(True)
            self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
            self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.scroll_area.setWidget(inner)
            # A scroll area fills its viewport with the colour for lists; a dialog's ground is the window's.
            self.scroll_area.viewport().setAutoFillBackground(False)
            self.scroll_area.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)
            FocusInView(self.scroll_area)
            column.addWidget(self.scroll_area, 1)
        else:
            self.scroll_area = None
            column.addWidget(inner, 1)
        column.addWidget(separator(self))
        column.addWidget(side)

    def fit(self) -> None:
        """As tall as the content needs at this width, as far as the screen allows; and no button is cut."""
        self._fitted = self.scroll_area is not None
        if not self._placing.is_under_way():
            self._fit()

    def take_size(self, width: int, height: int) -> None:
        """Be as large as that to the pixel, or as it has to be; for a size that the dialog gives itself."""
        # Where a pixel is one and a half of the screen's, Qt tells X11's window managers to change sizes by two of
        # those at a time, and that counts from the smallest size unless a base is named: they would take one away, again
        # with each page that has another smallest size. Qt leaves no way to name a step of one.
        size = QSize(width, height).expandedTo(self.minimumSize())
        self.setBaseSize(size)
        if (handle := self.windowHandle()) is not None:
            handle.setBaseSize(size)  # Qt forgets to tell it of one that was named before it was made
        self.resize(size)

    def keep_on_screen(self) -> None:
        """Move it up where it has grown over the screen's lower edge."""
        screen = screen_room(self)
        below = self.geometry().bottom() - screen.bottom()
        if below > 0 and self.isVisible():
            self.move(self.x(), max(screen.top(), self.y() - below))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.spontaneous():
            return
        self.take_size(self.width(), self.height())  # with which it was made
        if self._fitted:
            self._fit()  # only now the screen's scale counts, by which letters are a little higher or lower

    def _fit(self) -> None:
        # What was said a moment ago makes its room first, the innermost before what it lies in.
        for part in reversed(self.findChildren(QWidget)):
            if (layout := part.layout()) is not None:
                layout.activate()
        frame, inner = self._column, self.content
        self._save_at_end(0)
        frame.activate()
        self.take_size(max(self.width(), self._buttons.minimumSize().width()), self.height())
        rest = width = 0
        if self.scroll_area is None:
            wanted = frame.totalHeightForWidth(self.width())
        else:
            # Words that wrap need their height for the width they really get, which a scroll area does not ask for.
            rest = frame.sizeHint().height() - self.scroll_area.sizeHint().height()
            width = self.width() - EDGE + inner.contentsMargins().right()
            wanted = rest + inner.totalHeightForWidth(width)
        most = screen_room(self).height() - TITLE_BAR
        wanted -= self._save_at_end(wanted - most)
        if self.scroll_area is not None and wanted > most:
            wanted = rest + clean_cut(self._inner, width, most - rest)
        self.take_size(self.width(), min(wanted, most))
        self.keep_on_screen()

    def _save_at_end(self, missing: int) -> int:
        """Take what is *missing* from the air at the content's end, if that will do: nobody is to scroll for it. So many
        pixels are saved.
        """
        saved = missing if 0 < missing <= _SAVED else 0
        margins = self.content.contentsMargins()
        margins.setBottom(EDGE - 4 - saved)
        self.content.setContentsMargins(margins)
        return saved

    def _make_room_for_bar(self, lowest: int, highest: int) -> None:
        # The bar comes and goes with what is said below the fields; those keep their width.
        assert self.scroll_area is not None  # noqa: S101 (its bar has called)
        width = self.scroll_area.verticalScrollBar().sizeHint().width() if highest > lowest else 0
        margins = self.content.contentsMargins()
        margins.setRight(EDGE - width)
        self.content.setContentsMargins(margins)

    def add_buttons(self, *buttons: QPushButton, left: tuple[QPushButton, ...] = ()) -> None:
        """Put *buttons* at the end of the row, in reading order: what closes the dialog stands with them, beside the
        primary one. What leads elsewhere goes *left*.
        """
        for button in left:
            if isinstance(button, Link):
                self._buttons.addSpacing(4)  # its letters stand below those of the content
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        for button in buttons:
            self._buttons.addWidget(button)
        for before, after in pairwise((*left, *buttons)):
            self.setTabOrder(before, after)
