from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.gui.error_box import ErrorBox, ProblemPanel, show_problem
from hourpass.gui.theme import Theme

REFUSED = Problem(
    Reason.ROLE_REFUSED,
    {"role_arn": "arn:aws:iam::111122223333:role/s3-reader"},
    RawAnswer("AssumeRole", 403, "AccessDenied", "User: maya is not authorized", "7a1b"),
)


def test_the_box_blocks_nothing_and_speaks_its_three_parts(qtbot: QtBot, theme: Theme):
    box = show_problem(None, theme, REFUSED)
    qtbot.addWidget(box)
    assert box.objectName() == "errorBox"
    assert not box.isModal()
    spoken = box.panel.accessibleName()
    assert spoken.startswith("AWS did not let you assume the role s3-reader.")
    assert "trust policy" in spoken


def test_the_raw_answer_is_one_click_away_and_can_be_copied(qtbot: QtBot, theme: Theme):
    box = ErrorBox(theme, REFUSED)
    qtbot.addWidget(box)
    box.show()
    details = box.findChild(QPlainTextEdit, "problemDetails")
    folded = box.height()
    assert not details.isVisible()
    box.findChild(QPushButton, "problemDetailsButton").click()
    assert details.isVisible()
    assert "Code: AccessDenied" in details.toPlainText()
    assert box.height() > folded
    box.findChild(QPushButton, "copyProblemButton").click()
    assert QGuiApplication.clipboard().text() == details.toPlainText()


def test_a_problem_without_an_answer_offers_no_details(qtbot: QtBot, theme: Theme):
    panel = ProblemPanel(theme)
    qtbot.addWidget(panel)
    panel.show_problem(Problem(Reason.VAULT_LOCKED))
    assert panel.findChild(QPushButton, "problemDetailsButton").isHidden()
    panel.show_problem(REFUSED)
    assert not panel.findChild(QPushButton, "problemDetailsButton").isHidden()


def test_a_cleared_panel_takes_no_room(qtbot: QtBot, theme: Theme):
    panel = ProblemPanel(theme)
    qtbot.addWidget(panel)
    panel.show_problem(REFUSED)
    panel.clear()
    assert panel.isHidden()


def test_words_from_outside_are_shown_as_they_are_and_not_as_markup(qtbot: QtBot, theme: Theme):
    box = ErrorBox(theme, Problem(Reason.FILE_FAILED, {"path": "/tmp/<b>x</b>"}))  # noqa: S108 (a text to show)
    qtbot.addWidget(box)
    assert "<b>x</b>" in box.panel.accessibleName()
