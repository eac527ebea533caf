"""Cells that turn something away shake, but not where the desktop asks for less motion."""

from __future__ import annotations

import time
from pathlib import Path

from desktop.accessible import Reader
from desktop.app_driver import SANDBOX, Hourpass
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk

SHAKE = 0.6
"""Seconds in which a shake is over for certain."""
EDGE = 6


def test_nothing_moves_where_the_desktop_asks_for_less_motion(
    desktop: Desk, home: Path, reader: Reader, start_app: StartApp
):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    app.wait_for_tooltip("no credentials")
    app.focused()
    left, top, width, height = reader.find("codeInput").area

    def moves() -> bool:
        """Whether the cells are seen at more than one place once a letter is typed into them."""
        desktop.type("x")
        seen, end = [], time.monotonic() + SHAKE
        while time.monotonic() < end:
            look = desktop.look().copy(left - EDGE, top, width + 2 * EDGE, height)
            if look not in seen:
                seen.append(look)
        return len(seen) > 1

    wait_for(moves, "a shake, once the desktop was asked", 10)
    desktop.session.portal.ask_for_less_motion(True)
    try:
        wait_for(lambda: not moves(), "the end of all motion")
        assert not any(moves() for _ in range(3))
    finally:
        desktop.session.portal.ask_for_less_motion(False)
