from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.profile import Hop, Method, Profile, UsualDurations
from hourpass.domain.profile_flaws import Field, Flaw
from hourpass.services.ports import Device, DeviceKind
from hourpass.viewmodels.durations import offered_durations
from hourpass.viewmodels.profile_form import ProfileForm

KEY = "AKIAIOSFODNN7EXAMPLE"
ROLE = "arn:aws:iam::111122223333:role/s3-reader"
PHONE = Device("arn:aws:iam::111122223333:mfa/maya-phone", DeviceKind.VIRTUAL)
TOKEN = Device("GAHT12345678", DeviceKind.HARDWARE)
PASSKEY = Device("arn:aws:iam::111122223333:u2f/user/maya/key-ABC", DeviceKind.PASSKEY)
HELD = Profile("id-1", "reports-reader", KEY, Method.ROLE, ROLE, PHONE.serial, timedelta(minutes=90))


def filled(**typed: str) -> ProfileForm:
    form = ProfileForm(new_id=lambda: "id-9")
    texts = {
        Field.NAME: "reports-reader",
        Field.ACCESS_KEY_ID: KEY,
        Field.SECRET_ACCESS_KEY: "s3cret",
        Field.ROLE_ARN: ROLE,
        Field.DEVICE_SERIAL: PHONE.serial,
    }
    texts |= {Field[name.upper()]: text for name, text in typed.items()}
    for field, text in texts.items():
        form.type(field, text)
    return form


def test_an_empty_form_shows_no_flaw_until_saving_is_tried():
    form = ProfileForm()
    form.leave(Field.NAME)
    assert form.flaws == {}
    assert not form.try_save()
    assert list(form.flaws) == [Field.NAME, Field.ACCESS_KEY_ID, Field.SECRET_ACCESS_KEY, Field.ROLE_ARN]


def test_a_flaw_shows_once_its_field_was_left():
    form = filled(device_serial="arn:aws:iam::111122223333:user/maya")
    assert form.flaws == {}
    form.leave(Field.DEVICE_SERIAL)
    assert form.flaws == {Field.DEVICE_SERIAL: Flaw.ARN_OF_A_USER}


def test_a_filled_form_becomes_a_profile_and_the_keys_to_store():
    form = filled(name="  reports-reader ", secret_access_key=" s3cret\n")
    assert form.try_save()
    assert form.profile() == Profile("id-9", "reports-reader", KEY, Method.ROLE, ROLE, PHONE.serial)
    assert form.keys() == LongTermKeys(KEY, "s3cret")


def test_editing_keeps_the_id_and_everything_that_was_not_touched():
    form = ProfileForm(replace(HELD, external_id="partner-77"), (), [KEY])
    assert form.try_save()
    assert form.profile() == replace(HELD, external_id="partner-77")
    assert form.keys() is None


def test_the_secret_of_a_stored_key_need_not_be_typed_and_that_of_another_must():
    form = ProfileForm(HELD, (), [KEY])
    assert not form.needs_secret
    form.type(Field.ACCESS_KEY_ID, "AKIAI44QH8DHBEXAMPLE")
    assert form.needs_secret
    assert form.all_flaws == {Field.SECRET_ACCESS_KEY: Flaw.MISSING}


def test_a_secret_with_spaces_inside_was_copied_wrongly():
    assert filled(secret_access_key="AKIA s3cret").all_flaws == {Field.SECRET_ACCESS_KEY: Flaw.WRONG_CHARACTERS}


def test_a_forgotten_secret_is_nowhere_in_the_form():
    form = filled()
    form.forget_secret()
    assert form.keys() is None
    assert "s3cret" not in repr(vars(form))


def test_a_name_that_another_profile_has_is_taken():
    form = ProfileForm(HELD, {"billing"}, [KEY])
    form.type(Field.NAME, "billing")
    assert form.all_flaws == {Field.NAME: Flaw.TAKEN}


@pytest.mark.parametrize(
    ("method", "hours", "becomes"),
    [
        (Method.ROLE_THROUGH_SESSION, 12, 1),
        (Method.SESSION, 12, 12),
        (Method.ROLE, 4, 4),
    ],
)
def test_a_duration_that_the_method_does_not_allow_becomes_the_usual_one(method: Method, hours: int, becomes: int):
    form = ProfileForm(replace(HELD, duration=timedelta(hours=hours)), (), [KEY])
    form.choose_method(method)
    assert form.duration == timedelta(hours=becomes)
    assert form.duration in form.durations


def test_a_new_profile_lasts_as_long_as_is_usual_here_and_one_that_is_there_as_before():
    usual = UsualDurations(timedelta(hours=4), timedelta(hours=24))
    form = ProfileForm(usual=usual)
    assert (form.duration, form.session_duration) == (timedelta(hours=4), timedelta(hours=24))
    assert not form.changed
    assert not form.uses_more
    form.choose_method(Method.ROLE_THROUGH_SESSION)
    assert form.duration == timedelta(hours=1)
    form.choose_method(Method.SESSION)
    assert form.duration == timedelta(hours=24)
    form.duration = timedelta(hours=2)
    form.choose_method(Method.ROLE)
    assert form.duration == timedelta(hours=2)  # as the person chose it
    kept = ProfileForm(HELD, usual=usual)
    assert kept.profile() == HELD
    kept.choose_method(Method.SESSION)
    assert kept.duration == HELD.duration


def test_a_role_behind_another_lasts_no_longer_than_aws_allows_whatever_is_usual():
    chained = replace(HELD, method=Method.SESSION, duration=timedelta(hours=12), through=(Hop(ROLE),))
    form = ProfileForm(chained, (), [KEY], usual=UsualDurations(role=timedelta(hours=4)))
    form.choose_method(Method.ROLE)
    assert form.duration == timedelta(hours=1)
    assert Field.DURATION not in form.all_flaws


