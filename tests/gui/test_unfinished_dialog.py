from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.unfinished_dialog import UnfinishedDialog
from services.fakes_services import START

RECORD = Record(Draft("0a1b2c3d", "111122223333", "hourpass-ken", "hourpass-ken"), START)


class Longer(QTranslator):
    """Doubles every text."""

    def translate(self, _context: str, text: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        return f"{text} {text}"


def opened(qtbot: QtBot, record: Record) -> tuple[UnfinishedDialog, list[tuple[str, Record]]]:
    dialog = UnfinishedDialog(record)
    qtbot.addWidget(dialog)
    asked: list[tuple[str, Record]] = []
    dialog.finish_asked.connect(lambda each: asked.append(("finish", each)))
    dialog.undo_asked.connect(lambda each: asked.append(("undo", each)))
    dialog.open()
    return dialog, asked


def button(dialog: UnfinishedDialog, name: str) -> QPushButton | None:
    return dialog.findChild(QPushButton, name)


@pytest.mark.parametrize(("name", "wanted"), [("unfinishedFinishButton", "finish"), ("unfinishedUndoButton", "undo")])
def test_a_setup_can_be_finished_or_undone(qtbot: QtBot, name: str, wanted: str):
    dialog, asked = opened(qtbot, RECORD)
    qtbot.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)
    assert asked == [(wanted, RECORD)]
    assert not dialog.isVisible()


def test_a_removal_can_only_go_on(qtbot: QtBot):
    record = replace(RECORD, stage=Stage.UNDOING)
    dialog, asked = opened(qtbot, record)
    assert button(dialog, "unfinishedUndoButton") is None
    qtbot.mouseClick(button(dialog, "unfinishedFinishButton"), Qt.MouseButton.LeftButton)
    assert asked == [("undo", record)]


def test_escape_leaves_it_for_later(qtbot: QtBot):
    dialog, asked = opened(qtbot, RECORD)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == []
    assert not dialog.isVisible()


def test_it_says_whose_setup_and_in_which_account(qtbot: QtBot):
    dialog, _ = opened(qtbot, RECORD)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "hourpass-ken" in said
    assert "111122223333" in said


def test_a_long_name_is_shown_whole(qtbot: QtBot):
    record = replace(RECORD, draft=replace(RECORD.draft, user_name="hourpass-" + "maria-magdalena-" * 3))
    dialog, _ = opened(qtbot, record)
    title = next(label for label in dialog.findChildren(QLabel) if record.draft.user_name in label.text())
    assert title.height() >= title.heightForWidth(title.width())
    assert title.width() <= dialog.width()
    assert dialog.width() < 700


def test_another_one_can_be_started_where_that_is_offered(qtbot: QtBot):
    dialog = UnfinishedDialog(RECORD, offers_another=True)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.another_asked):
        qtbot.mouseClick(button(dialog, "unfinishedAnotherButton"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_it_is_as_wide_as_its_buttons_need_in_any_language(qtbot: QtBot, qapp: QApplication):
    longer = Longer()
    qapp.installTranslator(longer)
    try:
        dialog = UnfinishedDialog(RECORD, offers_another=True)
    finally:
        qapp.removeTranslator(longer)
    qtbot.addWidget(dialog)
    dialog.open()
    shown = dialog.findChildren(QPushButton)
    assert len(shown) == 4
    assert all(each.width() >= each.sizeHint().width() for each in shown)
