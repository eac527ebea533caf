"""Where the view of something that scrolls may end: between its parts, not through their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

_GIVEN_UP = 90
"""Pixels that the view may lose for a clean end; a taller part is cut all the same."""
_HEAD = 32
"""Pixels of what follows a heading, or a card's edge, that are seen with it: alone it would look lost."""
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
        if not part.isVisibleTo(content):
            continue
        top = part.mapTo(content, QPoint(0, 0)).y()
        if part.property("kind") == "card":
            yield (top, top + _HEAD)
        if part.layout() is None:
            yield from _lines(part, top + part.contentsRect().top())
        if part.property("heading"):
            yield (top, top + part.height() + _HEAD)


def _lines(part: QWidget, top: int) -> Iterator[Band]:
    height, lines = part.contentsRect().height(), 1
    if isinstance(part, QLabel) and part.wordWrap():
        lines = max(1, round(height / part.fontMetrics().lineSpacing()))
    for line in range(lines):
        yield (top + height * line // lines, top + height * (line + 1) // lines)
