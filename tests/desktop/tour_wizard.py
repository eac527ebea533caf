"""Stations: the setup wizard from its first page to the last, and what takes care of what it made."""

from __future__ import annotations

from desktop.aws_files import AwsFiles
from desktop.aws_sandbox import AwsSandbox
from desktop.tour_care import codes, devices, keys, keys_at_the_next_start, removal
from desktop.tour_guide import WAIT, Guide
from desktop.wizard_driver import Phone, Wizard


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
