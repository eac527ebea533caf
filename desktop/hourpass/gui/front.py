"""What the window has in front: the ways in or the chosen profile, its tabs, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from hourpass.bootstrap import Services
from hourpass.domain.problem import Problem
from hourpass.gui.error_box import show_problem
from hourpass.gui.main_window import MainWindow
from hourpass.gui.parts import Parts
from hourpass.gui.practice import Practice
from hourpass.gui.theme import Theme
from hourpass.gui.tool_requests import ToolRequests

RESTORE_PATIENCE = 1200
"""Milliseconds for the keyring to give back the sessions of the last run before the page is shown without them."""


class Front(QObject):
    """Made once the parts are. *practice* is there in the sandbox only."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        services: Services,
        parts: Parts,
        tools: ToolRequests,
        practice: Practice | None,
    ) -> None:
        super().__init__(parts)
        self._window, self._theme, self._services = window, theme, services
        self._parts, self._tools, self._practice = parts, tools, practice

    def show_first(self, *, restores: bool) -> None:
        """The page to begin with; *restores* says whether sessions of the last run are looked for."""
        held_until = self._services.book.settings.held_until
        if restores and held_until is not None and held_until > self._services.clock.now():
            self._show_once_restored()
        else:
            self.show_chosen()

    def show_chosen(self) -> None:
        """The page that fits: the ways in, or the chosen profile."""
        profiles, parts = self._services.book.profiles, self._parts
        self._window.offer_new_profiles(bool(profiles))
        if not profiles:
            self._window.show_page(parts.first)
            parts.doors.look_for_files()
        else:
            self._window.show_page(parts.page)
        parts.prompting.profiles_changed()
        parts.elsewhere.profiles_changed()
        self._tools.profiles_changed()
        parts.desk.refresh()
        parts.desk.take_focus()

    def show_tabs(self) -> None:
        """The tabs of the chosen profile, as it stands now."""
        profile = self._parts.desk.profile
        self._parts.tabs.show_profile(profile, self._parts.desk.holds_credentials)
        if self._practice is not None and profile is not None:
            self._practice.turn_to(profile.device_serial)

    def show_set_up(self, elsewhere: bool) -> None:
        """What a profile that was just set up is for: other tools, or its buckets."""
        if elsewhere:
            self._parts.tabs.show_elsewhere()
            self._parts.elsewhere.add()
        else:
            self._parts.tabs.show_buckets()

    def show_problem(self, problem: Problem) -> None:
        """Say something that concerns no field of the page."""
        show_problem(self._window, self._theme, problem)

    def _show_once_restored(self) -> None:
        """Ask for no code while sessions of the last run are coming back; but do not wait for a slow keyring either."""
        patience = QTimer(self, singleShot=True, interval=RESTORE_PATIENCE)
        patience.timeout.connect(self.show_chosen)
        patience.start()

        def restored() -> None:
            if patience.isActive():
                patience.stop()
                self.show_chosen()

        self._parts.vault.restored.connect(restored)
