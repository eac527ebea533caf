"""Whether Hourpass makes a device's codes itself: what that means, and the way there and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hourpass.domain.profile import Profile
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import StatusLine, Tone, danger_button, paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.profile_form_rows import FieldRow, field_grid
from hourpass.gui.signing_in import VAULT_REASONS
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wording import problems
from hourpass.gui.wording.pair_flaws import pair_flaw_text
from hourpass.services.code_making import CodeMaking
from hourpass.services.pairing import PairFlaw
from hourpass.services.ports import Clock
from hourpass.viewmodels.code_making_form import CodeMakingForm, SeedFlaw

WIDTH = 600


class CodeMakingDialog(Dialog):
    """Off unless somebody brings the device's secret key and a code that proves it to be the right one."""

    changed = Signal()
    vault_troubled = Signal(object)  # Problem

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        making: CodeMaking,
        profile: Profile,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("codeMakingDialog", "", parent)
        self.setWindowTitle(self.tr("Automatic codes"))
        self.setAccessibleName(self.windowTitle())
        self._tasks, self._making, self._serial = tasks, making, profile.device_serial
        self._form = CodeMakingForm(clock)
        self._busy = False
        self._seed = QLineEdit(self)
        self._code = CodeField(theme, "seedCodeInput", self.tr("Code shown now"), self)
        self._status = StatusLine(theme, "codeMakingStatus", self, centered=False)
        self._close = plain_button(self.tr("C&lose"), self)
        self._close.setObjectName("closeCodeMakingButton")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        if profile.makes_codes:
            self._act = danger_button(self.tr("&Delete the secret key"), self)
            self._show_made(profile)
        else:
            self._act = primary_button(self.tr("&Turn on"), self)
            self._ask(profile)
        self._act.setObjectName("codeMakingButton")
        self.content.addWidget(self._status)
        self.content.addStretch(1)
        self.add_buttons(self._close, self._act)
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, 0)
        self.fit()

    def reject(self) -> None:
        """Not while the keyring is written: what became of that is told here."""
        if not self._busy:
            super().reject()

    def done(self, result: int) -> None:
        """However it ends, the secret key leaves the dialog."""
        self._seed.clear()
        self._code.clear()
        super().done(result)

    def _show_made(self, profile: Profile) -> None:
        self._seed.hide()
        self._code.hide()
        self.content.addWidget(title_label(self.tr("Automatic codes for {0} are on").format(profile.device_name), self))
        self.content.addWidget(
            paragraph(
                self.tr(
                    "The device's secret key is in your keyring, so there are no codes to type. If you delete it, you are asked for the codes on your phone again. The device itself does not change."
                ),
                self,
            )
        )
        self._act.clicked.connect(self._end)
        self._close.setFocus()

    def _ask(self, profile: Profile) -> None:
        self.content.addWidget(
            title_label(self.tr("Turn on automatic codes for {0}").format(profile.device_name), self)
        )
        self.content.addWidget(
            paragraph(
                self.tr(
                    "Credentials renew with nothing to type. The catch: whoever gets into your unlocked keyring has both access key and codes, and MFA no longer protects you."
                ),
                self,
            )
        )
        inner = QWidget(self)
        grid = field_grid(inner)
        self._seed.setParent(inner)
        self._seed.setObjectName("seedInput")
        self._seed.setAccessibleName(self.tr("Secret key"))
        self._seed.setEchoMode(QLineEdit.EchoMode.Password)
        self._code.setParent(inner)
        self._show = show = plain_button(self.tr("Sho&w"), inner)
        show.setObjectName("revealSeedButton")
        show.setAccessibleName(self.tr("Show the secret key"))
        show.setCheckable(True)
        show.setAutoDefault(False)
        show.toggled.connect(self._reveal)
        self._seed_row = FieldRow(grid, self.tr("&Secret key"), self._seed, (show,))
        self._seed_row.set_hint(self.tr("From an export of your authenticator app. An otpauth:// link works too."))
        self._code_row = FieldRow(grid, self.tr("C&ode shown now"), self._code)
        self._code_row.reserve(2)
        self.content.addWidget(inner)
        self._seed.textChanged.connect(self._type_seed)
        self._seed_row.left.connect(self._show_flaws)
        self._code.changed.connect(self._type_code)
        self._code.returnPressed.connect(self._begin)
        self._act.clicked.connect(self._begin)
        self._act.setDefault(True)
        self._allow()
        self._seed.setFocus()

    def _reveal(self, shown: bool) -> None:
        self._seed.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText(self.tr("&Hide") if shown else self.tr("Sho&w"))

    def _type_seed(self, text: str) -> None:
        self._form.type_seed(text)
        self._seed_row.show_flaw("")
        self._judge()

    def _type_code(self, text: str) -> None:
        self._form.type_code(text)
        self._judge()

    def _judge(self) -> None:
        verdict = self._form.verdict
        if verdict is not None and verdict.flaw is PairFlaw.NOT_THIS_DEVICE:
            flaw = self.tr(
                "This code does not belong to that secret key. Choose its entry in your authenticator app, and type the code shown now."
            )
        else:
            flaw = pair_flaw_text(verdict) if verdict else ""
        self._code_row.show_flaw(flaw)
        self._code.set_bad(bool(flaw), flaw)
        self._status.clear()
        self._allow()
        self._make_room(flaw)

    def _show_flaws(self) -> None:
        wrong = self._form.seed_flaw is SeedFlaw.NOT_A_SECRET_KEY
        flaw = self.tr("That is not a secret key, which has only letters and the digits 2 to 7.") if wrong else ""
        self._seed_row.show_flaw(flaw)
        self._make_room(flaw)

    def _make_room(self, said: str) -> None:
        if said:  # what is taken back leaves its room, so that nothing jumps while somebody types
            self.fit()

    def _allow(self) -> None:
        self._act.setEnabled(self._form.complete and not self._busy)

    def _begin(self) -> None:
        if not self._form.complete or self._busy:
            self._show_flaws()
            return
        seed, serial, making = self._form.seed, self._serial, self._making
        self._run(lambda: making.begin(serial, seed))

    def _end(self) -> None:
        serial, making = self._serial, self._making
        if not self._busy:
            self._run(lambda: making.end(serial))

    def _run(self, work: Callable[[], None]) -> None:
        self._busy = True
        self._act.setEnabled(False)
        self._tasks.start(lambda _cancel, _report: work(), then=self._ended)

    def _ended(self, outcome: Outcome[None]) -> None:
        self._busy = False
        if isinstance(outcome, Done):
            self.changed.emit()
            self.accept()
        elif isinstance(outcome, Failed):
            self._act.setEnabled(True)
            self._status.set_message(Tone.BAD, problems.line(outcome.problem))
            self._make_room(self._status.text())
            if outcome.problem.reason in VAULT_REASONS:
                self.vault_troubled.emit(outcome.problem)
