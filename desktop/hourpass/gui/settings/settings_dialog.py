"""The settings: warnings, start at login, when to forget credentials, what is usual, and where things are kept."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.settings import Settings
from hourpass.gui.controls import link_button, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.discarding import ask_to_discard
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.sections import Section
from hourpass.gui.settings.at_login import LoginSection
from hourpass.gui.settings.choices import ClipboardSection, LanguageSection, LengthsSection
from hourpass.gui.settings.forgetting import ForgettingSection
from hourpass.gui.settings.places import PlacesSection
from hourpass.gui.settings.warnings import WarningsSection
from hourpass.gui.theme import Theme
from hourpass.viewmodels.settings_form import SecretsPlace, SettingsField, SettingsForm

WIDTH = 600


class SettingsDialog(Dialog):
    """Shows a SettingsForm. Nothing counts before it is saved, and nothing typed is lost by a failure."""

    saved = Signal(object, object)
    """The fields of Settings by name, and whether to start at login (None: leave that as it is)."""

    about_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        secrets: SecretsPlace,
        settings_path: str,
        *,
        offers_login_start: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Settings")
        super().__init__("settingsDialog", title, parent, scrolls=True)
        form = self._form = SettingsForm(settings)
        self.content.setSpacing(16)
        self.content.addWidget(title_label(title, self))
        self._warnings = WarningsSection(form, self)
        self._login = LoginSection(form, self)
        self._login.setVisible(offers_login_start)
        self._forgetting = ForgettingSection(form, secrets.kind, self)
        self._changeable: tuple[Section, ...] = (
            self._warnings,
            self._login,
            self._forgetting,
            LengthsSection(theme, form, self),
            ClipboardSection(theme, form, self),
            LanguageSection(theme, form, self),
        )
        self._places = PlacesSection(theme, secrets, settings_path, self)
        for section in (*self._changeable, self._places):
            self.content.addWidget(section)
        self.content.addStretch(1)
        self._problem = ProblemPanel(theme, self)
        self._problem.grown.connect(self._refit)
        self.content.addWidget(self._problem)
        self._build_buttons()
        self.resize(WIDTH, 0)
        self.fit()
        self._warnings.field.setFocus()

    # what its owner tells

    def show_login_start(self, starts: bool) -> None:
        """What the system does at login was found out."""
        self._login.show_start(starts)

    def login_start_unknown(self, problem: Problem) -> None:
        """It could not be found out, so it cannot be changed here either."""
        self._login.show_problem(problem)
        self._refit()

    def show_secrets(self, place: SecretsPlace) -> None:
        """Where secrets are kept was found out."""
        self._places.show_secrets(place)

    def secrets_unknown(self, problem: Problem) -> None:
        """There is nowhere to keep them, or it could not be found out."""
        self._places.secrets_unknown(problem)
        self._refit()

    def kept(self, settings_problem: Problem | None, login_problem: Problem | None) -> None:
        """Saving has come to its end: close, or say what failed and keep everything typed."""
        if settings_problem is None and login_problem is None:
            self.accept()
            return
        self.busy(False)
        if login_problem is None:
            self._form.login_start_kept()
        else:
            self._login.show_problem(login_problem)
            self._login.take_focus()
            self._reveal_later(self._login)
        if settings_problem is None:
            self._form.settings_kept()
        else:
            self._problem.show_problem(settings_problem)
            self._reveal_later(self._problem)

    def busy(self, working: bool) -> None:
        """While files are written, nothing can be changed."""
        for part in (*self._changeable, self._save):
            part.setEnabled(not working)
        self._save.setText(self.tr("Saving…") if working else self.tr("&Save"))

    # saving and leaving

    def reject(self) -> None:
        """Give the changes up; once that was confirmed, where there are any."""
        saving = not self._save.isEnabled()
        if self._form.changed and not saving:
            ask_to_discard(self, self._close_for_good)
        else:
            self._close_for_good()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            super().closeEvent(event)
        else:  # the app ends, and no question is to hold it up
            self._close_for_good()

    def done(self, result: int) -> None:
        self._warnings.end()
        super().done(result)

    def _close_for_good(self) -> None:
        super().reject()

    def _build_buttons(self) -> None:
        cancel = plain_button(self.tr("Cancel"), self)
        cancel.setObjectName("cancelSettingsButton")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._save = primary_button(self.tr("&Save"), self)
        self._save.setObjectName("saveSettingsButton")
        self._save.setAccessibleName(self.tr("Save the settings"))
        self._save.setDefault(True)
        self._save.clicked.connect(self._try_save)
        about = link_button(self.tr("A&bout Hourpass…"), self)
        about.setObjectName("aboutButton")
        about.setToolTip(self.tr("Versions and file locations, to copy into a report (F1)"))
        about.clicked.connect(self.about_asked)
        # As a shortcut of the button's own it would take the letter's place.
        QShortcut(QKeySequence("F1"), self).activated.connect(self.about_asked)
        self.add_buttons(cancel, self._save, left=(about,))

    def _try_save(self) -> None:
        self._problem.clear()
        flawed = self._form.flaws
        if flawed:
            self._lead_to(self._warnings.field if SettingsField.WARN_MINUTES in flawed else self._forgetting.minutes)
        elif not self._form.changed:
            self._close_for_good()
        else:
            self.busy(True)
            self.saved.emit(self._form.fields(), self._form.wanted_login_start)

    def _lead_to(self, field: QLineEdit) -> None:
        field.setFocus()
        field.selectAll()
        self._reveal_later(field)

    def _refit(self) -> None:
        QTimer.singleShot(0, self, self.fit)

    def _reveal_later(self, part: QWidget) -> None:
        def reveal() -> None:
            self.fit()
            if self.scroll_area is not None:
                self.scroll_area.ensureWidgetVisible(part, 0, 60)

        QTimer.singleShot(0, self, reveal)
