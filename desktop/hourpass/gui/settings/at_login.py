"""Whether Hourpass starts when a person logs in: the system knows, and may refuse to change it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.check_row import CheckRow
from hourpass.gui.sections import Section
from hourpass.gui.wording import problems
from hourpass.viewmodels.settings_form import SettingsForm


class LoginSection(Section):
    """Cannot be changed until it is known what it is."""

    def __init__(self, form: SettingsForm, parent: QWidget) -> None:
        super().__init__(self.tr("At login"), parent)
        self._form = form
        self._row = CheckRow(
            self.tr("Start Hourpass when I &log in"),
            "startAtLoginCheck",
            self.tr("It waits in the tray, without a window, and restores credentials that are still valid."),
            self,
        )
        self._row.check.setEnabled(False)
        self._row.check.toggled.connect(self._choose)
        self.body.addWidget(self._row)

    def show_start(self, starts: bool) -> None:
        """What the system does was found out."""
        self._form.found_login_start(starts)
        self._row.check.setChecked(starts)
        self._row.check.setEnabled(True)

    def show_problem(self, problem: Problem) -> None:
        """It could not be found out, or not be changed."""
        self._row.show_flaw(problems.line(problem))

    def take_focus(self) -> None:
        """Bring the person here."""
        self._row.check.setFocus()

    def _choose(self, ticked: bool) -> None:
        self._form.start_at_login = ticked
        self._row.show_flaw("")
