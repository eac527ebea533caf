from __future__ import annotations

from datetime import timedelta
from typing import Any

import cv2
import numpy as np
import pyotp
import pytest
from botocore.exceptions import ClientError

from hourpass.sandbox import answers
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from sandbox.fakes_sandbox import Person, Phone, Proof, SettableClock, refusal, said


@pytest.fixture
def zoe(admin: Person):
    return admin.iam.create_user(UserName="zoe")["User"]


@pytest.fixture
def new_device(admin: Person):
    def make(name: str = "zoe-phone", **more: Any) -> Any:
        return admin.iam.create_virtual_mfa_device(VirtualMFADeviceName=name, **more)["VirtualMFADevice"]

    return make


@pytest.fixture
def scanned(new_device: Any, clock: SettableClock):
    """A device and the phone that scanned it."""

    def make(name: str = "zoe-phone") -> Any:
        device = new_device(name)
        return device["SerialNumber"], Phone(device["Base32StringSeed"].decode(), clock)

    return make


def enable(admin: Person, serial: str, pair: Any, user: Any = "zoe"):
    admin.iam.enable_mfa_device(UserName=user, SerialNumber=serial, **pair)


def test_the_picture_is_a_qr_code_that_an_authenticator_app_can_read(new_device: Any):
    device = new_device("maya-laptop", Path="/hourpass/")
    picture = cv2.imdecode(np.frombuffer(device["QRCodePNG"], np.uint8), cv2.IMREAD_GRAYSCALE)
    # The other detector of OpenCV misses one picture in a hundred.
    text, _, _ = cv2.QRCodeDetectorAruco().detectAndDecode(picture)
    read = pyotp.parse_uri(text)
    assert device["SerialNumber"] == "arn:aws:iam::111122223333:mfa/hourpass/maya-laptop"
    assert read.secret == device["Base32StringSeed"].decode()
    assert len(read.secret) == 64
    assert (read.name, read.issuer) == ("maya-laptop@111122223333", "Amazon Web Services")


def test_the_seed_is_given_once_and_never_again(admin: Person, new_device: Any):
    seed = new_device()["Base32StringSeed"].decode()
    listed = admin.iam.list_virtual_mfa_devices()
    assert {one["SerialNumber"] for one in listed["VirtualMFADevices"]} >= {"arn:aws:iam::111122223333:mfa/zoe-phone"}
    assert seed not in repr(listed)
    assert all("QRCodePNG" not in one for one in listed["VirtualMFADevices"])


def test_two_codes_that_follow_each_other_enrol_a_device(admin: Person, zoe: Any, scanned: Any):
    serial, phone = scanned()
    enable(admin, serial, phone.pair())
    assert [one["SerialNumber"] for one in admin.iam.list_mfa_devices(UserName="zoe")["MFADevices"]] == [serial]
    assert admin.iam.get_mfa_device(SerialNumber=serial)["UserName"] == "zoe"


@pytest.mark.parametrize("steps", [(0, 0), (0, -1), (-2, 0), (-1, -1)], ids=["equal", "reversed", "apart", "older"])
def test_two_codes_that_do_not_follow_each_other_are_refused(admin: Person, zoe: Any, scanned: Any, steps: Any):
    serial, phone = scanned()
    with pytest.raises(ClientError) as error:
        enable(
            admin, serial, {"AuthenticationCode1": phone.code(steps[0]), "AuthenticationCode2": phone.code(steps[1])}
        )
    assert refusal(error) == said(answers.INVALID_AUTHENTICATION_CODE)


@pytest.mark.parametrize(("steps", "taken"), [(-998, True), (1000, True), (-1001, False), (1003, False)])
def test_a_pair_up_to_eight_hours_off_is_taken(admin: Person, zoe: Any, scanned: Any, steps: Any, taken: bool):
    serial, phone = scanned()
    if taken:
        enable(admin, serial, phone.pair(steps))
    else:
        with pytest.raises(ClientError):
            enable(admin, serial, phone.pair(steps))
    assert bool(admin.iam.list_mfa_devices(UserName="zoe")["MFADevices"]) is taken


def test_a_device_enrolled_late_is_judged_by_the_offset_that_aws_remembered(
    sandbox: Sandbox, admin: Person, zoe: Any, scanned: Any
):
    serial, phone = scanned()
    enable(admin, serial, phone.pair(-20))
    keys = admin.iam.create_access_key(UserName="zoe")["AccessKey"]
    sts = Person(sandbox, keys).sts
    with pytest.raises(ClientError) as error:
        sts.get_session_token(SerialNumber=serial, TokenCode=phone.code())
    assert refusal(error) == said(answers.ACCESS_DENIED_MFA_CODE)
    sts.get_session_token(SerialNumber=serial, TokenCode=phone.code(-20))
    admin.iam.resync_mfa_device(UserName="zoe", SerialNumber=serial, **phone.pair())
    sts.get_session_token(SerialNumber=serial, TokenCode=phone.code())


