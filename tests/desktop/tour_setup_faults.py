"""Stations: a setup that something comes between."""

from __future__ import annotations

import json

from desktop.aws_files import AwsFiles
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.tour_guide import WAIT, Guide
from desktop.tour_wizard import shoot_page
from desktop.wizard_driver import Wizard, choose

ONLOOKER = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": ["iam:Get*", "iam:List*", "iam:Simulate*"], "Resource": "*"},
    }
)
EXPIRED = {"status": 400, "code": "ExpiredToken", "message": "The security token included in the request is expired"}
LOST = {"effect": "no-network", "count": 60}


def walk(guide: Guide) -> None:
    """Credentials that do not serve, names AWS would not take, steps that fail, the way back, an end in the middle."""
    with AwsSandbox(guide.desk.session.env, "--propagation", "0.2") as aws:
        files = AwsFiles(guide.home, aws)
        people(files, aws)
        env = {"AWS_ENDPOINT_URL": aws.endpoint, "AWS_DEFAULT_REGION": "eu-west-1"}
        with guide.running(**env):
            wizard = Wizard(guide.desk, guide.reader)
            guide.reader.usable("setUpButton", WAIT).press()  # what is found yet moves it
            credentials(guide, aws)
            names(guide, wizard)
            failing(guide, wizard, aws)
            undo(guide, aws)
        with guide.running(**env):
            guide.reader.usable("setUpButton", WAIT).press()  # what is found yet moves it
            reader = guide.reader
            reader.find("credentialsPage", WAIT)
            choose(reader, "acme-admin")
            for page in ("namesPage", "reviewPage", "createPage"):
                wizard.go_on(page, WAIT)
            wizard.go_on("scanPage", WAIT)
            guide.power_cut()
        with guide.running(**env):
            unfinished(guide)


def people(files: AwsFiles, aws: AwsSandbox) -> None:
    """Who of them may set it up and who not."""
    files.administrator("acme-admin")
    files.keys("mistyped", {"AccessKeyId": aws.facts["AWS_ACCESS_KEY_ID"], "SecretAccessKey": "not the secret"})
    files.keys("practice", {"AccessKeyId": aws.key_id, "SecretAccessKey": aws.secret_key})
    iam = files.client("iam")
    iam.create_user(UserName="onlooker")
    iam.put_user_policy(UserName="onlooker", PolicyName="looks", PolicyDocument=ONLOOKER)
    files.keys("onlooker", iam.create_access_key(UserName="onlooker")["AccessKey"])
    files.role(
        "wants-code",
        role_arn=aws.facts["SANDBOX_ROLE_ARN"],
        mfa_serial=aws.facts["SANDBOX_MFA_SERIAL"],
        source_profile="practice",
    )


def credentials(guide: Guide, aws: AwsSandbox) -> None:
    """Whose they are, what they lack, what is wrong with them."""
    reader = guide.reader
    reader.find("adminCodeInput", WAIT)
    shoot_page(guide, "admin-code")
    guide.desk.type("000000")
    reader.find("problemPanel", WAIT)
    shoot_page(guide, "admin-code-refused")
    choose(reader, "mistyped")
    reader.find("problemPanel", WAIT)
    shoot_page(guide, "admin-mistyped")
    choose(reader, "practice")
    reader.says("identityLabel", "practice", WAIT)
    shoot_page(guide, "admin-unknown-rights")
    choose(reader, "onlooker")
    reader.find("adminMissingPermissions", WAIT)
    shoot_page(guide, "admin-lacking")
    reader.click("adminProfileCombo")
    shoot_page(guide, "admin-choices")
    guide.key("End", "Return")
    reader.find("adminAccessKeyInput", WAIT)
    reader.fill("adminAccessKeyInput", "AKIA123")
    reader.click("adminCheckButton")
    shoot_page(guide, "admin-keys-flaws")
    aws.turn(faults=[{"operation": "GetCallerIdentity", "effect": "slow", "seconds": 3}])
    reader.fill("adminAccessKeyInput", aws.facts["AWS_ACCESS_KEY_ID"])
    reader.fill("adminSecretKeyInput", aws.facts["AWS_SECRET_ACCESS_KEY"])
    reader.click("adminCheckButton")
    shoot_page(guide, "admin-asking")
    reader.says("identityLabel", "111122223333", WAIT)
    shoot_page(guide, "admin-typed")


