"""The sandbox behind the app: its process, and the practice authenticator beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hourpass.adapters.sandbox_process import SandboxFacts, SandboxProcess
from hourpass.domain.profile import Profile
from hourpass.gui.authenticator import GAP, Authenticator
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.screen_room import screen_room
from hourpass.gui.theme import Theme


class Practice(QObject):
    """Owns the sandbox's process, and the devices that a phone would hold: the one that stands ready, and new ones."""

    def __init__(self, window: QWidget, theme: Theme, process: SandboxProcess | None = None) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._process = process or SandboxProcess()
        self._devices: dict[str, PracticeDevice] = {}  # by serial, the oldest first
        self._facts: SandboxFacts | None = None
        self._now: Callable[[], datetime] | None = None
        self._authenticator: Authenticator | None = None
        self._wanted = False
        self._turned_to = ""

    @property
    def authenticator(self) -> Authenticator | None:
        """Its window, once it was opened."""
        return self._authenticator

    def start(self) -> SandboxFacts:
        """Blocking: start the sandbox."""
        self._facts = self._process.start()
        return self._facts

    def open(self, now: Callable[[], datetime], placed: bool) -> Iterator[None]:
        """Put the authenticator beside the window, which makes room unless the person *placed* it."""
        if self._facts is None:
            return
        self._now = now
        device = PracticeDevice(self._facts.device_serial, self._facts.device_seed)
        self._devices[device.serial] = device
        self._authenticator = Authenticator(self._theme, device, now)
        yield
        if not placed:
            self._make_room(self._authenticator)
        self.follow(self._window.isVisible())

    def show_authenticator(self) -> None:
        """Bring the authenticator back, beside the window. Without a device it has nothing to show."""
        if self._authenticator is None or not self._devices:
            return
        if not self._authenticator.isVisible():
            self._authenticator.stand_beside(self._window)
        self._authenticator.show()
        self._authenticator.raise_()

    def code(self, profile: Profile | None) -> str | None:
        """The current code of the device that a profile uses, if that is one of these."""
        device = self._devices.get(profile.device_serial) if profile is not None else None
        return device.code(self._now()) if device is not None and self._now is not None else None

    def scan(self, device: PracticeDevice) -> None:
        """Do what a phone does with the QR code of a new device: keep its seed, and show its codes from now on."""
        if self._authenticator is None:
            return
        self._devices[device.serial] = device  # a namesake that was deleted meanwhile has another seed
        self._authenticator.set_devices(tuple(self._devices.values()), device)
        self._wanted = True
        self.show_authenticator()

    def turn_to(self, serial: str) -> None:
        """Another profile is chosen, which asks for codes of *serial*: show that one, where a phone would have it.

        Once only, so that whoever looks at another device meanwhile keeps it.
        """
        if serial == self._turned_to:
            return
        self._turned_to = serial
        device = self._devices.get(serial)
        if device is not None and self._authenticator is not None and self._authenticator.device != device:
            self._authenticator.set_devices(tuple(self._devices.values()), device)

    def forget(self, serial: str) -> None:
        """Drop a device that is there no longer; fine if it never was."""
        gone = self._devices.pop(serial, None)
        if gone is None or self._authenticator is None:
            return
        left = tuple(self._devices.values())
        if not left:
            self._authenticator.hide()
            return
        shown = self._authenticator.device
        self._authenticator.set_devices(left, left[-1] if shown == gone else shown)

    def follow(self, wanted: bool) -> None:
        """Show the authenticator while a code may be typed, and hide it with the rest of the app."""
        if self._authenticator is None or self._wanted == wanted:
            return
        self._wanted = wanted
        if wanted:
            self.show_authenticator()
        else:
            self._authenticator.hide()

    def close(self) -> None:
        """End it all."""
        if self._authenticator is not None:
            self._authenticator.close()
        self._process.close()

    def _make_room(self, beside: QWidget) -> None:
        """Both in the middle of the screen; where that is too narrow, the window gives way as far as it can."""
        window, screen = self._window, screen_room(self._window)
        frame = window.frameGeometry()
        edges = frame.width() - window.width()  # the desktop draws the same around both
        asked = GAP + beside.sizeHint().width() + edges
        width = min(frame.width(), screen.width() - asked)
        if width - edges >= window.minimumWidth():
            window.resize(width - edges, window.height())
            window.move(screen.left() + (screen.width() - asked - width) // 2, frame.top())
