"""Taking a profile out of Hourpass: what goes with it, before it does."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.domain.profile import Profile
from hourpass.gui.controls import danger_button, paragraph, plain_button, title_label
from hourpass.gui.dialog import Dialog

WIDTH = 460


class RemoveProfileDialog(Dialog):
    """Accepted where it is to go. *last* says that its access key is used by no other profile, and goes with it."""

    def __init__(self, profile: Profile, *, last: bool, parent: QWidget | None = None) -> None:
        title = self.tr("Remove “{0}” from Hourpass?").format(profile.name)
        super().__init__("removeProfileDialog", title, parent)
        self.content.addWidget(title_label(title, self))
        self.content.addWidget(
            paragraph(self.tr("Its credentials are forgotten. Nothing changes in AWS."), self)
        )  # fmt: skip
        if last:
            words = self.tr(
                "Its access key {0} is deleted from the keyring. That may be the only copy: AWS never shows a secret access key again. The user stays, and works again with a new key."
            )
            self.content.addWidget(paragraph(words.format(profile.access_key_id), self))
        elif profile.access_key_id:
            self.content.addWidget(
                paragraph(self.tr("Its access key stays in the keyring, because another profile uses it."), self)
            )
        self.content.addStretch(1)
        keep = plain_button(self.tr("&Keep"), self)
        keep.setObjectName("keepProfileButton")
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        remove = danger_button(self.tr("&Remove"), self)
        remove.setObjectName("confirmRemoveButton")
        remove.setAutoDefault(False)
        remove.clicked.connect(self.accept)
        self.add_buttons(keep, remove)
        self.resize(WIDTH, 0)
        self.fit()
        keep.setFocus()
