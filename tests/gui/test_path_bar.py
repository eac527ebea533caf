from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from hourpass.gui.path_bar import PathBar, Step
from hourpass.gui.theme import Theme

LONG = "a-folder-with-a-name-that-goes-on-and-on-and-on-until-nobody-reads-it-any-more"


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> PathBar:
    made = PathBar(theme)
    qtbot.addWidget(made)
    made.resize(640, 30)
    made.show()
    return made


def show(bar: PathBar, *names: str) -> None:
    bar.show_path([Step(name, depth) for depth, name in enumerate(names, -1)])


def links(bar: PathBar) -> list[str]:
    found = [link for link in bar.findChildren(QPushButton) if link.isVisible()]
    return [link.text() for link in sorted(found, key=QPushButton.x)]


def place(bar: PathBar) -> str:
    found = [label for label in bar.findChildren(QLabel, "objectPathPlace") if label.isVisible()]
    assert len(found) == 1
    return found[0].text()


def test_every_step_is_a_link_but_where_one_is(qtbot: QtBot, bar: PathBar) -> None:
    show(bar, "Buckets", "acme-logs", "2024", "01")
    assert (links(bar), place(bar)) == (["Buckets", "acme-logs", "2024"], "01")
    with qtbot.waitSignal(bar.left_for) as left:
        bar.findChildren(QPushButton)[1].click()
    assert left.args == [0]


def test_steps_without_room_are_behind_the_dots(qtbot: QtBot, bar: PathBar) -> None:
    bar.resize(260, 30)
    show(bar, "Buckets", "acme-logs", *(f"folder-{number}" for number in range(500)))
    assert links(bar)[:2] == ["Buckets", "…"]
    assert place(bar) == "folder-499"
    dots = bar.findChild(QPushButton, "objectPathMore")
    assert dots is not None
    menu = dots.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()[:2]] == ["acme-logs", "folder-0"]
    with qtbot.waitSignal(bar.left_for) as left:
        menu.actions()[1].trigger()
    assert left.args == [1]


def test_a_wider_window_shows_more_of_them(bar: PathBar, qtbot: QtBot) -> None:
    bar.resize(200, 30)
    show(bar, "Buckets", "acme-logs", "2024", "01")
    few = links(bar)
    bar.resize(640, 30)
    qtbot.waitUntil(lambda: len(links(bar)) > len(few))
    assert links(bar) == ["Buckets", "acme-logs", "2024"]


def test_the_way_back_shows_its_keys_and_no_other_step_does(bar: PathBar) -> None:
    show(bar, "Buckets", "acme-logs", "2024", "01")
    tips = {link.text(): link.toolTip() for link in bar.findChildren(QPushButton) if link.isVisible()}
    assert [tips[name] for name in links(bar)] == ["", "", "Back to 2024 (Backspace or Alt+Up)"]


def test_a_long_name_is_elided_and_told_in_full(bar: PathBar) -> None:
    show(bar, "Buckets", LONG, "2024", "01")
    assert "…" in links(bar)[1]
    link = bar.findChildren(QPushButton)[1]
    assert (link.accessibleName(), link.toolTip().replace("\n", "")) == (LONG, LONG)
    assert bar.accessibleDescription() == f"Buckets / {LONG} / 2024 / 01"


def test_a_name_with_an_ampersand_is_no_mnemonic(bar: PathBar) -> None:
    show(bar, "Buckets", "r&d", "x")
    assert links(bar)[1] == "r&&d"
