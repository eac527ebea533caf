from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.cut_off import cut_off
from gui.fakes_setting_up import StillClock
from gui.fakes_wizard import DRAFT, Run
from gui.nameless import nameless
from gui.reading_order import out_of_order
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.prove_page import ProvePage
from hourpass.gui.wizard.resync_dialog import ResyncDialog
from services.fakes_sandbox_world import SandboxWorld


class Care:
    """Synchronises, unless told to refuse."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self.refuses = False

    def resync(self, first: str, second: str) -> None:
        self.pairs.append((first, second))
        if self.refuses:
            raise HourpassError(Problem(Reason.CODES_REFUSED))


@pytest.fixture
def care() -> Care:
    return Care()


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, care: Care) -> ResyncDialog:
    made = ResyncDialog(theme, StillClock().now, Tasks(), care.resync)
    qtbot.addWidget(made)
    made.show()
    return made


def test_everything_has_a_name_and_is_reached_as_it_is_read(dialog: ResyncDialog):
    assert nameless(dialog) == []
    assert out_of_order(dialog) == []


@pytest.mark.usefixtures("language")
def test_no_text_is_cut_off(qtbot: QtBot, theme: Theme, care: Care):
    made = ResyncDialog(theme, StillClock().now, Tasks(), care.resync)
    qtbot.addWidget(made)
    made.show()
    assert cut_off(made) == []


def test_two_codes_synchronise_the_device_and_close_the_dialog(qtbot: QtBot, dialog: ResyncDialog, care: Care):
    with qtbot.waitSignals([dialog.resynced, dialog.accepted]):
        dialog.codes.first.set_text("111111")
        dialog.codes.second.set_text("222222")
    assert care.pairs == [("111111", "222222")]


def test_refused_codes_are_asked_for_anew(qtbot: QtBot, dialog: ResyncDialog, care: Care):
    care.refuses = True
    dialog.codes.first.set_text("111111")
    dialog.codes.second.set_text("222222")
    qtbot.waitUntil(lambda: dialog.codes.entry.problem is not None)
    assert dialog.isVisible()
    assert dialog.codes.first.text() == ""


def test_closed_meanwhile_it_says_nothing_more(qtbot: QtBot, dialog: ResyncDialog, care: Care):
    care.refuses = True
    dialog.codes.first.set_text("111111")
    dialog.codes.second.set_text("222222")
    dialog.reject()
    qtbot.waitUntil(lambda: bool(care.pairs) and dialog._tasks.idle)
    assert dialog.codes.entry.problem is None


def test_from_the_proof_it_synchronises_the_device_of_the_setup(qtbot: QtBot, theme: Theme):
    world = SandboxWorld()
    run = Run(qtbot, world)
    page = ProvePage(theme, run.work)
    qtbot.addWidget(page)
    run.begin()
    run.enrol()
    world.clock.advance(seconds=90)
    page._open_resync()
    opened = page.findChild(ResyncDialog)
    first, second = world.pair(DRAFT.device_serial)
    with qtbot.waitSignal(opened.accepted):
        opened.codes.first.set_text(first)
        opened.codes.second.set_text(second)
    page.hide()
    run.settle()
    run.work.close()
    run.tasks.close()
    world.close()
