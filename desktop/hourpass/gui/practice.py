"""The sandbox behind the app: its process, and the practice authenticator beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hourpass.adapters.sandbox_process import SandboxFacts, SandboxProcess
from hourpass.domain.profile import Profile
from hourpass.domain.totp import code_at, step_at
from hourpass.gui.authenticator import GAP, Authenticator
from hourpass.gui.theme import Theme


class Practice(QObject):
    """Owns the sandbox's process, and shows the codes of its practice device."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._process = SandboxProcess()
        self._facts: SandboxFacts | None = None
        self._now: Callable[[], datetime] | None = None
        self._authenticator: Authenticator | None = None
        self._wanted = False

    def start(self) -> SandboxFacts:
        """Blocking: start the sandbox."""
        self._facts = self._process.start()
        return self._facts

    def open(self, now: Callable[[], datetime], placed: bool) -> Iterator[None]:
        """Put the authenticator beside the window, which makes room unless the person *placed* it."""
        if self._facts is None:
            return
        self._now = now
        facts = self._facts
        device = facts.device_serial.rsplit("/", 1)[-1]
        self._authenticator = Authenticator(self._theme, facts.device_seed, device, facts.account, now)
        yield
        if not placed:
            self._make_room(self._authenticator)
        self.follow(self._window.isVisible())

    def show_authenticator(self) -> None:
        """Bring the authenticator back, beside the window."""
        if self._authenticator is None:
            return
        if not self._authenticator.isVisible():
            self._authenticator.stand_beside(self._window)
        self._authenticator.show()
        self._authenticator.raise_()

    def code(self, profile: Profile | None) -> str | None:
        """The practice device's current code, for a profile that uses it."""
        if profile is None or self._facts is None or self._now is None:
            return None
        if profile.device_serial != self._facts.device_serial:
            return None
        return code_at(self._facts.device_seed, step_at(self._now()))

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
        screen = self._window.screen().availableGeometry()
        both = self._window.frameGeometry().width() + GAP + beside.sizeHint().width()
        if both <= screen.width():
            self._window.move(screen.left() + (screen.width() - both) // 2, self._window.frameGeometry().top())
