"""The Details tab asks how old a key is: once, where somebody looks, and only with living credentials."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gui.fakes_elsewhere import elsewhere
from hourpass.bootstrap import join
from hourpass.gui.details_tab import DetailsTab
from hourpass.gui.profile_page import ProfilePage
from hourpass.gui.profile_tabs import ProfileTabs
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.services.buckets import Buckets
from hourpass.services.cancel import Cancel
from hourpass.viewmodels.details import Detail
from services.fakes_sandbox_world import SandboxWorld


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SandboxWorld]:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    world = SandboxWorld()
    yield world
    world.close()


class Page:
    """The chosen profile's page with its real tabs, over the embedded AWS."""

    def __init__(self, qtbot: QtBot, theme: Theme, world: SandboxWorld) -> None:
        self._qtbot, self.world = qtbot, world
        self.tasks = Tasks()
        self.page = ProfilePage(theme)
        qtbot.addWidget(self.page)
        services = replace(
            join(world.book),
            sessions=world.sessions,
            setup=world.tools,
            buckets=Buckets(world.sessions, world.aws, world.clock),
        )
        self.tabs = ProfileTabs(
            theme, self.tasks, services, elsewhere(theme, self.tasks, services, self.page), self.page
        )
        for _ in self.tabs.build():
            pass
        self.page.show()

    def show(self, *, signed_in: bool) -> None:
        profile = self.world.book.profiles[0]
        if signed_in and self.world.sessions.session(profile.id) is None:
            self.world.sessions.obtain(profile, self.world.code(), Cancel())
        self.tabs.show_profile(profile, signed_in)
        self.settle()

    def turn_to(self, place: int) -> None:
        assert self.page.tabs is not None
        self.page.tabs.setCurrentIndex(place)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.tasks.idle, timeout=10_000)

    @property
    def age(self) -> str:
        tab = self.page.findChild(DetailsTab)
        assert tab is not None
        return tab.shown().get(Detail.ACCESS_KEY, "")


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, world: SandboxWorld) -> Iterator[Page]:
    made = Page(qtbot, theme, world)
    yield made
    assert made.tasks.close()


def test_the_age_is_asked_when_somebody_turns_to_the_details(page: Page):
    page.show(signed_in=True)
    assert page.age == ""
    page.turn_to(2)
    assert page.age.startswith("Created ")
    page.show(signed_in=False)
    assert page.age.startswith("Created "), "what is known stays known"


def test_without_credentials_nobody_is_asked(page: Page):
    page.turn_to(2)
    page.show(signed_in=False)
    assert page.age == ""
    page.show(signed_in=True)
    assert page.age.startswith("Created ")


def test_the_door_to_the_change_stands_beside_the_devices(page: Page, qtbot: QtBot):
    page.turn_to(2)
    door = page.page.findChild(QAbstractButton, "changeKeyDoor")
    assert door is not None
    with qtbot.waitSignal(page.tabs.rotate_asked):
        door.click()
