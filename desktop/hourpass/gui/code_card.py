"""The card of a profile that holds nothing valid: the code, what it becomes, for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hourpass.domain.profile import Method, Profile
from hourpass.gui.code_field import CodeField
from hourpass.gui.controls import (
    Card,
    Combo,
    ElidedLabel,
    StatusLine,
    muted_label,
    plain_button,
    primary_button,
    title_label,
)
from hourpass.gui.theme import Theme
from hourpass.gui.wording import methods as words

_ROOMY = 560
"""Pixels of the card's width from which two lines take each message; in a narrower one it is three."""
_USUAL_METHOD = 308
"""Pixels in which the choice of most profiles has room."""


class CodeCard(Card):
    """Shows what is asked of the person; forwards what they typed and chose.

    F2 and Del mean the profile here as they do in the list: a click there brings the keyboard here.
    """

    submitted = Signal(str)
    typed = Signal(str)
    field_focused = Signal()
    method_chosen = Signal(object)
    duration_chosen = Signal(object)
    cancel_asked = Signal()
    details_asked = Signal()
    edit_asked = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeCard")
        self._title = title_label("", self)
        self._source = muted_label("", self)
        for label in (self._title, self._source):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        # Both ends of a device's ARN count, and however long it is, the cells keep their place.
        self._device = ElidedLabel(self.font(), Qt.TextElideMode.ElideMiddle, self)
        self._device.setObjectName("codeDeviceLabel")
        self._device.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._device.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.field = CodeField(theme, "codeInput", self.tr("MFA code"), self)
        self._method = Combo(theme, self)
        self._method.setObjectName("methodCombo")
        self._method.setAccessibleName(self.tr("How to get the credentials"))
        self._duration = Combo(theme, self)
        self._duration.setObjectName("durationCombo")
        self._duration.setAccessibleName(self.tr("How long the credentials last"))
        self._send = primary_button(self.tr("&Get credentials"), self)
        self._send.setObjectName("getCredentialsButton")
        self._stop = plain_button(self.tr("Cance&l"), self)
        self._stop.setObjectName("cancelRequestButton")
        self.status = StatusLine(theme, "statusMessage", self)

        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addStretch()
        self._method.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choices.addWidget(self._method, 1000)
        for widget in (self._duration, self._send, self._stop):
            choices.addWidget(widget)
        choices.addStretch()
        column = self.body
        column.setContentsMargins(20, 28, 20, 12)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(8)
        column.addWidget(self._source)
        column.addWidget(self._device)
        column.addSpacing(20)
        column.addWidget(self.field, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        column.addLayout(choices)
        column.addSpacing(8)
        column.addWidget(self.status)
        self.status.reserve(2)

        self._stop.hide()
        self._send.clicked.connect(self._submit)
        self._stop.clicked.connect(self.cancel_asked)
        if (line := self.field.focusProxy()) is not None:
            line.installEventFilter(self)
        self.field.returnPressed.connect(self._submit)
        self.field.changed.connect(self.typed)
        self.field.focused.connect(self.field_focused)
        self.status.acted.connect(self.details_asked)
        self._method.activated.connect(lambda _index: self.method_chosen.emit(self._method.currentData()))
        self._duration.activated.connect(lambda _index: self.duration_chosen.emit(self._duration.currentData()))

    def show_profile(self, profile: Profile, methods: Sequence[Method], durations: Sequence[timedelta]) -> None:
        """Ask for *profile*'s code, offering *methods* and *durations*."""
        if profile.device_serial:
            self._title.setText(self.tr("Enter the code for {0}").format(profile.device_name))
            self._device.setText(self.tr("From your authenticator app · {0}").format(profile.device_serial))
            self._say("")
        else:
            self._title.setText(self.tr("Get credentials for {0}").format(profile.name))
            self._say(self.tr("This profile has no MFA device, so AWS is asked without a code."))
        _fill(self._method, [(words.method(method, profile.role_name), method) for method in methods], profile.method)
        self._method.setToolTip(words.advice(profile.method))
        # As wide for one profile as for the other, where there is room.
        self._method.setMaximumWidth(max(_USUAL_METHOD, self._method.sizeHint().width()))
        _fill(self._duration, [(words.duration(span), span) for span in durations], profile.duration)

    def show_code_needed(self, needed: bool, reason: str) -> None:
        """Hide the cells where no code is needed, and say why."""
        changes = self.field.isVisibleTo(self) is not needed
        had_focus = self._send.hasFocus() or self.field.hasFocus()
        self.field.setVisible(needed)
        if changes and had_focus:
            self.take_focus()  # what is typed next is the code, or Return
        if not needed and reason:
            self._say(reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.status.reserve(2 if self.width() >= _ROOMY else 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._asks_for_profile(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A line edit keeps Del for itself, even where there is nothing to delete.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not self.field.text():
            return self._asks_for_profile(event)
        return super().eventFilter(watched, event)

    def take_focus(self) -> None:
        """Put the cursor into the field, or onto the button where no code is asked."""
        (self.field if self.field.isVisibleTo(self) else self._send).setFocus()

    def show_busy(self, busy: bool) -> None:
        """While AWS answers the card is busy, and can be cancelled."""
        had_focus = self._send.hasFocus() or self._stop.hasFocus()
        self.field.set_busy(busy)
        for combo in (self._method, self._duration):
            combo.setEnabled(not busy)
        self._send.setVisible(not busy)
        self._stop.setVisible(busy)
        self._stop.setMinimumWidth(self._send.sizeHint().width())
        if had_focus and busy:
            self._stop.setFocus()
        elif had_focus:
            self.take_focus()  # a refusal by mouse too ends where the next code is typed

    def _say(self, sentence: str) -> None:
        """*sentence*, or where the code is to be read."""
        self._source.setText(sentence)
        self._source.setVisible(bool(sentence))
        self._device.setVisible(not sentence)

    def _asks_for_profile(self, event: QKeyEvent) -> bool:
        """Tell what *event* asks for, if it does. A key held down since it deleted digits asks for nothing."""
        asked = {Qt.Key.Key_F2: self.edit_asked, Qt.Key.Key_Delete: self.remove_asked}.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if asked is None or held or event.isAutoRepeat():
            return False
        asked.emit()
        return True

    def _submit(self) -> None:
        if self._send.isVisible() and self._send.isEnabled():
            self.submitted.emit(self.field.text())


def _fill(combo: Combo, entries: Sequence[tuple[str, object]], current: object) -> None:
    combo.clear()
    for text, value in entries:
        combo.addItem(text, value)
    values = [value for _text, value in entries]
    combo.setCurrentIndex(values.index(current) if current in values else 0)
    combo.setVisible(bool(entries))
