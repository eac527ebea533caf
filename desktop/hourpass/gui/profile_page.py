"""The chosen profile: the code card or the countdown card, and the tabs below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from hourpass.gui.code_card import CodeCard
from hourpass.gui.countdown_card import CountdownCard
from hourpass.gui.named import without_letter
from hourpass.gui.theme import Theme

_BEFORE_TABS = 8
"""Pixels that the first tab needs before its words for the ring that shows the focus; the sheet keeps them as well."""


class _Tabs(QTabWidget):
    """Gives way to the card above it, whatever its pages would like: a code has to be typed, they can be scrolled."""

    def hasHeightForWidth(self) -> bool:
        return False

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.tabBar().sizeHint().height())


class ProfilePage(QWidget):
    """Holds the two cards, one of them shown, and the tabs, which come after the first paint."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profilePage")
        self.code_card = CodeCard(theme, self)
        self.countdown_card = CountdownCard(theme, self)
        self.countdown_card.hide()
        for card in (self.code_card, self.countdown_card):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tabs: QTabWidget | None = None
        self.focused_next: Callable[[], None] = self.countdown_card.setFocus
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24 - _BEFORE_TABS, 20, 24, 0)
        self._column.setSpacing(16)
        cards = QVBoxLayout()
        cards.setContentsMargins(_BEFORE_TABS, 0, 0, 0)
        cards.addWidget(self.code_card)
        cards.addWidget(self.countdown_card)
        self._column.addLayout(cards)
        self._column.addStretch(1)

    def show_countdown(self, valid: bool) -> None:
        """Show the countdown card while credentials are valid, else the code card."""
        if self.countdown_card.isVisibleTo(self) == valid:
            return
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.code_card.setVisible(not valid)
        self.countdown_card.setVisible(valid)
        if had_focus:
            (self.focused_next if valid else self.code_card.take_focus)()

    def add_tabs(self, pages: list[tuple[str, QWidget]], focused_next: Callable[[], None]) -> None:
        """Add the tabs, titled, in order. *focused_next* takes the focus from the code card once it has done its part."""
        self.focused_next = focused_next
        tabs = _Tabs(self)
        tabs.setObjectName("tabs")
        tabs.setAccessibleName(self.tr("What to see of this profile"))
        tabs.tabBar().setDrawBase(False)  # the line below the tabs is the page's own
        tabs.currentChanged.connect(self._keep_focus_in_sight)
        for title, page in pages:
            place = tabs.addTab(page, title)
            tabs.tabBar().setAccessibleTabName(place, without_letter(title))
        self._column.setStretch(self._column.count() - 1, 0)  # what kept the card at the top
        self._column.addWidget(tabs, 1)
        self.tabs = tabs
        # The tabs are read before what lies behind them, which was made first.
        last = pages[0][1].previousInFocusChain()
        while last is not None and last.focusPolicy() == Qt.FocusPolicy.NoFocus:  # behind those Qt orders nothing
            last = last.previousInFocusChain()
        if last is not None:
            self.setTabOrder(last, tabs.tabBar())

    def _keep_focus_in_sight(self) -> None:
        """Where there is nothing to focus on yet, Qt leaves the keyboard with the page itself, which shows nothing."""
        page = self.tabs.currentWidget() if self.tabs is not None else None
        if self.tabs is not None and page is not None and page.hasFocus():
            self.tabs.tabBar().setFocus()
