"""The box that explains in full why a code was not taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.error_box import ErrorBox, show_problem
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.theme import Theme
from hourpass.viewmodels.code_entry import CodeEntry


class CodeDetails(QObject):
    """Opens one box at a time. While the next code is typed it can be read; once that is on its way, it is past."""

    def __init__(self, window: QWidget, theme: Theme, signing_in: SigningIn) -> None:
        super().__init__(window)
        self._window, self._theme, self._signing_in = window, theme, signing_in
        self._box: ErrorBox | None = None
        self._profile_id = ""
        self._entry: CodeEntry | None = None
        signing_in.changed.connect(self._look_whether_past)
        signing_in.obtained.connect(self._got)
        signing_in.renewed_quietly.connect(self._got)

    def show(self, profile_id: str, problem: Problem, go_on: Callable[[], None]) -> None:
        """Explain *problem*, which that profile's code met; a person who closes the box is led back by *go_on*."""
        self._put_away()
        box = show_problem(self._window, self._theme, problem)
        box.finished.connect(lambda _result: self._closed(box, go_on))
        self._box, self._profile_id, self._entry = box, profile_id, self._signing_in.entry(profile_id)

    def _look_whether_past(self, profile_id: str) -> None:
        if self._box is not None and profile_id == self._profile_id:
            entry = self._signing_in.entry(profile_id)
            if entry.busy or entry is not self._entry:  # another one: the profile was changed or removed
                self._put_away()

    def _got(self, profile_id: str) -> None:
        if profile_id == self._profile_id:
            self._put_away()

    def _put_away(self) -> None:
        """Nobody closed it, so the keyboard stays where it is."""
        box, self._box = self._box, None
        if box is not None:
            box.close()

    def _closed(self, box: ErrorBox, go_on: Callable[[], None]) -> None:
        if box is self._box:
            self._box = None
            go_on()
