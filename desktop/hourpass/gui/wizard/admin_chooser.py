"""Choosing the administrator that something is carried out with, and seeing whose credentials those are."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import Combo, StatusLine, Tone, mono_label, plain_button, text_label
from hourpass.gui.error_box import ProblemPanel
from hourpass.gui.icons import pixmap
from hourpass.gui.labels import field_label
from hourpass.gui.profile_form_rows import LABEL_WIDTH, field_grid, share_label_width
from hourpass.gui.theme import Theme, scaled_font
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wizard.typed_keys import TypedKeys
from hourpass.gui.wording.administrators import choice_text, identity_text
from hourpass.services.administrator import AdminSource
from hourpass.services.preflight import Checked
from hourpass.services.setup_ports import AdminProfile
from hourpass.viewmodels.admin_choice import AdminChoice, Look

SETTLED = 300
"""Milliseconds that a choice has to stand before AWS is asked, so that running through the list asks nothing."""
_MARK = 16


class AdminChooser(QWidget):
    """Shows an AdminChoice over an AdminCheck, and asks by itself when a profile is chosen.

    *prefix* begins the names of its fields: "admin" for the one administrator of a window, another for a second one.
    *other_than* is not proposed.
    """

    changed = Signal()
    """What is known of the administrator has changed; ``check.checked`` and ``check.administrator`` say what to."""

    keys_wanted = Signal()
    """Keys are to be typed: somebody has chosen so, or there is no profile to choose."""

    def __init__(
        self,
        theme: Theme,
        check: AdminCheck,
        parent: QWidget | None = None,
        *,
        prefix: str = "admin",
        other_than: AdminSource | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self.check = theme, check
        self._choice = AdminChoice(check.environment, other_than)
        self._begun = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._ask)

        part = QWidget(self)
        self._combo = Combo(theme, part)
        self._combo.setObjectName(f"{prefix}ProfileCombo")
        self._combo.setAccessibleName(self.tr("Whose credentials to use"))
        self._combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._combo.activated.connect(self._choose)
        label = field_label(self.tr("&Credentials of"), self._combo, part)
        label.setMinimumWidth(LABEL_WIDTH)
        self._again = plain_button(self.tr("Check a&gain"), part)
        self._again.setObjectName(f"{prefix}AgainButton")
        self._again.setAccessibleName(self.tr("Check the chosen credentials again"))
        self._again.setAutoDefault(False)
        self._again.clicked.connect(self._ask)
        grid = field_grid(part)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._combo, 1)
        row.addWidget(self._again)
        grid.addWidget(label, 0, 0)
        grid.addLayout(row, 0, 1)

        self._keys = TypedKeys(theme, self._choice, prefix, self)
        self._keys.typed.connect(self._typed)
        self._keys.check_asked.connect(self._ask)
        self._code_part = self._build_code(prefix)
        self._owner = self._build_owner("identityLabel" if prefix == "admin" else f"{prefix}IdentityLabel")
        self._status = StatusLine(theme, f"{prefix}Status", self, centered=False)
        self._problem = ProblemPanel(theme, self)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(part)
        column.addWidget(self._keys)
        column.addWidget(self._code_part)
        column.addWidget(self._owner)
        column.addWidget(self._status)
        column.addWidget(self._problem)

        self.grids = grid, self._keys.grid
        share_label_width(*self.grids)
        check.profiles_found.connect(self._found)
        check.started.connect(self._started)
        check.passed.connect(self._passed)
        check.failed.connect(self._failed)
        theme.changed.connect(self._paint_mark)
        self._fill()
        self._show()

    def begin(self) -> None:
        """Look what there is to choose from, once; the sensible one is looked over at once."""
        if not self._begun:
            self._begun = True
            self.check.find_profiles()

    def forget(self) -> None:
        """Typed secrets leave the fields and memory."""
        self._settle.stop()
        self._keys.clear()
        self._choice.forget()

    @property
    def problem(self) -> Problem | None:
        """Why the chosen credentials do not serve."""
        return self._choice.problem

    def answer(self) -> QWidget | None:
        """What says that the credentials do not serve, or asks for a code; None while there is nothing like that."""
        return next((each for each in (self._problem, self._code_part) if each.isVisible()), None)

    def focus(self) -> None:
        """Bring the person to the choice."""
        self._combo.setFocus()

    # what the person does

    def _choose(self, index: int) -> None:
        before = self._choice.index
        self._choice.choose(index)
        if index != before:
            self.check.forget()
            self._code.clear()
        self._show()
        self.changed.emit()
        if self._choice.types_keys:
            self._settle.stop()
            self._keys.focus()
            self.keys_wanted.emit()
        elif index != before:
            self._settle.start()

    def _typed(self) -> None:
        if self._choice.types_keys:
            self.check.forget()
            self._show()
            self.changed.emit()

    def _ask(self, *, code: str = "") -> None:
        self._settle.stop()
        source = self._choice.source
        if source is not None:
            self.check.check(source, code)

    def _send_code(self, code: str) -> None:
        self._ask(code=code)

    # what comes of it

    def _found(self, profiles: tuple[AdminProfile, ...]) -> None:
        self._choice.found(profiles)
        self._fill()
        self._show()
        if self._choice.types_keys:
            self.keys_wanted.emit()
        elif self._choice.look is Look.NOT_YET:
            self._ask()

    def _started(self) -> None:
        self._choice.looking()
        self._show()
        self.changed.emit()

    def _passed(self, checked: Checked) -> None:
        self._choice.seen(checked)
        self._code.clear()
        self._show()
        self.changed.emit()
        if self._keys.isAncestorOf(self.window().focusWidget() or self):
            self._lead_on()

    def _failed(self, problem: Problem) -> None:
        self._choice.failed(problem)
        self._code.clear()
        self._show()
        if self._choice.look is Look.CODE_NEEDED:
            self._code.setFocus()
        self.changed.emit()

    def _lead_on(self) -> None:
        """Nothing is left to type: the keyboard comes to the button that the window goes on with."""
        buttons = (each for each in self.window().findChildren(QPushButton) if each.isDefault() and each.isVisible())
        if (onward := next(buttons, None)) is not None and onward.isEnabled():
            onward.setFocus()

    # showing it

    def _build_code(self, prefix: str) -> QWidget:
        part = QWidget(self)
        self._code_title = text_label("", part)
        self._code_title.setWordWrap(True)
        self._code = CodeField(
            self._theme, f"{prefix}CodeInput", self.tr("Code from the profile's own MFA device"), part
        )
        self._code.completed.connect(self._send_code)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._code_title)
        column.addWidget(self._code)
        return part

    def _build_owner(self, name: str) -> QWidget:
        part = QWidget(self)
        self._mark = QLabel(part)
        self._mark.setFixedSize(_MARK, _MARK)
        self._identity = text_label("", part)
        self._identity.setObjectName(name)
        self._identity.setFont(scaled_font(self._identity.font(), bold=True))
        self._identity.setWordWrap(True)
        self._arn = mono_label("", part)
        self._arn.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._identity)
        words.addWidget(self._arn)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)  # as beside the marks of the lines below
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        self._paint_mark()
        return part

    def _fill(self) -> None:
        blocked = self._combo.blockSignals(True)
        self._combo.clear()
        self._combo.addItems([choice_text(each) for each in self._choice.choices])
        self._combo.setCurrentIndex(self._choice.index)
        self._combo.blockSignals(blocked)

    def _show(self) -> None:
        choice, look = self._choice, self._choice.look
        window = self.window()
        focused = window.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        self._keys.setVisible(choice.types_keys)
        self._keys.allow(look is not Look.LOOKING)
        self._again.setVisible(not choice.types_keys and look is Look.FAILED)
        self._code_part.setVisible(look is Look.CODE_NEEDED or (look is Look.LOOKING and bool(self._code.text())))
        self._code.set_busy(look is Look.LOOKING)
        self._owner.setVisible(choice.checked is not None)
        if choice.checked is not None:
            self._identity.setText(identity_text(choice.checked))
            self._arn.setText(choice.checked.identity.arn)
        self._show_status(look, choice.problem)
        if was_here and focused is not None and not focused.isVisibleTo(window):
            self._combo.setFocus()  # what was typed in has gone; without this some button behind it gets the keys

    def _show_status(self, look: Look, problem: Problem | None) -> None:
        self._problem.clear()
        self._status.clear()
        asks_only = look is Look.CODE_NEEDED and problem is not None and problem.reason is Reason.CODE_NEEDED
        if look is Look.LOOKING:
            self._status.set_message(Tone.INFO, self.tr("Asking AWS whose credentials these are…"))
        elif problem is not None and not asks_only:
            self._problem.show_problem(problem)
        if look is Look.CODE_NEEDED:
            self._code_title.setText(self._asking())
            self._code.set_bad(not asks_only, "" if asks_only else self._problem.accessibleName())
        # While nothing is said, nothing keeps a place for it either: what follows stands where the answer will.
        self._status.setVisible(bool(self._status.text()) or look is Look.LOOKING)

    def _asking(self) -> str:
        serial = self._choice.device_serial
        if not serial:
            return self.tr("This profile asks for a code from its own MFA device:")
        return self.tr("This profile asks for a code from {0}:").format(serial.rpartition("/")[2])

    def _paint_mark(self) -> None:
        self._mark.setPixmap(pixmap("check", self._theme.colors.ok_text, _MARK, self.devicePixelRatioF()))
