from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.drafts import ACCOUNT, OTHER_ACCOUNT, ROLE_DRAFT, SESSION_DRAFT, drafts, names
from hourpass.domain.setup import (
    LONGEST_DEVICE_NAME,
    LONGEST_USER_NAME,
    Draft,
    DraftField,
    DraftFlaw,
    Mode,
    TakenNames,
    draft_flaws,
    proposed_name,
)

NOTHING = TakenNames(frozenset(), frozenset(), frozenset(), frozenset())
ROLE_ELSEWHERE = replace(ROLE_DRAFT, role_account=OTHER_ACCOUNT)


@given(base=st.text(), taken=st.frozensets(names(12)), longest=st.integers(8, 64), suffix=st.sampled_from(["", "-s3"]))
def test_a_proposed_name_is_one_that_iam_takes_and_that_is_free(
    base: str, taken: frozenset[str], longest: int, suffix: str
):
    name = proposed_name(base, taken, longest, suffix)
    assert re.fullmatch(r"[A-Za-z0-9_+=,.@-]+", name)
    assert len(name) <= longest
    assert name.casefold() not in {each.casefold() for each in taken}


@given(base=names(20), longest=st.integers(8, 64))
def test_even_where_the_first_numbers_are_taken_a_free_name_is_found(base: str, longest: int):
    taken: frozenset[str] = frozenset()
    for _ in range(12):
        taken |= {proposed_name(base, taken, longest, "-s3").upper()}
    assert len(taken) == 12


@pytest.mark.parametrize(
    ("base", "taken", "proposed"),
    [
        ("maya", frozenset(), "maya"),
        ("maya", None, "maya"),
        ("maya", {"maya"}, "maya-2"),
        ("maya", {"MAYA", "maya-2"}, "maya-3"),
        ("Maya Günther", frozenset(), "Maya-G-nther"),
        ("まや", frozenset(), "user"),
        ("", frozenset(), "user"),
    ],
)
def test_a_proposed_name_stays_near_to_what_it_comes_from(base: str, taken: set[str] | None, proposed: str):
    assert proposed_name(base, None if taken is None else frozenset(taken), LONGEST_USER_NAME) == proposed


def test_a_long_name_leaves_room_for_its_number():
    taken = frozenset({"m" * 64})
    assert proposed_name("m" * 80, taken, LONGEST_USER_NAME) == "m" * 62 + "-2"


@given(drafts())
def test_a_good_draft_has_no_flaw(draft: Draft):
    assert draft_flaws(draft, NOTHING) == {}


@pytest.mark.parametrize("name", ["maya@laptop.", "a", "m" * 64, "_+=,.@-"])
def test_names_that_iam_takes_are_fine(name: str):
    assert draft_flaws(replace(ROLE_DRAFT, user_name=name), NOTHING) == {}


@pytest.mark.parametrize(
    ("name", "flaw"),
    [
        ("", DraftFlaw.MISSING),
        ("m" * 65, DraftFlaw.TOO_LONG),
        ("maya g", DraftFlaw.WRONG_CHARACTERS),
        ("maya\n", DraftFlaw.WRONG_CHARACTERS),
        ("mäya", DraftFlaw.WRONG_CHARACTERS),
        ("maya/ops", DraftFlaw.WRONG_CHARACTERS),
        ("ken", DraftFlaw.TAKEN),
        ("KEN", DraftFlaw.TAKEN_IN_OTHER_CASE),
    ],
)
def test_what_is_wrong_with_a_users_name_is_told(name: str, flaw: DraftFlaw):
    taken = replace(NOTHING, users=frozenset({"ken"}))
    assert draft_flaws(replace(ROLE_DRAFT, user_name=name), taken) == {DraftField.USER_NAME: flaw}


def test_a_device_has_a_longer_name_and_other_neighbours_than_a_user():
    long = "m" * LONGEST_DEVICE_NAME
    assert draft_flaws(replace(ROLE_DRAFT, device_name=long), replace(NOTHING, users=frozenset({long}))) == {}
    flaws = draft_flaws(replace(ROLE_DRAFT, device_name=long), replace(NOTHING, devices=frozenset({long})))
    assert flaws == {DraftField.DEVICE_NAME: DraftFlaw.TAKEN}
    assert draft_flaws(replace(ROLE_DRAFT, device_name=f"{long}m"), NOTHING) == {
        DraftField.DEVICE_NAME: DraftFlaw.TOO_LONG
    }


