"""All that shows the services or acts on them, made but not yet joined to one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QObject

from hourpass.adapters.autostart import autostart
from hourpass.adapters.system_clock import SystemClock
from hourpass.bootstrap import Services
from hourpass.gui.about_doors import AboutDoors
from hourpass.gui.attention import Attention
from hourpass.gui.code_details import CodeDetails
from hourpass.gui.controls import StatusLine
from hourpass.gui.desk import Desk
from hourpass.gui.elsewhere.elsewhere import Elsewhere
from hourpass.gui.expired_secrets import ExpiredSecrets
from hourpass.gui.first_start import FirstStart
from hourpass.gui.keeping import Keeping
from hourpass.gui.key_doors import KeyDoors
from hourpass.gui.leaving import Leaving
from hourpass.gui.main_window import MainWindow
from hourpass.gui.notifications import Notifications
from hourpass.gui.offers import Offers
from hourpass.gui.one_window import OneWindow
from hourpass.gui.practice import Practice
from hourpass.gui.profile_doors import ProfileDoors
from hourpass.gui.profile_list import ProfileList
from hourpass.gui.profile_page import ProfilePage
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.prompting import Prompting
from hourpass.gui.settings_doors import SettingsDoors
from hourpass.gui.setup_doors import SetupDoors
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.system_news import SystemNews
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.tray import Tray
from hourpass.gui.tray_manners import TrayManners
from hourpass.gui.vault_doors import VaultDoors
from hourpass.gui.vigil import Vigil
from hourpass.gui.warning_notes import WarningNotes


class Parts(QObject):
    """Owned by the workbench, which joins them. *change* saves settings; *practice* is there in the sandbox only."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        services: Services,
        practice: Practice | None,
        change: Callable[..., None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._services = window, theme, tasks, services
        self._practice, self._change = practice, change

    def build(self) -> Iterator[None]:
        """Make them; in steps, for all at once would hold up the event loop."""
        window, theme, tasks, services = self._window, self._theme, self._tasks, self._services
        profiles = ProfileList(theme, window)
        yield
        window.furnish(profiles, StatusLine(theme, "windowNotice", window))
        window.offer_settings(theme)
        yield
        self.page = ProfilePage(theme, window)
        yield
        self.first = FirstStart(theme, window, offers_sandbox=self._practice is None)
        yield
        self.signing_in = SigningIn(services.sessions, tasks, services.clock, services.worker.warm, self)
        self.prompting = Prompting(
            theme, self.signing_in, services.clock, self._services.book.profile, self.expires_at, self
        )
        self.vigil = Vigil(
            self._services.book,
            services.sessions,
            services.watch,
            services.clock,
            self.counts_seconds,
            self.prompting.next_reminder,
            self,
        )
        self.desk = Desk(
            window,
            profiles,
            self.page,
            self._services.book,
            services.sessions,
            services.clock,
            tasks,
            self.signing_in,
            self.vigil,
            self.prompting,
        )
        self.details = CodeDetails(window, theme, self.signing_in)
        yield
        self.tray = Tray(theme, window.windowTitle(), self)
        yield
        computer = SystemClock()
        self.news = SystemNews(tasks, computer.now, computer.elapsed, parent=self)
        self.news.motion_changed.connect(theme.allow_motion)
        self.leaving = Leaving(services.forgetting, self.news, tasks, parent=self)
        self.leaving.left.connect(self._stop_signing_in)
        self.expired = ExpiredSecrets(self.vigil, services.sessions, tasks, self)
        yield
        self.notes = WarningNotes(
            Notifications(tasks, self.tray.message, parent=self), self._services.book, self.code_needed, self
        )
        self.attention = Attention(
            window,
            self._services.book,
            services.clock,
            self.signing_in,
            self.prompting,
            self.vigil,
            self.tray,
            self.notes,
            expires_at=self.expires_at,
            code_needed=self.code_needed,
            explained_on_page=self.desk.explains,
        )
        self.keeping = Keeping(window, lambda: self.tray.present, self.attention.holds_anything)
        self.manners = TrayManners(
            window, lambda name: bool(getattr(self._services.book.settings, name)), self._change, self.notes.tell_hidden
        )
        yield
        self.doors = ProfileDoors(window, theme, tasks, services, self)
        self.vault = VaultDoors(window, theme, tasks, services, self)
        yield
        # The sandbox is never started at login.
        at_login = autostart() if self._practice is None else None
        self.settings = SettingsDoors(window, theme, tasks, self._services.book, at_login, services.keyring, self)
        self.about = AboutDoors(window, theme, tasks, services, lambda: self.tray.present, at_login, self)
        self.settings.about_asked.connect(self.about.open)
        self.one = OneWindow(tasks, self)
        offers = Offers(window, self.one, self)
        self.setup = SetupDoors(window, theme, tasks, services.setup, self._practice, self.one, offers, self)
        self.keys = KeyDoors(window, theme, tasks, services.setup, self.one, offers, self)
        yield
        self.elsewhere = Elsewhere(theme, tasks, services, self.vigil, window)
        self.tabs = ProfileTabs(theme, tasks, services, self.elsewhere, self.page)
        yield from self.tabs.build()
        yield
        for page in (self.first, self.page):
            window.add_page(page)
            yield

    def _stop_signing_in(self) -> None:
        """What waits for a free thread would be got for nobody."""
        for profile in self._services.book.profiles:
            self.signing_in.drop(profile.id)

    def counts_seconds(self) -> bool:
        """Whether anything on screen changes with every second."""
        return (self._window.being_looked_at and self.desk.counts_seconds) or self.prompting.counts_seconds

    def expires_at(self, profile_id: str) -> datetime | None:
        """When what the profile holds ends; None where it holds nothing."""
        session = self._services.sessions.session(profile_id)
        return session.expires_at if session else None

    def code_needed(self, profile_id: str) -> bool:
        """Whether somebody has to type a code for it now."""
        profile = self._services.book.profile(profile_id)
        return profile is not None and self.signing_in.code_needed(profile)
