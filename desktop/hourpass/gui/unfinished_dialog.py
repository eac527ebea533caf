"""What is asked while a setup or a removal is unfinished: finish it, take it back, or decide later."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.controls import muted_label, paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.wording.times import moment

WIDTH = 520


class UnfinishedDialog(Dialog):
    """Says what stands at AWS half-made and asks what shall become of it."""

    finish_asked = Signal(object)
    undo_asked = Signal(object)
    another_asked = Signal()

    def __init__(self, record: Record, parent: QWidget | None = None, *, offers_another: bool = False) -> None:
        super().__init__("unfinishedDialog", self.tr("Unfinished setup"), parent)
        self._record = record
        removing = record.stage is Stage.UNDOING
        draft = record.draft
        title = (
            self.tr("The removal of “{0}” is unfinished") if removing else self.tr("The setup of “{0}” is unfinished")
        )
        about = (
            self.tr("Part of it is still in AWS. You can continue the removal now, or later.")
            if removing
            else self.tr("Part of it is already in AWS. You can finish the setup now, or undo it.")
        )
        heading = title_label(title.format(draft.user_name), self)
        heading.setWordWrap(True)  # a user's name has up to 64 characters
        self.content.addWidget(heading)
        self.content.addWidget(
            muted_label(self.tr("Account {0} · started {1}").format(draft.account, moment(record.began_at)), self)
        )
        self.content.addWidget(paragraph(about, self))
        self.content.addWidget(
            paragraph(
                self.tr("Either way, the administrator's credentials are needed again; they are never stored."), self
            )
        )
        self.content.addStretch(1)
        later = plain_button(self.tr("&Later"), self)
        later.setObjectName("unfinishedLaterButton")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        go_on = primary_button(self.tr("Continue removin&g…") if removing else self.tr("&Finish the setup…"), self)
        go_on.setObjectName("unfinishedFinishButton")
        go_on.setDefault(True)
        go_on.clicked.connect(lambda: self._decide(undo=removing))
        buttons = [later, go_on]
        if not removing:
            undo = plain_button(self.tr("&Undo…"), self)
            undo.setObjectName("unfinishedUndoButton")
            undo.setAutoDefault(False)
            undo.clicked.connect(lambda: self._decide(undo=True))
            buttons.insert(1, undo)
        aside: list[QPushButton] = []
        if offers_another:
            another = plain_button(self.tr("&Start another one"), self)
            another.setObjectName("unfinishedAnotherButton")
            another.setAutoDefault(False)
            another.clicked.connect(self._start_another)
            aside.append(another)
        self.add_buttons(*buttons, left=tuple(aside))
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, 0)
        self.fit()
        go_on.setFocus()

    def _start_another(self) -> None:
        self.accept()
        self.another_asked.emit()

    def _decide(self, undo: bool) -> None:
        self.accept()
        (self.undo_asked if undo else self.finish_asked).emit(self._record)
