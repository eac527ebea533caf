"""Everything behind the window: services joined to what shows them. Built after the first paint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from hourpass.adapters import places
from hourpass.adapters.sandbox_process import SandboxFacts
from hourpass.adapters.settings_file import SettingsFile
from hourpass.bootstrap import Services, join, practice_profiles
from hourpass.domain.problem import HourpassError, Problem
from hourpass.gui import wiring
from hourpass.gui.callers import Callers
from hourpass.gui.controls import Tone
from hourpass.gui.counter import Counter
from hourpass.gui.forget_doors import ForgetDoors
from hourpass.gui.front import Front
from hourpass.gui.main_window import MainWindow
from hourpass.gui.parts import Parts
from hourpass.gui.practice import Practice
from hourpass.gui.problem_page import ProblemPage
from hourpass.gui.saving import Saving, load
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.profile_book import ProfileBook


class Workbench(QObject):
    """Owns the services and the parts that show them: puts them together, and stops them in order."""

    quit_asked = Signal()
    restart_asked = Signal()

    def __init__(self, window: MainWindow, theme: Theme, tasks: Tasks, sandbox: bool) -> None:
        super().__init__(window)
        self._window, self._theme, self._tasks = window, theme, tasks
        book = self._book = ProfileBook(SettingsFile(places.settings_path(sandbox)))
        self._met = load(book)
        self._saving = Saving(tasks, book, self)
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
        parts = Parts(self._window, self._theme, self._tasks, services, self._practice, self._saving.change, self)
        yield from parts.build()
        self._services, self._parts = services, parts
        counter = Counter(parts, services, self._practice_code, facts.endpoint if facts else "")
        self.front = Front(self._window, self._theme, services, parts, counter.tools, self._practice)
        self._wire()
        yield
        self._window.allow_adding(True)
        parts.tray.look_for_tray()
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
        parts.desk.refresh()  # what is not shown yet is drawn cheaply
        yield
        restores = bool(self._book.profiles) and self._practice is None
        self.front.show_first(restores=restores)
        self._callers.open(self.choose_by_name, counter.answering)
        yield
        if self._met is not None:
            self.front.show_problem(self._met)
        if restores:
            parts.vault.restore()
        parts.setup.look_for_unfinished()
        parts.keys.look_for_unfinished()
        parts.leaving.follow_settings()
        parts.news.begin()

    @property
    def keeps_window(self) -> bool:
        """Whether a closed window is taken care of here."""
        return self._services is not None

    def choose_by_name(self, name: str) -> None:
        """Choose the profile called *name*, if there is one."""
        if profile := self._book.find(name):
            self._parts.desk.choose(profile.id)

    def show_unusable(self, problem: Problem) -> None:
        """Nothing can be done in this window: say why."""
        page = ProblemPage(self._theme, self._window)
        self._window.show_page(page)
        page.show_problem(problem)

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

    def _wire(self) -> None:
        window, parts, front, saving = self._window, self._parts, self.front, self._saving
        forgetting = ForgetDoors(window, parts.leaving, self)
        wiring.join_time(parts, front)
        wiring.join_problems(parts, front, forgetting, saving)
        wiring.join_signing_in(parts, front)
        wiring.join_changes(parts, front, saving)
        wiring.join_tray(parts, forgetting)
        wiring.join_window(window, parts, forgetting, self._book)
        if self._practice is not None:
            wiring.join_practice(window, parts, self._practice)
        for asks in (parts.doors, parts.tray, parts.keeping, forgetting):
            asks.quit_asked.connect(self.quit_asked)
        parts.settings.restart_asked.connect(self.restart_asked)

    def _practice_code(self, name: str) -> str | None:
        return self._practice.code(self._book.find(name)) if self._practice else None

    def _save_what_stands(self) -> None:
        """For the next start: where the window stands, and until when there is something to bring back."""
        ends = [end for profile in self._book.profiles if (end := self._parts.expires_at(profile.id))]
        self._saving.note_for_next_start(window=self._window.place(), held_until=max(ends, default=None))
