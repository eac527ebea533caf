from __future__ import annotations

from datetime import timedelta

import pytest

from gui.fakes_administrators import ACCOUNT, checked
from hourpass.domain.setup import DraftField, DraftFlaw, Mode, TakenNames
from hourpass.services.ports import Device, DeviceKind
from hourpass.services.setup_ports import Thing, ThingKind
from hourpass.viewmodels.existing_user import ExistingUser
from hourpass.viewmodels.names_form import Lack, NamesForm

PARTNER = "444455556666"
USER = Thing(ThingKind.USER, "maya", f"arn:aws:iam::{ACCOUNT}:user/team/maya")
PHONE = Device(f"arn:aws:iam::{ACCOUNT}:mfa/phone", DeviceKind.VIRTUAL)
PASSKEY = Device(f"arn:aws:iam::{ACCOUNT}:u2f/user/maya/key", DeviceKind.PASSKEY)


def taken(**kinds: set[str]) -> TakenNames:
    return TakenNames(**{kind: frozenset(names) for kind, names in kinds.items()})


@pytest.fixture
def form():
    made = NamesForm("maya")
    made.base_on(checked())
    return made


def names(form: NamesForm) -> list[str]:
    return [form.text(each) for each in (DraftField.USER_NAME, DraftField.DEVICE_NAME, DraftField.ROLE_NAME)]


def test_names_are_proposed_from_the_login(form: NamesForm):
    assert names(form) == ["hourpass-maya", "hourpass-maya", "hourpass-maya-s3"]
    assert form.complete


def test_a_login_that_iam_would_not_take_is_made_fit():
    form = NamesForm("Zoë Müller")
    form.base_on(checked())
    assert names(form)[0] == "hourpass-Zo--M-ller"
    assert form.complete


def test_proposals_avoid_what_is_taken_in_any_case_of_letters():
    form = NamesForm("maya")
    form.base_on(
        checked(taken=taken(users={"Hourpass-Maya"}, devices=set(), roles=set(), policies={"hourpass-maya-2-s3"}))
    )
    assert names(form) == ["hourpass-maya-2", "hourpass-maya-2", "hourpass-maya-2-s3-2"]
    assert form.complete


def test_the_others_follow_the_user_until_they_are_typed(form: NamesForm):
    form.type(DraftField.ROLE_NAME, "reader")
    form.type(DraftField.USER_NAME, "desk")
    assert names(form) == ["desk", "desk", "reader"]
    form.type(DraftField.ROLE_NAME, "")
    form.leave(DraftField.ROLE_NAME)
    form.type(DraftField.USER_NAME, "desks")
    assert names(form) == ["desks", "desks", "desks-s3"]


def test_an_emptied_name_stays_empty_until_its_field_is_left(form: NamesForm):
    form.type(DraftField.USER_NAME, "")
    assert names(form)[0] == ""
    assert form.flaws[DraftField.USER_NAME] is DraftFlaw.MISSING
    assert not form.complete
    form.leave(DraftField.USER_NAME)
    assert names(form)[0] == "hourpass-maya"


def test_a_name_that_iam_would_refuse_is_told_as_it_is_typed(form: NamesForm):
    form.type(DraftField.USER_NAME, "a desk")
    assert form.flaws[DraftField.USER_NAME] is DraftFlaw.WRONG_CHARACTERS
    assert not form.complete


def test_a_taken_name_is_told_as_it_is_typed():
    form = NamesForm("maya")
    form.base_on(checked(taken=taken(users={"Desk"})))
    form.type(DraftField.USER_NAME, "desk")
    assert form.flaws == {DraftField.USER_NAME: DraftFlaw.TAKEN_IN_OTHER_CASE}


def test_typed_names_survive_another_administrator(form: NamesForm):
    form.type(DraftField.USER_NAME, "desk")
    form.choose_mode(Mode.SESSION)
    form.base_on(checked("999900001111", taken=taken(users={"desk"})))
    assert form.draft().account == "999900001111"
    assert form.text(DraftField.USER_NAME) == "desk"
    assert form.flaws == {DraftField.USER_NAME: DraftFlaw.TAKEN}
    assert form.mode is Mode.SESSION


def test_a_session_is_proposed_where_the_rights_do_not_reach_for_a_role():
    form = NamesForm("maya")
    form.base_on(checked(missing=("iam:CreateRole",)))
    assert form.mode is Mode.SESSION
    assert form.draft().role_name == ""


def test_the_draft_is_of_the_administrators_partition():
    form = NamesForm("maya")
    chinese = checked()
    form.base_on(checked(identity=type(chinese.identity)(ACCOUNT, f"arn:aws-cn:iam::{ACCOUNT}:user/admin", "AIDA")))
    assert form.draft().user_arn == f"arn:aws-cn:iam::{ACCOUNT}:user/hourpass/hourpass-maya"


def test_a_role_elsewhere_waits_for_its_administrator(form: NamesForm):
    form.other_account = True
    assert form.lacks == (Lack.SECOND_ADMIN_MISSING,)
    form.base_role_on(checked(PARTNER, taken=taken(roles={"hourpass-maya-s3"})))
    assert form.complete
    assert form.draft().role_account == PARTNER
    assert form.draft().role_name == "hourpass-maya-s3-2"


