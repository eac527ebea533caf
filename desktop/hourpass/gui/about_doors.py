"""Finds out what the dialog About tells."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hourpass.adapters import places
from hourpass.adapters.autostart import Autostart
from hourpass.adapters.aws.config_sections import ConfigPaths
from hourpass.bootstrap import Services
from hourpass.gui.languages import spoken
from hourpass.gui.main_window import MainWindow
from hourpass.gui.tasks import Done, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.services.ports import VaultKind
from hourpass.version import VERSION
from hourpass.viewmodels.diagnosis import Diagnosis, endpoints, network

if TYPE_CHECKING:
    from hourpass.gui.about_dialog import AboutDialog


class AboutDoors(QObject):
    """*tray* tells whether there is one; *autostart* is None in the sandbox, which is never started at login. Nothing is
    asked before somebody opens the dialog.
    """

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        services: Services,
        tray: Callable[[], bool],
        autostart: Autostart | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._services = window, theme, tasks, services
        self._tray, self._autostart = tray, autostart
        self._dialog: AboutDialog | None = None

    def open(self, before: QWidget | None = None) -> None:
        """Show what is known at once, and what takes asking as it comes; in front of *before*, else of the window."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        from hourpass.adapters import installation  # here for speed: most runs never come to it
        from hourpass.adapters.notification_server import notification_server
        from hourpass.gui.about_dialog import AboutDialog

        dialog = self._dialog = AboutDialog(self._theme, before or self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self._found = self._at_hand()
        dialog.show_diagnosis(self._found)
        dialog.open()
        self._learn(lambda: {"system": installation.system(), "libraries": _libraries()})
        self._learn(lambda: {"notifications": notification_server()})
        if (keyring := self._services.keyring) is not None:
            self._learn(lambda: {"backend": keyring.backend()})

    def _learn(self, ask: Callable[[], dict[str, Any]]) -> None:
        """*ask* blocks, and answers with fields of Diagnosis. What cannot be found out stays unknown."""
        dialog = self._dialog

        def then(outcome: Outcome[dict[str, Any]]) -> None:
            if dialog is not None and self._dialog is dialog and isinstance(outcome, Done):
                self._found = replace(self._found, **outcome.value)
                dialog.show_diagnosis(self._found)

        self._tasks.start(lambda _cancel, _report: ask(), then=then)

    def _closed(self) -> None:
        self._dialog = None

    def _at_hand(self) -> Diagnosis:
        services, environment = self._services, os.environ
        sandbox = bool(services.endpoint)
        keyring = services.keyring
        session = filter(None, (environment.get("XDG_CURRENT_DESKTOP"), environment.get("XDG_SESSION_TYPE")))
        paths = ConfigPaths.of(environment)
        files = [
            places.settings_path(sandbox),
            places.socket_path(sandbox),
            *map(str, (paths.config, paths.credentials)),
        ]
        if not sandbox:  # its journals are in memory
            files += [places.setups_folder(sandbox=False), places.rotations_folder(sandbox=False)]
        if self._autostart is not None:
            files.append(self._autostart.place)
        return Diagnosis(
            version=VERSION,
            sandbox=sandbox,
            system="",
            desktop=", ".join((*session, QGuiApplication.platformName(), f"{self._window.devicePixelRatioF():g}x")),
            libraries=(),
            language=spoken(),
            secrets=keyring.kind if keyring else VaultKind.MEMORY,
            tray=self._tray(),
            files=tuple(files),
            endpoints=endpoints(services.activity.entries()),
            network=network(environment),
            clock_offset=services.clock.offset,
        )


def _libraries() -> tuple[tuple[str, str], ...]:
    from hourpass.adapters import installation  # here for speed, as above

    return (("Qt", QLibraryInfo.version().toString()), *installation.libraries())
