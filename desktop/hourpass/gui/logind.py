"""What the system bus tells of this computer and this login: sleep, lock, idleness, time zone, network."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from hourpass.gui.bus_listener import PROPERTIES, BusListener, signal_rule
from hourpass.gui.dbus_link import connect_to_system
from hourpass.gui.tasks import Tasks

LOGIND = "org.freedesktop.login1"
LOGIND_PATH = "/org/freedesktop/login1"
LOGIND_CHIEF = f"{LOGIND}.Manager"
SESSION = f"{LOGIND}.Session"
TIMEDATE = "org.freedesktop.timedate1"
NETWORK = "org.freedesktop.NetworkManager"
RULES = (
    signal_rule(LOGIND_CHIEF, "PrepareForSleep", sender=LOGIND),
    signal_rule(PROPERTIES, "PropertiesChanged", sender=TIMEDATE, path="/org/freedesktop/timedate1"),
    signal_rule(NETWORK, "StateChanged", sender=NETWORK, path="/org/freedesktop/NetworkManager"),
)
CONNECTED = 70
"""NetworkManager's number for a network that reaches the internet."""


class Logind(QObject):
    """Hears logind and its neighbours. Takes no delay lock: nothing has to be done before sleep, only after."""

    woke = Signal()
    lock_asked = Signal()
    unlock_asked = Signal()
    lock_changed = Signal(bool)
    idle_changed = Signal(bool)
    zone_changed = Signal()
    network_returned = Signal()

    def __init__(
        self, tasks: Tasks, reach_bus: Callable[[], Any] = connect_to_system, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bus = BusListener(tasks, reach_bus, RULES, self)
        self._bus.heard.connect(self._hear)
        self._bus.connected.connect(self._find_session)
        self._session = ""
        self.start, self.retry, self.close = self._bus.start, self._bus.retry, self._bus.close

    def _find_session(self) -> None:
        """A process knows its session by a variable, by its control group, or not at all: then it is its user's."""
        named = os.environ.get("XDG_SESSION_ID", "")
        if named:
            self._ask("GetSession", "s", (named,), self._find_by_process)
        else:
            self._find_by_process()

    def _find_by_process(self) -> None:
        self._ask("GetSessionByPID", "u", (os.getpid(),), self._find_by_user)

    def _find_by_user(self) -> None:
        def then(values: tuple[Any, ...] | None) -> None:
            match values:
                case ((_, (_, str(path))),) if path != "/":
                    self._follow(path)

        self._bus.ask(
            LOGIND, f"{LOGIND_PATH}/user/self", PROPERTIES, "Get", "ss", (f"{LOGIND}.User", "Display"), then=then
        )

    def _ask(self, method: str, signature: str, values: tuple[object, ...], otherwise: Callable[[], None]) -> None:
        def then(answer: tuple[Any, ...] | None) -> None:
            match answer:
                case (str(path),):
                    self._follow(path)
                case _:
                    otherwise()

        self._bus.ask(LOGIND, LOGIND_PATH, LOGIND_CHIEF, method, signature, values, then=then)

    def _follow(self, path: str) -> None:
        self._session = path
        self._bus.listen(signal_rule(SESSION, sender=LOGIND, path=path))
        self._bus.listen(signal_rule(PROPERTIES, "PropertiesChanged", sender=LOGIND, path=path))

    def _hear(self, path: str, interface: str, member: str, values: tuple[Any, ...]) -> None:
        match interface, member, values:
            case "org.freedesktop.login1.Manager", "PrepareForSleep", (False,):
                self.woke.emit()
            case "org.freedesktop.login1.Session", "Lock", _ if path == self._session:
                self.lock_asked.emit()
            case "org.freedesktop.login1.Session", "Unlock", _ if path == self._session:
                self.unlock_asked.emit()
            case "org.freedesktop.NetworkManager", "StateChanged", (int(state),):
                if state == CONNECTED:
                    self.network_returned.emit()
            case "org.freedesktop.DBus.Properties", "PropertiesChanged", (str(of), dict(changed), _):
                if of == TIMEDATE:
                    self.zone_changed.emit()
                elif of == SESSION and path == self._session:
                    self._take_hints(changed)

    def _take_hints(self, changed: dict[str, tuple[str, Any]]) -> None:
        for name, told in (("LockedHint", self.lock_changed), ("IdleHint", self.idle_changed)):
            match changed.get(name):
                case (_, bool(value)):
                    told.emit(value)
