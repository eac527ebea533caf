"""The shared credentials file while the app runs: when it is written, when again, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from gui.fakes_office import NEXT_CODE, Office
from hourpass.adapters.aws_config import AwsConfig
from hourpass.domain.problem import Problem, Reason
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.elsewhere.file_card import FileCard
from hourpass.gui.elsewhere.file_desk import FileDesk
from hourpass.gui.elsewhere.file_keeping import FileKeeping
from hourpass.gui.theme import Theme
from hourpass.services.cancel import Cancel
from hourpass.services.kept_in_file import KeptInFile
from services.fakes_kept import HeldUpFile, Keeper, environment
from services.fakes_services import FakeClock, Gate, InThread, profile, refusal


class Kept:
    """An office that has credentials, and keeps none in the file yet."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.path = office, folder / "credentials"
        lock = str(folder / "lock")
        self.file = HeldUpFile(folder, lock)
        config = AwsConfig(environment(folder), lock_path=lock)
        self.kept = KeptInFile(self.file, config, office.book, office.sessions, office.clock)
        self.keeping = FileKeeping(
            office.tasks, self.kept, office.book, office.sessions, office.clock, office.vigil, office.window
        )
        self.problems: list[Problem] = []
        self.keeping.problem_met.connect(self.problems.append)
        office.sign_in()
        self.look()

    def choose(self, *ids: str) -> None:
        """As it was chosen in an earlier run."""
        self.office.book.change(in_credentials_file=ids)

    def sign_in(self, code: str) -> None:
        """Without waiting for what is written then."""
        found = self.office.book.profile("reports")
        assert found is not None
        self.office.sessions.obtain(found, code, Cancel())
        self.office.vigil.look()

    def look(self, **later: float) -> None:
        self.office.pass_time(**later)
        self.office.settle()

    def forget(self) -> None:
        self.office.sessions.forget("reports")
        QCoreApplication.processEvents()
        self.office.vigil.look()

    @property
    def reasons(self) -> list[Reason]:
        """What was told."""
        return [problem.reason for problem in self.problems]

    @property
    def text(self) -> str:
        return self.path.read_text() if self.path.exists() else ""


@pytest.fixture
def kept(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Kept]:
    office = Office(qtbot, theme, profile("reports"), profile("audit"))
    yield Kept(office, tmp_path)
    office.close()


def test_what_a_crash_has_left_goes_at_the_first_look_of_the_next_start(qtbot: QtBot, theme: Theme, tmp_path: Path):
    killed = Keeper(tmp_path, "reports", clock=FakeClock())
    killed.sign_in("reports")
    killed.kept.follow()
    assert "aws_secret_access_key" in killed.text
    office = Office(qtbot, theme, profile("reports"))
    config = AwsConfig(environment(tmp_path), lock_path=str(tmp_path / "lock"))
    kept = KeptInFile(HeldUpFile(tmp_path, str(tmp_path / "lock")), config, office.book, office.sessions, office.clock)
    keeping = FileKeeping(
        office.tasks, kept, office.book, office.sessions, office.clock, office.vigil, office.window
    )  # fmt: skip
    office.vigil.look()
    office.settle()
    assert killed.text == ""
    assert keeping.problem is None
    office.close()


def test_what_is_forgotten_while_it_is_written_leaves_the_file_with_the_end_of_that_writing(kept: Kept):
    kept.choose("reports")
    kept.file.gate = gate = Gate()
    kept.office.vigil.look()
    assert gate.reached.wait(10)
    kept.forget()
    gate.open()
    kept.office.settle()
    assert kept.text == ""


class FullDisk(Gate):
    """Once it is let through there is no place left."""

    def __call__(self, cancel: Cancel) -> None:
        super().__call__(cancel)
        raise refusal(Reason.DISK_FULL)


def test_what_is_forgotten_while_a_writing_fails_is_not_put_off(kept: Kept):
    kept.choose("reports")
    kept.look()
    assert "[reports]" in kept.text
    kept.file.gate = gate = FullDisk()
    kept.office.clock.advance(seconds=30)
    kept.sign_in(NEXT_CODE)
    assert gate.reached.wait(10)
    kept.forget()
    gate.open()
    kept.office.settle()
    assert kept.text == ""


