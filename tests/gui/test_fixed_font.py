from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

import hourpass
from hourpass.gui.fixed_font import fixed_font

SOURCES = Path(hourpass.__file__).parent
ASKS_QT = re.compile(r"\bFixedFont\b|<(?:pre|code|tt|kbd|samp)\b")
"""Of Qt itself, or by marks in a text for which Qt looks it up."""


def test_all_letters_have_one_width(qapp: QApplication):
    assert QFontInfo(fixed_font(qapp.font())).fixedPitch()


@pytest.mark.parametrize("scale", [1.0, 0.95])
def test_it_is_measured_by_the_font_beside_it(qapp: QApplication, scale: float):
    assert fixed_font(qapp.font(), scale).pointSizeF() == pytest.approx(qapp.font().pointSizeF() * scale)


def test_qt_is_never_asked_for_the_systems_own():
    """The next change between light and dark would give it to the whole app, see fixed_font."""
    asking = [path.name for path in SOURCES.rglob("*.py") if ASKS_QT.search(path.read_text(encoding="utf-8"))]
    assert asking == []
