from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.aws_entry import AwsEntry, EntryFlaw, flaws, proposed_section, section_flaw, unfit_word

COMMAND = ("/usr/bin/python3.11", "-IS", "/opt/hourpass/cli/relay.py", "/run/user/1000/hourpass/app.socket", "a1")


def test_an_entry_is_a_section_between_two_markers() -> None:
    assert AwsEntry("a1", "work", COMMAND, "eu-west-1").lines == (
        "# hourpass begin a1: written by Hourpass, changes between these lines are lost",
        "[profile work]",
        "credential_process = /usr/bin/python3.11 -IS /opt/hourpass/cli/relay.py /run/user/1000/hourpass/app.socket a1",
        "region = eu-west-1",
        "# hourpass end a1",
    )


def test_the_default_profile_has_a_header_of_its_own_and_a_region_is_not_needed() -> None:
    assert AwsEntry("a1", "default", ("x",)).lines[1:-1] == ("[default]", "credential_process = x")


@pytest.mark.parametrize(
    ("section", "flaw"),
    [
        ("work", None),
        ("team/work.eu@acme+1:%", None),
        ("", EntryFlaw.SECTION_MISSING),
        ("x" * 65, EntryFlaw.SECTION_TOO_LONG),
        ("two words", EntryFlaw.SECTION_CHARACTERS),
        ("wörk", EntryFlaw.SECTION_CHARACTERS),
        ('"', EntryFlaw.SECTION_CHARACTERS),
        ("a]\n[b", EntryFlaw.SECTION_CHARACTERS),
        ("a\n", EntryFlaw.SECTION_CHARACTERS),
        ("DEFAULT", EntryFlaw.SECTION_RESERVED),
        ("__proto__", EntryFlaw.SECTION_RESERVED),
    ],
)
def test_a_section_is_named_so_that_every_sdk_finds_it(section: str, flaw: EntryFlaw | None) -> None:
    assert section_flaw(section) is flaw


@pytest.mark.parametrize(
    "word",
    ["/opt/my tools/x", "a'b", 'a"b', "$HOME/x", "a;b", "a#b", "a\\b", "`x`", "a&b", "(x)", "~/x", "a\nb", "%x%", ""],
)
def test_a_word_that_a_shell_or_an_sdk_would_change_is_unfit(word: str) -> None:
    assert unfit_word(("/bin/ok", word)) == word
    assert flaws(AwsEntry("a1", "work", ("/bin/ok", word)))


def test_paths_of_this_system_are_fit() -> None:
    assert unfit_word(COMMAND) == ""
    assert unfit_word(("/home/zoë/ok",)) == ""
    assert unfit_word(("C:\\Users\\maya\\x.exe", "C:\\PROGRA~1\\x"), windows=True) == ""


@pytest.mark.parametrize("word", ["C:\\Program Files\\x.exe", "C:\\Users\\nina\\x.exe", "C:\\Users\\zoë\\x.exe"])
def test_on_windows_spaces_line_breaks_to_go_and_other_letters_are_unfit(word: str) -> None:
    assert unfit_word((word,), windows=True) == word


def test_every_flaw_of_an_entry_is_told() -> None:
    assert flaws(AwsEntry("a1", "a b", ("a b",), "eu west")) == (
        EntryFlaw.SECTION_CHARACTERS,
        EntryFlaw.COMMAND_CHARACTERS,
        EntryFlaw.REGION_CHARACTERS,
    )
    assert flaws(AwsEntry("a1", "a", ())) == (EntryFlaw.COMMAND_MISSING,)
    assert flaws(AwsEntry("a1", "a", COMMAND, "us-gov-west-1")) == ()


@pytest.mark.parametrize(
    ("name", "taken", "proposed"),
    [
        ("work", (), "work"),
        ("work", ("work",), "work-hourpass"),
        ("work", ("work", "work-hourpass", "work-hourpass-2"), "work-hourpass-3"),
        ("Acme / S3 reader (EU)", (), "Acme-/-S3-reader-EU"),
        ("Zoë", (), "Zoe"),
        ("仕事", (), "hourpass"),
        ("仕事", ("hourpass",), "hourpass-2"),
        ("", (), "hourpass"),
        ("DEFAULT", (), "DEFAULT-hourpass"),
        ("default", (), "default"),
        ("x" * 64, ("x" * 64,), "x" * 51 + "-hourpass"),
    ],
)
def test_a_proposed_section_says_the_profiles_name_as_far_as_all_tools_take_it(
    name: str, taken: tuple[str, ...], proposed: str
) -> None:
    assert proposed_section(name, taken) == proposed


@given(st.text(max_size=80), st.sets(st.sampled_from(["a", "b", "hourpass", "hourpass-2", "a-hourpass"])))
def test_every_proposal_is_free_and_fit(name: str, taken: set[str]) -> None:
    proposed = proposed_section(name, taken)
    assert proposed not in taken
    assert section_flaw(proposed) is None
    assert not re.search(r"\s", proposed)
    again = proposed_section(name, taken | {proposed})
    assert again != proposed
    assert section_flaw(again) is None
