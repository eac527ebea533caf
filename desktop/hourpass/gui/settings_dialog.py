"""The settings: warnings, start at login, when to forget credentials, what is usual, and where things are kept."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from hourpass.domain.languages import LANGUAGES
from hourpass.domain.problem import Problem
from hourpass.domain.settings import Settings
from hourpass.gui.check_row import CheckRow
from hourpass.gui.controls import link_button, paragraph, plain_button, primary_button, text_label, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.discarding import ask_to_discard
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.profile_form_rows import FieldRow, field_grid
from hourpass.gui.settings_parts import Choice, Facts, Section
from hourpass.gui.theme import Theme
from hourpass.gui.wording import methods, problems, times
from hourpass.gui.wording import settings as words
from hourpass.viewmodels.settings_form import SecretsPlace, SettingsField, SettingsForm

WIDTH = 600
_WARN_WIDTH = 150
_IDLE_WIDTH = 64


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
        self._theme = theme
        self._form = SettingsForm(settings)
        self._ended = False
        self.content.setSpacing(16)
        self.content.addWidget(title_label(title, self))
        self._warnings = Section(self.tr("Warnings"), self)
        self._build_warnings()
        self._login = Section(self.tr("At login"), self)
        self._build_login()
        self._login.setVisible(offers_login_start)
        self._forgetting = Section(self.tr("Forget credentials"), self)
        self._build_forgetting(secrets)
        self._lengths = Section(self.tr("New profiles"), self)
        self._build_lengths()
        self._clipboard = Section(self.tr("Secrets on the clipboard"), self)
        self._build_clipboard()
        self._speaking = Section(self.tr("Language"), self)
        self._build_language()
        for section in self._sections():
            self.content.addWidget(section)
        self._build_places(secrets, settings_path)
        self.content.addStretch(1)
        self._problem = ProblemPanel(theme, self)
        self._problem.grown.connect(lambda: QTimer.singleShot(0, self, self.fit))
        self.content.addWidget(self._problem)

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
        about.clicked.connect(self.about_asked)
        self.add_buttons(cancel, self._save, left=(about,))
        self._show_flaws()
        self.resize(WIDTH, 0)
        self.fit()
        self._warn.setFocus()

    # what its owner tells

    def show_login_start(self, starts: bool) -> None:
        """What the system does at login was found out."""
        self._form.found_login_start(starts)
        self._login_row.check.setChecked(starts)
        self._login_row.check.setEnabled(True)

    def login_start_unknown(self, problem: Problem) -> None:
        """It could not be found out, so it cannot be changed here either."""
        self._login_row.show_flaw(problems.line(problem))
        self._refit()

    def show_secrets(self, place: SecretsPlace) -> None:
        """Where secrets are kept was found out."""
        self._secrets.setText(words.secrets_place(place))

    def secrets_unknown(self, problem: Problem) -> None:
        """There is nowhere to keep them, or it could not be found out."""
        self._secrets.setText(problems.line(problem))
        self._secrets.setProperty("kind", "warn")
        self._secrets.style().polish(self._secrets)
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
            self._login_row.show_flaw(problems.line(login_problem))
            self._login_row.check.setFocus()
            self._reveal_later(self._login)
        if settings_problem is None:
            self._form.settings_kept()
        else:
            self._problem.show_problem(settings_problem)
            self._reveal_later(self._problem)

    def busy(self, working: bool) -> None:
        """While files are written, nothing can be changed."""
        for part in (*self._sections(), self._save):
            part.setEnabled(not working)
        self._save.setText(self.tr("Saving…") if working else self.tr("&Save"))

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
        """Fields lose the focus as the dialog goes; that is no longer looked at."""
        self._ended = True
        super().done(result)

    def _close_for_good(self) -> None:
        super().reject()

    # putting together

    def _sections(self) -> tuple[Section, ...]:
        """What can be changed, from top to bottom."""
        return self._warnings, self._login, self._forgetting, self._lengths, self._clipboard, self._speaking

    def _build_warnings(self) -> None:
        inputs = QWidget(self._warnings)
        self._warn = QLineEdit(self._form.warn_text, inputs)
        self._warn.setObjectName("warnMinutesInput")
        self._warn.setAccessibleName(self.tr("Minutes before the end at which to warn"))
        self._warn.setPlaceholderText(self.tr("none"))
        self._warn.setMinimumWidth(_WARN_WIDTH)
        self._warn.textChanged.connect(self._type_warnings)
        unit = text_label(self.tr("minutes before credentials end"), inputs)
        self._warn_row = FieldRow(field_grid(inputs), self.tr("&Warn me"), self._warn, (unit,))
        self._warn_row.reserve(2)
        self._warn_row.left.connect(self._leave_warnings)
        self._warnings.body.addWidget(inputs)

    def _build_login(self) -> None:
        self._login_row = CheckRow(
            self.tr("Start Hourpass when I &log in"),
            "startAtLoginCheck",
            self.tr("It waits in the tray, without a window, and brings back credentials that are still valid."),
            self._login,
        )
        self._login_row.check.setEnabled(False)  # until it is known what it is
        self._login_row.check.toggled.connect(self._choose_login)
        self._login.body.addWidget(self._login_row)

    def _build_forgetting(self, secrets: SecretsPlace) -> None:
        form, parent = self._form, self._forgetting
        about = self.tr(
            "Long-term access keys always stay. Tools that were handed credentials keep theirs until AWS ends them."
        )
        parent.body.addWidget(paragraph(about, parent))
        on_quit = CheckRow(self.tr("When Hourpass &quits"), "forgetOnQuitCheck", words.quitting(secrets.kind), parent)
        on_lock = CheckRow(
            self.tr("When the screen is loc&ked"),
            "forgetOnLockCheck",
            self.tr("After unlocking, a fresh code is needed."),
            parent,
        )
        # One sentence with a field in it, wherever a language puts that.
        sentence = self.tr("&After {0} minutes without keyboard or mouse")
        before, _, after = sentence.partition("{0}")
        self._idle = QLineEdit(form.idle_text, parent)
        self._idle.setObjectName("forgetIdleMinutes")
        self._idle.setAccessibleName(self.tr("Minutes without keyboard or mouse"))
        self._idle.setFixedWidth(_IDLE_WIDTH)
        self._idle.textChanged.connect(self._type_idle)
        self._idle_row = CheckRow(
            before.strip(),
            "forgetIdleCheck",
            self.tr("For a computer that is left alone without locking itself. A fresh code is needed then."),
            parent,
            (self._idle, text_label(after.strip(), parent)),
        )
        self._idle_row.check.setAccessibleName(self.tr("After minutes without keyboard or mouse"))
        for row, ticked, choose in (
            (on_quit, form.forget_on_quit, self._choose_quit),
            (on_lock, form.forget_on_lock, self._choose_lock),
            (self._idle_row, form.forget_idle, self._choose_idle),
        ):
            row.check.setChecked(ticked)
            row.check.toggled.connect(choose)
            parent.body.addWidget(row)
        self._idle.setEnabled(form.forget_idle)

    def _build_lengths(self) -> None:
        role = Choice(
            self._theme,
            self.tr("&Role credentials"),
            "usualRoleInput",
            self.tr("How long role credentials of a new profile last"),
            [(methods.duration(each), each) for each in self._form.role_durations],
            self._form.usual_role,
            self._lengths,
        )
        role.set_hint(self.tr("AWS refuses more than the role allows, which is an hour unless somebody raised it."))
        role.chosen.connect(self._choose_role)
        session = Choice(
            self._theme,
            self.tr("&MFA sessions"),
            "usualSessionInput",
            self.tr("How long MFA sessions of a new profile last"),
            [(methods.duration(each), each) for each in self._form.session_durations],
            self._form.usual_session,
            self._lengths,
        )
        session.set_hint(self.tr("Session tokens too. Profiles that are there keep what they have."))
        session.chosen.connect(self._choose_session)

    def _build_clipboard(self) -> None:
        row = Choice(
            self._theme,
            self.tr("Clear a&fter"),
            "clipboardInput",
            self.tr("How long secrets stay on the clipboard"),
            [(times.span(timedelta(seconds=each)), each) for each in self._form.clipboard_choices],
            self._form.clipboard_seconds,
            self._clipboard,
        )
        row.set_hint(self.tr("Variables, console links and secret keys, unless you have copied something else since."))
        row.chosen.connect(self._choose_clipboard)

    def _build_language(self) -> None:
        choices = [(self.tr("The system's language"), ""), *((words.language(each), each) for each in LANGUAGES)]
        row = Choice(
            self._theme,
            self.tr("Lang&uage"),
            "languageInput",
            self.tr("Language of Hourpass"),
            choices,
            self._form.language,
            self._speaking,
        )
        row.set_hint(self.tr("Another language takes effect when Hourpass starts anew."))
        row.chosen.connect(self._choose_language)

    def _build_places(self, secrets: SecretsPlace, settings_path: str) -> None:
        section = Section(self.tr("On this computer"), self)
        facts = Facts(self._theme, section)
        self._secrets = facts.add_words(self.tr("Secrets"), "secretsPlace")
        self.show_secrets(secrets)
        facts.add_path(self.tr("Settings file"), "settingsPath", settings_path)
        section.body.addWidget(facts)
        self.content.addWidget(section)

    # what the person does

    def _type_warnings(self, text: str) -> None:
        self._form.warn_text = text
        self._show_flaws()

    def _leave_warnings(self) -> None:
        if not self._ended:
            self._form.tidy()
            self._warn.setText(self._form.warn_text)

    def _type_idle(self, text: str) -> None:
        self._form.idle_text = text
        self._show_flaws()

    def _choose_language(self, language: str) -> None:
        self._form.language = language

    def _choose_role(self, length: timedelta) -> None:
        self._form.usual_role = length

    def _choose_session(self, length: timedelta) -> None:
        self._form.usual_session = length

    def _choose_clipboard(self, seconds: int) -> None:
        self._form.clipboard_seconds = seconds

    def _choose_login(self, ticked: bool) -> None:
        self._form.start_at_login = ticked
        self._login_row.show_flaw("")

    def _choose_quit(self, ticked: bool) -> None:
        self._form.forget_on_quit = ticked

    def _choose_lock(self, ticked: bool) -> None:
        self._form.forget_on_lock = ticked

    def _choose_idle(self, ticked: bool) -> None:
        self._form.forget_idle = ticked
        self._idle.setEnabled(ticked)
        if ticked:
            self._idle.setFocus()
            self._idle.selectAll()
        self._show_flaws()

    def _try_save(self) -> None:
        self._problem.clear()
        flawed = self._form.flaws
        if flawed:
            field = self._warn if SettingsField.WARN_MINUTES in flawed else self._idle
            field.setFocus()
            field.selectAll()
            self._reveal_later(field)
        elif not self._form.changed:
            self._close_for_good()
        else:
            self.busy(True)
            self.saved.emit(self._form.fields(), self._form.wanted_login_start)

    # showing the form

    def _show_flaws(self) -> None:
        found = self._form.flaws
        warn, idle = found.get(SettingsField.WARN_MINUTES), found.get(SettingsField.IDLE_MINUTES)
        self._warn_row.set_hint(words.warnings(self._form.warn_minutes))
        self._warn_row.show_flaw(words.flaw(warn) if warn else "")
        said = words.flaw(idle) if idle else ""
        self._idle_row.show_flaw(said)
        self._idle.setAccessibleDescription(said)
        self._idle.setProperty("flawed", bool(said))
        self._idle.style().polish(self._idle)

    def _refit(self) -> None:
        QTimer.singleShot(0, self, self.fit)

    def _reveal_later(self, part: QWidget) -> None:
        def reveal() -> None:
            self.fit()
            if self.scroll_area is not None:
                self.scroll_area.ensureWidgetVisible(part, 0, 60)

        QTimer.singleShot(0, self, reveal)
