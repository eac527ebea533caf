"""A phone's camera: what somebody else's program reads off a picture."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtGui import QImage


def read_qr_code(picture: QImage) -> str:
    """The text of the QR code in *picture*; empty where there is none."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(bytes(grey.constBits()), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    # The other detector of OpenCV misses one picture in a hundred.
    text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(np.ascontiguousarray(rows[:, : grey.width()]))
    return str(text)
