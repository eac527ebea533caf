"""Lines of about one length: a paragraph that does not end in a lone word."""

from __future__ import annotations

import math

from PySide6.QtGui import QFont, QPaintDevice, QTextLayout, QTextOption

_SHORT = 0.25
"""Of a line's room: with less in it, a last line looks lost."""
_NARROWEST = 0.6
"""Of the room; a paragraph is not set narrower for the sake of its last line."""
_STEPS = 24
_LINE_SEPARATOR = "\u2028"
_ENDLESS = 100_000


def even_width(text: str, font: QFont, width: int, device: QPaintDevice | None = None) -> int:
    """The width in which *text* is best set where it has *width* pixels: the greatest that takes no more lines and ends
    no paragraph in a lost word; *width* itself where there is none, or no need.
    """
    layout = _layout(text, font, device)
    lines, lost = _set(layout, width)
    if not lost:
        return width
    step = max(1, round(width * (1 - _NARROWEST) / _STEPS))
    narrowest = max(round(width * _NARROWEST), _longest_word(layout))
    for narrower in range(width - step, narrowest, -step):
        now, lost = _set(layout, narrower)
        if now > lines:
            break
        if not lost:
            return narrower
    return width


def longest_word(text: str, font: QFont, device: QPaintDevice | None = None) -> int:
    """The width of what cannot be broken in *text*; narrower, it would be cut."""
    layout = _layout(text, font, device)
    _set(layout, _ENDLESS)
    return _longest_word(layout)


def whole_width(text: str, font: QFont, device: QPaintDevice | None = None) -> int:
    """The width in which no line of *text* is broken. As the lines are set: where letters come from several fonts, the
    font's own measures may be a pixel short.
    """
    layout = _layout(text, font, device)
    _set(layout, _ENDLESS)
    return math.ceil(layout.maximumWidth()) + 1


def _layout(text: str, font: QFont, device: QPaintDevice | None) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font, device)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    return layout


def _longest_word(layout: QTextLayout) -> int:
    """The width of what cannot be broken; narrower, it would be cut. Known once the lines were set."""
    return math.ceil(layout.minimumWidth())


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
