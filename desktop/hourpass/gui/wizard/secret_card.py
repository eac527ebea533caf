"""The secret key of a new device, for those who cannot scan: masked until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from hourpass.gui.announcing import tell_done
from hourpass.gui.controls import Card, heading_label, mono_label, paragraph, plain_button
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.theme import Theme, scaled_font
from hourpass.gui.wording.times import span

_GROUP = 4
_GROUPS_A_LINE = 4
_MASK = "•"


class SecretCard(Card):
    """Takes the QR code's place, and its size, so that nothing moves."""

    def __init__(self, theme: Theme, side: int, clipboard: SecretClipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._secret = ""
        self._clipboard = clipboard
        self._clipboard.taken_away.connect(self._offer_copy)
        self._side = side
        self.setFixedSize(side, side)
        self.body.setContentsMargins(18, 16, 18, 16)
        self._name = paragraph(parent=self)
        self._text = mono_label(parent=self)
        self._text.setObjectName("secretKeyText")
        self._text.setFont(scaled_font(self._text.font(), 1.1))
        self._text.setProperty("kind", "")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._copy = plain_button(self.tr("Cop&y"), self)
        self._copy.setObjectName("copySecretButton")
        self._copy.setAccessibleName(self.tr("Copy the secret key"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._put_on_clipboard)
        self.body.addWidget(heading_label(self.tr("Secret key"), self))
        self.body.addWidget(self._name)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._copy)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)  # its words wrap; they do not move what stands beside

    def hold(self, secret: str, name: str) -> None:
        """Hold *secret*, of the device called *name*; it is masked."""
        self._secret = secret
        self._name.setText(self.tr("Time-based, for {0}").format(name))
        self.reveal(False)

    def forget(self) -> None:
        """Hold nothing any more. What was copied leaves the clipboard too."""
        self._secret = ""
        self._name.clear()
        self._text.clear()
        self._clipboard.take_away()

    def reveal(self, shown: bool) -> None:
        """Show the secret in readable groups, or only its length."""
        self._text.setText(_in_groups(self._secret if shown else _MASK * len(self._secret)))
        self._offer_copy()

    def _offer_copy(self) -> None:
        self._copy.setText(self.tr("Cop&y"))

    def _put_on_clipboard(self) -> None:
        stay = self._clipboard.copy(self._secret)
        tell_done(self._copy, self.tr("Copied for {0}").format(span(stay)))


def _in_groups(text: str) -> str:
    groups = [text[start : start + _GROUP] for start in range(0, len(text), _GROUP)]
    lines = (groups[start : start + _GROUPS_A_LINE] for start in range(0, len(groups), _GROUPS_A_LINE))
    return "\n".join(" ".join(line) for line in lines)
