"""Profiles in the files of other tools: the section that asks Hourpass, and the one that holds the credentials."""

from __future__ import annotations

from pathlib import Path

import pytest

from hourpass.adapters.aws_config import AwsConfig
from hourpass.adapters.credentials_file import CredentialsFile
from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.settings import Settings
from hourpass.services.aws_sections import ConfigSections
from hourpass.services.cancel import Cancel
from hourpass.services.code_ledger import CodeLedger
from hourpass.services.kept_in_file import KeptInFile
from hourpass.services.profile_book import ProfileBook
from hourpass.services.sessions import Sessions
from services.fakes_services import KEYS, FakeAws, FakeClock, FakeStore, FakeVault, profile

CODE, NEXT_CODE = "123456", "654321"


class Files:
    """One person's AWS files, and the app beside them."""

    def __init__(self, folder: Path) -> None:
        self.config_path, self.keys_path = folder / "config", folder / "credentials"
        environment = {"AWS_CONFIG_FILE": str(self.config_path), "AWS_SHARED_CREDENTIALS_FILE": str(self.keys_path)}
        lock = str(folder / "lock")
        self.config = AwsConfig(environment, lock_path=lock)
        self.clock = FakeClock()
        self.book = ProfileBook(FakeStore(Settings(profiles=(profile("reports"), profile("audit")))))
        self.book.load()
        self.sessions = Sessions(FakeAws(self.clock), FakeVault(), self.clock, CodeLedger(self.clock))
        self.sessions.store_keys(KEYS)
        self.sections = ConfigSections(self.config, lambda profile_id: ("/usr/bin/relay", profile_id))
        keys = CredentialsFile(environment, lock)
        self.kept = KeptInFile(keys, self.config, self.book, self.sessions, self.clock)

    def sign_in(self, profile_id: str = "reports", code: str = CODE) -> None:
        found = self.book.profile(profile_id)
        assert found is not None
        self.sessions.obtain(found, code, Cancel())

    @property
    def keys(self) -> str:
        return self.keys_path.read_text() if self.keys_path.exists() else ""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_a_profile_is_proposed_added_and_taken_away_without_a_trace(files: Files):
    files.config_path.write_text("[default]\nregion = eu-west-1")
    look = files.sections.look(profile("reports"))
    assert (look.there, look.up_to_date, look.entry.section) == (False, True, "reports")
    change, shadows = files.sections.adding(profile("reports"), "reports")
    files.sections.apply(change)
    assert shadows == ()
    assert "credential_process = /usr/bin/relay reports" in files.config_path.read_text()
    assert files.sections.look(profile("reports")).there
    files.sections.remove("reports")
    files.sections.remove("reports")
    assert files.config_path.read_text() == "[default]\nregion = eu-west-1"


def test_a_section_of_an_earlier_installation_is_out_of_date_and_keeps_its_name(files: Files):
    elsewhere = ConfigSections(files.config, lambda profile_id: ("/opt/old/relay", profile_id))
    elsewhere.apply(elsewhere.adding(profile("reports"), "prod")[0])
    look = files.sections.look(profile("reports"))
    assert (look.there, look.up_to_date, look.entry.section) == (True, False, "prod")


def test_a_change_that_was_made_can_be_taken_back_until_somebody_else_writes(files: Files):
    change, _ = files.sections.adding(profile("reports"), "reports")
    files.sections.apply(change)
    files.sections.undo(change)
    assert not files.config_path.exists()
    files.sections.apply(change)
    files.config_path.write_text(files.config_path.read_text() + "[profile mine]\n")
    with pytest.raises(HourpassError) as changed:
        files.sections.undo(change)
    assert changed.value.problem.reason is Reason.FILE_CHANGED


def test_what_is_kept_in_the_file_follows_what_is_held(files: Files):
    assert files.kept.choose("reports", True) == ""
    assert files.keys == ""
    files.sign_in()
    files.kept.follow()
    first = files.keys
    assert "[reports]" in first
    assert "aws_session_token" in first
    files.clock.advance(minutes=31)
    files.sign_in(code=NEXT_CODE)
    files.kept.follow()
    assert files.keys != first
    assert files.keys.count("[reports]") == 1
    files.sessions.forget("reports")
    files.kept.follow()
    assert files.keys == ""


def test_it_leaves_at_its_end_and_with_the_app_but_stays_chosen(files: Files):
    files.kept.choose("reports", True)
    files.sign_in()
    files.kept.follow()
    files.clock.advance(minutes=60)
    files.kept.follow()
    assert files.keys == ""
    files.sign_in(code=NEXT_CODE)
    files.kept.follow()
    files.kept.clear()
    assert files.keys == ""
    assert files.kept.chosen("reports")


def test_what_a_killed_app_left_there_goes_at_the_next_look(files: Files):
    files.kept.choose("reports", True)
    files.sign_in()
    files.kept.follow()
    files.book.remove("reports")
    files.kept.follow()
    assert files.keys == ""


def test_only_what_was_chosen_is_written_and_others_sections_stay(files: Files):
    files.keys_path.write_text("[mine]\naws_access_key_id = x\n")
    files.sign_in("audit")
    files.kept.choose("reports", True)
    assert files.keys == "[mine]\naws_access_key_id = x\n"
    assert files.kept.choose("audit", True) == "audit"
    assert files.kept.choose("audit", False) == ""
    assert files.keys == "[mine]\naws_access_key_id = x\n"


def test_one_profile_has_one_name_in_both_files(files: Files):
    files.sections.apply(files.sections.adding(profile("reports"), "prod")[0])
    files.sign_in()
    assert files.kept.choose("reports", True) == "prod"