def test_a_second_administrator_of_the_same_account_does_not_serve(form: NamesForm):
    form.other_account = True
    form.base_role_on(checked())
    assert form.lacks == (Lack.SAME_ACCOUNT,)
    assert not form.complete
    form.other_account = False
    assert form.complete


def test_a_setup_keeps_its_id_while_its_names_change(form: NamesForm):
    before = form.draft().id
    form.type(DraftField.USER_NAME, "desk")
    assert form.draft().id == before
    assert len(before) == 8


def test_options_are_part_of_the_draft(form: NamesForm):
    form.role_maximum = timedelta(hours=12)
    form.type(DraftField.EXTERNAL_ID, "audit")
    draft = form.draft()
    assert (draft.role_maximum, draft.external_id) == (timedelta(hours=12), "audit")
    form.choose_mode(Mode.SESSION)
    assert form.draft().external_id == ""


def test_an_existing_user_is_taken_once_aws_has_told_of_it(form: NamesForm):
    form.use_existing(True)
    assert form.lacks == (Lack.USER_NOT_CHOSEN,)
    form.want_user("maya")
    assert form.lacks == (Lack.USER_NOT_READ,)
    form.user_read(ExistingUser(USER, (PHONE, PASSKEY), ("AKIA1",)))
    assert form.complete
    draft = form.draft()
    assert (draft.user_arn, draft.creates_user, draft.creates_device) == (USER.arn, False, True)
    assert (draft.device_name, draft.role_name) == ("maya", "maya-s3")


def test_an_existing_users_device_and_key_can_serve(form: NamesForm):
    form.use_existing(True)
    form.want_user("maya")
    form.user_read(ExistingUser(USER, (PHONE,), ("AKIA1",), ("AKIA1",)))
    form.existing_device, form.existing_key = PHONE.serial, "AKIA1"
    draft = form.draft()
    assert (draft.creates_device, draft.creates_key, draft.device_serial) == (False, False, PHONE.serial)
    assert not form.needs_device


def test_a_user_with_two_keys_gets_no_third_one(form: NamesForm):
    form.use_existing(True)
    form.want_user("maya")
    form.user_read(ExistingUser(USER, (), ("AKIA1", "AKIA2")))
    assert form.lacks == (Lack.TOO_MANY_KEYS,)
    form.user_read(ExistingUser(USER, (), ("AKIA1", "AKIA2"), ("AKIA2",)))
    assert form.lacks == ()
    assert form.draft().existing_key == "AKIA2"


def test_a_user_with_eight_devices_gets_no_ninth_one(form: NamesForm):
    form.use_existing(True)
    form.want_user("maya")
    form.user_read(ExistingUser(USER, (PASSKEY,) * 8))
    assert form.lacks == (Lack.TOO_MANY_DEVICES,)


def test_another_user_is_not_given_the_devices_of_the_one_before(form: NamesForm):
    form.use_existing(True)
    form.want_user("maya")
    form.user_read(ExistingUser(USER, (PHONE,)))
    form.existing_device = PHONE.serial
    form.want_user("noah")
    assert form.lacks == (Lack.USER_NOT_READ,)
    assert form.existing_device == ""


def test_a_new_user_is_not_mixed_up_with_an_existing_one_that_was_chosen_before(form: NamesForm):
    form.use_existing(True)
    form.want_user("maya")
    form.user_read(ExistingUser(USER, (PHONE,)))
    form.existing_device = PHONE.serial
    form.use_existing(False)
    assert form.draft().creates_user
    assert form.draft().creates_device


def test_an_existing_role_needs_no_name_but_a_whole_arn(form: NamesForm):
    form.type_role("role/s3-reader")
    assert form.lacks == (Lack.ROLE_MALFORMED,)
    form.type_role(f" arn:aws:iam::{PARTNER}:role/s3-reader")
    assert form.complete
    assert not form.looks_role_up
    assert form.draft().role_arn == f"arn:aws:iam::{PARTNER}:role/s3-reader"
    assert not form.draft().creates_role


def test_an_existing_role_may_be_named_and_is_looked_up(form: NamesForm):
    arn = f"arn:aws:iam::{ACCOUNT}:role/team/s3-reader"
    form.type_role("s3-reader")
    assert form.looks_role_up
    assert form.lacks == (Lack.ROLE_NOT_READ,)
    form.role_read("another", f"arn:aws:iam::{ACCOUNT}:role/another")
    assert form.lacks == (Lack.ROLE_NOT_READ,)
    form.role_read("s3-reader", arn)
    assert form.complete
    assert form.draft().role_arn == arn
    form.type_role("s3-reade")
    assert form.lacks == (Lack.ROLE_NOT_READ,)


def test_a_role_that_is_not_there_does_not_serve_by_name_or_arn(form: NamesForm):
    for typed in ("nothing", f"arn:aws:iam::{ACCOUNT}:role/nothing"):
        form.type_role(typed)
        assert form.looks_role_up
        form.role_read(typed, "")
        assert form.lacks == (Lack.ROLE_NOT_FOUND,)
        assert not form.complete
