"""The Return that comes after a code which had sent itself with its sixth digit, by habit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_LATEST = 800
"""Milliseconds for which such a key is waited for: a person's next one means something else."""
_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class LateReturn(QObject):
    """Takes it, for it was not meant for what has the keyboard by then. Lives for as long as it waits."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)
        QTimer.singleShot(_LATEST, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _PRESSES or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _KEYS:
            return True
        self._app.removeEventFilter(self)  # somebody goes on with something else
        return False
