"""A QR code, painted from its modules: it never becomes a file, and is dark on white whatever the scheme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

QUIET_ZONE = 4
"""Modules of white that readers need round the code (ISO/IEC 18004)."""
RADIUS = 8


class QrView(QLabel):
    """Shows one code. Keeps its modules only as long as they are shown. A label by kind, so that it is read as one."""

    def __init__(self, parent: QWidget | None = None, side: int = 236) -> None:
        super().__init__(parent)
        self._modules: list[list[bool]] = []
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("QR code"))

    def set_text(self, text: str) -> None:
        """Show *text* as a code."""
        # Imported here for speed: most windows never show a code.
        from qrcode.constants import ERROR_CORRECT_M
        from qrcode.main import QRCode

        code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
        code.add_data(text)
        self._modules = code.get_matrix()
        self.update()

    def clear(self) -> None:
        """Forget the code."""
        self._modules = []
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # White on an almost white window would have no edge.
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.GlobalColor.white)
        side = min(self.width(), self.height())
        ground = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._modules:
            self._paint_modules(painter, ground)
        painter.end()

    def _paint_modules(self, painter: QPainter, ground: QRectF) -> None:
        # Whole device pixels a module, or grey seams would run through the code.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        ratio = self.devicePixelRatioF()
        count = len(self._modules)
        unit = max(1, int(ground.width() * ratio / (count + 2 * QUIET_ZONE))) / ratio
        left = round((ground.center().x() - count * unit / 2) * ratio) / ratio
        top = round((ground.center().y() - count * unit / 2) * ratio) / ratio
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left + x * unit, top + y * unit, unit, unit), Qt.GlobalColor.black)
