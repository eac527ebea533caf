"""Stations: what takes care of what the wizard made: the user's devices, its codes, its key, and its removal."""

from __future__ import annotations

from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.tour_guide import WAIT, Guide
from desktop.wizard_driver import Phone

SANDBOXS_OWN = {"admin", "practice"}
KEYS_BEFORE = 3
"""One for each of the sandbox's people, and that of the user whom the wizard made."""
FOREIGN = "acme-reports"
"""A group that somebody else puts the user into: it is in the way when that is removed."""


def devices(guide: Guide, aws: AwsSandbox) -> None:
    """Who acts, the list, a further device of either kind, and what is asked before one goes."""
    reader = guide.reader
    guide.tab("d")
    reader.click("devicesButton", WAIT)
    reader.usable("goOnButton", WAIT)
    guide.shoot_at("deviceDialog", "devices-who")
    reader.click("userActsButton")
    guide.shoot_at("deviceDialog", "devices-who-user")
    reader.click("adminActsButton")
    reader.click("goOnButton", WAIT)
    reader.find("removeDeviceButton", WAIT)
    guide.shoot_at("deviceDialog", "devices")
    reader.click("goOnButton", WAIT)
    reader.find("newDeviceNameInput", WAIT)
    guide.shoot_at("deviceDialog", "devices-add")
    reader.fill("newDeviceNameInput", "my phone")
    guide.shoot_at("deviceDialog", "devices-add-flaw")
    reader.click("tokenKindButton")
    guide.shoot_at("deviceDialog", "devices-add-token")
    reader.click("phoneKindButton")
    reader.fill("newDeviceNameInput", "spare-phone")
    reader.click("goOnButton", WAIT)
    reader.find("qrImage", WAIT)
    guide.shoot_at("deviceDialog", "devices-pair")
    reader.click("leaveDevicesButton", WAIT)
    reader.click("resyncDeviceButton", WAIT)
    reader.find("deviceFirstCodeInput", WAIT)
    guide.shoot_at("deviceDialog", "devices-resync")
    reader.click("leaveDevicesButton", WAIT)
    reader.click("replaceDeviceButton", WAIT)
    guide.shoot_at("deviceDialog", "devices-replace")
    reader.click("leaveDevicesButton", WAIT)
    aws.turn(faults=[{"operation": "ListMFADevices", "effect": "no-network", "count": 20}])
    reader.click("removeDeviceButton", WAIT)
    reader.find("removalRisk", WAIT)
    guide.shoot_at("deviceDialog", "devices-remove")
    reader.click("leaveDevicesButton", WAIT)
    reader.find("problemPanel", WAIT)
    guide.shoot_at("deviceDialog", "devices-problem")
    aws.turn(clear_faults=True)
    guide.leave("deviceDialog")


def codes(guide: Guide, phone: Phone) -> None:
    """Hourpass is to make the device's codes: what that means, a wrong secret key, and the way back."""
    reader = guide.reader
    guide.to_front()
    reader.click("codeMakingDoor", WAIT)
    reader.fill("seedInput", "not a key 189")
    reader.fill("seedCodeInput", "123")
    guide.shoot_at("codeMakingDialog", "codes-flaws")
    reader.fill("seedInput", phone.seed)
    reader.fill("seedCodeInput", "000000")
    guide.shoot_at("codeMakingDialog", "codes-not-this-one")
    reader.fill("seedCodeInput", phone.pair()[1])
    reader.click("codeMakingButton", WAIT)
    wait_for(lambda: reader.look("codeMakingDialog") is None, "the secret key in the keyring", WAIT)
    guide.to_front()
    guide.shoot_main("codes-made")
    reader.click("codeMakingDoor", WAIT)
    guide.shoot_at("codeMakingDialog", "codes-on")
    guide.leave("codeMakingDialog")


