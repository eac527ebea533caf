"""Everything behind the window: services joined to what shows them. Built after the first paint."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from hourpass.adapters import places
from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.adapters.settings_file import SettingsFile
from hourpass.bootstrap import Services, join, practice_profiles
from hourpass.domain.expiry import Phase
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.desk import Desk
from hourpass.gui.error_box import show_problem
from hourpass.gui.first_start import FirstStart
from hourpass.gui.keeping import Keeping
from hourpass.gui.main_window import MainWindow
from hourpass.gui.notifications import Notifications
from hourpass.gui.practice import Practice
from hourpass.gui.profile_doors import ProfileDoors
from hourpass.gui.profile_list import ProfileList
from hourpass.gui.profile_page import ProfilePage
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.prompting import Prompting
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.single_instance import SingleInstance
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.tray import MuteSpan, Tray
from hourpass.gui.unix_signals import UnixSignals
from hourpass.gui.vault_doors import VaultDoors
from hourpass.gui.vigil import Look, Vigil
from hourpass.gui.warning_notes import WarningNotes
from hourpass.gui.wording import problems
from hourpass.services.profile_book import ProfileBook
from hourpass.viewmodels import tray_view


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
        self._instance = SingleInstance(places.socket_path(sandbox), parent=self)
        self._instance.requested.connect(self._answer)
        self._instance.start()
        self._services: Services | None = None
        self._expired: set[str] = set()

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
        if sys.platform != "win32":
            self._signals = UnixSignals(self.quit_asked.emit, self)
        if self._practice is not None:
            yield from self._practice.open(services.clock.now, self._placed)
            notice = self.tr("Sandbox: a local AWS in which nothing is real.")
            self._window.show_notice(Tone.INFO, notice, self.tr("Show authenticator"))
            yield
        self._desk.refresh()  # what is not shown yet is drawn cheaply
        yield
        self.show_chosen()
        yield
        if self._met is not None:
            self.show_problem(self._met)
        if self._book.profiles and self._practice is None:
            self._vault.restore()

    def choose_by_name(self, name: str) -> None:
        """Choose the profile called *name*, if there is one."""
        for profile in self._book.profiles:
            if profile.name == name:
                self._desk.choose(profile.id)

    def show_chosen(self) -> None:
        """The page that fits: the ways in, or the chosen profile."""
        if not self._book.profiles:
            self._window.show_page(self._first)
            self._doors.look_for_files()
        else:
            self._window.show_page(self._page)
        self._desk.refresh()
        self._desk.take_focus()

    def show_unusable(self, problem: Problem) -> None:
        """Nothing can be done in this window: say why where the page would be."""
        said = problems.say(problem)
        self._window.show_waiting("\n\n".join(part for part in (said.what, said.why, said.now) if part))

    def show_problem(self, problem: Problem) -> None:
        """Say something that concerns no field of the page."""
        show_problem(self._window, self._theme, problem)

    def close(self) -> None:
        """Stop everything in order; the child processes end with it."""
        self._instance.stop()
        services = self._services
        if services is not None:
            self._keeping.end()
            self._vigil.end()
            self._tray.hide()
            self._save_place()
            services.worker.close()
        if self._practice is not None:
            self._practice.close()

    # putting together

    def _build(self, services: Services) -> Iterator[None]:
        window, theme, tasks = self._window, self._theme, self._tasks
        profiles = ProfileList(theme, window)
        yield
        window.furnish(profiles, StatusLine(theme, "windowNotice", window))
        yield
        self._page = ProfilePage(theme, window)
        yield
        self._first = FirstStart(theme, window)
        yield
        self._signing_in = SigningIn(services.sessions, tasks, services.clock, services.worker.warm, self)
        self._prompting = Prompting(theme, self._signing_in, services.clock, self._expires_at, self)
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
        self._notes = WarningNotes(
            Notifications(tasks, self._tray.message, parent=self), self._book, self._code_needed, self
        )
        self._keeping = Keeping(window, lambda: self._tray.present, self._holds_anything)
        yield
        self._doors = ProfileDoors(window, theme, tasks, services, self)
        self._vault = VaultDoors(window, theme, tasks, services, self)
        yield
        self._tabs = ProfileTabs(theme, tasks, services, self._page)
        yield from self._tabs.build()
        yield
        for page in (self._first, self._page):
            window.add_page(page)
            yield

    def _connect(self) -> None:
        window, desk, tray = self._window, self._desk, self._tray
        self._vigil.looked.connect(self._show_look)
        desk.chosen_changed.connect(self._show_tabs)
        desk.problem_met.connect(self.show_problem)
        desk.details_asked.connect(self.show_problem)
        self._prompting.details_asked.connect(self.show_problem)
        self._prompting.changed.connect(self._vigil.look)
        self._signing_in.vault_troubled.connect(lambda _id, problem: self._vault.explain(problem))
        self._signing_in.key_missing.connect(self._doors.edit)
        self._signing_in.obtained.connect(self._after_obtaining)
        self._notes.renew_asked.connect(self._ask)
        self._tabs.expired.connect(self._vigil.look)
        self._tabs.problem_details.connect(self.show_problem)
        self._tabs.edit_asked.connect(lambda: self._doors.edit(desk.selected))
        self._tabs.remove_asked.connect(lambda: self._doors.remove(desk.selected))
        self._doors.changed.connect(self.show_chosen)
        self._doors.removed.connect(self._prompting.forget)
        self._doors.problem_met.connect(self.show_problem)
        self._doors.vault_troubled.connect(self._vault.explain)
        self._doors.quit_asked.connect(self.quit_asked)
        self._vault.restored.connect(self._vigil.look)
        tray.activated.connect(self._tray_clicked)
        tray.open_asked.connect(window.come_forward)
        tray.profile_action.connect(self._ask)
        tray.mute_asked.connect(self._mute)
        tray.quit_asked.connect(self.quit_asked)
        tray.quit_and_forget_asked.connect(self._quit_and_forget)
        tray.message_clicked.connect(self._tray_clicked)
        self._keeping.quit_asked.connect(self.quit_asked)
        self._keeping.minimised.connect(self._tell_of_missing_tray)
        window.add_asked.connect(self._doors.add)
        window.edit_asked.connect(self._doors.edit)
        window.remove_asked.connect(self._doors.remove)
        window.visibility_changed.connect(self._vigil.look)
        window.notice_action.connect(self._act_on_notice)
        self._first.add_asked.connect(self._doors.add)
        self._first.import_asked.connect(self._doors.import_files)
        self._first.sandbox_asked.connect(self._doors.open_sandbox)
        self._doors.files_found.connect(self._first.show_found)
        for keys, act in (("Ctrl+R", self._tabs.refresh), ("Ctrl+F", self._tabs.focus_filter)):
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    # what is seen

    def _show_look(self, look: Look) -> None:
        if self._services is None:
            return
        self._tray.look_for_tray()
        muted = self._book.settings.muted_until
        self._tray.show_view(
            tray_view.view(look.rows, self._code_needed), muted if muted and muted > look.now else None
        )
        self._notes.tell(look.notices)
        self._drop_expired({row.profile_id for row in look.rows if row.phase is Phase.EXPIRED})
        if self._prompting.profile_id:
            self._prompting.tick()
        for profile_id in self._prompting.due(look.now):
            self._ask(profile_id)

    def _drop_expired(self, expired: set[str]) -> None:
        """Secrets of what has just expired leave memory and keyring; that it expired stays to be seen."""
        services, new = self._services, expired - self._expired
        self._expired = expired
        if services is not None and new:
            self._tasks.start(lambda _cancel, _report: services.sessions.drop_expired(), then=self._tell_vault)

    def _tell_vault(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self._vault.tell(outcome.problem)

    def _show_tabs(self) -> None:
        self._tabs.show_profile(self._desk.profile, self._desk.holds_credentials)

    def _counts_seconds(self) -> bool:
        return (self._window.being_looked_at and self._desk.counts_seconds) or self._prompting.counts_seconds

    def _expires_at(self, profile_id: str) -> datetime | None:
        session = self._services.sessions.session(profile_id) if self._services else None
        return session.expires_at if session else None

    def _holds_anything(self) -> bool:
        now = self._services.clock.now() if self._services else None
        ends = [self._expires_at(profile.id) for profile in self._book.profiles]
        return now is not None and any(end is not None and end > now for end in ends)

    def _code_needed(self, profile_id: str) -> bool:
        profile = self._book.profile(profile_id)
        return profile is not None and self._signing_in.code_needed(profile)

    # what people do

    def _ask(self, profile_id: str) -> None:
        profile = self._book.profile(profile_id)
        if profile is not None:
            self._prompting.ask(profile)

    def _tray_clicked(self) -> None:
        """A click on the icon: the prompt where a code is due, else the window."""
        if self._services is None:
            return
        due = self._due_profile(self._services.clock.now())
        if due:
            self._ask(due)
        else:
            self._window.come_forward()

    def _due_profile(self, now: datetime) -> str:
        """The profile that ends first and is under its first warning; empty when none is."""
        ends = [(end, profile.id) for profile in self._book.profiles if (end := self._expires_at(profile.id))]
        warned = [pair for pair in ends if timedelta(0) < pair[0] - now <= max(self._vigil.warnings)]
        return min(warned)[1] if warned else ""

    def _after_obtaining(self, profile_id: str) -> None:
        self._notes.withdraw(profile_id)
        problem = self._services.sessions.vault_problem if self._services else None
        if problem is not None:
            self._vault.tell(problem)

    def _act_on_notice(self) -> None:
        if self._practice is not None:
            self._practice.show_authenticator()
        else:
            self._vault.act()

    def _mute(self, how_long: MuteSpan) -> None:
        if self._services is None:
            return
        now = self._services.clock.now()
        midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        until = {MuteSpan.NONE: None, MuteSpan.HOUR: now + timedelta(hours=1), MuteSpan.TODAY: midnight}[how_long]
        self._tasks.start(lambda _cancel, _report: self._book.change(muted_until=until), then=self._after_saving)

    def _after_saving(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.show_problem(outcome.problem)
        self._vigil.look()

    def _quit_and_forget(self) -> None:
        services = self._services
        if services is None:
            self.quit_asked.emit()
            return

        def then(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Failed):
                # What memory held is gone; what the keyring would not let go is said before the end.
                self._window.come_forward()
                self.show_problem(outcome.problem)
            else:
                self.quit_asked.emit()

        self._tasks.start(lambda _cancel, _report: services.sessions.forget_all(), then=then)

    def _tell_of_missing_tray(self) -> None:
        if self._book.settings.told_about_missing_tray:
            return
        self._window.show_notice(
            Tone.INFO,
            self.tr("This desktop shows no tray icon, so Hourpass stays minimised to warn you. Ctrl+Q quits."),
        )
        self._tasks.start(
            lambda _cancel, _report: self._book.change(told_about_missing_tray=True), then=self._after_saving
        )

    def _answer(self, message: dict[str, object], answer: object) -> None:
        """Another start of the app, or the command line, asks something over the socket."""
        if not callable(answer):
            return
        name = str(message.get("profile", ""))
        match message["ask"]:
            case "show":
                if name and self._services is not None:
                    self.choose_by_name(name)
                self._window.come_forward()
                answer({"shown": True})
            case "code" if self._practice is not None:
                profile = next((each for each in self._book.profiles if each.name == name), None)
                code = self._practice.code(profile)
                answer({"code": code} if code else {"error": "no-such-profile"})
            case _:
                answer({"error": "unknown-request"})

    def _save_place(self) -> None:
        place = self._window.place()
        if place != self._book.settings.window:
            with suppress(HourpassError):  # where a window stood is not worth a word at the end
                self._book.change(window=place)


def _load(book: ProfileBook) -> Problem | None:
    """Read the settings; what was met is said once there is a window to say it in."""
    try:
        kept_as = book.load().damaged
    except HourpassError as error:
        return error.problem
    return Problem(Reason.FILE_DAMAGED, {"kept_as": kept_as}) if kept_as else None
