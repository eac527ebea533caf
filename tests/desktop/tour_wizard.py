"""Stations: the setup wizard from its first page to the last, and what takes care of what it made."""

from __future__ import annotations

from desktop.aws_files import AwsFiles
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.tour_guide import WAIT, Guide
from desktop.wizard_driver import Phone, Wizard

KEYS_BEFORE = 3
"""Two of the sandbox's people, one of the user that the wizard makes."""
FOREIGN = "acme-reports"
"""A group that somebody else puts the user into: it is in the way when that is removed."""


def walk(guide: Guide) -> None:
    """To the end; then the user's devices, its key and its codes, and back to nothing."""
    with AwsSandbox(guide.desk.session.env) as aws:
        AwsFiles(guide.home, aws).administrator("acme-admin")
        env = {"AWS_ENDPOINT_URL": aws.endpoint, "AWS_DEFAULT_REGION": "eu-west-1"}
        with guide.running(**env):
            phone = set_up(guide, aws)
            devices(guide, aws)
            codes(guide, phone)
            keys(guide, aws)
        with guide.running(**env):
            keys_at_the_next_start(guide, aws)
            removal(guide, aws)


def shoot_page(guide: Guide, name: str) -> None:
    guide.shoot_at("setupWizard", f"wizard-{name}")


def set_up(guide: Guide, aws: AwsSandbox) -> Phone:
    """As it goes where nothing is in the way, but for two codes that AWS does not take."""
    reader, wizard = guide.reader, Wizard(guide.desk, guide.reader)
    wizard.click("setUpButton", WAIT)
    reader.says("identityLabel", "111122223333", WAIT)
    reader.usable("wizardNextButton", WAIT)
    shoot_page(guide, "credentials")
    wizard.go_on("namesPage", WAIT)
    shoot_page(guide, "names")
    reader.click("moreOptionsButton")
    shoot_page(guide, "names-more")
    reader.click("moreOptionsButton")
    wizard.go_on("reviewPage", WAIT)
    shoot_page(guide, "review")
    reader.find("planView").take_focus()
    guide.key("Home", "Right")
    shoot_page(guide, "review-unfolded")
    reader.click("exportPlanButton")
    shoot_page(guide, "review-export")
    guide.key("Escape")
    wizard.go_on("createPage", WAIT)
    shoot_page(guide, "create")
    wizard.go_on("scanPage", WAIT)
    phone = wizard.scan()
    scan(guide, aws, phone)
    reader.find("provePage", WAIT)
    shoot_page(guide, "prove-waiting")
    reader.usable("proofCodeInput", 2 * WAIT)
    shoot_page(guide, "prove")
    for code in ("000 000", "000 001", "000 002"):  # after the third one the device may have to be resynced
        guide.desk.type(code)
        reader.says("proofStatus", code, WAIT)
    shoot_page(guide, "prove-refused")
    reader.click("proofAnswerButton")
    shoot_page(guide, "prove-answer")
    reader.click("proofAnswerButton")
    reader.click("wizardCancelButton")
    guide.shoot_at("leavingBox", "leavingBox-complete")
    reader.click("goOnButton")
    reader.click("resyncButton")
    guide.shoot_at("resyncDialog")
    guide.leave("resyncDialog")
    reader.click("proofCodeInput", WAIT)
    guide.desk.type(phone.fresh())
    reader.usable("wizardFinishButton", 2 * WAIT)
    shoot_page(guide, "proved")
    wizard.click("wizardFinishButton")
    reader.find("bucketTable", WAIT)
    guide.shoot_main("set-up")
    return phone


def scan(guide: Guide, aws: AwsSandbox, phone: Phone) -> None:
    """The two codes, what is said of wrong ones, and the secret key for who cannot scan."""
    reader = guide.reader
    shoot_page(guide, "scan")
    reader.usable("firstCodeInput", WAIT)
    guide.desk.type("000000")
    shoot_page(guide, "scan-wrong-code")
    reader.click("showSecretButton")
    shoot_page(guide, "scan-secret")
    reader.click("showSecretButton")
    aws.turn(faults=[{"operation": "EnableMFADevice", "code": "InvalidAuthenticationCode", "status": 403}])
    pair(guide, phone)
    reader.usable("firstCodeInput", WAIT)
    shoot_page(guide, "scan-refused")
    pair(guide, phone, anew=True)
    reader.usable("wizardNextButton", WAIT)
    shoot_page(guide, "scan-done")


def pair(guide: Guide, phone: Phone, *, anew: bool = False) -> None:
    """Two codes in a row, of which the first has just gone; *anew*: once there is another pair."""
    if anew:
        phone.fresh()
    before, now = phone.pair()
    guide.reader.click("firstCodeInput", WAIT)
    guide.key("ctrl+a")
    guide.desk.type(before)
    guide.reader.usable("secondCodeInput", WAIT)
    shoot_page(guide, "scan-second")
    guide.desk.type(now)


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
    (user,) = set(aws.inventory()["users"]) - {"admin", "practice"}
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
    (user,) = set(aws.inventory()["users"]) - {"admin", "practice"}
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
