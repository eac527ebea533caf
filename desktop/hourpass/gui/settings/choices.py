"""What is one choice out of a list: how long credentials of new profiles last, how long secrets stay on the clipboard,
and the language.
"""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from hourpass.domain.languages import LANGUAGES
from hourpass.gui.sections import Section
from hourpass.gui.settings.choice_row import Choice
from hourpass.gui.theme import Theme
from hourpass.gui.wording import methods, times
from hourpass.gui.wording import settings as words
from hourpass.viewmodels.settings_form import SettingsForm


class LengthsSection(Section):
    """How long credentials of a new profile last."""

    def __init__(self, theme: Theme, form: SettingsForm, parent: QWidget) -> None:
        super().__init__(self.tr("New profiles"), parent)
        self._form = form
        role = Choice(
            theme,
            self.tr("&Role credentials"),
            "usualRoleInput",
            self.tr("How long role credentials of a new profile last"),
            [(methods.duration(each), each) for each in form.role_durations],
            form.usual_role,
            self,
        )
        role.set_hint(self.tr("AWS refuses more than the role allows: an hour, unless someone raised it."))
        role.chosen.connect(self._choose_role)
        session = Choice(
            theme,
            self.tr("&MFA sessions"),
            "usualSessionInput",
            self.tr("How long MFA sessions of a new profile last"),
            [(methods.duration(each), each) for each in form.session_durations],
            form.usual_session,
            self,
        )
        session.set_hint(self.tr("Also for session tokens. Existing profiles do not change."))
        session.chosen.connect(self._choose_session)

    def _choose_role(self, length: timedelta) -> None:
        self._form.usual_role = length

    def _choose_session(self, length: timedelta) -> None:
        self._form.usual_session = length


class ClipboardSection(Section):
    """How long a secret may lie there."""

    def __init__(self, theme: Theme, form: SettingsForm, parent: QWidget) -> None:
        super().__init__(self.tr("Secrets on the clipboard"), parent)
        self._form = form
        row = Choice(
            theme,
            self.tr("Clear a&fter"),
            "clipboardInput",
            self.tr("How long secrets stay on the clipboard"),
            [(times.span(timedelta(seconds=each)), each) for each in form.clipboard_choices],
            form.clipboard_seconds,
            self,
        )
        row.set_hint(self.tr("Variables, console links and secret keys, unless you have copied something else since."))
        row.chosen.connect(self._choose)

    def _choose(self, seconds: int) -> None:
        self._form.clipboard_seconds = seconds


class LanguageSection(Section):
    """Which language Hourpass speaks."""

    def __init__(self, theme: Theme, form: SettingsForm, parent: QWidget) -> None:
        super().__init__(self.tr("Language"), parent)
        self._form = form
        row = Choice(
            theme,
            self.tr("Lang&uage"),
            "languageInput",
            self.tr("Language of Hourpass"),
            [(self.tr("The system's language"), ""), *((words.language(each), each) for each in LANGUAGES)],
            form.language,
            self,
        )
        row.set_hint(self.tr("A new language takes effect when Hourpass restarts."))
        row.chosen.connect(self._choose)

    def _choose(self, language: str) -> None:
        self._form.language = language