def test_what_failed_is_told_once_and_tried_again_a_while_later(kept: Kept):
    kept.choose("reports")
    kept.file.failure = refusal(Reason.DISK_FULL)
    kept.look()
    for _ in range(3):
        kept.look(seconds=10)
    assert (kept.file.tries, kept.reasons) == (1, [Reason.DISK_FULL])
    kept.look(seconds=30)
    assert (kept.file.tries, kept.reasons) == (2, [Reason.DISK_FULL])
    kept.file.failure = None
    kept.look(minutes=1)
    assert "[reports]" in kept.text
    kept.look(minutes=1)
    assert kept.file.tries == 3


def test_a_clock_that_was_set_back_puts_nothing_off(kept: Kept):
    kept.choose("reports")
    kept.file.failure = refusal(Reason.DISK_FULL)
    kept.look()
    kept.file.failure = None
    kept.look(hours=-3)
    assert "[reports]" in kept.text


def test_after_a_failure_other_wishes_are_tried_at_once(kept: Kept):
    kept.choose("reports")
    kept.look()
    kept.choose()
    kept.file.failure = refusal(Reason.DISK_FULL)
    kept.look()
    kept.file.failure = None
    kept.choose("reports")
    kept.look()
    kept.choose()
    kept.look()
    assert kept.text == ""


def test_another_problem_is_told_and_so_is_one_that_comes_back(kept: Kept):
    kept.choose("reports")
    met = (
        refusal(Reason.MARKERS_DAMAGED, line="3"),
        refusal(Reason.MARKERS_DAMAGED, line="9"),  # something was written above it
        refusal(Reason.DISK_FULL),
        None,
    )
    for failure in met:
        kept.file.failure = failure
        kept.look(minutes=1)
    kept.file.failure = refusal(Reason.DISK_FULL)
    kept.forget()
    kept.office.settle()
    assert kept.reasons == [Reason.MARKERS_DAMAGED, Reason.DISK_FULL, Reason.DISK_FULL]


def test_after_the_end_it_comes_to_rest(kept: Kept):
    kept.choose("reports")
    kept.file.gate = gate = Gate()
    kept.office.vigil.look()
    assert gate.reached.wait(10)
    ending = InThread(kept.kept.clear)
    kept.forget()
    gate.open()
    ending.outcome()
    kept.office.settle()
    kept.look(minutes=1)
    assert kept.text == ""


class Carded:
    """The card beside it."""

    def __init__(self, kept: Kept, theme: Theme) -> None:
        self._kept, self._office = kept, kept.office
        self.card = FileCard(theme, "~/.aws/credentials", self._office.window)
        office = self._office
        self.desk = FileDesk(office.tasks, kept.kept, office.sessions, office.clock, kept.keeping, self.card)
        self.turn("reports")

    def turn(self, profile_id: str) -> None:
        found = self._office.book.profile(profile_id)
        assert found is not None
        self.desk.show_profile(found)
        self._office.settle()

    def choose(self, wanted: bool) -> None:
        self.card.chosen.emit(wanted)
        self._office.settle()

    @property
    def said(self) -> tuple[Tone, str]:
        found = self.card.findChild(StatusLine, "fileCardStatus")
        return found.tone(), found.text()


@pytest.fixture
def carded(kept: Kept, theme: Theme) -> Carded:
    return Carded(kept, theme)


@pytest.mark.parametrize("wanted", [True, False])
def test_a_choice_that_failed_stays_told_on_the_card_alone_until_it_is_carried_out(
    kept: Kept, carded: Carded, wanted: bool
):
    carded.choose(not wanted)
    kept.file.failure = refusal(Reason.DISK_FULL, path="credentials")
    carded.choose(wanted)
    told = carded.said
    assert told[0] is Tone.BAD
    tries = kept.file.tries
    kept.look()
    kept.look(minutes=1)
    assert (kept.file.tries, carded.said) == (tries + 2, told)
    kept.file.failure = None
    kept.look(minutes=1)
    assert ("[reports]" in kept.text) is wanted
    assert carded.said[0] is not Tone.BAD
    assert kept.problems == []


def test_a_choice_that_failed_when_another_profile_is_shown_already_is_told_at_the_next_look(
    kept: Kept, carded: Carded
):
    kept.file.failure = refusal(Reason.DISK_FULL, path="credentials")
    carded.card.chosen.emit(True)
    carded.turn("audit")
    kept.office.settle()
    kept.look()
    assert kept.reasons == [Reason.DISK_FULL]
