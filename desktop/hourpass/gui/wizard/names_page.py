"""The second page: which way the access is protected, and what everything is called."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QWidget

from hourpass.domain.setup import DraftField, Mode
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.profile_form_rows import FieldRow, field_grid, share_label_width, stacked
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.choice_card import ChoiceCard
from hourpass.gui.wizard.names_more import NamesMore
from hourpass.gui.wizard.page_frame import ScrolledPage
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wording.draft_flaws import draft_flaw_text, field_name
from hourpass.gui.wording.existing_users import lack_field, lack_text
from hourpass.gui.wording.permissions import mode_text, mode_title
from hourpass.viewmodels.names_form import NamesForm


class NamesPage(ScrolledPage):
    """Shows a NamesForm; what stands in it is the draft when the page is left forwards."""

    def __init__(
        self, theme: Theme, setting_up: SettingUp, parent: QWidget | None = None, *, login: str | None = None
    ) -> None:
        super().__init__("namesPage", parent)
        self._work = setting_up
        self._form = NamesForm(login if login is not None else login_of(os.environ))
        self.describe(
            self.tr("What to create"),
            self.tr("Hourpass proposes names that are still free. Everything gets the path /hourpass/."),
        )
        self._cards = {
            Mode.ROLE: ChoiceCard(theme, "roleModeButton", mode_title(Mode.ROLE), mode_text(Mode.ROLE), self.inner()),
            Mode.SESSION: ChoiceCard(
                theme, "sessionModeButton", mode_title(Mode.SESSION), mode_text(Mode.SESSION), self.inner()
            ),
        }
        group = QButtonGroup(self)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for mode, card in self._cards.items():
            group.addButton(card.button)
            card.button.clicked.connect(lambda _on=False, at=mode: self._choose_mode(at))
            cards.addWidget(card, 1)
        self.content.addLayout(cards)
        fields = QWidget(self.inner())
        grid = field_grid(fields)
        self._rows: dict[DraftField, FieldRow] = {}
        self._lines: dict[DraftField, QLineEdit] = {}
        for field, name, title, accessible in (
            (DraftField.USER_NAME, "userNameInput", self.tr("&User"), self.tr("Name of the user")),
            (DraftField.DEVICE_NAME, "deviceNameInput", self.tr("M&FA device"), self.tr("Name of the MFA device")),
            (DraftField.ROLE_NAME, "roleNameInput", self.tr("&Role"), self.tr("Name of the role")),
        ):
            line = self._lines[field] = QLineEdit(fields)
            line.setObjectName(name)
            line.setAccessibleName(accessible)
            line.textEdited.connect(lambda text, at=field: self._type(at, text))
            row = self._rows[field] = FieldRow(grid, title, line)
            row.left.connect(lambda at=field: self._leave(at))
        self._more = NamesMore(theme, self._form, setting_up, self.inner())
        self._more.changed.connect(self._show)
        self._more.unfolded.connect(self._bring_up_more)
        self._more.revealed.connect(self._bring_into_view)
        self._more.revealed.connect(lambda _part: self._line_up())
        self._grid = grid
        self._line_up()
        self.content.addLayout(stacked(fields, self._more))
        self.content.addStretch(1)
        self._why = StatusLine(theme, "namesStatus", self, centered=False)
        self.add_foot(self._why)
        self.scroll_area.verticalScrollBar().valueChanged.connect(self._show_why)
        self._show()

    @property
    def form(self) -> NamesForm:
        """What stands in the fields."""
        return self._form

    def initializePage(self) -> None:
        checked = self._work.checked_side(Side.USER)
        if checked is not None:
            self._form.base_on(checked)
            self._more.base_on(checked.identity.account)
        self._show()
        self._lines[DraftField.USER_NAME].setFocus()

    def cleanupPage(self) -> None:
        """Going back loses nothing, unlike what Qt does by itself."""

    def isComplete(self) -> bool:
        return self._form.complete and self._more.allows

    def validatePage(self) -> bool:
        if not self.isComplete():
            return False
        self._work.set_draft(self._form.draft())
        return True

    def forget(self) -> None:
        """Typed secrets leave the fields."""
        self._more.forget()

    def _choose_mode(self, mode: Mode) -> None:
        self._form.choose_mode(mode)
        self._more.show_state()
        self._show()

    def _type(self, field: DraftField, text: str) -> None:
        self._form.type(field, text)
        self._more.show_state()
        self._show()

    def _leave(self, field: DraftField) -> None:
        # Fields lose the focus while the wizard is being destroyed, too.
        if self.isVisible():
            self._form.leave(field)
            self._show()

    def _show(self) -> None:
        form, flaws = self._form, self._form.flaws
        self._cards[form.mode].button.setChecked(True)
        self._show_rights()
        for field, line in self._lines.items():
            if line.text() != form.text(field):
                line.setText(form.text(field))
            flaw = flaws.get(field)
            self._rows[field].show_flaw(draft_flaw_text(field, flaw) if flaw else "")
        self._show_what_is_there()
        self._show_why()
        self.completeChanged.emit()

    def _show_what_is_there(self) -> None:
        """Names of what is not made keep their rows, greyed: rows that vanish would move the field that is typed in."""
        form = self._form
        by_role = form.mode is Mode.ROLE
        self._rows[DraftField.ROLE_NAME].set_visible(by_role)
        for field, made, usual, instead in (
            (
                DraftField.USER_NAME,
                not form.uses_existing_user,
                "",
                self.tr("An existing user is used, as chosen under More options."),
            ),
            (
                DraftField.DEVICE_NAME,
                form.needs_device,
                self.tr("Your phone will show this name above the code."),
                self.tr("A device of the user is used, as chosen under More options."),
            ),
            (
                DraftField.ROLE_NAME,
                form.needs_role,
                "",
                self.tr("An existing role is used, as chosen under More options."),
            ),
        ):
            self._rows[field].set_enabled(made)
            self._rows[field].set_hint(usual if made else instead)

    def _show_why(self) -> None:
        self._why.set_message(Tone.WARN, self._why_not())

    def _why_not(self) -> str:
        """What keeps one from going on, where that does not stand below a field in sight."""
        form = self._form
        if form.checked is None or self.isComplete():
            return ""
        said = self.tr("{0}: {1}", "a field, what is wrong with it")
        for field, flaw in form.flaws.items():
            if field in self._lines and not self._lines[field].visibleRegion().isEmpty():
                return ""
            return said.format(field_name(field), draft_flaw_text(field, flaw))
        for lack in form.lacks:
            return said.format(lack_field(lack), lack_text(lack))
        return self.tr("The other account's administrator lacks permissions; they are named above.")

    def _line_up(self) -> None:
        share_label_width(self._grid, *self._more.grids, set_in=self._more.set_in)

    def _bring_up_more(self, unfolded: bool) -> None:
        if unfolded:  # what came stands below the window's edge; it is laid out behind this
            bar = self.scroll_area.verticalScrollBar()
            QTimer.singleShot(0, self._more, lambda: bar.setValue(self._more.y() - self.content.spacing()))

    def _bring_into_view(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self.scroll_area.ensureWidgetVisible(part, 0, 8))

    def _show_rights(self) -> None:
        checked = self._form.checked
        for mode, card in self._cards.items():
            lacks = checked is not None and bool(checked.missing_for(mode))
            card.show_note(self.tr("These credentials seem to lack permissions for this.") if lacks else "")


def login_of(environment: Mapping[str, str]) -> str:
    """Who sits at this computer, for the names that are proposed."""
    return environment.get("USER") or environment.get("USERNAME") or environment.get("LOGNAME") or "me"
