from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hourpass.domain.expiry import Phase
from hourpass.gui.palette import DARK, LIGHT, Colors
from hourpass.gui.ring import ICON_SIZES, TRAY_SIZES, CountdownRing, Glyph, app_icon, paint_ring, ring_icon
from hourpass.gui.theme import Theme

SIDE = 200
EDGE = 7  # from the border to the middle of the ring's stroke


def _painted(phase: Phase, fraction: float, glyph: Glyph = Glyph.NONE, colors: Colors = LIGHT) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_ring(painter, QRectF(0, 0, SIDE, SIDE), phase, fraction, colors, glyph)
    painter.end()
    return image


def _at_clock(image: QImage, hour: int) -> QColor:
    places = {1: (147, 19), 3: (SIDE - EDGE, 100), 6: (100, SIDE - EDGE), 9: (EDGE, 100), 11: (53, 19)}
    return image.pixelColor(*places[hour])


OK, WARN, BAD = QColor(LIGHT.ok), QColor(LIGHT.warn), QColor(LIGHT.bad)


@pytest.mark.parametrize(
    ("fraction", "filled"), [(1.0, {1, 3, 6, 9, 11}), (0.7, {1, 3, 6}), (0.3, {1, 3}), (0.1, {1}), (0.01, set())]
)
def test_the_arc_starts_at_twelve_and_runs_clockwise(qapp: QApplication, fraction: float, filled: set[int]):
    image = _painted(Phase.FRESH, fraction)
    assert {hour for hour in (1, 3, 6, 9, 11) if _at_clock(image, hour) == OK} == filled


@pytest.mark.parametrize(("phase", "color"), [(Phase.FRESH, OK), (Phase.LOW, WARN), (Phase.LAST, BAD)])
def test_each_phase_has_its_colour(qapp: QApplication, phase: Phase, color: QColor):
    assert _at_clock(_painted(phase, 0.5), 3) == color


def test_some_arc_is_left_as_long_as_any_time_is(qapp: QApplication):
    assert _painted(Phase.LAST, 0.0001).pixelColor(103, EDGE) == BAD


@pytest.mark.parametrize("phase", [Phase.NONE, Phase.EXPIRED])
def test_without_credentials_the_ring_is_empty_whatever_the_fraction(qapp: QApplication, phase: Phase):
    assert _painted(phase, 1.0) == _painted(Phase.NONE, 0.0)


def test_the_glyphs_tell_the_phases_apart_without_colour(qapp: QApplication):
    pictures = [_painted(Phase.LAST, 0.05, glyph).convertToFormat(QImage.Format.Format_Grayscale8) for glyph in Glyph]
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[i + 1 :])


def test_an_icon_has_every_size_that_trays_ask_for(qapp: QApplication):
    sizes = {size.width() for size in ring_icon(Phase.LOW, 0.2, LIGHT).availableSizes()}
    assert sizes == set(ICON_SIZES)
    assert not app_icon(DARK).isNull()


@pytest.mark.parametrize("panel", [Qt.GlobalColor.black, Qt.GlobalColor.white])
@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_the_tray_icon_brings_its_own_ground_so_that_any_panel_will_do(
    qapp: QApplication, panel: Qt.GlobalColor, colors: Colors
):
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(panel)
    painter = QPainter(image)
    ring_icon(Phase.FRESH, 0.7, colors).paint(painter, 0, 0, 64, 64)
    painter.end()
    assert image.pixelColor(18, 32) == QColor(colors.panel)
    assert image.pixelColor(32, 28) == QColor(colors.text)
    assert image.pixelColor(0, 0) == QColor(panel)


@pytest.mark.parametrize(
    ("phase", "left", "name"),
    [
        (Phase.FRESH, timedelta(minutes=42, seconds=10), "42 minutes left"),
        (Phase.LAST, timedelta(seconds=61), "1 minute left"),
        (Phase.LAST, timedelta(seconds=59), "Less than a minute left"),
        (Phase.FRESH, timedelta(hours=3, minutes=5), "3 hours 5 minutes left"),
        (Phase.EXPIRED, timedelta(), "Expired"),
        (Phase.NONE, timedelta(), "No credentials"),
    ],
)
def test_the_countdown_speaks_its_time(qtbot: QtBot, theme: Theme, phase: Phase, left: timedelta, name: str):
    ring = CountdownRing(theme)
    qtbot.addWidget(ring)
    ring.set_time(phase, 0.5, left)
    assert ring.accessibleName() == name


def test_the_last_minute_and_the_end_are_told_apart(qtbot: QtBot, theme: Theme):
    ring = CountdownRing(theme)
    qtbot.addWidget(ring)
    ring.set_time(Phase.LAST, 0.01, timedelta(seconds=1))
    ring.set_time(Phase.EXPIRED, 0.0, timedelta())
    assert ring.accessibleName() == "Expired"


@pytest.mark.parametrize("left", [timedelta(minutes=42), timedelta(hours=35, minutes=59, seconds=59)])
def test_the_countdown_stays_inside_its_ring(qtbot: QtBot, theme: Theme, left: timedelta):
    ring = CountdownRing(theme)
    qtbot.addWidget(ring)
    ring.set_time(Phase.FRESH, 1.0, left)
    image = ring.grab().toImage()
    column = [image.pixelColor(12, y) for y in range(image.height() // 2 - 12, image.height() // 2 + 12)]
    assert QColor(LIGHT.text) not in column


@pytest.mark.skipif(sys.platform != "linux", reason="reads how often threads were woken from /proc")
def test_a_tray_icon_is_drawn_without_waking_qts_pool_of_threads(qapp: QApplication) -> None:
    ring_icon(Phase.FRESH, 0.8, LIGHT, TRAY_SIZES)  # what stands still is drawn at the first one
    before = _wake_ups_of_pools()
    for step in range(20):
        ring_icon(Phase.FRESH, 0.7 - step / 100, LIGHT, TRAY_SIZES)
    assert _wake_ups_of_pools() - before < 20  # whatever else the pools of this process do meanwhile


def _wake_ups_of_pools() -> int:
    total = 0
    for task in Path("/proc/self/task").iterdir():
        if "pooled" in (task / "comm").read_text():
            lines = (task / "status").read_text().splitlines()
            total += int(next(line.split()[1] for line in lines if line.startswith("voluntary_ctxt_switches")))
    return total
