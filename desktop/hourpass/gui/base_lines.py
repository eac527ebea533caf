"""Letters beside each other stand on one line, though those of Japanese and Korean come from a font with taller lines."""

from __future__ import annotations

from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLabel


def stand_beside(name: QLabel, value: QLabel) -> None:
    """Move *name* so that its letters stand on the line of *value*; both are one line in the middle of the same row."""
    (name_ascent, name_height), (value_ascent, value_height) = _first_line(name), _first_line(value)
    below = round(2 * ((value_ascent - value_height / 2) - (name_ascent - name_height / 2)))  # the middle moves by half
    name.setContentsMargins(0, max(0, below), 0, max(0, -below))


def stand_at_top(name: QLabel, value: QLabel, row: int) -> None:
    """Have the first lines of both, which begin at the top, stand on one line in a row of that many pixels; as many are
    kept free below more lines as above.
    """
    edges = {each: max(0, row - each.fontMetrics().height()) // 2 for each in (name, value)}
    lines = {each: edge + _first_line(each)[0] for each, edge in edges.items()}
    for each, edge in edges.items():
        each.setContentsMargins(0, edge + round(max(lines.values()) - lines[each]), 0, edge)


def _first_line(label: QLabel) -> tuple[float, float]:
    """From its top down to where the letters stand, and its height, in pixels; as if it were not broken."""
    layout = QTextLayout(label.text().partition("\n")[0], label.font(), label)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return (line.ascent(), line.height()) if line.isValid() else (0.0, 0.0)
