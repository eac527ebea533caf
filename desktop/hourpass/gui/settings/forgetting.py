"""When credentials are forgotten before they end: on quitting, on locking, and when nobody is there."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from hourpass.gui.check_row import CheckRow
from hourpass.gui.controls import paragraph, text_label
from hourpass.gui.sections import Section
from hourpass.gui.wording import settings as words
from hourpass.services.ports import VaultKind
from hourpass.viewmodels.settings_form import SettingsField, SettingsForm

_IDLE_WIDTH = 64


class ForgettingSection(Section):
    """Three boxes to tick; behind the last one stand its minutes."""

    def __init__(self, form: SettingsForm, vault: VaultKind, parent: QWidget) -> None:
        super().__init__(self.tr("Forget credentials"), parent)
        self._form = form
        about = self.tr(
            "Long-term access keys always stay. Tools that already have credentials keep them until they expire."
        )
        self.body.addWidget(paragraph(about, self))
        on_quit = CheckRow(self.tr("When Hourpass qu&its"), "forgetOnQuitCheck", words.quitting(vault), self)
        on_lock = CheckRow(
            self.tr("When the screen is loc&ked"),
            "forgetOnLockCheck",
            self.tr("After unlocking, you need a new code."),
            self,
        )
        self._idle_row = self._build_idle()
        for row, ticked, choose in (
            (on_quit, form.forget_on_quit, self._choose_quit),
            (on_lock, form.forget_on_lock, self._choose_lock),
            (self._idle_row, form.forget_idle, self._choose_idle),
        ):
            row.check.setChecked(ticked)
            row.check.toggled.connect(choose)
            self.body.addWidget(row)
        self.minutes.setEnabled(form.forget_idle)
        self._show()

    def _build_idle(self) -> CheckRow:
        # One sentence with a field in it, wherever a language puts that.
        sentence = self.tr("&After {0} minutes without keyboard or mouse")
        before, _, after = sentence.partition("{0}")
        self.minutes = QLineEdit(self._form.idle_text, self)
        self.minutes.setObjectName("forgetIdleMinutes")
        self.minutes.setAccessibleName(self.tr("Minutes without keyboard or mouse"))
        self.minutes.setFixedWidth(_IDLE_WIDTH)
        self.minutes.textChanged.connect(self._type_minutes)
        row = CheckRow(
            before.strip(),
            "forgetIdleCheck",
            self.tr("For a computer that does not lock itself when left alone. You then need a new code."),
            self,
            (self.minutes, text_label(after.strip(), self)),
        )
        row.check.setAccessibleName(self.tr("After minutes without keyboard or mouse"))
        return row

    def _choose_quit(self, ticked: bool) -> None:
        self._form.forget_on_quit = ticked

    def _choose_lock(self, ticked: bool) -> None:
        self._form.forget_on_lock = ticked

    def _choose_idle(self, ticked: bool) -> None:
        self._form.forget_idle = ticked
        self.minutes.setEnabled(ticked)
        if ticked:
            self.minutes.setFocus()
            self.minutes.selectAll()
        self._show()

    def _type_minutes(self, text: str) -> None:
        self._form.idle_text = text
        self._show()

    def _show(self) -> None:
        flaw = self._form.flaws.get(SettingsField.IDLE_MINUTES)
        said = words.flaw(flaw) if flaw else ""
        self._idle_row.show_flaw(said)
        self.minutes.setAccessibleDescription(said)
        self.minutes.setProperty("flawed", bool(said))
        self.minutes.style().polish(self.minutes)
