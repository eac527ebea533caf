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
    within = QWidget(fold.inner())
    inner = field_grid(within)
    inner.setContentsMargins(24, 0, 0, 0)
    innermost = QLineEdit(within)
    FieldRow(inner, "Set in", innermost)
    fold.grid.addWidget(within, fold.grid.rowCount(), 0, 1, 2)
    share_label_width(grid, fold.grid, inner)
    column = QVBoxLayout(form)
    column.addLayout(stacked(above, fold))
    fold.unfold()
    form.show()
    fields = (upper, lower, innermost)
    begins = {field.mapTo(form, QPoint(0, 0)).x() for field in fields}
    assert len(begins) == 1
    assert min(begins) > LABEL_WIDTH + 40
    long.set_visible(False)
    qtbot.wait(1)
    assert {field.mapTo(form, QPoint(0, 0)).x() for field in fields} == begins
