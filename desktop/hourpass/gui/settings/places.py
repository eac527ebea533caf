"""Where things are kept on this computer, to be read and copied."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.sections import Facts, Section
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems
from hourpass.gui.wording import settings as words
from hourpass.viewmodels.settings_form import SecretsPlace


class PlacesSection(Section):
    """The secrets' place and the settings file's."""

    def __init__(self, theme: Theme, secrets: SecretsPlace, settings_path: str, parent: QWidget) -> None:
        super().__init__(self.tr("On this computer"), parent)
        facts = Facts(theme, self)
        self._secrets = facts.add_words(self.tr("Secrets"), "secretsPlace")
        self.show_secrets(secrets)
        facts.add_path(self.tr("Settings file"), "settingsPath", settings_path)
        self.body.addWidget(facts)

    def show_secrets(self, place: SecretsPlace) -> None:
        """Say where secrets are kept."""
        self._secrets.tell(words.secrets_place(place))

    def secrets_unknown(self, problem: Problem) -> None:
        """There is nowhere to keep them, or it could not be found out."""
        self._secrets.tell(problems.line(problem))
        self._secrets.setProperty("kind", "warn")
        self._secrets.style().polish(self._secrets)
