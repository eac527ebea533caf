"""In which order Tab goes through a window, and in which order one reads it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QLayout, QScrollArea, QTabWidget, QWidget


def out_of_order(window: QWidget) -> list[str]:
    """Where Tab does not lead to what is read next, as "this > that"; *window* is shown."""
    read = [stop for stop in _read(window) if _is_stop(stop)]
    after = dict(zip(read, [*read[1:], *read[:1]], strict=True))
    walked = tab_order(window)
    missed = set(read) ^ set(walked)
    assert not missed, f"read or reached only: {sorted(map(_name, missed))}"
    wrong = []
    for stop, following in zip(walked, [*walked[1:], *walked[:1]], strict=True):
        if after[stop] is not following:
            wrong.append(f"{_name(stop)} > {_name(following)}")
    return wrong


def tab_order(window: QWidget) -> list[QWidget]:
    """The widgets that Tab stops at, in its order."""
    stops, widget = [], window.nextInFocusChain()
    while widget is not window:
        if _is_stop(widget) and widget.window() is window:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def _is_stop(widget: QWidget) -> bool:
    reached = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return reached and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _read(widget: QWidget) -> Iterator[QWidget]:
    """*widget* and what lies in it, as it is read from left to right: by its layout, and where it has none, by place."""
    if not widget.isVisible():
        return
    yield widget
    if isinstance(widget, QTabWidget):
        yield from _read(widget.tabBar())
        yield from _read(widget.currentWidget())
        return
    if isinstance(widget, QAbstractItemView):
        return
    if isinstance(widget, QScrollArea):
        yield from _read(widget.widget())
        return
    layout = widget.layout()
    laid_out = list(_widgets(layout)) if layout is not None else []
    beside = [
        child
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child not in laid_out and not child.isWindow() and child.isVisible()
    ]
    # What no layout holds lies where it was put: above the layout, or below it.
    beside.sort(key=lambda child: (child.y(), child.x()))
    top = min((child.mapTo(widget, QPoint()).y() for child in laid_out if child.isVisible()), default=0)
    for child in (each for each in beside if each.y() < top):
        yield from _read(child)
    for child in laid_out:
        yield from _read(child)
    for child in (each for each in beside if each.y() >= top):
        yield from _read(child)


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    # Not by itemAt(): PySide lets go of spacers that it has made objects of, and Qt falls over them later.
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    held = layout.parentWidget().findChildren(QWidget, options=direct)
    items: list[QWidget | QLayout] = [widget for widget in held if layout.indexOf(widget) >= 0]
    items += layout.findChildren(QLayout, options=direct)
    for item in sorted(items, key=lambda item: _place(layout, layout.indexOf(item))):
        if isinstance(item, QLayout):
            yield from _widgets(item)
        else:
            yield item


def _place(layout: QLayout, number: int) -> tuple[int, int]:
    if isinstance(layout, QGridLayout):
        row, column, _, _ = layout.getItemPosition(number)  # type: ignore[misc]  # the stub does not know what it gives
        return row, column
    return 0, number


def _name(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__
