"""Everything behind the window: services joined to what shows them. Built after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.adapters import places
from hourpass.adapters.autostart import autostart
from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.adapters.settings_file import SettingsFile
from hourpass.adapters.system_clock import SystemClock
from hourpass.bootstrap import Services, join, practice_profiles
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.attention import Attention
from hourpass.gui.callers import Callers
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.desk import Desk
from hourpass.gui.error_box import ProblemPanel, show_problem
from hourpass.gui.expired_secrets import ExpiredSecrets
from hourpass.gui.first_start import FirstStart
from hourpass.gui.keeping import Keeping
from hourpass.gui.leaving import Leaving
from hourpass.gui.main_window import MainWindow
from hourpass.gui.notifications import Notifications
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
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.tray import Tray
from hourpass.gui.tray_manners import TrayManners
from hourpass.gui.vault_doors import VaultDoors
from hourpass.gui.vigil import Vigil
from hourpass.gui.warning_notes import WarningNotes
from hourpass.services.profile_book import ProfileBook

RESTORE_PATIENCE = 1200
"""Milliseconds for the keyring to give back the sessions of the last run before the page is shown without them."""


class Workbench(QObject):
    """Owns the services and the parts that show them, and connects the ones to the others."""

    quit_asked = Signal()

    def __init__(self, window: MainWindow, theme: Theme, tasks: Tasks, sandbox: bool) -> None:
        super().__init__(window)
        self._window, self._theme, self._tasks = window, theme, tasks
        book = self._book = ProfileBook(SettingsFile(places.settings_path(sandbox)))
        self._met = _load(book)
        self._practice = Practice(window, theme) if sandbox else None
        self._placed = bool(book.settings.window)
        self._callers = Callers(window, book, places.socket_path(sandbox))
        self._services: Services | None = None

    def start_sandbox(self) -> SandboxFacts:
        """Blocking: start the sandbox, and have its profiles ready in the book."""
        if self._practice is None:
            raise RuntimeError("not a sandbox app")
        facts = self._practice.start()
        profiles = practice_profiles(facts)
        selected = self._book.settings.selected_profile
        chosen = selected if any(each.id == selected for each in profiles) else profiles[0].id
        with suppress(HourpassError):  # they stand in memory, which is all that the sandbox needs
            self._book.change(profiles=profiles, selected_profile=chosen)
        return facts

    def open(self, facts: SandboxFacts | None) -> Iterator[None]:
        """Join the services and show what they know; in steps, for all at once would hold up the event loop."""
        services = join(self._book, facts)
        yield
        yield from self._build(services)
        self._services = services
        self._connect()
        yield
        self._window.allow_adding(True)
        self._tray.look_for_tray()
        yield
        if self._practice is not None:
            yield from self._practice.open(services.clock.now, self._placed)
            self._window.keep_notice(
                Tone.INFO,
                self.tr("Sandbox: a local AWS in which nothing is real."),
                self.tr("Show authenticator"),
                self._practice.show_authenticator,
            )
            yield
        self._desk.refresh()  # what is not shown yet is drawn cheaply
        yield
        restores = bool(self._book.profiles) and self._practice is None
        held_until = self._book.settings.held_until
        if restores and held_until is not None and held_until > services.clock.now():
            self._show_once_restored()
        else:
            self.show_chosen()
        self._callers.open(self.choose_by_name, self._practice_code)
        yield
        if self._met is not None:
            self.show_problem(self._met)
        if restores:
            self._vault.restore()
        self._setup.look_for_unfinished()
        self._leaving.follow_settings()
        self._news.begin()

    def _show_once_restored(self) -> None:
        """Ask for no code while sessions of the last run are coming back; but do not wait for a slow keyring either."""
        patience = QTimer(self, singleShot=True, interval=RESTORE_PATIENCE)
        patience.timeout.connect(self.show_chosen)
        patience.start()

        def restored() -> None:
            if patience.isActive():
                patience.stop()
                self.show_chosen()

        self._vault.restored.connect(restored)

    @property
    def keeps_window(self) -> bool:
        """Whether a closed window is taken care of here."""
        return self._services is not None

    def choose_by_name(self, name: str) -> None:
        """Choose the profile called *name*, if there is one."""
        for profile in self._book.profiles:
            if profile.name == name:
                self._desk.choose(profile.id)

    def _practice_code(self, name: str) -> str | None:
        profile = next((each for each in self._book.profiles if each.name == name), None)
        return self._practice.code(profile) if self._practice else None

    def show_chosen(self) -> None:
        """The page that fits: the ways in, or the chosen profile."""
        self._window.offer_set_up(bool(self._book.profiles))
        if not self._book.profiles:
            self._window.show_page(self._first)
            self._doors.look_for_files()
        else:
            self._window.show_page(self._page)
        self._prompting.profiles_changed()
        self._desk.refresh()
        self._desk.take_focus()

    def show_unusable(self, problem: Problem) -> None:
        """Nothing can be done in this window: say why where the page would be."""
        page = QWidget(self._window)
        panel = ProblemPanel(self._theme, page)
        column = QVBoxLayout(page)
        column.setContentsMargins(48, 48, 48, 48)
        column.addStretch(1)
        column.addWidget(panel)
        column.addStretch(2)
        self._window.show_page(page)
        panel.show_problem(problem)

    def show_problem(self, problem: Problem) -> None:
        """Say something that concerns no field of the page."""
        show_problem(self._window, self._theme, problem)

    def _explain(self, problem: Problem, go_on: Callable[[], None]) -> None:
        """The same, and then back to where the next code is typed."""
        show_problem(self._window, self._theme, problem).finished.connect(lambda _result: go_on())

    def close(self) -> None:
        """Stop everything in order; the child processes end with it."""
        self._callers.close()
        services = self._services
        if services is not None:
            self._keeping.end()
            self._window.hide()
            self._vigil.end()
            self._news.close()
            self._notes.stop()
            self._tray.hide()
            self._leaving.end()
            self._save_what_stands()
            services.worker.close()
        if self._practice is not None:
            self._practice.close()

    # putting together

    def _build(self, services: Services) -> Iterator[None]:
        window, theme, tasks = self._window, self._theme, self._tasks
        profiles = ProfileList(theme, window)
        yield
        window.furnish(profiles, StatusLine(theme, "windowNotice", window))
        window.offer_settings(theme)
        yield
        self._page = ProfilePage(theme, window)
        yield
        self._first = FirstStart(theme, window, offers_sandbox=self._practice is None)
        yield
        self._signing_in = SigningIn(services.sessions, tasks, services.clock, services.worker.warm, self)
        self._prompting = Prompting(theme, self._signing_in, services.clock, self._book.profile, self._expires_at, self)
        self._vigil = Vigil(
            self._book,
            services.sessions,
            services.watch,
            services.clock,
            self._counts_seconds,
            self._prompting.next_reminder,
            self,
        )
        self._desk = Desk(
            window,
            profiles,
            self._page,
            self._book,
            services.sessions,
            services.clock,
            tasks,
            self._signing_in,
            self._vigil,
            self._prompting,
        )
        yield
        self._tray = Tray(theme, self)
        yield
        computer = SystemClock()
        self._news = SystemNews(tasks, computer.now, computer.elapsed, parent=self)
        self._leaving = Leaving(services.forgetting, self._news, tasks, parent=self)
        self._expired = ExpiredSecrets(self._vigil, services.sessions, tasks, self)
        yield
        self._notes = WarningNotes(
            Notifications(tasks, self._tray.message, parent=self), self._book, self._code_needed, self
        )
        self._attention = Attention(
            window,
            self._book,
            services.clock,
            self._signing_in,
            self._prompting,
            self._vigil,
            self._tray,
            self._notes,
            expires_at=self._expires_at,
            code_needed=self._code_needed,
            explained_on_page=self._desk.explains,
        )
        self._keeping = Keeping(window, lambda: self._tray.present, self._attention.holds_anything)
        self._manners = TrayManners(
            window, lambda name: bool(getattr(self._book.settings, name)), self._change, self._notes.tell_hidden
        )
        yield
        self._doors = ProfileDoors(window, theme, tasks, services, self)
        self._vault = VaultDoors(window, theme, tasks, services, self)
        yield
        # The sandbox is never started at login.
        at_login = autostart() if self._practice is None else None
        self._settings = SettingsDoors(window, theme, tasks, self._book, at_login, services.keyring, self)
        self._setup = SetupDoors(window, theme, tasks, services.setup, self._practice, self)
        yield
        self._tabs = ProfileTabs(theme, tasks, services, self._page)
        yield from self._tabs.build()
        yield
        for page in (self._first, self._page):
            window.add_page(page)
            yield

    def _connect(self) -> None:
        window, desk, tray = self._window, self._desk, self._tray
        self._vigil.looked.connect(lambda _look: self._news.look())
        self._news.look_due.connect(self._vigil.look)
        self._news.clock_set.connect(self._show_tabs)
        self._news.network_returned.connect(self._vigil.network_returned)
        self._news.tray_changed.connect(tray.look_again)
        self._leaving.problem_met.connect(self._vault.tell)
        self._expired.problem_met.connect(self._vault.tell)
        desk.chosen_changed.connect(self._show_tabs)
        desk.problem_met.connect(self.show_problem)
        desk.details_asked.connect(lambda problem: self._explain(problem, desk.take_focus))
        self._prompting.details_asked.connect(lambda problem: self._explain(problem, self._prompting.come_forward))
        self._prompting.changed.connect(self._vigil.look)
        self._signing_in.vault_troubled.connect(lambda _id, problem: self._vault.explain(problem))
        self._signing_in.key_missing.connect(self._doors.ask_for_key)
        self._signing_in.obtained.connect(self._after_obtaining)
        self._signing_in.renewed_quietly.connect(self._after_obtaining)
        self._signing_in.renewed_quietly.connect(lambda _id: self._show_tabs())
        self._attention.problem_met.connect(self.show_problem)
        self._attention.mute_wanted.connect(self._mute)
        self._tabs.expired.connect(self._vigil.look)
        self._tabs.problem_details.connect(self.show_problem)
        self._tabs.edit_asked.connect(lambda: self._doors.edit(desk.selected))
        self._tabs.remove_asked.connect(lambda: self._doors.remove(desk.selected))
        self._tabs.devices_asked.connect(lambda: self._setup.devices(desk.profile))
        self._tabs.take_away_asked.connect(lambda: self._setup.take_away(desk.profile))
        self._tabs.codes_asked.connect(lambda: self._setup.codes(desk.profile))
        self._doors.changed.connect(self.show_chosen)
        self._doors.altered.connect(self._signing_in.drop)
        self._doors.altered.connect(self._notes.withdraw)
        self._doors.problem_met.connect(self.show_problem)
        self._doors.vault_troubled.connect(self._vault.explain)
        self._doors.quit_asked.connect(self.quit_asked)
        self._settings.changed.connect(self._vigil.look)
        self._settings.changed.connect(self._leaving.follow_settings)
        self._settings.problem_met.connect(self.show_problem)
        self._setup.changed.connect(self.show_chosen)
        self._setup.set_up_done.connect(self._tabs.show_buckets)
        self._setup.altered.connect(self._signing_in.drop)
        self._setup.problem_met.connect(self.show_problem)
        self._setup.vault_troubled.connect(self._vault.explain)
        self._vault.restored.connect(self._vigil.look)
        self._vault.problem_met.connect(self.show_problem)
        tray.missing.connect(self._manners.show_without_tray)
        tray.lost.connect(self._manners.show_without_tray)
        tray.appeared.connect(self._manners.hide_again)
        tray.settings_asked.connect(self._settings.open)
        tray.quit_asked.connect(self.quit_asked)
        tray.quit_and_forget_asked.connect(self._quit_and_forget)
        self._keeping.quit_asked.connect(self.quit_asked)
        self._keeping.hidden.connect(self._manners.tell_of_tray)
        self._keeping.minimised.connect(self._manners.tell_of_missing_tray)
        window.add_asked.connect(self._doors.add)
        window.edit_asked.connect(self._doors.edit)
        window.remove_asked.connect(self._doors.remove)
        window.settings_asked.connect(self._settings.open)
        window.set_up_asked.connect(self._setup.set_up)
        window.devices_asked.connect(lambda profile_id: self._setup.devices(self._book.profile(profile_id)))
        window.take_away_asked.connect(lambda profile_id: self._setup.take_away(self._book.profile(profile_id)))
        window.visibility_changed.connect(self._vigil.look)
        if self._practice is not None:
            window.visibility_changed.connect(self._show_practice)
            self._prompting.changed.connect(self._show_practice)
        self._first.set_up_asked.connect(self._setup.set_up)
        self._first.add_asked.connect(self._doors.add)
        self._first.import_asked.connect(self._doors.import_files)
        self._first.sandbox_asked.connect(self._doors.open_sandbox)
        self._doors.files_found.connect(self._first.show_found)
        for keys, act in (("Ctrl+R", self._tabs.refresh), ("Ctrl+F", self._tabs.focus_filter)):
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    # what is seen

    def _show_tabs(self) -> None:
        self._tabs.show_profile(self._desk.profile, self._desk.holds_credentials)

    def _counts_seconds(self) -> bool:
        return (self._window.being_looked_at and self._desk.counts_seconds) or self._prompting.counts_seconds

    def _expires_at(self, profile_id: str) -> datetime | None:
        session = self._services.sessions.session(profile_id) if self._services else None
        return session.expires_at if session else None

    def _code_needed(self, profile_id: str) -> bool:
        profile = self._book.profile(profile_id)
        return profile is not None and self._signing_in.code_needed(profile)

    # what people do

    def _after_obtaining(self, _profile_id: str) -> None:
        problem = self._services.sessions.vault_problem if self._services else None
        if problem is not None:
            self._vault.tell(problem)
        else:
            self._vault.all_well()

    def _mute(self, until: datetime | None) -> None:
        self._change(muted_until=until)

    def _change(self, **settings: Any) -> None:
        self._tasks.start(lambda _cancel, _report: self._book.change(**settings), then=self._after_saving)

    def _after_saving(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.show_problem(outcome.problem)
        self._vigil.look()

    def _quit_and_forget(self) -> None:
        if self._services is None:
            self.quit_asked.emit()
            return

        def then(problem: Problem | None) -> None:
            if problem is not None:
                # What memory held is gone; what the keyring would not let go is said before the end.
                self._window.come_forward()
                self.show_problem(problem)
            else:
                self.quit_asked.emit()

        self._leaving.forget(then)

    def _show_practice(self) -> None:
        if self._practice is not None:
            self._practice.follow(self._window.isVisible() or bool(self._prompting.profile_id))

    def _save_what_stands(self) -> None:
        """For the next start: where the window stands, and until when there is something to bring back."""
        ends = [end for profile in self._book.profiles if (end := self._expires_at(profile.id))]
        now = {"window": self._window.place(), "held_until": max(ends, default=None)}
        if any(getattr(self._book.settings, name) != value for name, value in now.items()):
            # Another process may hold the file's lock: the pool waits for it, bounded. Neither is worth a word at the end.
            self._tasks.start(lambda _cancel, _report: self._book.change(**now), then=lambda _outcome: None)


def _load(book: ProfileBook) -> Problem | None:
    """Read the settings; what was met is said once there is a window to say it in."""
    try:
        kept_as = book.load().damaged
    except HourpassError as error:
        return error.problem
    return Problem(Reason.FILE_DAMAGED, {"kept_as": kept_as}) if kept_as else None
