"""The lines of a change: how much room they ask for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hourpass.domain.aws_diff import DiffKind, DiffLine
from hourpass.gui.elsewhere.diff_view import DiffView
from hourpass.gui.theme import Theme

LINES = (
    DiffLine(DiffKind.SAME, "[profile reports]"),
    DiffLine(DiffKind.REMOVED, "region = eu-west-1"),
    DiffLine(DiffKind.ADDED, "credential_process = " + "/opt/hourpass/bin/" * 8),
)


def memory() -> int:
    """Bytes that this process holds: a document without an owner is seen by nothing else."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process's memory from /proc")
def test_to_be_asked_for_its_height_leaves_nothing_behind(qtbot: QtBot, theme: Theme):
    view = DiffView(theme)
    qtbot.addWidget(view)
    view.show_lines(LINES * 50)
    view.heightForWidth(500)
    before = memory()
    for width in range(300, 600):
        view.heightForWidth(width)
    assert memory() - before < 15_000_000


def test_it_asks_for_what_its_lines_take_at_that_width(qtbot: QtBot, theme: Theme):
    view = DiffView(theme)
    qtbot.addWidget(view)
    view.show_lines(LINES)
    for width in (700, 300):
        view.resize(width, view.heightForWidth(width))
        view.show()
        spare = view.viewport().height() - view.document().size().height()
        assert 0 <= spare < 2
    assert view.heightForWidth(300) > view.heightForWidth(700)
    view.show_lines(LINES[:1])
    assert view.heightForWidth(700) < 3 * view.fontMetrics().lineSpacing() + 30
