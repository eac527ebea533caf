"""The fields for access keys that are used for one setup and then forgotten."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hourpass.gui.controls import paragraph, plain_button
from hourpass.gui.profile_form_rows import EditableCombo, FieldRow, field_grid
from hourpass.gui.theme import Theme
from hourpass.gui.wording.administrators import key_flaw_text
from hourpass.viewmodels.admin_choice import AdminChoice, KeyField, KeyFlaw
from hourpass.viewmodels.profile_form import REGIONS


class TypedKeys(QWidget):
    """Shows the typed part of an AdminChoice; *prefix* begins the names of its fields, *grid* has them."""

    typed = Signal()
    check_asked = Signal()

    def __init__(self, theme: Theme, choice: AdminChoice, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._left: set[KeyField] = set()
        self._rows: dict[KeyField, FieldRow] = {}
        inner = QWidget(self)
        grid = self.grid = field_grid(inner)
        self._key = self._line(inner, f"{prefix}AccessKeyInput", self.tr("Access key ID"), KeyField.ACCESS_KEY_ID)
        self._key.setPlaceholderText("AKIA…")
        self._secret = self._line(inner, f"{prefix}SecretKeyInput", self.tr("Secret access key"), KeyField.SECRET)
        self._token = self._line(inner, f"{prefix}SessionTokenInput", self.tr("Session token"), KeyField.TOKEN)
        self._token.setPlaceholderText(self.tr("only with ASIA keys"))
        self._show = plain_button(self.tr("Sho&w"), inner)
        self._show.setObjectName(f"{prefix}RevealButton")
        self._show.setAccessibleName(self.tr("Show the secret access key"))
        self._show.setCheckable(True)
        self._show.setAutoDefault(False)
        self._show.toggled.connect(self._reveal)
        self._region = EditableCombo(theme, inner)
        self._region.setObjectName(f"{prefix}RegionInput")
        self._region.setAccessibleName(self.tr("Region"))
        self._region.text_field().setAccessibleName(self.tr("Region"))
        self._region.addItems([region for regions in REGIONS.values() for region in regions])
        self._region.setEditText("")
        self._region.text_field().setPlaceholderText(
            self.tr("us-east-1 if left empty; required for China and GovCloud")
        )
        self._region.editTextChanged.connect(lambda text: self._type(KeyField.REGION, text))
        for field, title, widget, beside in (
            (KeyField.ACCESS_KEY_ID, self.tr("Access &key ID"), self._key, ()),
            (KeyField.SECRET, self.tr("S&ecret access key"), self._secret, (self._show,)),
            (KeyField.TOKEN, self.tr("Session &token"), self._token, ()),
            (KeyField.REGION, self.tr("Re&gion"), self._region, ()),
        ):
            row = self._rows[field] = FieldRow(grid, title, widget, beside)
            row.left.connect(lambda at=field: self._leave(at))
        note = paragraph(self.tr("Used only this once; never stored."), self)
        self._check = plain_button(self.tr("C&heck"), self)
        self._check.setObjectName(f"{prefix}CheckButton")
        self._check.setAccessibleName(self.tr("Check these keys"))
        self._check.setAutoDefault(False)
        self._check.clicked.connect(self.ask)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(note, 1)
        foot.addWidget(self._check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(inner)
        column.addLayout(foot)
        self._reveal(False)

    def ask(self) -> None:
        """Have the keys tried, or say what is still wrong with them."""
        self._left = set(KeyField)
        self.show_flaws(urge=True)
        if self._choice.flaws:
            self._rows[next(iter(self._choice.flaws))].focus()
        else:
            self.check_asked.emit()

    def show_flaws(self, *, urge: bool = False) -> None:
        """Say what is wrong with the fields that were left; nobody is urged to fill one in before trying."""
        found = self._choice.flaws
        for field, row in self._rows.items():
            flaw = found.get(field) if field in self._left else None
            row.show_flaw(key_flaw_text(flaw) if flaw and (urge or flaw is not KeyFlaw.MISSING) else "")

    def allow(self, allowed: bool) -> None:
        """While AWS is asked with them, the keys stay to be seen and the button waits."""
        if not allowed and self._check.hasFocus():
            self.focus()  # a button that cannot be pressed passes the keyboard on: in the wizard, to Cancel
        self._check.setEnabled(allowed)

    def clear(self) -> None:
        """The secrets leave the fields."""
        for line in (self._key, self._secret, self._token):
            line.clear()

    def focus(self) -> None:
        """Bring the person to the first field."""
        self._key.setFocus()

    def _line(self, parent: QWidget, name: str, accessible: str, field: KeyField) -> QLineEdit:
        line = QLineEdit(parent)
        line.setObjectName(name)
        line.setAccessibleName(accessible)
        line.textChanged.connect(lambda text: self._type(field, text))
        line.returnPressed.connect(self.ask)
        return line

    def _type(self, field: KeyField, text: str) -> None:
        self._choice.type(field, text)
        self.show_flaws()
        self.typed.emit()

    def _leave(self, field: KeyField) -> None:
        self._left.add(field)
        self.show_flaws()

    def _reveal(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._secret.setEchoMode(echo)
        self._token.setEchoMode(echo)
        self._show.setText(self.tr("&Hide") if shown else self.tr("Sho&w"))
