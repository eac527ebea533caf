from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.profile_form_rows import LABEL_WIDTH, FieldRow, Fold, field_grid, share_label_width, stacked

LONG = "A label that is a good deal longer than most of them are"


def test_fields_above_and_below_the_fold_begin_below_each_other(qtbot: QtBot):
    form = QWidget()
    qtbot.addWidget(form)
    above, fold = QWidget(form), Fold("More", "moreButton", form)
    grid = field_grid(above)
    upper, lower, hidden = QLineEdit(above), QLineEdit(fold.inner()), QLineEdit(above)
    FieldRow(grid, "Short", upper)
    long = FieldRow(grid, LONG, hidden)
    FieldRow(fold.grid, "Other", lower)
    share_label_width(grid, fold.grid)
    column = QVBoxLayout(form)
    column.addLayout(stacked(above, fold))
    fold.unfold()
    form.show()
    begins = [field.mapTo(form, QPoint(0, 0)).x() for field in (upper, lower)]
    assert begins[0] == begins[1] > LABEL_WIDTH + 40
    long.set_visible(False)
    qtbot.wait(1)
    assert [field.mapTo(form, QPoint(0, 0)).x() for field in (upper, lower)] == begins