def test_a_pair_is_not_taken_twice_even_after_deactivation(admin: Person, zoe: Any, scanned: Any, clock: SettableClock):
    serial, phone = scanned()
    pair = phone.pair()
    enable(admin, serial, pair)
    admin.iam.deactivate_mfa_device(UserName="zoe", SerialNumber=serial)
    with pytest.raises(ClientError) as error:
        enable(admin, serial, pair)
    assert refusal(error) == said(answers.INVALID_AUTHENTICATION_CODE)
    clock.advance(seconds=60)
    enable(admin, serial, phone.pair())


def test_a_device_belongs_to_one_user_at_a_time(admin: Person, zoe: Any, scanned: Any, clock: SettableClock):
    serial, phone = scanned()
    enable(admin, serial, phone.pair())
    clock.advance(seconds=60)
    with pytest.raises(ClientError) as again:
        enable(admin, serial, phone.pair())
    assert refusal(again) == said(answers.device_already_of_user("zoe"))
    with pytest.raises(ClientError) as other:
        enable(admin, serial, phone.pair(), user="admin")
    assert refusal(other) == said(answers.DEVICE_IN_USE_BY_OTHER)


def test_an_assigned_device_cannot_be_deleted_and_its_name_stays_taken(
    admin: Person, zoe: Any, scanned: Any, new_device: Any
):
    serial, phone = scanned()
    enable(admin, serial, phone.pair())
    with pytest.raises(ClientError) as error:
        admin.iam.delete_virtual_mfa_device(SerialNumber=serial)
    assert refusal(error) == said(answers.DEVICE_STILL_ASSIGNED)
    admin.iam.deactivate_mfa_device(UserName="zoe", SerialNumber=serial)
    with pytest.raises(ClientError) as taken:
        new_device("ZOE-phone")
    assert refusal(taken) == said(answers.DEVICE_NAME_TAKEN)
    admin.iam.delete_virtual_mfa_device(SerialNumber=serial)
    new_device("ZOE-phone")


def test_a_user_has_at_most_eight_devices(admin: Person, zoe: Any, scanned: Any):
    for number in range(8):
        serial, phone = scanned(f"phone-{number}")
        enable(admin, serial, phone.pair())
    serial, phone = scanned("one-too-many")
    with pytest.raises(ClientError) as error:
        enable(admin, serial, phone.pair())
    assert refusal(error)[:2] == (409, "LimitExceeded")


def test_tags_of_a_device_are_kept(admin: Person, new_device: Any):
    serial = new_device(Tags=[{"Key": "made-by", "Value": "hourpass"}])["SerialNumber"]
    admin.iam.tag_mfa_device(SerialNumber=serial, Tags=[{"Key": "for", "Value": "zoe"}])
    admin.iam.untag_mfa_device(SerialNumber=serial, TagKeys=["made-by"])
    assert admin.iam.list_mfa_device_tags(SerialNumber=serial)["Tags"] == [{"Key": "for", "Value": "zoe"}]


def test_a_user_with_a_device_needs_mfa_to_change_own_devices(
    sandbox: Sandbox, admin: Person, practice: Person, phone: Phone, proof: Proof, clock: SettableClock
):
    serial = sandbox.seeded.device_serial
    rights = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}'
    admin.iam.put_user_policy(UserName="practice", PolicyName="devices", PolicyDocument=rights)
    with pytest.raises(ClientError) as error:
        practice.iam.deactivate_mfa_device(UserName="practice", SerialNumber=serial)
    assert refusal(error) == said(answers.OWN_DEVICE_NEEDS_MFA)
    practice.iam.resync_mfa_device(UserName="practice", SerialNumber=serial, **phone.pair(1))
    proved = Person(sandbox, practice.sts.get_session_token(**proof())["Credentials"])
    proved.iam.deactivate_mfa_device(UserName="practice", SerialNumber=serial)
    assert practice.iam.list_mfa_devices()["MFADevices"] == []


def test_sts_learns_of_a_device_late_and_forgets_it_late(
    sandbox: Sandbox, admin: Person, zoe: Any, scanned: Any, clock: SettableClock
):
    sandbox.delays = Delays(timedelta(), timedelta(seconds=10), timedelta(), timedelta())
    serial, phone = scanned()
    sts = Person(sandbox, admin.iam.create_access_key(UserName="zoe")["AccessKey"]).sts
    enable(admin, serial, phone.pair())
    with pytest.raises(ClientError) as early:
        sts.get_session_token(SerialNumber=serial, TokenCode=phone.code())
    assert refusal(early) == said(answers.ACCESS_DENIED_MFA_SERIAL)
    clock.advance(seconds=10)
    with pytest.raises(ClientError) as spent:
        sts.get_session_token(SerialNumber=serial, TokenCode=phone.code())
    assert refusal(spent) == said(answers.ACCESS_DENIED_MFA_CODE)
    sts.get_session_token(SerialNumber=serial, TokenCode=phone.code(1))
    admin.iam.deactivate_mfa_device(UserName="zoe", SerialNumber=serial)
    sts.get_session_token(SerialNumber=serial, TokenCode=phone.code(2))
    clock.advance(seconds=30)
    with pytest.raises(ClientError) as gone:
        sts.get_session_token(SerialNumber=serial, TokenCode=phone.code())
    assert refusal(gone) == said(answers.ACCESS_DENIED_MFA_SERIAL)
