from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.first_start import FirstStart
from hourpass.gui.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> FirstStart:
    made = FirstStart(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def door(page: FirstStart, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def test_the_door_to_the_config_files_appears_once_something_is_behind_it(page: FirstStart):
    assert not door(page, "importButton").isVisible()
    page.show_found(3)
    assert door(page, "importButton").isVisible()
    page.show_found(0)
    assert not door(page, "importButton").isVisible()


def test_one_door_is_the_primary_one_the_files_where_profiles_were_found(page: FirstStart):
    def primary() -> list[str]:
        return [each.objectName() for each in page.findChildren(QPushButton) if each.property("kind") == "primary"]

    assert primary() == ["setUpButton"]
    page.show_found(2)
    assert primary() == ["importButton"]
    page.show_found(0)
    assert primary() == ["setUpButton"]


@pytest.mark.parametrize(
    ("stage", "words"), [(Stage.CREATING, "&Finish the setup…"), (Stage.UNDOING, "C&ontinue removing…")]
)
def test_what_is_half_made_comes_before_everything_else(page: FirstStart, stage: Stage, words: str):
    page.show_found(2)
    page.show_unfinished(Record(Draft("0a1b2c3d", "111122223333", "desk", "phone"), datetime.now(UTC), stage))
    first = door(page, "setUpButton")
    assert first.text() == words
    assert [each for each in page.findChildren(QPushButton) if each.property("kind") == "primary"] == [first]
    assert any("“desk” is unfinished" in label.text() for label in page.findChildren(QLabel))
    page.show_found(2)  # the files are looked through at their own pace
    assert first.property("kind") == "primary"
    page.show_unfinished(None)
    assert first.text() == "&Set up MFA access"
    assert door(page, "importButton").property("kind") == "primary"


@pytest.mark.parametrize(("count", "said"), [(1, "One profile was found"), (4, "4 profiles were found")])
def test_it_says_how_many_profiles_there_are(page: FirstStart, count: int, said: str):
    page.show_found(count)
    assert any(said in label.text() for label in page.findChildren(QLabel))


def test_each_door_leads_where_it_says(qtbot: QtBot, page: FirstStart):
    page.show_found(1)
    taken = []
    page.set_up_asked.connect(lambda: taken.append("set up"))
    page.import_asked.connect(lambda: taken.append("import"))
    page.add_asked.connect(lambda: taken.append("add"))
    page.sandbox_asked.connect(lambda: taken.append("sandbox"))
    for name in ("setUpButton", "importButton", "addByHandButton", "sandboxButton"):
        qtbot.mouseClick(door(page, name), Qt.MouseButton.LeftButton)
    assert taken == ["set up", "import", "add", "sandbox"]


def test_what_stands_beside_the_doors_lines_up_in_every_language(qtbot: QtBot, theme: Theme):
    page = FirstStart(theme)
    qtbot.addWidget(page)
    page.findChild(QPushButton, "setUpButton").setText("Set up everything that MFA access needs")
    page.show()
    page.show_found(2)
    buttons = page.findChildren(QPushButton)
    assert len({button.width() for button in buttons}) == 1
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_every_door_can_be_taken_by_its_own_letter(page: FirstStart):
    page.show_found(1)
    letters = [button.shortcut().toString() for button in page.findChildren(QPushButton)]
    assert all(letters)
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("size", [(512, 436), (512, 300), (700, 660)])
def test_no_door_cuts_its_words_however_small_the_page_is(
    qtbot: QtBot, theme: Theme, page: FirstStart, size: tuple[int, int]
):
    theme.apply()
    page.show_found(3)
    page.resize(*size)
    for name in ("setUpButton", "importButton", "addByHandButton", "sandboxButton"):
        card = door(page, name).parentWidget()
        assert card is not None
        about = card.findChildren(QLabel)[0]
        qtbot.waitUntil(lambda about=about: about.height() >= about.heightForWidth(about.width()))


def test_the_smallest_window_shows_all_doors_at_once(qtbot: QtBot, theme: Theme, page: FirstStart):
    theme.apply()
    page.show_found(3)
    page.resize(512, 436)
    for name in ("setUpButton", "sandboxButton"):
        qtbot.waitUntil(lambda name=name: door(page, name).visibleRegion().boundingRect() == door(page, name).rect())
