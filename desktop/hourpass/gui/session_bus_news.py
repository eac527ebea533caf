"""What the session bus tells: screen savers that come and go, whether there is a tray, whether things may move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from hourpass.gui.bus_listener import BusListener, signal_rule
from hourpass.gui.dbus_link import connect
from hourpass.gui.motion_news import RULES as MOTION_RULES
from hourpass.gui.motion_news import MotionNews
from hourpass.gui.tasks import Tasks

SAVERS = tuple(f"org.{owner}.ScreenSaver" for owner in ("freedesktop", "gnome", "xfce", "cinnamon", "mate"))
"""The names under which desktops tell that the screen is covered; those that only blank it lock it soon after."""
TRAY = "org.kde.StatusNotifierWatcher"
BUS = "org.freedesktop.DBus"
RULES = (
    *(signal_rule(name, "ActiveChanged") for name in SAVERS),
    *(signal_rule(BUS, "NameOwnerChanged", sender=BUS, first=name) for name in (*SAVERS, TRAY)),
    signal_rule(TRAY, "StatusNotifierHostRegistered"),
    signal_rule(TRAY, "StatusNotifierHostUnregistered"),
)


class SessionBusNews(QObject):
    """Hears the desktop's parts on the session bus."""

    cover_changed = Signal(str, bool)  # by which screen saver, and whether it covers the screen; once gone, it does not
    tray_changed = Signal()
    motion_told = Signal(bool)  # whether the desktop lets things move

    def __init__(self, tasks: Tasks, reach_bus: Callable[[], Any] = connect, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = BusListener(tasks, reach_bus, (*RULES, *MOTION_RULES), self)
        self._bus.heard.connect(self._hear)
        self._bus.connected.connect(self.tray_changed)  # before that nothing was heard
        MotionNews(self._bus).told.connect(self.motion_told)
        self.start, self.retry, self.close = self._bus.start, self._bus.retry, self._bus.close

    def _hear(self, _path: str, interface: str, member: str, values: tuple[Any, ...]) -> None:
        match interface, member, values:
            case _, "ActiveChanged", (bool(covers),) if interface in SAVERS:
                self.cover_changed.emit(interface, covers)
            case "org.freedesktop.DBus", "NameOwnerChanged", (str(name), _, _) if name == TRAY:
                self.tray_changed.emit()
            case "org.freedesktop.DBus", "NameOwnerChanged", (str(name), str(before), _) if name in SAVERS and before:
                self.cover_changed.emit(name, False)
            case "org.kde.StatusNotifierWatcher", _, _:
                self.tray_changed.emit()
