"""Walking through buckets of the embedded AWS, with the services that the app has and their real refusals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hourpass.gui.bucket_browser import BucketBrowser
from hourpass.gui.bucket_table import BucketTable
from hourpass.gui.object_message import ObjectMessage
from hourpass.gui.object_table import ObjectTable
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.sandbox import seed
from hourpass.sandbox.answers import EXPIRED_TOKEN_S3
from hourpass.services.buckets import Buckets
from hourpass.services.cancel import Cancel
from hourpass.viewmodels.listing import Stage
from services.fakes_sandbox_world import SandboxWorld

OBJECTS = 12_500  # more than are asked for at once


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    made = SandboxWorld()
    seed.crowd(made.sandbox._world, made.sandbox._objects, OBJECTS)
    yield made
    made.close()


class Person:
    """Somebody at the tab of buckets."""

    def __init__(self, qtbot: QtBot, theme: Theme, world: SandboxWorld, tasks: Tasks) -> None:
        self._qtbot, self._world = qtbot, world
        self.profile = world.book.profiles[0]
        self.browser = BucketBrowser(theme, tasks, Buckets(world.sessions, world.aws, world.clock))
        qtbot.addWidget(self.browser)
        self.browser.resize(700, 500)
        self.browser.show()
        self.browser.activateWindow()
        qtbot.waitUntil(self.browser.isActiveWindow)
        self.sign_in(world.code())

    def sign_in(self, code: str) -> None:
        self._world.sessions.obtain(self.profile, code, Cancel())
        self.browser.show_profile(self.profile, valid=True, expired=False)

    def open(self, bucket: str) -> None:
        table = self.browser.findChild(BucketTable)
        assert table is not None
        self._qtbot.waitUntil(lambda: table.isVisible() and not self.browser.buckets.arriving)
        table.go_to(bucket)
        table.setFocus()
        self.press(Qt.Key.Key_Return)
        self.settle()

    def enter(self, folder: str) -> None:
        self.table.go_to(folder)
        self.press(Qt.Key.Key_Return)

    def press(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(QGuiApplication.focusObject(), key)

    def settle(self) -> None:
        folders = self.browser.folders
        assert folders is not None
        self._qtbot.waitUntil(lambda: not folders.arriving, timeout=60_000)

    @property
    def table(self) -> ObjectTable:
        found = self.browser.findChild(ObjectTable)
        assert found is not None
        return found

    def names(self) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def said(self) -> str:
        found = self.browser.findChild(ObjectMessage)
        assert found is not None
        return found.text() if found.isVisible() else ""

    @property
    def stage(self) -> Stage:
        folders = self.browser.folders
        assert folders is not None
        assert folders.walk is not None
        return folders.walk.here.listing.stage


@pytest.fixture
def person(qtbot: QtBot, theme: Theme, world: SandboxWorld) -> Iterator[Person]:
    tasks = Tasks()
    yield Person(qtbot, theme, world, tasks)
    assert tasks.close(10_000)


def test_a_bucket_of_another_region_opens_by_itself(person: Person) -> None:
    person.open("acme-releases")
    person.enter("app/")
    person.settle()
    assert person.names() == ["1.0/", "1.1/"]


def test_what_is_closed_says_so_in_place(person: Person) -> None:
    person.open("acme-payroll")
    assert person.said().startswith("You may not list the objects in acme-payroll.")
    person.press(Qt.Key.Key_Backspace)
    person.open("acme-backups-2024")
    person.enter("hr/")
    person.settle()
    assert person.said().startswith("You may not list “hr/” in acme-backups-2024.")


def test_credentials_that_end_in_the_middle_of_a_folder_are_asked_for_and_it_goes_on(
    qtbot: QtBot, person: Person, world: SandboxWorld
) -> None:
    person.open("acme-data-lake-raw")
    world.sandbox.faults.add("ListObjectsV2", answer=EXPIRED_TOKEN_S3, skip=3)
    with qtbot.waitSignal(person.browser.expired, timeout=60_000):
        person.enter("archive/")
    person.settle()
    before = person.names()
    assert 0 < len(before) < OBJECTS
    session = world.sessions.session(person.profile.id)
    assert session is not None
    assert session.expires_at <= world.clock.now()
    person.browser.show_profile(person.profile, valid=False, expired=True)
    assert person.names() == before
    person.sign_in(world.next_code())
    qtbot.waitUntil(lambda: person.stage is Stage.LOADED, timeout=60_000)
    assert person.names() == [f"event-{number:07d}.json" for number in range(OBJECTS)]
