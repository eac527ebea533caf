"""What the next start says after the change of an access key was broken off: go on with it, or decide later."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.gui.controls import muted_label, paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.wording.times import moment

WIDTH = 520


class UnfinishedRotation(Dialog):
    """Says what stands half-made. The window that it leads to goes on with it, or takes it back."""

    go_on_asked = Signal(object)
    """Profile that the key belongs to"""

    def __init__(self, record: RotationRecord, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__("unfinishedRotation", self.tr("Unfinished key change"), parent)
        self._profile = profile
        title = self.tr("Changing the access key of “{0}” was interrupted").format(record.user_name)
        begun = self.tr("Account {0} · started {1}").format(record.account, moment(record.began_at))
        heading = title_label(title, self)
        heading.setWordWrap(True)
        self.content.addWidget(heading)
        self.content.addWidget(muted_label(begun, self))
        self.content.addWidget(paragraph(self._about(record), self))
        self.content.addStretch(1)
        later = plain_button(self.tr("&Later"), self)
        later.setObjectName("rotationLaterButton")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        go_on = primary_button(self.tr("C&ontinue…"), self)
        go_on.setObjectName("rotationGoOnButton")
        go_on.setDefault(True)
        go_on.clicked.connect(self._go_on)
        self.add_buttons(later, go_on)
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, 0)
        self.fit()
        go_on.setFocus()

    def _about(self, record: RotationRecord) -> str:
        match record.stage:
            case RotationStage.DELETING:
                return self.tr("The new key is in use. You can now delete what is left of the old one.")
            case RotationStage.TAKING_BACK:
                return self.tr("It was being undone. Your profiles keep working; there is a second key in AWS.")
            case _:
                return self.tr(
                    "Your profiles keep working; there may be a second key in AWS. Continue to finish the change or to undo it."
                )

    def _go_on(self) -> None:
        self.accept()
        self.go_on_asked.emit(self._profile)
