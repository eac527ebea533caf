"""The buttons below the wizard's pages. What each does on a page, the flow says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hourpass.gui.controls import plain_button, primary_button, separator, side_panel
from hourpass.viewmodels.setup_flow import Cancelling, Onward, Page, SetupFlow


class WizardFoot(QWidget):
    """Shows where a SetupFlow leads from a page."""

    cancelled = Signal()
    went_back = Signal()
    went_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)  # it covers what room Qt keeps for buttons of its own
        side = side_panel(self)
        self._cancel = plain_button("", side)
        self._cancel.setObjectName("wizardCancelButton")
        self._cancel.clicked.connect(self.cancelled)
        self._back = plain_button(self.tr("&Back"), side)
        self._back.setObjectName("wizardBackButton")
        self._back.setAccessibleName(self.tr("Back"))
        self._back.clicked.connect(self.went_back)
        self._next = primary_button("", side)
        self._next.setObjectName("wizardNextButton")
        self._finish = primary_button(self.tr("&Finish"), side)
        self._finish.setObjectName("wizardFinishButton")
        self._finish.setAccessibleName(self.tr("Finish"))
        for onward in (self._next, self._finish):
            onward.clicked.connect(self.went_on)
        row = QHBoxLayout(side)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(10)
        row.addWidget(self._cancel)
        row.addStretch(1)
        for button in (self._back, self._next, self._finish):
            row.addWidget(button)
        for button in (self._cancel, self._back, self._next, self._finish):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(separator(self))
        column.addWidget(side)

    def show_flow(self, flow: SetupFlow, page: Page, *, complete: bool) -> None:
        """*complete* is whether the page itself lets one go on."""
        onward = flow.onward(page)
        ends = onward is Onward.FINISH
        self._next.setVisible(not ends)
        self._finish.setVisible(ends)
        self._next.setText(self._onward_text(onward, resumed=flow.resumed))
        over = onward in {Onward.CLOSE, Onward.TRY_AGAIN}
        ready = flow.may_go_on(page) and (over or complete)
        begins = ready and ends and not self._finish.isEnabled()
        for button in (self._next, self._finish):
            button.setEnabled(ready)
        (self._finish if ends else self._next).setDefault(True)
        # While it is taken back, and then, there is no way on or back any more, only an end.
        self._back.setVisible(not over)
        self._back.setEnabled(flow.may_go_back(page))
        cancelling = flow.cancelling()
        # What is proved is kept: beside Finish, undoing it all would only be pressed by mistake. Details removes it.
        proved = ready and ends and cancelling is Cancelling.ASK_TO_UNDO
        self._cancel.setVisible(cancelling is not Cancelling.NOTHING and not proved)
        self._cancel.setText(self._cancel_text(cancelling))
        if begins:
            # The field that was typed in has gone, and Qt gave the focus to whatever comes next: to undoing it all.
            self._finish.setFocus()

    def take_focus(self) -> bool:
        """Bring the keyboard to the button that goes on; False where it cannot be pressed."""
        button = self._next if self._finish.isHidden() else self._finish
        if ready := button.isEnabled() and not button.isHidden():
            button.setFocus()
        return ready

    def _onward_text(self, onward: Onward, *, resumed: bool) -> str:
        match onward:
            case Onward.CREATE:
                return self.tr("&Finish the setup") if resumed else self.tr("&Create")
            case Onward.CLOSE:
                return self.tr("C&lose")
            case Onward.TRY_AGAIN:
                return self.tr("&Try again")
            case _:
                return self.tr("&Next")

    def _cancel_text(self, cancelling: Cancelling) -> str:
        match cancelling:
            case Cancelling.UNDO | Cancelling.ASK_TO_UNDO:
                return self.tr("Cancel and &undo")
            case Cancelling.LEAVE:
                return self.tr("C&lose")
            case _:
                return self.tr("Cancel")
