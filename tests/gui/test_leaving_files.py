"""The files of other tools when the app ends."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from hourpass.bootstrap import Services, join
from hourpass.domain.problem import HourpassError, Reason
from hourpass.gui.elsewhere import leaving_files
from hourpass.gui.elsewhere.leaving_files import leave_files
from hourpass.services.aws_sections import ConfigSections
from services.fakes_kept import ENDPOINT, Keeper
from services.fakes_services import FakeClock, Gate, InThread, refusal


@pytest.fixture
def app(tmp_path: Path) -> Keeper:
    made = Keeper(tmp_path, "reports", "audit", clock=FakeClock())
    made.sign_in("reports")
    return made


def services(keeper: Keeper, endpoint: str = "") -> Services:
    sections = ConfigSections(keeper.config, lambda profile_id: ("/usr/bin/relay", profile_id), "", endpoint)
    return replace(join(keeper.book), kept=keeper.kept, sections=sections, endpoint=endpoint)


def test_what_could_not_be_taken_away_when_it_was_switched_off_goes_at_the_end(app: Keeper):
    app.kept.follow()
    app.file.failure = refusal(Reason.DISK_FULL)
    with pytest.raises(HourpassError):
        app.kept.choose("reports", False)
    app.file.failure = None
    assert "[reports]" in app.text
    leave_files(services(app))
    assert app.text == ""


def test_what_is_being_written_holds_up_the_end_for_a_while_only_and_is_taken_away_still(
    app: Keeper, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(leaving_files, "SECONDS", 0.05)
    app.file.gate = gate = Gate()
    writing = InThread(app.kept.follow)
    assert gate.reached.wait(10)
    leave_files(services(app))
    assert writing.is_alive()
    gate.open()
    writing.outcome()
    for thread in threading.enumerate():
        if thread.name == "files of other tools":
            thread.join(10)
    assert app.text == ""


def test_one_damaged_marker_keeps_none_of_a_sandboxs_other_sections_in_the_config_file(tmp_path: Path):
    sandbox = Keeper(tmp_path, "practice", "practice-day", clock=FakeClock(), endpoint=ENDPOINT)
    made = services(sandbox, ENDPOINT)
    for profile in sandbox.book.profiles:
        made.sections.apply(made.sections.adding(profile, profile.name)[0])
    config = Path(sandbox.config.path)
    config.write_text(f"{config.read_text()}\n# hourpass end practice\n")
    leave_files(made)
    assert "[profile practice]" in config.read_text()
    assert "[profile practice-day]" not in config.read_text()
