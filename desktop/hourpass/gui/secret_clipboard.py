"""A secret on the clipboard: marked as one for those who keep a history, and taken away again after a while."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

_OURS = "application/x-hourpass-secret"
_WINDOWS = 'application/x-qt-windows-mime;value="{0}"'


class SecretClipboard(QObject):
    """Puts one secret at a time there, for as long as *stay* says at that moment. Does not keep it: only whether what
    lies there is still ours. Whoever goes before that time takes it away.
    """

    taken_away = Signal()
    """What was copied is there no longer, or is somebody else's affair."""

    def __init__(self, stay: Callable[[], timedelta], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stay = stay
        self._token = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.take_away)

    def copy(self, secret: str) -> timedelta:
        """Put *secret* on the clipboard; how long it stays there."""
        self._token = uuid.uuid4().hex.encode()
        data = QMimeData()
        data.setText(secret)
        data.setData(_OURS, self._token)
        # Histories that know KDE's mark leave out what bears it; so does Windows with its own.
        data.setData("x-kde-passwordManagerHint", b"secret")
        if sys.platform == "win32":
            data.setData(_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"1")
            data.setData(_WINDOWS.format("CanIncludeInClipboardHistory"), b"\0\0\0\0")
            data.setData(_WINDOWS.format("CanUploadToCloudClipboard"), b"\0\0\0\0")
        QGuiApplication.clipboard().setMimeData(data)
        stay = self._stay()
        self._timer.start(stay // timedelta(milliseconds=1))
        return stay

    def take_away(self) -> None:
        """Empty the clipboard, unless something else was put there since."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        there = clipboard.mimeData()
        if self._token and there is not None and there.data(_OURS).data() == self._token:
            clipboard.clear()
        self._token = b""
        self.taken_away.emit()
