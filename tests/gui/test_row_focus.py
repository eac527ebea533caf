"""A table shows which row the keyboard is at, and only while it is there."""

from __future__ import annotations

from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.row_focus import OutlinedTable
from hourpass.gui.theme import Theme


def lined(table: OutlinedTable) -> bool:
    """Whether the accent goes along the top of the current row."""
    line = table.rowViewportPosition(table.currentIndex().row())
    seen = table.viewport().grab().toImage()
    accent = QColor(table._theme.colors.accent)
    colour = seen.pixelColor(seen.width() // 2, line)
    return max(abs(colour.red() - accent.red()), abs(colour.blue() - accent.blue())) < 40


def test_the_current_row_is_lined_while_the_table_has_the_keyboard(qtbot: QtBot, theme: Theme):
    window = QWidget()
    qtbot.addWidget(window)
    table, elsewhere = OutlinedTable(theme, window), QLineEdit(window)
    model = QStandardItemModel(table)
    for name in "ab":
        model.appendRow([QStandardItem(name)])
    table.setModel(model)
    table.selectRow(1)
    column = QVBoxLayout(window)
    column.addWidget(table)
    column.addWidget(elsewhere)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table.setFocus()
    assert lined(table)
    elsewhere.setFocus()
    assert not lined(table)
