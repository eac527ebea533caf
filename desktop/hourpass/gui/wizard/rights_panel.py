"""Whether an administrator may do what is needed: said before anything is changed, each missing permission by name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.gui.announcing import tell_done
from hourpass.gui.buttons import CheckBox
from hourpass.gui.controls import StatusLine, Tone, mono_label, plain_button
from hourpass.gui.theme import Theme
from hourpass.gui.wording.administrators import quota_text
from hourpass.gui.wording.joining import listed, sentences
from hourpass.viewmodels.rights_view import Rights, RightsView


class RightsPanel(QWidget):
    """Shows a RightsView. Where something lacks, going on takes a conscious tick."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, prefix: str = "admin") -> None:
        super().__init__(parent)
        self._view: RightsView | None = None
        self._status = StatusLine(theme, f"{prefix}Rights", self, centered=False)
        self._missing = mono_label("", self)
        self._missing.setObjectName(f"{prefix}MissingPermissions")
        self._missing.setWordWrap(True)
        self._missing.setContentsMargins(24, 0, 0, 0)
        self._quotas = StatusLine(theme, f"{prefix}Quotas", self, centered=False)
        self._copy = plain_button("", self)
        self._copy.setObjectName(f"{prefix}CopyPolicyButton")
        self._copy.setAccessibleName(self.tr("Copy a minimal policy that grants what is missing"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_policy)
        self._anyway = CheckBox(self.tr("Continue &anyway; AWS has the last word"), self)
        self._anyway.setObjectName(f"{prefix}AnywayCheck")
        self._anyway.setAccessibleName(self.tr("Continue although permissions are missing"))
        self._anyway.toggled.connect(lambda _on: self.changed.emit())
        self._acts = QWidget(self)
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(24, 0, 0, 0)
        acts.setSpacing(16)
        acts.addWidget(self._copy)
        acts.addWidget(self._anyway)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._status, self._missing, self._acts, self._quotas):
            column.addWidget(part)
        self.show_rights(None)

    @property
    def allows(self) -> bool:
        """Whether it may be gone on."""
        return self._view is not None and (self._view.goes_on or self._anyway.isChecked())

    def show_rights(self, view: RightsView | None) -> None:
        """None: nobody is known, so there is nothing to say."""
        if view != self._view:
            self._anyway.setChecked(False)
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        lacks = view.rights in {Rights.LACKING, Rights.SESSION_ONLY}
        self._status.set_message(*self._said(view))
        self._missing.setText(listed(view.missing))
        self._missing.setVisible(lacks)
        self._acts.setVisible(lacks)
        self._anyway.setVisible(not view.goes_on)
        self._copy.setText(self.tr("Cop&y a minimal policy"))
        self._copy.setVisible(bool(view.policy))
        self._quotas.set_message(Tone.WARN, sentences(*map(quota_text, view.full)))
        self._quotas.setVisible(bool(view.full))

    def _said(self, view: RightsView) -> tuple[Tone, str]:
        match view.rights:
            case Rights.ENOUGH:
                return Tone.OK, self.tr("Has all the permissions needed.")
            case Rights.UNKNOWN:
                return Tone.WARN, self.tr(
                    "Could not check what these credentials may do. If a permission is missing, AWS refuses in the middle of the setup; you can undo what was created so far."
                )
            case Rights.SESSION_ONLY:
                return Tone.WARN, self.tr("Enough for a session, but not for a role. A role also needs these:")
            case Rights.LACKING:
                return Tone.BAD, self.tr("Not enough for the setup. These permissions are missing:")

    def _copy_policy(self) -> None:
        if self._view is not None:
            QGuiApplication.clipboard().setText(self._view.policy)
            tell_done(self._copy, self.tr("Copied"))
