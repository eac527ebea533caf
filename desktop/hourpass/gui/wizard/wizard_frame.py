"""Where Qt lays out the wizard's pages, and the trail and the buttons that stand outside of that."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QLineEdit, QWidget, QWizardPage


class WizardFrame:
    """Qt lays its own part out anew now and then; *head* and *foot* keep their places, and it gets what is left."""

    def __init__(self, page: QWizardPage, head: QWidget, foot: QWidget) -> None:
        frame = page.parentWidget()
        assert isinstance(frame, QFrame)  # noqa: S101 (true of every Qt 6; without it there is nothing to show)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        layout = frame.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._frame, self._head, self._foot = frame, head, foot

    def place(self, width: int, height: int) -> None:
        """Below the page Qt keeps room for buttons, even for none; that lies behind ours."""
        board = self._frame.parentWidget()
        layout = board.layout() if board is not None else None
        if board is None or layout is None:
            return
        self._frame.setAutoFillBackground(False)  # Qt fills it with the colour for lists, anew with each style
        top, bottom = self._head.sizeHint().height(), self._foot.sizeHint().height()
        self._head.setGeometry(0, 0, width, top)
        self._foot.setGeometry(0, height - bottom, width, bottom)
        room = height - top - bottom
        layout.activate()
        unused = board.height() - self._frame.height()
        board.setGeometry(0, top, width, room + unused)
        self._foot.raise_()


def first_field(page: QWizardPage) -> QWidget | None:
    """Where typing begins: what the page chose, else its first field. A page gives the focus while it is hidden yet."""
    chosen = page.focusWidget()
    # A link may have it only because Qt found nothing else.
    if isinstance(chosen, QLineEdit | QComboBox | QAbstractItemView) and chosen.isVisible():
        return chosen
    fields = (each for each in page.findChildren(QWidget) if isinstance(each, QLineEdit | QComboBox))
    return next((each for each in fields if each.isVisible() and each.isEnabled()), None)