def names(guide: Guide, wizard: Wizard) -> None:
    """What is wrong with names stands below them; a user and a role that are there already are looked up."""
    reader = guide.reader
    wizard.go_on("namesPage", WAIT)
    reader.fill("userNameInput", "not a name!")
    shoot_page(guide, "names-flaw")
    reader.fill("userNameInput", "practice")
    guide.key("Tab")
    shoot_page(guide, "names-taken")
    reader.click("moreOptionsButton")
    reader.usable("existingUserCheck", WAIT).press()
    guide.shoot_at("setupWizard", "wizard-names-existing")
    guide.roll_down("namesPage")
    shoot_page(guide, "names-existing-end")
    reader.usable("existingUserCheck").press()
    reader.usable("otherAccountCheck").press()
    guide.roll_down("namesPage")
    shoot_page(guide, "names-other-account")
    reader.usable("otherAccountCheck").press()
    reader.usable("moreOptionsButton").press()  # the page may be scrolled past it
    wait_for(lambda: reader.look("otherAccountCheck") is None, "the options to fold")
    reader.fill("userNameInput", "reader")


def failing(guide: Guide, wizard: Wizard, aws: AwsSandbox) -> None:
    """A step that AWS refuses, and the question before the window is closed on it."""
    wizard.go_on("reviewPage", WAIT)
    aws.turn(quotas={"devices": 1})
    wizard.go_on("createPage", WAIT)
    guide.reader.usable("retryButton", WAIT)
    shoot_page(guide, "create-failed")
    guide.key("Escape")
    guide.shoot_at("leavingBox")
    guide.shoot("leavingBox-over")
    guide.reader.click("goOnButton")
    aws.turn(quotas={"devices": 5000}, faults=[{"operation": "CreateRole", **EXPIRED}])
    guide.reader.click("retryButton")
    guide.reader.find("adminAgain", WAIT)
    choose(guide.reader, "acme-admin", "againProfileCombo")
    guide.reader.usable("adminAgainButton", WAIT)
    guide.shoot_at("adminAgain")
    guide.reader.click("adminAgainButton")
    wait_for(lambda: guide.reader.find("wizardNextButton").usable, "the device", WAIT)


def undo(guide: Guide, aws: AwsSandbox) -> None:
    """The live list backwards, what is left, and then nothing."""
    reader = guide.reader
    aws.turn(faults=[{"operation": "DeleteUser", **LOST}])
    reader.click("wizardCancelButton", WAIT)
    shoot_page(guide, "undo")
    guide.key("Escape")
    guide.shoot_at("leavingBox", "leavingBox-undoing")
    reader.click("goOnButton")
    reader.usable("copyLeftoversButton", 2 * WAIT)
    shoot_page(guide, "undo-left")
    aws.turn(clear_faults=True)
    reader.click("wizardNextButton")
    wait_for(lambda: reader.look("copyLeftoversButton") is None, "what was left to go", WAIT)
    reader.usable("wizardNextButton", WAIT)
    shoot_page(guide, "undone")
    reader.click("wizardNextButton")


def unfinished(guide: Guide) -> None:
    """What the next start offers, and what stands above the page while it is put off."""
    reader = guide.reader
    guide.shoot_at("unfinishedDialog")
    guide.shoot("unfinishedDialog-over")
    reader.click("unfinishedLaterButton")
    reader.find("unfinishedNotice", WAIT)
    guide.shoot_main("unfinished-notice")
    reader.click("unfinishedNoticeAction")
    reader.click("unfinishedUndoButton", WAIT)
    reader.find("adminProfileCombo", WAIT)
    choose(reader, "acme-admin")
    reader.usable("continueRemovalButton", WAIT)
    reader.click("continueRemovalButton")
    reader.find("removeButton", WAIT)
    guide.shoot_at("removeDialog", "undo-setup")
