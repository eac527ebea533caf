"""Letters beside each other stand on one line, though those of Japanese and Korean come from a font with taller lines."""

from __future__ import annotations

from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLabel


def ascent(label: QLabel) -> float:
    """Pixels from the top of the first line of *label* down to where its letters stand."""
    return _first_line(label)[0]


def stand_beside(name: QLabel, value: QLabel) -> None:
    """Move *name* so that its letters stand on the line of *value*; both are one line in the middle of the same row."""
    (name_ascent, name_height), (value_ascent, value_height) = _first_line(name), _first_line(value)
    below = round(2 * ((value_ascent - value_height / 2) - (name_ascent - name_height / 2)))  # the middle moves by half
    name.setContentsMargins(0, max(0, below), 0, max(0, -below))


def _first_line(label: QLabel) -> tuple[float, float]:
    layout = QTextLayout(label.text().partition("\n")[0], label.font(), label)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return (line.ascent(), line.height()) if line.isValid() else (0.0, 0.0)
