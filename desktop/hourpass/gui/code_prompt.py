"""The small prompt that the tray, a warning or a renewal raises: one code, sent on its sixth digit."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import StatusLine, heading_label, muted_label, plain_button, separator, side_panel
from hourpass.gui.late_return import LateReturn
from hourpass.gui.theme import Theme
from hourpass.gui.wording.joining import listed

WIDTH = 420
MOST_NAMED = 3


class CodePrompt(QDialog):
    """Asks for one code. Emits ``closed`` once, whichever way it goes away."""

    completed = Signal(str)
    typed = Signal(str)
    field_focused = Signal()
    later_asked = Signal()
    closed = Signal()
    details_asked = Signal()
    focus_moved = Signal()
    """The keyboard came to the prompt, or went elsewhere: ``hint`` says another thing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codePrompt")
        self.setWindowTitle(self.tr("MFA code"))
        self.setFixedWidth(WIDTH)
        self._named = self._device = ""
        self._unasked = False  # it came up while somebody types elsewhere
        self._sent = False  # what was typed last, by its sixth digit
        self._title = heading_label("", self)
        self._title.setObjectName("promptProfile")
        self._why = muted_label("", self)
        self._why.setTextFormat(Qt.TextFormat.RichText)
        self.field = CodeField(theme, "promptCodeInput", self.tr("MFA code"), self)
        self.status = StatusLine(theme, "promptStatus", self)
        self.status.reserve(2)
        for label in (self._title, self._why):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        self._later = plain_button("", self)
        self._later.setObjectName("promptLaterButton")
        self._no = plain_button(self.tr("&Not now"), self)
        self._no.setObjectName("promptCancelButton")

        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 12)
        body.setSpacing(0)
        body.addWidget(self._title)
        body.addSpacing(4)
        body.addWidget(self._why)
        body.addSpacing(14)
        body.addWidget(self.field, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addSpacing(12)
        body.addWidget(self.status)
        body.addStretch(1)  # room that an earlier message took stays the body's
        foot = side_panel(self)
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(20, 12, 20, 12)
        buttons.addWidget(self._later)
        buttons.addStretch()
        buttons.addWidget(self._no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(separator(self))
        column.addWidget(foot)

        self.field.completed.connect(self._send)
        self.field.changed.connect(self._type)
        self.field.focused.connect(self.field_focused)
        self.field.returnPressed.connect(lambda: self.completed.emit(self.field.text()))
        self.status.acted.connect(self.details_asked)
        self._later.clicked.connect(self._postpone)
        self._no.clicked.connect(self.reject)
        self.finished.connect(lambda _result: self.closed.emit())

    def ask(self, title: str, why: str, programs: Sequence[str], device: str, account: str, later_minutes: int) -> None:
        """Ask for the code of *device*, saying *title* and *why*, and which *programs* wait for it; *later_minutes* of 0
        offers no reminder, and *account* is empty where nobody knows it.
        """
        self._device = device
        self._title.setText(title)
        self.setAccessibleName(title)  # all prompts have the same window title
        self._why.setText(self._with_programs(why, programs))
        self._why.setVisible(bool(why))
        self._named = (
            self.tr("{0} in account {1}\nSent as soon as the sixth digit is typed").format(device, account)
            if account
            else self.tr("{0}\nSent as soon as the sixth digit is typed").format(device)
        )
        self._later.setText(self.tr("&Remind me in %n min", "", later_minutes))
        self._later.setVisible(later_minutes > 0)

    def _with_programs(self, why: str, programs: Sequence[str]) -> str:
        """Markup: the programs stand out. What they call themselves is theirs, and never markup."""
        if not programs:
            return escape(why)
        called = [f"<b>{escape(name)}</b>" if name else self.tr("a program") for name in programs[:MOST_NAMED]]
        names = listed(called)
        if len(programs) > MOST_NAMED:
            names = self.tr("{0} and others", "programs").format(names)
        return self.tr("{0} · asked by {1}", "reason, programs").format(escape(why), names)

    @property
    def hint(self) -> str:
        """What the line below the cells says while there is nothing else to say."""
        if self._unasked and not self.isActiveWindow():
            return self.tr("Click the boxes, then type the code of {0}").format(self._device)
        return self._named

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            self.focus_moved.emit()

    def come_forward(self) -> None:
        """Show it in front of everything: a person asked for it by a click."""
        self._unasked = False
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    def appear(self) -> None:
        """Show it without taking the keyboard from whoever types elsewhere: nobody has asked for it just now."""
        self._unasked = True
        if not self.isVisible():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=True)
            self.show()
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
            self.raise_()
        if not self.isActiveWindow():
            QApplication.alert(self)
        self.field.setFocus()  # within the prompt: the first click or Alt+Tab into it finds the cursor there

    def show_busy(self, busy: bool) -> None:
        """While AWS answers; closing the prompt still cancels."""
        self.field.set_busy(busy)

    def fit(self) -> None:
        """Grow below the cells for a message that needs more room than was kept for it; never move them. Before it is
        shown it becomes just as tall as it has to be: left to itself, a window takes more for words that wrap.
        """
        frame = self.layout()
        for layout in (self.status.layout(), frame):
            if layout is not None:
                layout.activate()
        wanted = frame.totalHeightForWidth(self.width()) if frame is not None else 0
        if wanted and (wanted > self.height() or not self.isVisible()):
            self.resize(self.width(), wanted)

    def done(self, result: int) -> None:
        """Whichever way it goes away."""
        app = QApplication.instance()
        if self._sent and self.isActiveWindow() and isinstance(app, QApplication):
            LateReturn(app)
        super().done(result)

    def _send(self, code: str) -> None:
        self._sent = True
        self.completed.emit(code)

    def _type(self, text: str) -> None:
        self._sent = False
        self.typed.emit(text)

    def _postpone(self) -> None:
        self.later_asked.emit()
        self.reject()
