"""What a person sees who has no profile yet: the ways in, each explained in a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hourpass.domain.expiry import Phase
from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.buttons import set_kind
from hourpass.gui.controls import Card, muted_label, plain_button, title_label
from hourpass.gui.ring import RingPicture
from hourpass.gui.theme import Theme

_WIDEST = 560
_ROOMY = 560
"""Where there is less height, the ring and part of the space around the words give way."""
_EDGE, _TIGHT_EDGE = 24, 10
_NARROWEST = 190  # of a button
_DOOR_EDGES, _TIGHT_DOOR_EDGES = (16, 14, 16, 14), (12, 7, 12, 7)


class FirstStart(QWidget):
    """Forwards which door was taken. A door appears only when what is behind it can be reached."""

    set_up_asked = Signal()
    import_asked = Signal()
    add_asked = Signal()
    sandbox_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, offers_sandbox: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("firstStart")
        self._cards: list[Card] = []
        self._tight = False
        # Longer words or larger letters than ours may need more room than a small window has.
        self._scroll = BareScroll(self)
        inner = QWidget(self._scroll.viewport())
        self._ring = RingPicture(theme, Phase.FRESH, 0.72, 64, inner)
        title = title_label(self.tr("One code, and AWS is open for an hour"), inner)
        about = muted_label(
            self.tr(
                "Hourpass asks for the code of your MFA device, gets temporary credentials from AWS, "
                "and warns you before they run out. Your access key stays in the system's keyring."
            ),
            inner,
        )
        for label in (title, about):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        set_up, self._set_up_about, set_up_door = self._door("setUpButton", inner)
        self._import, self._import_about, self._import_door = self._door("importButton", inner)
        self._import.setText(self.tr("&Use AWS config files"))
        self._import_door.hide()
        add, add_about, add_door = self._door("addByHandButton", inner)
        add.setText(self.tr("Add a &profile"))
        add_about.setText(self.tr("You already have an access key and an MFA device: enter them once."))
        sandbox, sandbox_about, sandbox_door = self._door("sandboxButton", inner)
        sandbox.setText(self.tr("&Try the sandbox"))
        sandbox_about.setText(self.tr("A local AWS with a practice device. No account, no network, nothing to lose."))

        self._buttons = (set_up, self._import, add, sandbox)
        self._set_up = set_up
        self._found = 0
        self.show_unfinished(None)
        sandbox_door.setVisible(offers_sandbox)  # within the sandbox it would lead nowhere
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(title)
        column.addWidget(about)
        column.addSpacing(12)
        for door in (set_up_door, self._import_door, add_door, sandbox_door):
            column.addWidget(door)
        column.addStretch(3)
        middle = QWidget(inner)
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(column)
        self._row = row = QHBoxLayout(inner)
        row.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self._scroll.hold(inner)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scroll)

        set_up.clicked.connect(self.set_up_asked)
        self._import.clicked.connect(self.import_asked)
        add.clicked.connect(self.add_asked)
        sandbox.clicked.connect(self.sandbox_asked)

    def show_found(self, count: int) -> None:
        """Open the door to the AWS config files when *count* profiles in them can be used."""
        one, more = (
            self.tr("One profile was found in your AWS config files."),
            self.tr("{0} profiles were found in your AWS config files."),
        )
        self._import_about.setText(one if count == 1 else more.format(count))
        self._import_door.setVisible(count > 0)
        self._found = count
        self._stress_likely()

    def show_unfinished(self, record: Record | None) -> None:
        """Have the first door lead to what *record* tells is half-made at AWS; without one, to a new setup."""
        self._unfinished = record is not None
        if record is None:
            title = self.tr("&Set up MFA access")
            about = self.tr(
                "From scratch: creates an IAM user, an MFA device and a role that requires MFA, then proves that it works."
            )
        elif record.stage is Stage.UNDOING:
            title = self.tr("C&ontinue removing…")
            about = self.tr("The removal of “{0}” is unfinished.").format(record.draft.user_name)
        else:
            title = self.tr("&Finish the setup…")
            about = self.tr("The setup of “{0}” is unfinished. You can finish it or undo it.").format(
                record.draft.user_name
            )
        self._set_up.setText(title)
        self._set_up_about.setText(about)
        self._stress_likely()
        self._line_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._line_up()

    def _line_up(self) -> None:
        # One width for all, so that what stands beside them lines up: the longest words of any language decide.
        for button in self._buttons:
            button.ensurePolished()
        widest = max(_NARROWEST, *(button.sizeHint().width() for button in self._buttons))
        for button in self._buttons:
            button.setFixedWidth(widest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.height() < _ROOMY
        if tight == self._tight:
            return
        self._tight = tight
        self._ring.setVisible(not tight)
        edge = _TIGHT_EDGE if tight else _EDGE
        self._row.setContentsMargins(_EDGE, edge, _EDGE, edge)
        for card in self._cards:
            card.body.setContentsMargins(*(_TIGHT_DOOR_EDGES if tight else _DOOR_EDGES))

    def _stress_likely(self) -> None:
        """Make one door's button the primary one: the door that most people in this place will take."""
        likely = self._import if self._found and not self._unfinished else self._set_up
        for button in self._buttons:
            set_kind(button, "primary" if button is likely else "")

    def _door(self, name: str, parent: QWidget) -> tuple[QPushButton, QLabel, Card]:
        card = Card(parent)
        self._cards.append(card)
        button = plain_button("", card)
        button.setObjectName(name)
        about = muted_label("", card)
        about.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(16)
        card.body.setContentsMargins(*_DOOR_EDGES)
        card.body.addLayout(row)
        row.addWidget(button)
        row.addWidget(about, 1)
        return button, about, card
