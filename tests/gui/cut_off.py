"""What has less room in a window than it needs."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

from hourpass.gui.labels import ElidedLabel


def cut_off(root: QWidget) -> list[str]:
    """The words that have less room than they need."""
    for _ in range(5):  # a layout that grows has others do so
        QApplication.processEvents()
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            if widget.wordWrap():
                fits = widget.height() + 1 >= widget.heightForWidth(widget.width())
            else:
                fits = widget.width() + 1 >= widget.minimumSizeHint().width()
        elif isinstance(widget, QAbstractButton) and widget.text():
            fits = (
                widget.width() + 1
                >= (widget.minimumSizeHint() if isinstance(widget, QToolButton) else widget.sizeHint()).width()
            )
        else:
            continue
        if not fits:
            found.append(
                f"{type(widget).__name__} {widget.objectName()}: {widget.text()!r} has {widget.width()} of {widget.sizeHint().width()}"
            )
    return found
