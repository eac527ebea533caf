"""Handing a profile's credentials to other tools: the tab with its cards, and who fills each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hourpass.bootstrap import Services
from hourpass.domain.profile import Profile
from hourpass.gui.elsewhere.file_keeping import FileKeeping
from hourpass.gui.elsewhere.leaving_files import leave_files
from hourpass.gui.in_steps import InSteps
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.vigil import Vigil

if TYPE_CHECKING:
    from hourpass.gui.elsewhere.config_desk import ConfigDesk
    from hourpass.gui.elsewhere.file_desk import FileDesk
    from hourpass.gui.elsewhere.handing_out import HandingOut


class Elsewhere(QObject):
    """The cards are made, and files read for them, only once the tab is looked at: most days it is not."""

    problem_met = Signal(object)  # Problem
    details_asked = Signal(object)  # Problem

    def __init__(self, theme: Theme, tasks: Tasks, services: Services, vigil: Vigil, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._tasks, self._services, self._window = theme, tasks, services, window
        self._profile: Profile | None = None
        self._known = self._ids()
        self._steps: InSteps | None = None
        self._desks: tuple[ConfigDesk, HandingOut, FileDesk] | None = None
        self._adds_next = False
        self._file = FileKeeping(
            tasks, services.kept, services.book, services.sessions, services.clock, vigil, self
        )  # fmt: skip
        self._file.problem_met.connect(self.problem_met)

    def make_tab(self, page: QWidget) -> QWidget:
        """The tab for *page*, empty until somebody looks at it."""
        self.tab = QWidget(page)
        self.tab.setObjectName("elsewherePage")
        column = QVBoxLayout(self.tab)
        column.setContentsMargins(0, 0, 0, 0)
        return self.tab

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*, as it stands now."""
        self._profile = profile
        self.look()

    def look(self) -> None:
        """The tab may have come to the front."""
        profile = self._profile
        if profile is None or not self.tab.isVisible():
            return
        if self._desks is None:
            self._steps = self._steps or InSteps(self.furnish(), self)
            return
        for desk in self._desks:
            desk.show_profile(profile)

    def furnish(self) -> Iterator[None]:
        """Put the cards into the tab; in steps, for all at once would hold up the event loop."""
        from hourpass.adapters.helper_command import shell_command
        from hourpass.domain.variables import usual_shell
        from hourpass.viewmodels.config_view import short_path

        yield
        from hourpass.gui.elsewhere.config_desk import ConfigDesk
        from hourpass.gui.elsewhere.file_desk import FileDesk

        yield
        from hourpass.gui.elsewhere.elsewhere_tab import ElsewhereTab

        yield
        from hourpass.gui.elsewhere.handing_out import HandingOut
        from hourpass.gui.secret_clipboard import SecretClipboard

        yield
        services, tasks = self._services, self._tasks
        cards = ElsewhereTab(self._theme, short_path(services.kept.path), usual_shell(os.environ), self.tab)
        yield
        options = ("--sandbox",) if services.endpoint else ()
        config = ConfigDesk(self._theme, tasks, services.sections, cards.config, self._window)
        handing = HandingOut(
            tasks,
            services.sessions,
            services.console,
            services.clock,
            cards,
            SecretClipboard(services.book.clipboard_time, self),
            lambda profile_id: shell_command(profile_id, *options),
            services.endpoint,
        )
        handing.details_asked.connect(self.details_asked)
        file = FileDesk(tasks, services.kept, services.sessions, services.clock, self._file, cards.file)
        self._desks = (config, handing, file)
        if self._adds_next:
            config.add_next()
        self.look()
        yield
        layout = self.tab.layout()
        assert layout is not None  # noqa: S101 (make_tab gave it one)
        layout.addWidget(cards)

    def add(self) -> None:
        """Offer the section of the AWS config file, as the button on the card would."""
        if self._desks is None:
            self._adds_next = True
        else:
            self._desks[0].add_next()
        self.look()

    def profiles_changed(self) -> None:
        """Profiles were changed or removed: nothing of one that is no more stays in the files of other tools. A file
        that cannot be written keeps it, which harms nobody.
        """
        before, self._known = self._known, self._ids()
        for gone in before - self._known:
            self._take_away(gone)

    def close(self) -> None:
        """Leave nothing behind that only a running app keeps right. Waits, bounded."""
        if self._steps is not None:
            self._steps.stop()
        if self._desks is not None:
            self._desks[1].close()
        leave_files(self._services)

    def _take_away(self, profile_id: str) -> None:
        sections = self._services.sections
        self._tasks.start(lambda _cancel, _report: sections.remove(profile_id), then=lambda _outcome: None)

    def _ids(self) -> frozenset[str]:
        return frozenset(profile.id for profile in self._services.book.profiles)
