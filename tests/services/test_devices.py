from __future__ import annotations

import pytest

from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.cancel import Cancel
from hourpass.services.devices import Devices
from hourpass.services.ports import Device, DeviceKind
from services.fakes_services import KEYS, SERIAL, FakeAws, FakeClock, FakeVault

PHONE = Device(SERIAL, DeviceKind.VIRTUAL)
TOKEN = Device("GAHT12345678", DeviceKind.HARDWARE)
PASSKEY = Device("arn:aws:iam::111122223333:u2f/user/maya/key-1", DeviceKind.PASSKEY)


def test_devices_that_give_codes_come_first_and_passkeys_are_kept():
    aws = FakeAws(FakeClock())
    aws.mfa_devices = (PASSKEY, PHONE, TOKEN)
    found = Devices(aws, FakeVault()).of_keys(KEYS, "eu-west-1", Cancel())
    assert found == (PHONE, TOKEN, PASSKEY)
    assert [each.usable for each in found] == [True, True, False]
    assert aws.calls == [("devices", (KEYS, "eu-west-1"))]


def test_a_stored_key_is_looked_up_in_the_vault():
    aws, vault = FakeAws(FakeClock()), FakeVault()
    aws.mfa_devices = (PHONE,)
    devices = Devices(aws, vault)
    with pytest.raises(HourpassError) as caught:
        devices.of_stored_key(KEYS.access_key_id, "eu-west-1", Cancel())
    assert caught.value.problem.reason is Reason.KEY_NOT_STORED
    vault.put(f"key/{KEYS.access_key_id}", KEYS.secret_access_key)
    assert devices.of_stored_key(KEYS.access_key_id, "eu-west-1", Cancel()) == (PHONE,)
