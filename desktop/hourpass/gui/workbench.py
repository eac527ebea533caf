"""Everything behind the window: services joined to what shows them. Built after the first paint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.adapters import places
from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.adapters.settings_file import SettingsFile
from hourpass.bootstrap import Services, join, practice_profiles
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.callers import Callers
from hourpass.gui.controls import Tone
from hourpass.gui.counter import Counter
from hourpass.gui.error_box import ProblemPanel, show_problem
from hourpass.gui.main_window import MainWindow
from hourpass.gui.parts import Parts
from hourpass.gui.practice import Practice
from hourpass.gui.tasks import Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
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
        self._callers = Callers(window, places.socket_path(sandbox))
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
        parts = Parts(self._window, self._theme, self._tasks, services, self._practice, self._change, self)
        yield from parts.build()
        self._services, self._parts = services, parts
        self._counter = Counter(parts, services, self._practice_code, facts.endpoint if facts else "")
        self._connect()
        yield
        self._window.allow_adding(True)
        self._parts.tray.look_for_tray()
        yield
        if self._practice is not None:
            yield from self._practice.open(services.clock.now, self._placed)
            self._window.keep_notice(
                Tone.INFO,
                self.tr("Sandbox: a local AWS. Nothing here touches a real account."),
                self.tr("Show authenticator"),
                self._practice.show_authenticator,
            )
            yield
        self._parts.desk.refresh()  # what is not shown yet is drawn cheaply
        yield
        restores = bool(self._book.profiles) and self._practice is None
        held_until = self._book.settings.held_until
        if restores and held_until is not None and held_until > services.clock.now():
            self._show_once_restored()
        else:
            self.show_chosen()
        self._callers.open(self.choose_by_name, self._counter.answering)
        yield
        if self._met is not None:
            self.show_problem(self._met)
        if restores:
            self._parts.vault.restore()
        self._parts.setup.look_for_unfinished()
        self._parts.keys.look_for_unfinished()
        self._parts.leaving.follow_settings()
        self._parts.news.begin()

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

    @property
    def keeps_window(self) -> bool:
        """Whether a closed window is taken care of here."""
        return self._services is not None

    def choose_by_name(self, name: str) -> None:
        """Choose the profile called *name*, if there is one."""
        if profile := self._book.find(name):
            self._parts.desk.choose(profile.id)

    def _practice_code(self, name: str) -> str | None:
        return self._practice.code(self._book.find(name)) if self._practice else None

    def show_chosen(self) -> None:
        """The page that fits: the ways in, or the chosen profile."""
        self._window.offer_new_profiles(bool(self._book.profiles))
        if not self._book.profiles:
            self._window.show_page(self._parts.first)
            self._parts.doors.look_for_files()
        else:
            self._window.show_page(self._parts.page)
        self._parts.prompting.profiles_changed()
        self._parts.elsewhere.profiles_changed()
        self._counter.tools.profiles_changed()
        self._parts.desk.refresh()
        self._parts.desk.take_focus()

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

    def close(self) -> None:
        """Stop everything in order; the child processes end with it."""
        self._callers.close()
        services = self._services
        if services is not None:
            self._parts.keeping.end()
            self._window.hide()
            self._parts.vigil.end()
            self._parts.news.close()
            self._parts.notes.stop()
            self._parts.tray.hide()
            self._parts.leaving.end()
            self._parts.elsewhere.close()
            self._save_what_stands()
            services.worker.close()
        if self._practice is not None:
            self._practice.close()

    # joining

    def _connect(self) -> None:
        parts, window = self._parts, self._window
        desk, tray = parts.desk, parts.tray
        parts.vigil.looked.connect(lambda _look: parts.news.look())
        parts.news.look_due.connect(parts.vigil.look)
        parts.news.clock_set.connect(self._show_tabs)
        parts.news.network_returned.connect(parts.vigil.network_returned)
        parts.news.tray_changed.connect(tray.look_again)
        parts.leaving.problem_met.connect(parts.vault.tell)
        parts.expired.problem_met.connect(parts.vault.tell)
        desk.chosen_changed.connect(self._show_tabs)
        desk.problem_met.connect(self.show_problem)
        desk.details_asked.connect(lambda problem: parts.details.show(desk.selected, problem, desk.take_focus))
        prompting = parts.prompting
        prompting.details_asked.connect(
            lambda problem: parts.details.show(prompting.profile_id, problem, prompting.come_forward)
        )
        parts.prompting.changed.connect(parts.vigil.look)
        parts.signing_in.vault_troubled.connect(lambda _id, problem: parts.vault.explain(problem))
        parts.signing_in.key_missing.connect(parts.doors.ask_for_key)
        parts.signing_in.obtained.connect(self._after_obtaining)
        parts.signing_in.renewed_quietly.connect(self._after_obtaining)
        parts.signing_in.renewed_quietly.connect(lambda _id: self._show_tabs())
        parts.attention.problem_met.connect(self.show_problem)
        parts.attention.mute_wanted.connect(self._mute)
        parts.tabs.expired.connect(parts.vigil.look)
        parts.tabs.problem_details.connect(self.show_problem)
        parts.tabs.edit_asked.connect(lambda: parts.doors.edit(desk.selected))
        parts.tabs.remove_asked.connect(lambda: parts.doors.remove(desk.selected))
        parts.tabs.devices_asked.connect(lambda: parts.setup.devices(desk.profile))
        parts.tabs.take_away_asked.connect(lambda: parts.setup.take_away(desk.profile))
        parts.tabs.codes_asked.connect(lambda: parts.keys.codes(desk.profile))
        parts.tabs.rotate_asked.connect(lambda: parts.keys.rotate(desk.profile))
        parts.one.problem_met.connect(self.show_problem)
        parts.keys.changed.connect(self.show_chosen)
        parts.keys.problem_met.connect(self.show_problem)
        parts.keys.vault_troubled.connect(parts.vault.explain)
        parts.doors.changed.connect(self.show_chosen)
        parts.doors.altered.connect(parts.signing_in.drop)
        parts.doors.altered.connect(parts.notes.withdraw)
        parts.elsewhere.problem_met.connect(self.show_problem)
        parts.elsewhere.details_asked.connect(self.show_problem)
        parts.doors.problem_met.connect(self.show_problem)
        parts.doors.vault_troubled.connect(parts.vault.explain)
        parts.doors.quit_asked.connect(self.quit_asked)
        parts.settings.changed.connect(parts.vigil.look)
        parts.settings.changed.connect(parts.leaving.follow_settings)
        parts.settings.problem_met.connect(self.show_problem)
        parts.setup.changed.connect(self.show_chosen)
        parts.setup.set_up_done.connect(self._after_setup)
        parts.setup.altered.connect(parts.signing_in.drop)
        parts.setup.problem_met.connect(self.show_problem)
        parts.setup.vault_troubled.connect(parts.vault.explain)
        parts.vault.restored.connect(parts.vigil.vault_opened)
        parts.news.unlocked.connect(parts.vigil.vault_opened)
        parts.vault.restored.connect(parts.setup.go_on_with_vault)
        parts.vault.problem_met.connect(self.show_problem)
        tray.missing.connect(parts.manners.show_without_tray)
        tray.lost.connect(parts.manners.show_without_tray)
        tray.appeared.connect(parts.manners.hide_again)
        tray.settings_asked.connect(parts.settings.open)
        for place in (tray, window):
            place.forget_all_asked.connect(self._forget_all)
        tray.quit_asked.connect(self.quit_asked)
        tray.quit_and_forget_asked.connect(self._quit_and_forget)
        parts.keeping.quit_asked.connect(self.quit_asked)
        parts.keeping.hidden.connect(parts.manners.tell_of_tray)
        parts.keeping.minimised.connect(parts.manners.tell_of_missing_tray)
        window.add_asked.connect(parts.doors.add)
        window.edit_asked.connect(parts.doors.edit)
        window.remove_asked.connect(parts.doors.remove)
        window.settings_asked.connect(parts.settings.open)
        window.set_up_asked.connect(parts.setup.set_up)
        window.devices_asked.connect(lambda profile_id: parts.setup.devices(self._book.profile(profile_id)))
        window.take_away_asked.connect(lambda profile_id: parts.setup.take_away(self._book.profile(profile_id)))
        window.visibility_changed.connect(parts.vigil.look)
        if self._practice is not None:
            window.visibility_changed.connect(self._show_practice)
            parts.prompting.changed.connect(self._show_practice)
        parts.first.set_up_asked.connect(parts.setup.set_up)
        parts.first.add_asked.connect(parts.doors.add)
        parts.first.import_asked.connect(parts.doors.import_files)
        parts.first.sandbox_asked.connect(parts.doors.open_sandbox)
        parts.doors.files_found.connect(parts.first.show_found)
        shortcuts = {"Ctrl+R": parts.tabs.refresh, "Ctrl+F": parts.tabs.focus_filter, "F1": parts.about.open}
        for keys, act in shortcuts.items():
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    def _show_tabs(self) -> None:
        profile = self._parts.desk.profile
        self._parts.tabs.show_profile(profile, self._parts.desk.holds_credentials)
        if self._practice is not None and profile is not None:
            self._practice.turn_to(profile.device_serial)

    # what people do

    def _after_obtaining(self, _profile_id: str) -> None:
        problem = self._services.sessions.vault_problem if self._services else None
        if problem is not None:
            self._parts.vault.tell(problem)
        else:
            self._parts.vault.all_well()

    def _after_setup(self, elsewhere: bool) -> None:
        if elsewhere:
            self._parts.tabs.show_elsewhere()
            self._parts.elsewhere.add()
        else:
            self._parts.tabs.show_buckets()

    def _mute(self, until: datetime | None) -> None:
        self._change(muted_until=until)

    def _change(self, **settings: Any) -> None:
        self._tasks.start(lambda _cancel, _report: self._book.change(**settings), then=self._after_saving)

    def _after_saving(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Failed):
            self.show_problem(outcome.problem)
        self._parts.vigil.look()

    def _forget_all(self) -> None:
        def then(problem: Problem | None) -> None:
            if problem is not None:  # memory is empty; the keyring has kept something
                self._window.come_forward()
                self.show_problem(problem)

        self._parts.leaving.forget(then)

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

        self._parts.leaving.forget(then)

    def _show_practice(self) -> None:
        if self._practice is not None:
            self._practice.follow(self._window.isVisible() or bool(self._parts.prompting.profile_id))

    def _save_what_stands(self) -> None:
        """For the next start: where the window stands, and until when there is something to bring back."""
        ends = [end for profile in self._book.profiles if (end := self._parts.expires_at(profile.id))]
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
