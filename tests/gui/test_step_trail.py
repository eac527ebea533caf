from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from hourpass.gui.theme import Theme
from hourpass.gui.wizard.step_trail import EDGE, HEIGHT, StepTrail

TITLES = ("Credentials", "Names", "Review", "Create", "Scan", "Prove")


@pytest.fixture
def trail(qtbot: QtBot, theme: Theme):
    made = StepTrail(theme)
    qtbot.addWidget(made)
    made.resize(860, HEIGHT)
    return made


def circles(trail: StepTrail, color: str) -> int:
    """How many filled circles of *color* stand in the row."""
    image = trail.grab().toImage()
    row, wanted = HEIGHT // 2 - 8, QColor(color)
    inside = [image.pixelColor(x, row) == wanted for x in range(image.width())]
    return sum(now and not before for before, now in zip([False, *inside], inside, strict=False))


def test_done_steps_and_the_current_one_are_filled(trail: StepTrail, theme: Theme):
    trail.show_step(TITLES, 3)
    assert circles(trail, theme.colors.accent) == 4
    assert trail.accessibleName() == "Step 4 of 6: Create"


def test_where_titles_have_no_room_the_current_one_stays(trail: StepTrail, theme: Theme):
    long = tuple(title * 4 for title in TITLES)
    trail.show_step(long, 5)
    assert circles(trail, theme.colors.accent) == 6
    assert not trail._fitting()[1]


def test_nothing_is_painted_beyond_the_edge(trail: StepTrail):
    trail.show_step(TITLES, 0)
    trail.resize(720, HEIGHT)
    image = trail.grab().toImage()
    ground = image.pixelColor(1, 1)
    assert all(image.pixelColor(x, HEIGHT // 2) == ground for x in range(720 - EDGE, 720))
