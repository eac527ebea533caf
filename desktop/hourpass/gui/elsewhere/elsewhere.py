"""Handing a profile's credentials to other tools: the tab with its cards, and who fills each."""

from __future__ import annotations

import os
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hourpass.adapters.helper_command import shell_command
from hourpass.bootstrap import Services
from hourpass.domain.profile import Profile
from hourpass.domain.variables import usual_shell
from hourpass.gui.elsewhere.config_desk import ConfigDesk
from hourpass.gui.elsewhere.elsewhere_tab import ElsewhereTab
from hourpass.gui.elsewhere.file_keeping import FileKeeping
from hourpass.gui.elsewhere.handing_out import HandingOut
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.vigil import Vigil
from hourpass.viewmodels.config_view import short_path


class Elsewhere(QObject):
    """What is asked of files is asked only once the tab is looked at."""

    problem_met = Signal(object)  # Problem
    details_asked = Signal(object)  # Problem

    def __init__(self, theme: Theme, tasks: Tasks, services: Services, vigil: Vigil, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._tasks, self._services, self._vigil, self._window = theme, tasks, services, vigil, window
        self._profile: Profile | None = None
        self._known = self._ids()

    def build(self, page: QWidget) -> Iterator[None]:
        """Make the tab for *page*; in steps, for all at once would hold up the event loop."""
        services, tasks = self._services, self._tasks
        self.tab = ElsewhereTab(self._theme, short_path(services.kept.path), usual_shell(os.environ), page)
        yield
        options = ("--sandbox",) if services.endpoint else ()
        self._config = ConfigDesk(self._theme, tasks, services.sections, self.tab.config, self._window)
        self._handing = HandingOut(
            tasks,
            services.sessions,
            services.console,
            services.clock,
            self.tab,
            lambda profile_id: shell_command(profile_id, *options),
            services.endpoint,
        )
        self._file = FileKeeping(
            tasks, services.kept, services.book, services.sessions, services.clock, self._vigil, self.tab.file
        )
        self._handing.details_asked.connect(self.details_asked)
        self._file.problem_met.connect(self.problem_met)

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*, as it stands now."""
        self._profile = profile
        self.look()

    def look(self) -> None:
        """The tab may have come to the front."""
        if self._profile is not None and self.tab.isVisible():
            self._config.show_profile(self._profile)
            self._handing.show_profile(self._profile)
            self._file.show_profile(self._profile)

    def add(self) -> None:
        """Offer the section of the AWS config file, as the button on the card would."""
        self._config.add_next()
        self.look()

    def profiles_changed(self) -> None:
        """Profiles were changed or removed: nothing of one that is no more stays in the files of other tools."""
        before, self._known = self._known, self._ids()
        for profile_id in before - self._known:
            self._config.let_go(profile_id)

    def close(self) -> None:
        """Leave nothing behind that only a running app keeps right. Waits, bounded."""
        self._handing.close()
        self._file.close()
        if self._services.endpoint:
            self._config.close([profile.id for profile in self._services.book.profiles])

    def _ids(self) -> frozenset[str]:
        return frozenset(profile.id for profile in self._services.book.profiles)
