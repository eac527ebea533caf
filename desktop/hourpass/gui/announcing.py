"""What a screen reader says at once, wherever the keyboard is."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


def announce(about: QWidget, said: str, *, urgent: bool = False) -> None:
    """Have *said* read out; *urgent* interrupts what is being read.

    Not as an alert: Qt does not pass those on to AT-SPI, so on Linux nobody would hear them.
    """
    event = QAccessibleAnnouncementEvent(about, said)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def tell_done(button: QAbstractButton, said: str) -> None:
    """Have *button* say that it has done what it was pressed for."""
    button.setText(said)
    announce(button, said)
