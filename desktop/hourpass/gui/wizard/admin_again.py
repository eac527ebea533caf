"""Signing in again in the middle of a setup: the administrator's session has ended, what was made stays."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording import problems

WIDTH, HEIGHT = 620, 380

CREDENTIALS_OVER = frozenset(
    {
        Reason.EXPIRED,
        Reason.KEY_UNKNOWN,
        Reason.SECRET_WRONG,
        Reason.CODE_NEEDED,
        Reason.SSO_SIGN_IN_NEEDED,
        Reason.PROFILE_UNUSABLE,
    }
)
"""What other credentials of the same account help against."""


class AdminAgain(Dialog):
    """Accepted once other credentials of the account have been looked over and taken."""

    def __init__(
        self, theme: Theme, setting_up: SettingUp, side: Side, problem: Problem, parent: QWidget | None = None
    ) -> None:
        super().__init__("adminAgain", "", parent, scrolls=True)
        title = self.tr("Sign in again to continue")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        admin = setting_up.admin(side)
        self.content.addWidget(title_label(title, self))
        why = self.tr("{0} Choose credentials for account {1}; what was created so far is kept.", "what is wrong")
        self.content.addWidget(paragraph(why.format(problems.say(problem).what, admin.wanted_account), self))
        self._chooser = AdminChooser(theme, admin, self, prefix="again")
        self.content.addWidget(self._chooser)
        self.content.addStretch(1)
        later = plain_button(self.tr("&Not now"), self)
        later.setObjectName("adminAgainLaterButton")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        self._go_on = primary_button(self.tr("C&ontinue"), self)
        self._go_on.setObjectName("adminAgainButton")
        self._go_on.setDefault(True)
        self._go_on.setEnabled(False)
        self._go_on.clicked.connect(self.accept)
        self.add_buttons(later, self._go_on)
        self._chooser.changed.connect(lambda: self._go_on.setEnabled(admin.checked is not None))
        self.resize(WIDTH, HEIGHT)
        self._chooser.begin()

    def done(self, result: int) -> None:
        """Typed secrets leave the fields with the dialog."""
        self._chooser.forget()
        super().done(result)
