"""The first page: whose credentials set everything up, and whether they may."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import heading_label
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.gui.wizard.page_frame import ScrolledPage
from hourpass.gui.wizard.rights_panel import RightsPanel
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.viewmodels.rights_view import rights_of


class CredentialsPage(ScrolledPage):
    """Complete once AWS has said who the administrator is and nothing needed is known to be missing.

    A setup that goes on after a crash knows already whether it spans two accounts, and then asks for both here.
    """

    def __init__(self, theme: Theme, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__("credentialsPage", parent)
        self._work = setting_up
        draft = setting_up.draft if setting_up.resumed else None
        self.describe(
            self.tr("Who sets this up?"),
            self.tr(
                "Hourpass creates an IAM user and its MFA device in your account. This takes an administrator's credentials, just this once; they are not stored."
            )
            if draft is None
            else self.tr(
                "To continue what was started for {0} in account {1}, use an administrator's credentials."
            ).format(draft.user_name, draft.account),
        )
        sides = (Side.USER, Side.ROLE) if draft is not None and draft.crosses_accounts else (Side.USER,)
        self._choosers: dict[Side, AdminChooser] = {}
        self._rights: dict[Side, RightsPanel] = {}
        for side in sides:
            prefix = "admin" if side is Side.USER else "role"
            if side is Side.ROLE and draft is not None:
                heading = self.tr("And for the role, in account {0}").format(draft.role_account)
                self.content.addSpacing(8)
                self.content.addWidget(heading_label(heading, self.inner()))
            chooser = AdminChooser(theme, setting_up.admin(side), self.inner(), prefix=prefix)
            rights = RightsPanel(theme, self.inner(), prefix=prefix)
            chooser.changed.connect(self._show)
            rights.changed.connect(self.completeChanged)
            self.content.addWidget(chooser)
            self.content.addWidget(rights)
            self._choosers[side], self._rights[side] = chooser, rights
        self.content.addStretch(1)

    def initializePage(self) -> None:
        for chooser in self._choosers.values():
            chooser.begin()
        self._choosers[Side.USER].focus()

    def isComplete(self) -> bool:
        return all(self._work.checked_side(side) is not None and rights.allows for side, rights in self._rights.items())

    def forget(self) -> None:
        """Typed secrets leave the fields."""
        for chooser in self._choosers.values():
            chooser.forget()

    def _show(self) -> None:
        draft = self._work.draft if self._work.resumed else None
        for side, panel in self._rights.items():
            checked = self._work.checked_side(side)
            judged = side if len(self._rights) > 1 else None
            panel.show_rights(rights_of(checked, draft.mode if draft else None, judged) if checked else None)
        self.completeChanged.emit()
        # What was just said has its place only once the page is laid out anew.
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        for side, chooser in self._choosers.items():
            said = chooser.answer() or self._rights[side]
            if said.isVisible():
                self.scroll_area.ensureWidgetVisible(said, 0, 16)