def keys(guide: Guide, aws: AwsSandbox) -> None:
    """A new access key: who acts, the keys, the steps, and a power cut in the middle of them."""
    reader = guide.reader
    guide.to_front()
    iam = aws.administrator("iam")
    (user,) = set(aws.inventory()["users"]) - SANDBOXS_OWN
    spare = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    reader.click("changeKeyDoor", WAIT)
    reader.usable("goOnButton", WAIT)
    reader.click("goOnButton")
    reader.find("deleteKeyButton", WAIT)
    guide.shoot_at("rotationDialog", "keys-two")
    guide.leave("rotationDialog")
    iam.delete_access_key(UserName=user, AccessKeyId=spare)
    guide.to_front()
    reader.click("changeKeyDoor", WAIT)
    reader.usable("goOnButton", WAIT)
    guide.shoot_at("rotationDialog", "keys-who")
    reader.click("goOnButton")
    reader.find("changeActorButton", WAIT)
    reader.usable("goOnButton", WAIT)
    guide.shoot_at("rotationDialog", "keys")
    aws.turn(faults=[{"operation": "UpdateAccessKey", "effect": "slow", "seconds": 60}])
    reader.click("goOnButton")
    guide.shoot_at("rotationDialog", "keys-begun")
    wait_for(lambda: len(aws.inventory()["keys"]) > KEYS_BEFORE, "the new key", WAIT)
    guide.shoot_at("rotationDialog", "keys-running")
    guide.power_cut()
    aws.turn(clear_faults=True)


def keys_at_the_next_start(guide: Guide, aws: AwsSandbox) -> None:
    """What is offered, how it stops where AWS cannot be reached, and its end."""
    reader = guide.reader
    reader.find("rotationGoOnButton", WAIT)
    guide.shoot_active("keys-unfinished")
    reader.click("rotationGoOnButton")
    reader.usable("goOnButton", WAIT)
    reader.click("goOnButton")
    reader.find("takeBackButton", WAIT)
    guide.shoot_at("rotationDialog", "keys-stopped")
    aws.turn(faults=[{"operation": "UpdateAccessKey", "effect": "no-network", "count": 20}])
    reader.click("goOnButton", WAIT)
    reader.find("problemPanel", WAIT)
    guide.shoot_at("rotationDialog", "keys-problem")
    aws.turn(clear_faults=True)
    reader.click("goOnButton", WAIT)
    reader.find("deleteOldKeyButton", 2 * WAIT)
    guide.shoot_at("rotationDialog", "keys-kept")
    reader.click("deleteOldKeyButton", WAIT)
    guide.shoot_at("rotationDialog", "keys-confirm")
    reader.click("deleteOldKeyButton", WAIT)
    reader.usable("goOnButton", 2 * WAIT)
    guide.shoot_at("rotationDialog", "keys-done")
    guide.leave("rotationDialog")


def removal(guide: Guide, aws: AwsSandbox) -> None:
    """What is in the way, the name to be typed, the list while it goes, what could not go, the end."""
    reader, iam = guide.reader, aws.administrator("iam")
    (user,) = set(aws.inventory()["users"]) - SANDBOXS_OWN
    iam.create_group(GroupName=FOREIGN)
    iam.add_user_to_group(GroupName=FOREIGN, UserName=user)
    guide.tab("d")
    reader.click("removeFromAwsButton", WAIT)
    reader.usable("continueRemovalButton", WAIT)
    guide.shoot_at("removeDialog", "removal-who")
    reader.click("continueRemovalButton")
    reader.find("removeConfirmInput", WAIT)
    guide.shoot_at("removeDialog", "removal-list")
    reader.fill("removeConfirmInput", user)
    guide.shoot_at("removeDialog", "removal-typed")
    aws.turn(faults=[{"operation": "DeleteRole", "effect": "slow", "seconds": 4}])
    reader.click("removeButton", WAIT)
    guide.shoot_at("removeDialog", "removal-running")
    reader.usable("continueRemovalButton", 3 * WAIT)
    guide.shoot_at("removeDialog", "removal-left")
    iam.remove_user_from_group(GroupName=FOREIGN, UserName=user)
    reader.click("continueRemovalButton", WAIT)
    wait_for(lambda: user not in aws.inventory()["users"], "the user's end", 2 * WAIT)
    wait_for(lambda: reader.look("continueRemovalButton") is None, "the end of the removal", WAIT)
    guide.shoot_at("removeDialog", "removal-done")
    reader.click("closeRemovalButton", WAIT)
    guide.shoot_main("removed")
