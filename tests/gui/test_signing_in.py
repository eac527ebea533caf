"""From a typed code to credentials or to a reason, for the card and the prompt alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_office import CODE, Office
from hourpass.domain.problem import Reason
from hourpass.domain.totp import CodeFlaw
from hourpass.gui.theme import Theme
from services.fakes_services import KEYS, profile, refusal


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    made = Office(qtbot, theme)
    yield made
    made.close()


def test_a_second_press_while_one_request_is_out_sends_nothing_more(office: Office):
    gate = office.held_up()
    reports = profile()
    office.signing_in.submit(reports, CODE)
    office.signing_in.submit(reports, CODE)
    assert office.signing_in.entry("reports").busy
    gate.open()
    office.settle()
    assert office.aws.operations() == ["assume_role"]
    assert not office.signing_in.entry("reports").busy


@pytest.mark.parametrize(
    ("typed", "flaw"), [("12 34", CodeFlaw.TOO_SHORT), ("", CodeFlaw.EMPTY), ("12345a", CodeFlaw.NOT_DIGITS)]
)
def test_what_is_no_code_stays_here(office: Office, typed: str, flaw: CodeFlaw):
    office.signing_in.submit(profile(), typed)
    assert office.tasks.idle
    assert office.signing_in.entry("reports").flaw is flaw
    assert office.aws.calls == []


def test_a_code_typed_in_another_form_is_sent_as_six_digits(office: Office):
    office.signing_in.submit(profile(), "\uff11\uff12\uff13-456")  # full-width digits
    office.settle()
    (_, _, request) = office.aws.calls[0][1]
    assert request.proof.code == "123456"
    assert office.signing_in.sent_code("reports") == "123456"


def test_a_cancelled_request_frees_the_field_and_counts_its_code_as_spent(office: Office, qtbot: QtBot):
    gate = office.held_up()
    office.signing_in.submit(profile(), CODE)
    assert gate.reached.wait(5)
    office.signing_in.cancel("reports")
    office.settle()
    entry = office.signing_in.entry("reports")
    assert not entry.busy
    assert entry.digits == ""
    assert entry.seconds_to_next(office.clock.now()) == 20
    office.signing_in.submit(profile(), CODE)
    office.settle()
    assert entry.problem is not None
    assert entry.problem.reason is Reason.CODE_ALREADY_SENT


def test_a_locked_keyring_is_told_with_the_code_still_typed(office: Office, qtbot: QtBot):
    office.vault.refuses.add("get")
    with qtbot.waitSignal(office.signing_in.vault_troubled) as told:
        office.signing_in.submit(profile(), CODE)
    assert told.args is not None
    assert told.args[0] == "reports"
    assert told.args[1].reason is Reason.VAULT_LOCKED
    assert office.signing_in.entry("reports").digits == CODE
    office.vault.refuses.clear()
    office.signing_in.submit(profile(), office.signing_in.entry("reports").digits)
    office.settle()
    assert office.sessions.session("reports") is not None


def test_a_key_that_is_not_stored_is_asked_for_with_the_code_still_typed(office: Office, qtbot: QtBot):
    office.sessions.drop_keys(KEYS.access_key_id)
    with qtbot.waitSignal(office.signing_in.key_missing) as told:
        office.signing_in.submit(profile(), CODE)
    assert told.args is not None
    assert told.args[1].reason is Reason.KEY_NOT_STORED
    assert office.signing_in.entry("reports").digits == CODE


def test_a_connection_that_was_never_made_keeps_the_code_good(office: Office):
    office.aws.will("assume_role", refusal(Reason.CONNECTION_REFUSED, sent="no"))
    office.sign_in()
    assert office.line.text() == CODE
    office.send()
    office.settle()
    assert office.aws.issued == 1


def test_every_other_refusal_is_told_to_whoever_shows_what_no_page_shows(office: Office, qtbot: QtBot):
    office.aws.will("assume_role", refusal(Reason.ROLE_REFUSED))
    with qtbot.waitSignal(office.signing_in.refused) as told:
        office.signing_in.submit(profile(), CODE)
    assert told.args is not None
    assert told.args[1].reason is Reason.ROLE_REFUSED


def test_what_was_typed_for_a_profile_goes_when_it_becomes_another(office: Office):
    office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
    office.sign_in()
    office.signing_in.drop("reports")
    entry = office.signing_in.entry("reports")
    assert (entry.digits, entry.problem, office.signing_in.sent_code("reports")) == ("", None, "")


def test_too_many_tries_are_told_for_as_long_as_they_hold(office: Office):
    for number in range(5):
        office.aws.will("assume_role", refusal(Reason.CODE_REFUSED))
        office.sign_in(f"00000{number}")
    office.sign_in("000009")
    assert len(office.aws.calls) == 5
    entry = office.signing_in.entry("reports")
    assert entry.problem is not None
    assert entry.problem.reason is Reason.TOO_MANY_TRIES
    office.type("1")
    assert entry.problem is not None
    office.pass_time(minutes=3)
    office.line.clear()
    office.sign_in()
    assert office.aws.issued == 1


def test_two_profiles_ask_at_the_same_time(qtbot: QtBot, theme: Theme):
    first, second = profile("reports"), profile("audit", device_serial="arn:aws:iam::111122223333:mfa/key")
    office = Office(qtbot, theme, first, second)
    gates = office.held_up(), office.held_up()
    office.signing_in.submit(first, CODE)
    office.signing_in.submit(second, CODE)
    assert all(gate.reached.wait(5) for gate in gates)
    for gate in gates:
        gate.open()
    office.settle()
    assert office.aws.issued == 2
    office.close()
