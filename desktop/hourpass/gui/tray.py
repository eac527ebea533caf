"""The tray icon: the profile that expires first, a row a profile, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QPixmapCache
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from hourpass.domain.expiry import Phase
from hourpass.gui.ring import MENU_SIZES, TRAY_SIZES, ring_icon
from hourpass.gui.theme import Theme
from hourpass.gui.tray_place import TrayPlace
from hourpass.gui.wording import profiles as words
from hourpass.gui.wording import times
from hourpass.viewmodels.tray_view import Action, MenuRow, TrayView

_STEPS, _MENU_STEPS = 30, 20
"""A ring is drawn and sent anew when it moved by such a part of a turn: two pixels of a small one."""


class MuteSpan(Enum):
    """For how long warnings are muted."""

    NONE = auto()
    HOUR = auto()
    TODAY = auto()


class Tray(QObject):
    """Shows a TrayView under *title* where the desktop has a tray; without one it is simply absent."""

    activated = Signal()
    profile_action = Signal(str)
    open_asked = Signal()
    mute_asked = Signal(object)  # MuteSpan
    settings_asked = Signal()
    forget_all_asked = Signal()
    quit_asked = Signal()
    quit_and_forget_asked = Signal()
    message_clicked = Signal()
    appeared = Signal()
    missing = Signal()
    lost = Signal()

    def __init__(self, theme: Theme, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._title = theme, title
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._menu.setObjectName("trayMenu")
        self._shown: TrayView | None = None
        self._actions: list[QAction] = []
        self._drawn: tuple[object, ...] = ()
        self._rings: list[tuple[Phase, int]] = []  # as drawn, an action each
        self._tooltip_shown = ""
        self._place = TrayPlace(QSystemTrayIcon.isSystemTrayAvailable, self)
        self._place.found.connect(self._take_place)
        self._place.missing.connect(self.missing)
        self._place.lost.connect(self.lost)
        self._kinds: tuple[tuple[object, ...], ...] = ()
        self._build()
        theme.changed.connect(self._draw_again)

    @property
    def present(self) -> bool:
        """Whether the icon stands in a tray that a person can reach."""
        return self._place.present

    def look_for_tray(self) -> None:
        """Take a place in the tray as soon as there is one."""
        self._place.look()

    def look_again(self) -> None:
        """A tray may have come or gone."""
        self._place.look_again()

    def show_view(self, view: TrayView, muted_until: datetime | None) -> None:
        """Show *view*; what did not change is left alone, so that an open menu stays still."""
        self._mute.setTitle(
            self.tr("Warnings muted until {0}").format(times.clock(muted_until))
            if muted_until
            else self.tr("&Mute warnings")
        )
        self._unmute.setVisible(muted_until is not None)
        self._shown = view
        kinds = tuple((row.row.profile_id, row.row.name, row.row.phase, row.action) for row in view.menu)
        if kinds != self._kinds or self._menu.isVisible():
            self._kinds = kinds
            self._fill_rows(view.menu)
        # Else only the times differ: they are written when the menu is opened, for each change of a word wakes the tray's
        # host, and it wakes us with its questions, every minute for nobody.
        self._draw()

    def message(self, title: str, body: str) -> None:
        """A balloon, where notifications cannot be had otherwise. Only a critical one reports a click."""
        if self._icon is not None:
            self._icon.showMessage(title, body, QSystemTrayIcon.MessageIcon.Critical, 0)

    def hide(self) -> None:
        """Leave the tray."""
        if self._icon is not None:
            self._icon.hide()

    def _take_place(self) -> None:
        # An icon made before its host came never appears on a plain StatusNotifierItem desktop; one that stood in a
        # host that is back stands there again by itself.
        if self._icon is None:
            icon = QSystemTrayIcon(self)
            icon.setObjectName("trayIcon")
            icon.setContextMenu(self._menu)
            icon.activated.connect(self._react)
            icon.messageClicked.connect(self.message_clicked)
            self._icon = icon
            self._draw_again()
            icon.show()
        self.appeared.emit()

    def _fill_times(self) -> None:
        if self._shown is not None:
            self._fill_rows(self._shown.menu)

    def _build(self) -> None:
        self._menu.aboutToShow.connect(self._fill_times)
        self._separator = self._menu.addSeparator()
        self._menu.addAction(self.tr("&Open Hourpass"), self.open_asked.emit)
        self._mute = self._menu.addMenu(self.tr("&Mute warnings"))
        self._mute.addAction(self.tr("For 1 &hour"), lambda: self.mute_asked.emit(MuteSpan.HOUR))
        self._mute.addAction(self.tr("For &today"), lambda: self.mute_asked.emit(MuteSpan.TODAY))
        self._unmute = self._mute.addAction(self.tr("&Warn again"), lambda: self.mute_asked.emit(MuteSpan.NONE))
        self._menu.addAction(self.tr("&Settings…"), self.settings_asked.emit)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Forget &all credentials"), self.forget_all_asked.emit)
        # Only shown here: a menu that is in no window answers no key, and the window's own shortcut does.
        self._menu.addAction(self.tr("&Quit"), self.quit_asked.emit).setShortcut(QKeySequence("Ctrl+Q"))
        self._menu.addAction(self.tr("Quit and &forget credentials"), self.quit_and_forget_asked.emit)

    def _fill_rows(self, rows: Sequence[MenuRow]) -> None:
        while len(self._actions) > len(rows):
            self._menu.removeAction(self._actions.pop())
            self._rings.pop()
        while len(self._actions) < len(rows):
            action = QAction(self._menu)
            action.triggered.connect(self._choose)
            self._menu.insertAction(self._separator, action)
            self._actions.append(action)
            self._rings.append((Phase.NONE, -1))
        for number, (action, row) in enumerate(zip(self._actions, rows, strict=True)):
            action.setData(row.row.profile_id)
            action.setText(self._row_text(row).replace("&", "&&"))
            ring = (row.row.phase, round(row.row.fraction * _MENU_STEPS))
            if self._rings[number] != ring:
                self._rings[number] = ring
                action.setIcon(ring_icon(row.row.phase, row.row.fraction, self._theme.colors, MENU_SIZES))

    def _row_text(self, row: MenuRow) -> str:
        name = row.row.name
        if row.action is Action.GET:
            if row.row.phase is Phase.EXPIRED:
                return self.tr("{0} — expired · Get credentials…").format(name)
            return self.tr("{0} — Get credentials…").format(name)
        return self.tr("{0} — {1} · Renew…").format(name, words.time_left(row.row))

    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.profile_action.emit(action.data())

    def _draw_again(self) -> None:
        self._drawn = ()
        self._rings = [(Phase.NONE, -1)] * len(self._rings)
        self._draw()
        if self._shown is not None:
            self._fill_rows(self._shown.menu)

    def _draw(self) -> None:
        if self._icon is None:
            return
        view = self._shown
        phase, fraction = (view.phase, view.fraction) if view else (Phase.NONE, 0.0)
        drawn = (phase, round(fraction * _STEPS))
        if drawn != self._drawn:
            self._drawn = drawn
            self._icon.setIcon(ring_icon(phase, fraction, self._theme.colors, TRAY_SIZES))
            # What the icon was drawn with: as long as Qt keeps any of it, it wakes every ten seconds to look after it.
            QPixmapCache.clear()
        tooltip = self._tooltip(view)
        if tooltip != self._tooltip_shown:
            self._tooltip_shown = tooltip
            self._icon.setToolTip(tooltip)

    def _tooltip(self, view: TrayView | None) -> str:
        if view is None or not view.rows:
            return self.tr("{0}: no credentials").format(self._title)
        lines = [self.tr("{0}: {1} left").format(row.name, words.time_left(row)) for row in view.rows]
        if view.more:
            lines.append(self.tr("and %n more", "", view.more))
        return "\n".join([self._title, *lines])

    def _react(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # A double click arrives as two triggers on some hosts; opening twice is harmless, toggling would not be.
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.activated.emit()
