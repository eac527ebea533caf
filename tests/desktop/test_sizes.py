"""The sizes that dialogs give themselves, where the screen's pixels are smaller than Qt's."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from desktop import sample_dialog
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk

PROGRAM = (str(Path(sample_dialog.__file__)),)


@pytest.mark.parametrize("scale", [1.5, 1.75])
@pytest.mark.parametrize("options", [(), ("--fitted",)])
def test_a_dialog_has_the_size_that_it_gives_itself_at_a_broken_scale(
    desktop: Desk, start_app: StartApp, scale: float, options: tuple[str, ...]
):
    """The window manager takes nothing from it, neither as it comes up, whichever way it was given that, nor as it grows."""
    app = start_app(*options, program=PROGRAM, env={"QT_SCALE_FACTOR": str(scale)})
    app.wanted_status = None  # it has nothing to tidy up
    window = desktop.wait_for_window("^Sample$")
    desktop.focus(window)
    width, height = sample_dialog.SIZE
    for typed in range(5):
        wanted = tuple(math.floor(side * scale + 0.5) for side in (width, height + typed))
        wait_for(lambda wanted=wanted: desktop.geometry(window)[2:] == wanted, f"a dialog of {wanted}", 5)
        desktop.type("x")
