"""Small pictures: SVG files of one colour, painted in whatever colour the scheme asks for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

from hourpass.adapters.resources import resource_path

SIZES = (16, 24, 32)
"""Of 16 points on screens of scale 1, 1.5 and 2."""


@lru_cache(maxsize=64)
def icon(name: str, color: str) -> QIcon:
    """The icon *name* in *color*. Drawn once: a page with a row of buttons would otherwise take longer than a frame."""
    source = _source(name, color)
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(source, size))
    return made


@lru_cache(maxsize=64)
def pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    """The icon *name*, *side* wide on a screen of device pixel ratio *ratio*. Drawn once: marks are painted often."""
    made = _drawn(_source(name, color), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    return made


def _source(name: str, color: str) -> QByteArray:
    file = resource_path("icons", f"{name}.svg")
    return QByteArray(file.read_bytes().replace(b"currentColor", color.encode()))


def _drawn(source: QByteArray, side: int) -> QPixmap:
    # A reader with a wanted size draws the vectors at that size, and spares importing the SVG module.
    buffer = QBuffer(source)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"svg")
    reader.setScaledSize(QSize(side, side))
    return QPixmap.fromImage(reader.read())
