"""Where the letters of names and values stand."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.base_lines import stand_beside
from hourpass.gui.sections import Facts
from hourpass.gui.theme import Theme

CAPITALS = "EHT"
"""They stand on the line, and nothing of them below it."""
SIZES = [(40, 40), (40, 20), (20, 40)]
"""Pixels of the letters of a name and of its value: as if they came from fonts with lines of other heights."""


def ends(widget: QWidget, *labels: QLabel) -> list[int]:
    """Where the first line of each ends, which is all of it."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = picture.pixelColor(picture.width() - 1, 0)

    def inked(label: QLabel, y: int) -> bool:
        across = range(label.x(), label.x() + label.fontMetrics().horizontalAdvance(CAPITALS))
        return any(picture.pixelColor(x, y) != ground for x in across)

    return [max(y for y in range(picture.height()) if inked(label, y)) for label in labels]


def in_size(label: QLabel, pixels: int) -> None:
    font = label.font()
    font.setPixelSize(pixels)
    label.setFont(font)


@pytest.mark.parametrize(("of_name", "of_value"), SIZES)
def test_a_name_in_the_middle_of_its_row_stands_on_the_line_of_its_value(qtbot: QtBot, of_name: int, of_value: int):
    row = QWidget()
    qtbot.addWidget(row)
    name, value = QLabel(CAPITALS, row), QLabel(CAPITALS, row)
    in_size(name, of_name)
    in_size(value, of_value)
    beside = QHBoxLayout(row)
    beside.addWidget(name)
    beside.addWidget(value)
    row.resize(500, 120)
    stand_beside(name, value)
    row.show()
    first, second = ends(row, name, value)
    assert abs(first - second) <= 1


@pytest.mark.parametrize(("of_name", "of_value"), SIZES)
def test_a_fact_stands_on_the_line_of_its_name(qtbot: QtBot, theme: Theme, of_name: int, of_value: int):
    facts = Facts(theme)
    qtbot.addWidget(facts)
    words = facts.add_words(CAPITALS, "fact")
    (name,) = (label for label in facts.findChildren(QLabel) if label is not words)
    in_size(name, of_name)
    in_size(words, of_value)
    words.tell(CAPITALS)
    facts.resize(500, facts.sizeHint().height())
    facts.show()
    first, second = ends(facts, name, words)
    assert abs(first - second) <= 1
