"""Where the view of something that scrolls may end: between its parts, not through their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

_GIVEN_UP = 72
"""Pixels that the view may lose for a clean end; a taller part is cut all the same."""
_AIR = (5, 2, 0)
"""Pixels that are left free on either side of the cut, if there is room for them."""

Band = tuple[int, int]
"""The upper and the lower edge of what is not to be cut through."""


def clean_cut(content: QWidget, width: int, most: int) -> int:
    """The height of a view, *most* pixels or somewhat less, that cuts through nothing of *content*'s beginning at this
    width; what is not laid out yet is laid out here.
    """
    content.resize(width, max(most, content.sizeHint().height(), content.heightForWidth(width)))
    # The outermost first; while nothing is on screen, parts are not told of their new places by themselves.
    for part in (content, *content.findChildren(QWidget)):
        if (layout := part.layout()) is not None:
            layout.setGeometry(part.contentsRect())  # within the border that the style sheet gives it
    bands = list(_bands(content))
    for air in _AIR:
        for height in range(most, most - _GIVEN_UP, -1):
            if not _cut(bands, height, air):
                return height
    return most


def _cut(bands: Sequence[Band], height: int, air: int) -> bool:
    return any(top - air < height < bottom + air for top, bottom in bands)


def _bands(content: QWidget) -> Iterator[Band]:
    for part in content.findChildren(QWidget):
        if part.layout() is None and part.isVisibleTo(content):
            inside = part.contentsRect()
            top = part.mapTo(content, QPoint(0, 0)).y() + inside.top()
            lines = 1
            if isinstance(part, QLabel) and part.wordWrap():
                lines = max(1, round(inside.height() / part.fontMetrics().lineSpacing()))
            for line in range(lines):
                yield (top + inside.height() * line // lines, top + inside.height() * (line + 1) // lines)
