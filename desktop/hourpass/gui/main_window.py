"""The main window: the profiles on the left, the chosen one on the right.

What is imported here is waited for before the first paint; the rest comes with :meth:`MainWindow.furnish`. Not even
Qt's own name space is imported at the top: PySide takes 20 to 30 ms to make its enums.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from hourpass.gui.first_controls import plain_button, side_heading, side_panel, waiting_label

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent

    from hourpass.gui.controls import StatusLine, Tone
    from hourpass.gui.profile_list import ProfileList
    from hourpass.gui.theme import Theme

SIDE_WIDTH = 280
NARROW_SIDE_WIDTH = 208
SMALLEST = (720, 480)
USUAL = (980, 680)
HEAD_HEIGHT = 26


class MainWindow(QMainWindow):
    """The frame that holds everything. Closing asks :attr:`close_asked` instead of deciding.

    A QMainWindow for the sake of screen readers, which do not take a plain widget for a window.
    """

    profile_chosen = Signal(str)
    profile_entered = Signal(str)
    add_asked = Signal()
    set_up_asked = Signal()
    devices_asked = Signal(str)
    take_away_asked = Signal(str)
    forget_all_asked = Signal()
    edit_asked = Signal(str)
    remove_asked = Signal(str)
    renew_asked = Signal()
    settings_asked = Signal()
    close_asked = Signal(object)
    painted = Signal()
    visibility_changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.setWindowTitle(title)
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._painted = False

        self._add = plain_button(self.tr("+ &Add profile"), self)
        self._add.setObjectName("addProfileButton")
        self._add.setAccessibleName(self.tr("Add profile"))
        self._add.setToolTip(self.tr("Add a profile (Ctrl+N)"))
        self._set_up = plain_button(self.tr("Set &up MFA access…"), self)
        self._set_up.setObjectName("setUpAccessButton")
        self._set_up.setToolTip(self.tr("Create an IAM user, its role and its MFA device"))
        side = side_panel(self)
        side.setFixedWidth(SIDE_WIDTH)
        self._side = side
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 14, 8, 18)
        column.setSpacing(4)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(10, 0, 2, 0)
        self._head.addStrut(HEAD_HEIGHT)  # the button that comes later is not to move the heading
        self._head.addWidget(side_heading(self.tr("Profiles"), side), 1)
        column.addLayout(self._head)
        self._list_place = QVBoxLayout()
        self._list_place.addStretch(1)  # until the list is there, the heading keeps its place
        column.addLayout(self._list_place, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(6, 0, 6, 0)
        foot.setSpacing(8)
        foot.addWidget(self._add)
        foot.addWidget(self._set_up)
        column.addLayout(foot)

        self._profiles: ProfileList | None = None
        self._notice: StatusLine | None = None
        self._standing: tuple[Tone, str, str, Callable[[], None]] | None = None
        self._act: Callable[[], None] | None = None
        self._pages = QStackedWidget(self)
        self._waiting = waiting_label(self)
        self._pages.addWidget(self._waiting)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._notice_place = QHBoxLayout()
        right.addLayout(self._notice_place)
        self._reminder_place = QHBoxLayout()
        right.addLayout(self._reminder_place)
        right.addWidget(self._pages, 1)
        whole = QWidget(self)
        self.setCentralWidget(whole)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        self._add.clicked.connect(self.add_asked)
        self._set_up.clicked.connect(self.set_up_asked)

    def furnish(self, profiles: ProfileList, notice: StatusLine) -> None:
        """Put in what the first paint did not wait for."""
        from PySide6.QtGui import QKeySequence, QShortcut  # here for speed, as all of this

        from hourpass.gui.strip import Strip

        for keys, signal in (("Ctrl+N", self.add_asked), ("F5", self.renew_asked)):
            QShortcut(QKeySequence(keys), self).activated.connect(signal)
        self._list_place.setStretch(0, 0)
        self._list_place.addWidget(profiles, 1)
        self._keep_reading_order(profiles, self._add, self._set_up)
        self._profiles = profiles
        profiles.chosen.connect(self.profile_chosen)
        profiles.entered.connect(self.profile_entered)
        profiles.edit_asked.connect(self.edit_asked)
        profiles.remove_asked.connect(self.remove_asked)
        profiles.devices_asked.connect(self.devices_asked)
        profiles.take_away_asked.connect(self.take_away_asked)
        profiles.forget_all_asked.connect(self.forget_all_asked)
        self._notice = notice
        notice.hide()
        notice.acted.connect(self._act_on_notice)
        self._notice_place.addWidget(Strip(notice, self))

    def offer_settings(self, theme: Theme) -> None:
        """Have the ways to the settings: Ctrl+, and a quiet button beside the list's heading."""
        from PySide6.QtGui import QKeySequence, QShortcut  # here for speed, as all of this

        from hourpass.gui.controls import IconButton

        button = IconButton(theme, "settings", self.tr("Settings"), self._side)
        button.setObjectName("settingsButton")
        button.setToolTip(self.tr("Settings (Ctrl+,)"))
        button.setFixedSize(HEAD_HEIGHT, HEAD_HEIGHT)
        button.clicked.connect(self.settings_asked)
        QShortcut(QKeySequence("Ctrl+,"), self).activated.connect(self.settings_asked)
        self._head.addWidget(button)
        button.show()
        if self._profiles is not None:
            # Last among them first, so that what comes after them still does.
            self._keep_reading_order(self._set_up, button, self._profiles, self._add, self._set_up)

    def _keep_reading_order(self, *widgets: QWidget) -> None:
        """Have Tab go from one to the next; by itself it goes in the order in which they were made."""
        for before, after in pairwise(widgets):
            self.setTabOrder(before, after)

    def add_page(self, page: QWidget) -> None:
        """Have *page* ready to be shown on the right."""
        self._pages.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Show *page* on the right."""
        if self._pages.indexOf(page) < 0:
            self.add_page(page)
        self._pages.setCurrentWidget(page)

    def show_waiting(self, text: str) -> None:
        """Say what is being waited for, where the page will be."""
        self._waiting.setText(text)
        self._pages.setCurrentWidget(self._waiting)

    def keep_notice(self, tone: Tone, text: str, action: str, act: Callable[[], None]) -> None:
        """A line that stands above everything whenever there is nothing more urgent to say there."""
        self._standing = (tone, text, action, act)
        self.clear_notice()

    def add_reminder(self, line: StatusLine) -> None:
        """Have a place below the notice for a line that says by itself when there is something to be reminded of."""
        from hourpass.gui.strip import Strip  # here for speed

        self._reminder_place.addWidget(Strip(line, self))

    def clear_notice(self) -> None:
        """Back to the line that stands, or to none."""
        if self._standing is not None:
            self.show_notice(*self._standing)
        elif self._notice is not None:
            self._notice.hide()

    def show_notice(self, tone: Tone, text: str, action: str, act: Callable[[], None]) -> None:
        """A line above everything that concerns the whole app; *action* is the link behind it, which calls *act*."""
        self._act = act
        if self._notice is not None:
            self._notice.set_message(tone, text, action)
            self._notice.show()

    def _act_on_notice(self) -> None:
        if self._act is not None:
            self._act()

    def allow_adding(self, allowed: bool) -> None:
        """Whether a profile can be added now."""
        self._add.setEnabled(allowed)
        self._set_up.setEnabled(allowed)

    def offer_new_profiles(self, offered: bool) -> None:
        """Whether new profiles have their doors here; at the first start the page has larger ones."""
        self._add.setVisible(offered)
        self._set_up.setVisible(offered)

    def come_forward(self) -> None:
        """Show the window in front of the others, as a click asked for it."""
        from PySide6.QtCore import Qt  # here for speed

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def being_looked_at(self) -> bool:
        """Whether anything that counts on it can be seen."""
        return self.isVisible() and not self.isMinimized()

    def place(self) -> str:
        """Where the window stands, to be given to :meth:`restore_place` next time."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def restore_place(self, place: str) -> None:
        """Stand where the window stood last time; Qt moves it where a screen is gone."""
        if place:
            from PySide6.QtCore import QByteArray  # here for speed: at the first start there is none

            self.restoreGeometry(QByteArray.fromBase64(place.encode()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a small window the page needs the room more than the list does.
        wanted = round(SIDE_WIDTH * event.size().width() / USUAL[0])
        self._side.setFixedWidth(min(max(wanted, NARROW_SIDE_WIDTH), SIDE_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.visibility_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.visibility_changed.emit()
        # What the window was drawn with: as long as Qt keeps any of it, it wakes every ten seconds to look after it.
        QPixmapCache.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit(event)
