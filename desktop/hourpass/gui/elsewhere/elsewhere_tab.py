"""The tab "Use elsewhere": four cards, in two columns where there is room."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.domain.variables import Shell
from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.elsewhere.config_card import ConfigCard
from hourpass.gui.elsewhere.console_card import ConsoleCard
from hourpass.gui.elsewhere.file_card import FileCard
from hourpass.gui.elsewhere.terminal_card import TerminalCard
from hourpass.gui.elsewhere.use_card import UseCard
from hourpass.gui.theme import Theme

TWO_COLUMNS = 560
"""Pixels from which on the cards stand beside each other."""
_AIR = 12
"""Pixels below a card that was brought into sight."""


class ElsewhereTab(QWidget):
    """Holds the cards; who fills them is Elsewhere."""

    def __init__(self, theme: Theme, file_path: str, usual_shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("elsewhereTab")
        self._scroll = scroll = BareScroll(self)
        page = QWidget(scroll.viewport())
        self.config = ConfigCard(theme, page)
        self.terminal = TerminalCard(theme, usual_shell, page)
        self.console = ConsoleCard(theme, page)
        self.file = FileCard(theme, file_path, page)
        self._cards = (self.config, self.terminal, self.console, self.file)
        self._columns = 0
        self._row = QHBoxLayout(page)
        self._row.setContentsMargins(0, 12, 8, 12)
        self._row.setSpacing(12)
        # Not a grid, whose rows would leave a short card blank, or a gap below it, for the sake of a tall one.
        self._stacks = (QVBoxLayout(), QVBoxLayout())
        for stack in self._stacks:
            stack.setSpacing(12)
            stack.addStretch(1)
            self._row.addLayout(stack)
        self._arrange(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        scroll.hold(page)
        for card in self._cards:
            card.answered.connect(partial(self._show_end, card))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= TWO_COLUMNS else 1)

    def _show_end(self, card: UseCard) -> None:
        """Bring the answer, which stands last on *card*, into sight once it has its place."""
        QTimer.singleShot(0, card, lambda: self._scroll.ensureVisible(0, card.geometry().bottom(), 0, _AIR))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            for stack in self._stacks:
                stack.removeWidget(card)
            self._stacks[place % columns].insertWidget(place // columns, card)
        for place in range(len(self._stacks)):
            self._row.setStretch(place, 1 if place < columns else 0)
        self._row.setSpacing(12 if columns > 1 else 0)  # an empty stack is to leave no gap beside it
