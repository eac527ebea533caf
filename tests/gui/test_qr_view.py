from __future__ import annotations

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from hourpass.domain.totp import otpauth_uri
from hourpass.gui.qr_view import QrView
from hourpass.gui.theme import Theme

URI = otpauth_uri("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "maya-phone", "111122223333")


def _read(image: QImage) -> str:
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(rows[:, : gray.width()].copy())
    return str(text)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_code_can_be_read_off_the_screen(qtbot: QtBot, ratio: float):
    view = QrView()
    qtbot.addWidget(view)
    view.set_text(URI)
    view.resize(view.sizeHint())
    image = QImage(view.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    view.render(image)
    assert _read(image) == URI


def test_the_code_is_dark_on_white_in_the_dark_scheme_too(qtbot: QtBot, theme: Theme):
    theme.apply()
    theme.force(Qt.ColorScheme.Dark)
    view = QrView()
    qtbot.addWidget(view)
    view.set_text(URI)
    view.resize(view.sizeHint())
    image = view.grab().toImage()
    assert image.pixelColor(view.width() // 2, 4) == Qt.GlobalColor.white
    assert _read(image) == URI


def test_four_modules_of_white_are_left_round_the_code(qtbot: QtBot):
    view = QrView()
    qtbot.addWidget(view)
    view.set_text("a")  # 21 modules: 8 pixels each on 236
    view.resize(view.sizeHint())
    image = view.grab().toImage()
    middle = view.height() // 2
    dark = [x for x in range(view.width()) for y in range(20, middle) if image.pixelColor(x, y) == Qt.GlobalColor.black]
    assert min(dark) >= 4 * 8
    assert max(dark) < view.width() - 4 * 8


def test_a_cleared_view_keeps_nothing_of_the_code(qtbot: QtBot):
    view = QrView()
    qtbot.addWidget(view)
    blank = view.grab().toImage()
    view.set_text(URI)
    assert view.grab().toImage() != blank
    view.clear()
    assert view.grab().toImage() == blank
