from __future__ import annotations

import pytest

from hourpass.domain.credentials import Credentials, LongTermKeys
from hourpass.domain.problem import Problem, Reason
from hourpass.services.administrator import AdminSource
from hourpass.services.setup_ports import AdminKind, AdminProfile
from hourpass.viewmodels.admin_choice import AdminChoice, ChoiceKind, KeyField, KeyFlaw, Look

WORK = AdminProfile("work", AdminKind.SSO, "eu-west-1")
DEFAULT = AdminProfile("default", AdminKind.KEYS)
SHELL = AdminSource(typed=LongTermKeys("AKIASHELL", "shell-secret"), region="eu-west-3")


def typing(**texts: str) -> AdminChoice:
    choice = AdminChoice(None)
    for name, text in texts.items():
        choice.type(KeyField[name.upper()], text)
    return choice


@pytest.mark.parametrize(
    ("environment", "profiles", "chosen"),
    [
        (SHELL, (WORK, DEFAULT), (ChoiceKind.ENVIRONMENT, None)),
        (None, (WORK, DEFAULT), (ChoiceKind.PROFILE, DEFAULT)),
        (None, (WORK,), (ChoiceKind.PROFILE, WORK)),
        (None, (), (ChoiceKind.TYPED, None)),
    ],
    ids=["the shell's keys", "default", "the first", "typed"],
)
def test_the_most_likely_one_is_chosen_first(environment: AdminSource | None, profiles: tuple, chosen: tuple):
    choice = AdminChoice(environment)
    choice.found(profiles)
    assert (choice.choice.kind, choice.choice.profile) == chosen
    assert choice.choices[-1].kind is ChoiceKind.TYPED


def test_what_the_person_chose_stays_when_the_files_are_read_later():
    choice = AdminChoice(SHELL)
    choice.choose(1)
    choice.found((WORK, DEFAULT))
    assert choice.types_keys


def test_a_profile_is_asked_in_its_own_region():
    choice = AdminChoice(None)
    choice.found((WORK,))
    assert choice.source == AdminSource("work", region="eu-west-1")


def test_the_shells_keys_are_taken_as_they_are():
    assert AdminChoice(SHELL).source is SHELL


def test_typed_keys_make_a_source_once_they_are_whole():
    choice = typing(access_key_id=" AKIATYPED00000000001 ")
    assert choice.source is None
    choice.type(KeyField.SECRET, "s3cret\n")
    choice.type(KeyField.REGION, "cn-north-1")
    assert choice.source == AdminSource(typed=LongTermKeys("AKIATYPED00000000001", "s3cret"), region="cn-north-1")


def test_typed_keys_with_a_token_are_temporary():
    choice = typing(access_key_id="ASIATYPED00000000001", secret="s3cret", token="t0ken")
    assert choice.source is not None
    assert isinstance(choice.source.typed, Credentials)
    assert choice.source.typed.session_token == "t0ken"


@pytest.mark.parametrize(
    ("texts", "field", "flaw"),
    [
        ({"access_key_id": "AKIATYPED00000000001"}, KeyField.SECRET, KeyFlaw.MISSING),
        ({"access_key_id": "AKIA TYPED", "secret": "s"}, KeyField.ACCESS_KEY_ID, KeyFlaw.SPACES_INSIDE),
        ({"access_key_id": "AKIA123", "secret": "s"}, KeyField.ACCESS_KEY_ID, KeyFlaw.NOT_A_KEY_ID),
        ({"access_key_id": "ASIATYPED00000000001", "secret": "s"}, KeyField.TOKEN, KeyFlaw.TOKEN_NEEDED),
        ({"access_key_id": "AKIATYPED00000000001", "secret": "s", "token": "t"}, KeyField.TOKEN, KeyFlaw.TOKEN_STRANGE),
    ],
)
def test_typed_keys_that_cannot_work_are_not_tried(texts: dict[str, str], field: KeyField, flaw: KeyFlaw):
    choice = typing(**texts)
    assert choice.flaws[field] is flaw
    assert choice.source is None


def test_changing_a_typed_key_forgets_what_was_found_out_with_it():
    choice = typing(access_key_id="AKIATYPED00000000001", secret="s")
    choice.failed(Problem(Reason.SECRET_WRONG))
    choice.type(KeyField.SECRET, "s ")
    assert choice.look is Look.FAILED
    choice.type(KeyField.SECRET, "other")
    assert (choice.look, choice.problem) == (Look.NOT_YET, None)


@pytest.mark.parametrize("reason", [Reason.CODE_NEEDED, Reason.CODE_REFUSED])
def test_only_a_profile_asks_for_a_code_of_its_own(reason: Reason):
    choice = AdminChoice(None)
    choice.failed(Problem(reason))
    assert choice.look is Look.FAILED
    choice.found((WORK,))
    choice.failed(Problem(reason))
    assert choice.look is Look.CODE_NEEDED


def test_typed_secrets_are_forgotten():
    choice = typing(access_key_id="ASIATYPED00000000001", secret="s3cret", token="t0ken")
    choice.forget()
    assert "s3cret" not in repr(vars(choice))
    assert "t0ken" not in repr(vars(choice))


def test_whoever_serves_elsewhere_can_be_chosen_but_is_not_proposed():
    choice = AdminChoice(None, AdminSource("default"))
    choice.found((DEFAULT, WORK))
    assert choice.choice.profile is WORK
    choice.choose(0)
    assert choice.source is not None
    assert choice.source.profile == "default"


def test_where_nobody_else_is_known_keys_are_typed():
    choice = AdminChoice(None, AdminSource("default"))
    choice.found((DEFAULT,))
    assert choice.types_keys


def test_what_is_wrong_is_told_from_the_first_field_on():
    assert list(typing(access_key_id="AKIA123").flaws) == [KeyField.ACCESS_KEY_ID, KeyField.SECRET]


@pytest.mark.parametrize(("profile", "named"), [(DEFAULT, "default"), (WORK, None)])
def test_a_wrong_secret_is_told_with_the_profile_that_holds_it(profile: AdminProfile, named: str | None):
    choice = AdminChoice(None)
    choice.found((profile,))
    choice.failed(Problem(Reason.SECRET_WRONG))
    assert choice.problem is not None
    assert choice.problem.facts.get("keys_of") == named
