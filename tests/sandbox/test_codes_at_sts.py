from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Enter, Person, Phone, Proof, SettableClock, refusal, said


@pytest.mark.parametrize("steps", [-2, -1, 0, 1, 2])
def test_codes_up_to_two_steps_away_are_taken(practice: Person, proof: Proof, steps: Any):
    assert practice.sts.get_session_token(**proof(steps))["Credentials"]


@pytest.mark.parametrize("steps", [-3, 3])
def test_codes_three_steps_away_are_refused(practice: Person, proof: Proof, steps: Any):
    with pytest.raises(ClientError) as error:
        practice.sts.get_session_token(**proof(steps))
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)


def test_a_code_works_once_across_both_calls(sandbox: Sandbox, practice: Person, proof: Proof, enter: Enter):
    practice.sts.get_session_token(**proof())
    with pytest.raises(ClientError) as error:
        enter()
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)


def test_an_older_code_still_works_after_a_newer_one(practice: Person, proof: Proof):
    practice.sts.get_session_token(**proof(1))
    assert practice.sts.get_session_token(**proof(-1))["Credentials"]


def test_after_nine_tries_even_a_good_code_is_refused_until_the_next_three_minutes(
    practice: Person, proof: Proof, phone: Phone, clock: SettableClock
):
    clock.advance(seconds=-10)  # to a multiple of three minutes
    wrong = {**proof(), "TokenCode": phone.wrong()}
    for _ in range(9):
        with pytest.raises(ClientError) as error:
            practice.sts.get_session_token(**wrong)
        assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)
    with pytest.raises(ClientError) as over:
        practice.sts.get_session_token(**proof())
    assert refusal(over) == said(answers.ACCESS_DENIED_MFA_SERIAL)
    clock.advance(seconds=179)
    with pytest.raises(ClientError):
        practice.sts.get_session_token(**proof())
    clock.advance(seconds=1)
    assert practice.sts.get_session_token(**proof())["Credentials"]


def test_the_serial_must_be_the_callers_own(admin: Person, proof: Proof):
    with pytest.raises(ClientError) as error:
        admin.sts.get_session_token(**proof())
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_SERIAL)


def test_another_users_tries_do_not_spend_the_owners_code(admin: Person, practice: Person, proof: Proof):
    for _ in range(10):
        with pytest.raises(ClientError):
            admin.sts.get_session_token(**proof())
    assert practice.sts.get_session_token(**proof())["Credentials"]


@pytest.mark.parametrize("left_out", ["SerialNumber", "TokenCode"])
def test_serial_and_code_go_together(practice: Person, proof: Proof, left_out: str):
    given = {name: value for name, value in proof().items() if name != left_out}
    with pytest.raises(ClientError) as error:
        practice.sts.get_session_token(**given)
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_INCOMPLETE)


def test_a_yubikeys_long_string_is_named_in_the_refusal(practice: Person, proof: Proof):
    with pytest.raises(ClientError) as error:
        practice.sts.get_session_token(**{**proof(), "TokenCode": "ccccccvbtuvt"})
    status, code, message = refusal(error)
    assert (status, code) == (400, "ValidationError")
    assert "2 validation errors detected" in message
    assert "'ccccccvbtuvt' at 'tokenCode'" in message
    assert r"Member must satisfy regular expression pattern: [\d]*" in message


def test_a_code_sent_with_a_roles_session_proves_nothing(enter: Enter, proof: Proof, sandbox: Sandbox):
    entered = enter()
    with pytest.raises(ClientError) as error:
        entered.sts.assume_role(RoleArn=sandbox.seeded.role_arn, RoleSessionName="again", **proof(1))
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_SERIAL)


def test_a_refused_role_spends_the_code_all_the_same(practice: Person, proof: Proof):
    with pytest.raises(ClientError):
        practice.sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/nobody", RoleSessionName="tests", **proof())
    with pytest.raises(ClientError) as error:
        practice.sts.get_session_token(**proof())
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)


def test_a_session_got_with_a_code_is_the_users_own(sandbox: Sandbox, practice: Person, proof: Proof):
    proved = Person(sandbox, practice.sts.get_session_token(**proof())["Credentials"])
    assert proved.sts.get_caller_identity()["Arn"] == sandbox.seeded.user_arn
