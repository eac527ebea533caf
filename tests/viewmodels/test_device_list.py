from __future__ import annotations

import pytest

from hourpass.domain.setup import DraftFlaw
from hourpass.services.ports import DeviceKind
from hourpass.services.setup_owner import Owner
from hourpass.services.user_devices import MOST_DEVICES, NamedDevice, OwnDevice, RemovalRisk, UserDevices
from hourpass.viewmodels.device_list import Act, DeviceList, SerialFlaw
from services.fakes_services import SERIAL, profile

OWNER = Owner("maya", "111122223333")
PHONE = OwnDevice(SERIAL, DeviceKind.VIRTUAL, ("reports", "audit"))
TABLET = OwnDevice("arn:aws:iam::111122223333:mfa/maya-tablet", DeviceKind.VIRTUAL)
TOKEN = OwnDevice("GAHT12345678", DeviceKind.HARDWARE)
PASSKEY = OwnDevice("arn:aws:iam::111122223333:u2f/user/maya/key-1", DeviceKind.PASSKEY)


def shown(*devices: OwnDevice, **more: frozenset[str] | tuple[NamedDevice, ...]) -> DeviceList:
    made = DeviceList(profile())
    made.show(UserDevices(OWNER, devices, **more), profile())
    return made


def test_nothing_is_offered_before_anything_is_known():
    devices = DeviceList(profile())
    assert (devices.rows, devices.stranded, devices.may_add) == ((), (), False)
    assert devices.risk(SERIAL) is None


def test_the_profiles_own_device_is_marked_and_others_can_be_taken_for_it():
    phone, tablet, token = shown(PHONE, TABLET, TOKEN).rows
    assert (phone.used_here, phone.other_profiles) == (True, ("audit",))
    assert phone.acts == (Act.REPLACE, Act.RESYNC, Act.REMOVE)
    assert tablet.acts == token.acts == (Act.USE, Act.REPLACE, Act.RESYNC, Act.REMOVE)


def test_a_passkey_is_only_shown():
    assert shown(PHONE, PASSKEY).rows[1].acts == ()


def test_with_eight_devices_none_can_be_added_or_replaced():
    more = [OwnDevice(f"{TABLET.serial}-{number}", DeviceKind.VIRTUAL) for number in range(MOST_DEVICES - 1)]
    devices = shown(PHONE, *more)
    assert not devices.may_add
    assert not any(Act.REPLACE in row.acts for row in devices.rows)


def test_the_risk_of_removing_is_told():
    assert shown(PHONE).risk(PHONE.serial) is RemovalRisk.LAST_DEVICE
    assert shown(PHONE, PASSKEY).risk(PHONE.serial) is RemovalRisk.NO_CODES_LEFT
    assert shown(PHONE, TABLET).risk(PHONE.serial) is RemovalRisk.USED_BY_PROFILES
    assert shown(PHONE, TABLET).risk(TABLET.serial) is None


def test_a_free_name_that_begins_with_the_users_is_proposed():
    devices = shown(PHONE, taken=frozenset({"Maya-Phone-2"}))
    devices.begin_adding()
    assert devices.name == "maya-phone-3"
    assert devices.name_flaw is None


@pytest.mark.parametrize(
    ("name", "flaw"),
    [
        ("", DraftFlaw.MISSING),
        ("maya phone", DraftFlaw.WRONG_CHARACTERS),
        ("maya-phone", DraftFlaw.TAKEN),
        ("MAYA-PHONE", DraftFlaw.TAKEN_IN_OTHER_CASE),
        ("m" * 129, DraftFlaw.TOO_LONG),
        (" maya-backup ", None),
    ],
)
def test_a_name_is_judged_as_it_is_typed(name: str, flaw: DraftFlaw | None):
    devices = shown(PHONE)
    devices.begin_adding()
    devices.type_name(name)
    assert devices.name_flaw is flaw


@pytest.mark.parametrize(
    ("serial", "flaw"),
    [
        ("", SerialFlaw.MISSING),
        ("GAHT123", SerialFlaw.NOT_A_SERIAL),
        ("GAHT 12345678", SerialFlaw.NOT_A_SERIAL),
        (SERIAL, SerialFlaw.NOT_A_SERIAL),
        ("GAHT12345678", SerialFlaw.REGISTERED),
        (" GAHT87654321 ", None),
    ],
)
def test_a_tokens_serial_is_judged(serial: str, flaw: SerialFlaw | None):
    devices = shown(PHONE, TOKEN)
    devices.begin_adding()
    devices.type_serial(serial)
    assert devices.serial_flaw is flaw
