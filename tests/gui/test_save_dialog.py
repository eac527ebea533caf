"""Qt's own file dialog speaks the app's language to its last word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from gui.spoken import spoken
from hourpass.gui.csv_export import CsvExport
from hourpass.gui.tasks import Tasks


@pytest.fixture(params=["ja", "ko"])
def dialog(request: pytest.FixtureRequest, qtbot: QtBot, tasks: Tasks, qapp: QApplication) -> Iterator[QFileDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    with spoken(qapp, request.param):
        export = CsvExport(tasks, "…", window)
        made = export.ask(list, 0, "reports")
        made.setOption(QFileDialog.Option.DontUseNativeDialog)
        yield made
        made.reject()


def test_no_word_of_it_is_left_in_english(dialog: QFileDialog):
    said = _said(dialog)
    assert len(said) > 10
    assert [text for text in said if re.search("[A-Za-z]", text) and text.isascii()] == []


def _said(dialog: QFileDialog) -> list[str]:
    """Everything but the names of the files themselves."""
    found = [label.text() for label in dialog.findChildren(QLabel)]
    for button in dialog.findChildren(QAbstractButton):
        found += [button.text(), button.toolTip(), button.accessibleName()]
    types = dialog.findChild(QComboBox, "fileTypeCombo")
    assert types is not None
    found += [types.itemText(place) for place in range(types.count())]
    files = dialog.findChild(QTreeView)
    assert files is not None
    model = files.model()
    across = Qt.Orientation.Horizontal
    found += [str(model.headerData(column, across)) for column in range(model.columnCount())]
    return [text for text in found if text]
