"""Who cares for a user's MFA devices: an administrator, or the user itself with a code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import read_code
from hourpass.gui.buttons import BESIDE_BOX, RadioButton
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import heading_label, paragraph
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.gui.wording.devices import who_may


class WhoPage(QWidget):
    """Who acts: an administrator of the account, or the user itself."""

    changed = Signal()
    switched = Signal()
    """Somebody else is to act than before."""
    decided = Signal()
    """Return in the code's field, or its sixth digit: as good as the button that goes on."""

    def __init__(
        self, theme: Theme, check: AdminCheck, device_name: str, parent: QWidget | None = None, *, means: str = ""
    ) -> None:
        """*means* is what the user itself may; empty: of its devices."""
        super().__init__(parent)
        self._device_name = device_name
        asked = heading_label(self.tr("Whose credentials make the changes?"), self)
        self._admin = RadioButton(self.tr("An &administrator of the account"), self)
        self._admin.setObjectName("adminActsButton")
        self._admin.setAccessibleName(self.tr("An administrator of the account makes the changes"))
        self._own = RadioButton(self.tr("This &user itself, with a code"), self)
        self._own.setObjectName("userActsButton")
        self._own.setAccessibleName(self.tr("This user makes the changes itself, with a code"))
        group = QButtonGroup(self)
        for button in (self._admin, self._own):
            group.addButton(button)
        self._admin.setChecked(True)
        self.chooser = AdminChooser(theme, check, self)
        self.chooser.changed.connect(self.changed)
        self._code_part = self._build_code(theme, means)
        self._doubt = paragraph(
            self.tr(
                "Hourpass created this user only to assume its role: this works only if someone has given it more permissions since."
            ),
            self,
        )
        self._doubt.setObjectName("userMayNotHint")
        self._doubt.hide()
        self._hint = paragraph("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(asked)
        column.addWidget(self._admin)
        column.addLayout(_indented(self.chooser))
        column.addSpacing(4)
        column.addWidget(self._own)
        column.addLayout(_indented(self._doubt))
        column.addLayout(_indented(self._code_part))
        column.addWidget(self._hint)
        column.addStretch(1)
        self._own.toggled.connect(self._switch)
        self._switch(False)

    @property
    def by_user(self) -> bool:
        """Whether the user itself acts."""
        return self._own.isChecked()

    @property
    def code(self) -> str:
        """What the user proves itself with; empty: by its plain key."""
        return self.field.digits()

    @property
    def complete(self) -> bool:
        """Whether whoever acts is known."""
        if self.by_user:
            return not self.code or read_code(self.code).complete
        return self.chooser.check.administrator is not None

    def begin(self, *, doubtful: bool = False) -> None:
        """Look which administrators there are. It is *doubtful* whether the user itself may change anything."""
        self._doubt.setVisible(doubtful)
        self._means.setVisible(not doubtful)
        self.chooser.begin()

    def show_busy(self, busy: bool) -> None:
        """AWS is being asked."""
        self.field.set_busy(busy)
        for part in (self._admin, self._own, self.chooser):
            part.setEnabled(not busy)

    def show_refused(self, problem: Problem) -> None:
        """With these credentials it did not work."""
        self._hint.setText(who_may(problem) if self.by_user else "")
        if self.by_user and self.code:
            self.field.set_bad(problem.reason is Reason.CODE_REFUSED)
            self.field.clear()  # sent, so spent
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where something is typed or chosen."""
        (self.field if self.by_user else self._admin).setFocus()

    def _build_code(self, theme: Theme, means: str) -> QWidget:
        part = QWidget(self)
        asked = self.tr("Code from {0}").format(self._device_name) if self._device_name else self.tr("Code")
        label = QLabel(asked, part)
        self.field = CodeField(theme, "userCodeInput", asked, part)
        self.field.changed.connect(lambda _text: self.changed.emit())
        self.field.completed.connect(lambda _digits: self.decided.emit())
        self.field.returnPressed.connect(self.decided)
        self._means = paragraph(
            means
            or self.tr(
                "This works if the user's policies allow it to manage its own devices. Without a code it can only view and resync them."
            ),
            part,
        )
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (label, self.field, self._means):
            column.addWidget(widget)
        return part

    def _switch(self, by_user: bool) -> None:
        self.chooser.setVisible(not by_user)
        self._code_part.setVisible(by_user)
        self._hint.clear()
        self.changed.emit()
        self.switched.emit()
        if by_user:
            self.field.setFocus()


def _indented(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(BESIDE_BOX, 0, 0, 0)
    column.addWidget(widget)
    return column
