from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hourpass.gui.theme import Theme
from hourpass.gui.wizard.wait_ring import Seconds, WaitRing


def test_seconds_pass_only_while_somebody_can_see_them(qtbot: QtBot):
    widget = QWidget()
    qtbot.addWidget(widget)
    seconds = Seconds(lambda: datetime.now(UTC), widget)
    with qtbot.waitSignals([seconds.passed, seconds.passed]):
        widget.show()
    widget.hide()
    assert seconds._beat._due is None


def test_the_ring_empties_and_is_read_out(qtbot: QtBot, theme: Theme):
    ring = WaitRing(theme)
    qtbot.addWidget(ring)
    seen = []
    for share in (1.0, 0.5, None):
        ring.set_wait(share, "in 15 s" if share else "")
        image = ring.grab().toImage()
        seen.append(bytes(image.constBits()))
    assert len(set(seen)) == 3
    ring.set_wait(0.5, "in 15 s")
    assert ring.accessibleName() == "in 15 s"
