"""No text about objects is cut off, in any language, where the window is as narrow as it gets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.fakes_objects import ObjectsOnDemand
from gui.test_folder_view import DENIED, MAYA, numbered, small_limits  # noqa: F401 (a fixture)
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.folder_view import FolderView
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from viewmodels.object_pages import page

WIDTH = 464  # of the page in the smallest window


def _paused(pages: ObjectsOnDemand) -> None:
    pages.give(numbered(0, "T1"))
    pages.give(numbered(20, "T2"))


SHOWN: dict[str, Callable[[ObjectsOnDemand], None]] = {
    "rows": lambda pages: pages.give(page("a", folders=("f/",))),
    "paused": _paused,
    "empty": lambda pages: pages.give(page()),
    "denied": lambda pages: pages.fail(DENIED),
    "gone": lambda pages: pages.fail(Problem(Reason.NO_SUCH_BUCKET)),
}


@pytest.mark.usefixtures("language", "small_limits")
@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN.keys())
@pytest.mark.parametrize("sought", ["", "0", "zoo"])
def test_in_a_folder(
    qtbot: QtBot,
    theme: Theme,
    tasks: Tasks,
    show: Callable[[ObjectsOnDemand], None],
    sought: str,
) -> None:
    pages = ObjectsOnDemand()
    view = FolderView(theme, tasks, pages)
    qtbot.addWidget(view)
    view.resize(WIDTH, 480)
    view.show()
    view.open(MAYA, "acme-logs", "eu-west-1")
    qtbot.waitUntil(lambda: bool(pages.asked))
    show(pages)
    qtbot.waitUntil(lambda: not view.arriving)
    view._bar.filter.setText(sought)
    assert cut_off(view) == []
    view.close_bucket()
