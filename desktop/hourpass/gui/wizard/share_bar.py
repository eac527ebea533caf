"""A bar without figures: how much of it all is done."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

_FINE = 1000
"""Steps of the bar, so that it stands where the share is."""


class ShareBar(QProgressBar):
    """Stands above a list of steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, _FINE)
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("How much is done"))

    def show_share(self, share: float) -> None:
        """*share* is 0 to 1."""
        self.setValue(round(share * _FINE))