def test_the_duration_a_profile_has_is_offered_even_if_it_is_an_odd_one():
    assert timedelta(minutes=90) in ProfileForm(HELD).durations


def test_offered_durations_stay_within_the_roles_own_maximum():
    assert offered_durations(Method.ROLE, limit=timedelta(hours=2))[-1] == timedelta(hours=2)
    assert offered_durations(Method.ROLE_THROUGH_SESSION)[-1] == timedelta(hours=1)
    assert offered_durations(Method.SESSION)[-1] == timedelta(hours=36)


def test_a_session_token_has_no_role_but_the_typed_one_is_kept_for_changing_back():
    form = filled()
    form.choose_method(Method.SESSION)
    assert form.profile().role_arn == ""
    assert not form.needs_role
    form.choose_method(Method.ROLE)
    assert form.profile().role_arn == ROLE


def test_a_sole_usable_device_is_taken_where_none_was_typed():
    form = filled(device_serial="")
    form.devices_found([PHONE, PASSKEY])
    assert form.text(Field.DEVICE_SERIAL) == PHONE.serial
    assert [choice.usable for choice in form.device_choices] == [True, False]


@pytest.mark.parametrize("found", [[PHONE, TOKEN], [PASSKEY], []])
def test_no_device_is_taken_where_there_is_a_choice_or_none(found: list[Device]):
    form = filled(device_serial="")
    form.devices_found(found)
    assert form.text(Field.DEVICE_SERIAL) == ""


def test_a_typed_device_is_not_replaced_by_the_one_found():
    form = filled(device_serial=TOKEN.serial)
    form.devices_found([PHONE])
    assert form.text(Field.DEVICE_SERIAL) == TOKEN.serial


def test_passkeys_alone_are_told_apart_from_no_device():
    form = ProfileForm()
    form.devices_found([PASSKEY])
    assert form.only_passkeys
    form.devices_found([])
    assert not form.only_passkeys


def test_devices_are_looked_up_with_typed_keys_or_else_with_a_stored_one():
    assert filled().look_up_with == LongTermKeys(KEY, "s3cret")
    assert ProfileForm(HELD, (), [KEY]).look_up_with == KEY
    assert filled(secret_access_key="").look_up_with is None
    assert filled(access_key_id="ASIAIOSFODNN7EXAMPLE").look_up_with is None


def test_regions_are_those_of_the_roles_partition():
    form = filled(role_arn="arn:aws-cn:iam::111122223333:role/r", device_serial="")
    assert form.regions == ("cn-north-1", "cn-northwest-1")
    assert form.default_region == "cn-north-1"
    assert {"us-east-1", "cn-north-1", "us-gov-west-1"} <= set(ProfileForm().regions)


def test_rarely_needed_fields_are_in_use_once_one_differs_or_is_flawed():
    form = filled()
    assert not form.uses_more
    form.type(Field.SESSION_POLICY, "{not json")
    form.try_save()
    assert form.uses_more
    assert form.flaws == {Field.SESSION_POLICY: Flaw.NOT_JSON}


def test_the_only_stored_key_is_proposed_for_a_new_profile():
    assert ProfileForm(None, (), [KEY]).text(Field.ACCESS_KEY_ID) == KEY
    assert ProfileForm(None, (), [KEY, "AKIAI44QH8DHBEXAMPLE"]).text(Field.ACCESS_KEY_ID) == ""


def test_a_lost_secret_is_told_from_the_first_and_of_its_own_key_only():
    form = ProfileForm(HELD, lost_key_id=HELD.access_key_id)
    assert form.flaws == {Field.SECRET_ACCESS_KEY: Flaw.LOST}
    form.type(Field.ACCESS_KEY_ID, "AKIAI44QH8DHBEXAMPLE")
    assert form.flaws == {}
    assert form.all_flaws == {Field.SECRET_ACCESS_KEY: Flaw.MISSING}


def test_a_form_is_changed_by_what_is_typed_or_chosen_and_by_nothing_else():
    form = ProfileForm(stored_key_ids=["AKIAIOSFODNN7EXAMPLE"])
    form.devices_found([Device("arn:aws:iam::111122223333:mfa/phone", DeviceKind.VIRTUAL)])
    assert not form.changed
    form.type(Field.NAME, "reports")
    assert form.changed
    form.type(Field.NAME, " ")
    assert not form.changed
    form.choose_method(Method.SESSION)
    assert form.changed


def test_codes_go_on_being_made_until_the_profile_gets_another_device():
    form = ProfileForm(replace(HELD, makes_codes=True))
    assert form.profile().makes_codes
    form.type(Field.DEVICE_SERIAL, "GAHT12345678")
    assert not form.profile().makes_codes


def test_a_profile_without_a_key_of_its_own_is_asked_for_none():
    form = ProfileForm(replace(HELD, access_key_id="", source_profile="sso"))
    assert form.try_save()
    assert (form.profile().source_profile, form.keys(), form.look_up_with) == ("sso", None, None)


def test_roles_on_the_way_stay_and_shorten_the_last_one():
    chained = replace(HELD, duration=timedelta(hours=1), through=(Hop("arn:aws:iam::111122223333:role/first"),))
    form = ProfileForm(chained, (), [KEY])
    assert max(form.durations) == timedelta(hours=1)
    assert form.profile() == chained
    form.choose_method(Method.SESSION)
    assert form.profile().through == ()
