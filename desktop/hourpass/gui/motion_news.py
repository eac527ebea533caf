"""Whether the desktop lets things move, as its portal tells: asked once, and heard from then on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from hourpass.domain.motion import NAMESPACES, Setting, motion_wanted
from hourpass.gui.bus_listener import BusListener, signal_rule

PORTAL, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
RULES = tuple(signal_rule(SETTINGS, "SettingChanged", first=namespace) for namespace in NAMESPACES)


class MotionNews(QObject):
    """Tells it when it is known, and whenever it changes. *bus* listens to RULES."""

    told = Signal(bool)

    def __init__(self, bus: BusListener) -> None:
        super().__init__(bus)
        self._settings: dict[Setting, object] = {}
        self._bus = bus
        bus.heard.connect(self._hear)
        bus.connected.connect(self._ask)
        bus.missed.connect(self._tell)  # where nobody can be asked, nobody has asked for less

    def _ask(self) -> None:
        self._bus.ask(PORTAL, PATH, SETTINGS, "ReadAll", "as", (list(NAMESPACES),), then=self._take)

    def _take(self, values: tuple[Any, ...] | None) -> None:
        """A desktop without a portal asks for nothing."""
        for namespace, keys in (values[0] if values else {}).items():
            for key, (_, value) in keys.items():
                self._settings[namespace, key] = value
        self._tell()

    def _hear(self, _path: str, interface: str, _member: str, values: tuple[Any, ...]) -> None:
        if interface == SETTINGS:
            namespace, key, (_, value) = values
            self._settings[namespace, key] = value
            self._tell()

    def _tell(self) -> None:
        self.told.emit(motion_wanted(self._settings))
