"""Lines of about one length: a paragraph that does not end in a lone word."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPaintDevice, QTextLayout, QTextOption

_SHORT = 0.25
"""Of a line's room: with less in it, a last line looks lost."""
_NARROWEST = 0.6
"""Of the room; a paragraph is not set narrower for the sake of its last line."""
_STEPS = 24
_LINE_SEPARATOR = "\u2028"


def even_width(text: str, font: QFont, width: int, device: QPaintDevice | None = None) -> int:
    """The width in which *text* is best set where it has *width* pixels: the greatest that takes no more lines and ends
    no paragraph in a lost word; *width* itself where there is none, or no need.
    """
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font, device)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    lines, lost = _set(layout, width)
    if not lost:
        return width
    step = max(1, round(width * (1 - _NARROWEST) / _STEPS))
    for narrower in range(width - step, round(width * _NARROWEST), -step):
        now, lost = _set(layout, narrower)
        if now > lines:
            break
        if not lost:
            return narrower
    return width


def _set(layout: QTextLayout, width: int) -> tuple[int, bool]:
    """The number of lines in *width*, and whether a paragraph of several ends in a lost word."""
    layout.beginLayout()
    ends: list[tuple[int, float]] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        ends.append((line.textStart() + line.textLength(), line.naturalTextWidth()))
    layout.endLayout()
    text, lost, first = layout.text(), False, 0
    for place, (end, length) in enumerate(ends):
        if end >= len(text) or text[end - 1] == _LINE_SEPARATOR:
            lost = lost or (place > first and length < width * _SHORT)
            first = place + 1
    return len(ends), lost