@pytest.mark.parametrize("kind", ["roles", "policies"])
def test_a_roles_name_must_be_free_among_roles_and_among_policies(kind: str):
    taken = replace(NOTHING, **{kind: frozenset({"maya-s3"})})
    assert draft_flaws(ROLE_DRAFT, taken) == {DraftField.ROLE_NAME: DraftFlaw.TAKEN}
    assert draft_flaws(SESSION_DRAFT, taken) == {}


def test_a_role_in_another_account_is_compared_with_the_names_there():
    there = replace(NOTHING, roles=frozenset({"maya-s3"}))
    assert draft_flaws(ROLE_ELSEWHERE, NOTHING, there) == {DraftField.ROLE_NAME: DraftFlaw.TAKEN}
    assert draft_flaws(ROLE_ELSEWHERE, there, NOTHING) == {}


def test_names_that_may_not_be_listed_are_taken_for_free():
    assert draft_flaws(ROLE_DRAFT, TakenNames()) == {}


def test_what_is_there_already_may_be_taken():
    taken = TakenNames(*(frozenset({"maya", "maya@laptop", "maya-s3"}),) * 4)
    draft = replace(
        ROLE_DRAFT,
        existing_user_path="/",
        existing_device="GAHT12345678",
        existing_role_arn=f"arn:aws:iam::{ACCOUNT}:role/audit",
    )
    assert draft_flaws(draft, taken) == {}
    assert set(draft_flaws(ROLE_DRAFT, taken)) == {
        DraftField.USER_NAME,
        DraftField.DEVICE_NAME,
        DraftField.ROLE_NAME,
    }


@pytest.mark.parametrize(
    ("change", "field", "flaw"),
    [
        ({"role_account": "12345"}, DraftField.ROLE_ACCOUNT, DraftFlaw.NOT_AN_ACCOUNT),
        ({"role_account": "acme"}, DraftField.ROLE_ACCOUNT, DraftFlaw.NOT_AN_ACCOUNT),
        ({"role_maximum": timedelta(minutes=59)}, DraftField.ROLE_MAXIMUM, DraftFlaw.OUT_OF_RANGE),
        ({"role_maximum": timedelta(hours=12, seconds=1)}, DraftField.ROLE_MAXIMUM, DraftFlaw.OUT_OF_RANGE),
        ({"external_id": "x"}, DraftField.EXTERNAL_ID, DraftFlaw.WRONG_CHARACTERS),
        ({"external_id": "two words"}, DraftField.EXTERNAL_ID, DraftFlaw.WRONG_CHARACTERS),
        ({"external_id": "x" * 1225}, DraftField.EXTERNAL_ID, DraftFlaw.WRONG_CHARACTERS),
    ],
)
def test_what_a_role_cannot_have_is_told_and_is_nothing_to_a_session(
    change: dict[str, str], field: DraftField, flaw: DraftFlaw
):
    assert draft_flaws(replace(ROLE_DRAFT, **change), NOTHING) == {field: flaw}
    assert draft_flaws(replace(SESSION_DRAFT, **change), NOTHING) == {}


@given(drafts())
def test_arns_name_the_account_the_partition_and_our_path(draft: Draft):
    home, prefix = draft.existing_user_path or "/hourpass/", f"arn:{draft.partition}:iam::"
    assert draft.user_arn == f"{prefix}{draft.account}:user{home}{draft.user_name}"
    if draft.creates_device:
        assert draft.device_serial == f"{prefix}{draft.account}:mfa/hourpass/{draft.device_name}"
    if draft.creates_role:
        assert draft.role_arn == f"{prefix}{draft.role_account or ACCOUNT}:role/hourpass/{draft.role_name}"
        assert draft.policy_arn == draft.role_arn.replace(":role/", ":policy/")
    assert (draft.role_arn == "") is (draft.mode is Mode.SESSION)


def test_a_second_administrator_is_needed_only_for_a_new_role_elsewhere():
    assert ROLE_ELSEWHERE.crosses_accounts
    assert not replace(ROLE_DRAFT, role_account=ACCOUNT).crosses_accounts
    assert not replace(ROLE_ELSEWHERE, mode=Mode.SESSION).crosses_accounts
    existing = f"arn:aws:iam::{OTHER_ACCOUNT}:role/audit"
    assert not replace(ROLE_ELSEWHERE, existing_role_arn=existing).crosses_accounts
