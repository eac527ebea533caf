"""Another account to make the role in: who administers it, and whether they may."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_chooser import AdminChooser
from hourpass.gui.wizard.rights_panel import RightsPanel
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording.existing_users import lack_text
from hourpass.viewmodels.names_form import Lack, NamesForm
from hourpass.viewmodels.rights_view import rights_of

SET_IN = 24
"""Pixels, by which it stands further in than the switch above it."""


class RoleAccount(QWidget):
    """Shows the second administrator of a NamesForm."""

    changed = Signal()

    def __init__(self, theme: Theme, form: NamesForm, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._work = form, setting_up
        user_side = setting_up.admin(Side.USER).source
        self._chooser = AdminChooser(theme, setting_up.admin(Side.ROLE), self, prefix="role", other_than=user_side)
        self._chooser.changed.connect(self._look)
        self._rights = RightsPanel(theme, self, prefix="role")
        self._rights.changed.connect(self.changed)
        self._same = StatusLine(theme, "roleAccountStatus", self, centered=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(SET_IN, 4, 0, 0)
        column.setSpacing(8)
        for part in (self._chooser, self._rights, self._same):
            column.addWidget(part)
        self.show_state()

    @property
    def grids(self) -> tuple[QGridLayout, ...]:
        """All that hold fields."""
        return self._chooser.grids

    @property
    def allows(self) -> bool:
        """Whether this administrator may do what is needed."""
        return self._rights.allows

    def begin(self) -> None:
        """Look which administrators there are."""
        self._chooser.begin()

    def forget(self) -> None:
        """Typed secrets leave the fields."""
        self._chooser.forget()

    def show_state(self) -> None:
        """Bring everything in line with the form."""
        same = Lack.SAME_ACCOUNT in self._form.lacks
        self._same.set_message(Tone.WARN, lack_text(Lack.SAME_ACCOUNT) if same else "")
        self._same.setVisible(same)

    def _look(self) -> None:
        checked = self._work.checked_side(Side.ROLE)
        self._form.base_role_on(checked)
        self._rights.show_rights(rights_of(checked, Mode.ROLE, Side.ROLE) if checked else None)
        self.changed.emit()
