"""A table's keys go by whole rows; it shows which one the keyboard is at, and only while it is there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget
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
    table, elsewhere = OutlinedTable(theme, 30, window), QLineEdit(window)
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


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> OutlinedTable:
    made = OutlinedTable(theme, 30)
    qtbot.addWidget(made)
    model = QStandardItemModel(made)
    for name in "abcdef":
        model.appendRow([QStandardItem(name), QStandardItem("beside")])
    made.setModel(model)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.selectRow(3)
    made.show()
    return made


def test_a_selected_row_has_no_corners_beyond_the_line_round_it_and_keeps_the_one_below(
    qtbot: QtBot, theme: Theme, table: OutlinedTable
):
    theme.apply()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.setFocus()
    top, ground = table.rowViewportPosition(3), QColor(theme.colors.window)
    seen = table.viewport().grab().toImage()
    assert seen.pixelColor(0, top) == ground
    assert seen.pixelColor(seen.width() // 4, top + table.rowHeight(3) - 1) == QColor(theme.colors.line)


def selected(table: OutlinedTable) -> list[int]:
    return sorted(index.row() for index in table.selectionModel().selectedRows())


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 5)])
def test_home_and_end_choose_the_first_and_the_last_row(
    qtbot: QtBot, table: OutlinedTable, key: Qt.Key, row: int, held: Qt.KeyboardModifier
):
    qtbot.keyClick(table, key, held)
    assert (selected(table), table.currentIndex().row()) == ([row], row)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
@pytest.mark.parametrize(("key", "rows"), [(Qt.Key.Key_Home, [0, 1, 2, 3]), (Qt.Key.Key_End, [3, 4, 5])])
def test_with_shift_they_choose_all_rows_up_to_there(
    qtbot: QtBot, table: OutlinedTable, key: Qt.Key, rows: list[int], held: Qt.KeyboardModifier
):
    qtbot.keyClick(table, key, held | Qt.KeyboardModifier.ShiftModifier)
    assert selected(table) == rows


def test_with_shift_where_only_one_row_can_be_chosen_it_is_the_last(qtbot: QtBot, table: OutlinedTable):
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert selected(table) == [5]


def test_of_all_rows_home_leaves_the_first_and_shift_goes_on_from_there(qtbot: QtBot, table: OutlinedTable):
    qtbot.keyClick(table, Qt.Key.Key_Home)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert selected(table) == [0]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert selected(table) == [0, 1]


def test_the_ends_of_an_empty_table_lead_nowhere(qtbot: QtBot, table: OutlinedTable):
    table.model().removeRows(0, table.model().rowCount())
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(table, key)
    assert not table.currentIndex().isValid()
