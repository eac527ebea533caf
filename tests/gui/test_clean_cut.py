from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.clean_cut import clean_cut
from hourpass.gui.controls import Card
from hourpass.gui.labels import heading_label, paragraph

ROW, GAP, EDGE, WIDTH = 30, 10, 20, 300


@pytest.fixture
def content(qtbot: QtBot) -> QWidget:
    """Ten rows in a frame of their own, never shown: they begin at 20, 60, 100…"""
    made = QWidget()
    qtbot.addWidget(made)
    outer = QVBoxLayout(made)
    outer.setContentsMargins(0, 0, 0, 0)
    frame = QFrame(made)
    outer.addWidget(frame)
    column = QVBoxLayout(frame)
    column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    column.setSpacing(GAP)
    for number in range(10):
        row = QLabel(f"Row {number}", frame)
        row.setFixedHeight(ROW)
        column.addWidget(row)
    return made


@pytest.mark.parametrize(
    ("most", "height"), [(120, 95), (131, 95), (135, 135), (138, 135), (141, 135), (174, 135), (176, 175)]
)
def test_a_view_ends_between_two_rows_and_not_through_one(content: QWidget, most: int, height: int):
    assert clean_cut(content, WIDTH, most) == height


def test_a_row_that_is_hidden_is_not_in_the_way(content: QWidget):
    for row in content.findChildren(QLabel)[2:]:
        row.hide()
    assert clean_cut(content, WIDTH, 120) == 120


def test_words_of_many_lines_are_cut_between_two_of_them(qtbot: QtBot):
    content = QWidget()
    qtbot.addWidget(content)
    words = paragraph("\n".join(f"Line {number}" for number in range(30)), content)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(words)
    line = words.fontMetrics().lineSpacing()
    assert clean_cut(content, WIDTH, 10 * line + line // 2) == 10 * line


def test_neither_a_heading_nor_the_edge_of_its_card_is_left_alone_at_the_end(qtbot: QtBot):
    content = QWidget()
    qtbot.addWidget(content)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    before, heading, card = QLabel("Before", content), heading_label("Heading", content), Card(content)
    before.setFixedHeight(200)
    card.body.addWidget(QLabel("Row", card))
    for part in (before, heading, card):
        column.addWidget(part)
    content.resize(WIDTH, content.sizeHint().height())
    for most in range(heading.y() + 8, card.y() + 20):
        assert clean_cut(content, WIDTH, most) <= heading.y()


def test_what_is_taller_than_may_be_given_up_is_cut_all_the_same(qtbot: QtBot):
    content = QWidget()
    qtbot.addWidget(content)
    picture = QFrame(content)
    picture.setFixedHeight(400)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(picture)
    assert clean_cut(content, WIDTH, 200) == 200


def test_words_are_broken_as_they_will_be_at_that_width(qtbot: QtBot):
    content = QWidget()
    qtbot.addWidget(content)
    words, row = paragraph("word " * 60, content), QLabel("Row", content)
    row.setFixedHeight(ROW)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(words)
    column.addWidget(row)
    content.resize(50, 50)
    above = words.heightForWidth(WIDTH)
    assert clean_cut(content, WIDTH, above + ROW // 2) == above
