"""What goes wrong around a setup, on a real desktop: each is said with a way on, nothing is lost, and it goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from desktop.accessible import Reader
from desktop.aws_files import AwsFiles
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.wizard_driver import STEP, Wizard, choose

ACCOUNT, OTHER_ACCOUNT = "111122223333", "999988887777"
WIZARD = "^Set up MFA access"


@pytest.fixture
def aws(desktop: Desk, home: Path) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.home_env(home), "--propagation", "0.2") as sandbox:
        yield sandbox


@pytest.fixture
def items(desktop: Desk) -> Iterator[KeyringItems]:
    found = KeyringItems(desktop.session)
    yield found
    found.unlock()


@pytest.fixture
def start(aws: AwsSandbox, start_app: StartApp) -> StartApp:
    env = {name: aws.facts[name] for name in ("AWS_ENDPOINT_URL", "AWS_DEFAULT_REGION")}
    return lambda *args: start_app(*args, env=env)


@pytest.fixture
def files(home: Path, aws: AwsSandbox) -> AwsFiles:
    return AwsFiles(home, aws)


def test_an_administrator_who_does_not_serve_is_told_why_and_another_one_goes_on(
    desktop: Desk, aws: AwsSandbox, files: AwsFiles, reader: Reader, start: StartApp
):
    iam = files.client("iam")
    iam.create_user(UserName="idle")
    key = iam.create_access_key(UserName="idle")["AccessKey"]
    iam.update_access_key(UserName="idle", AccessKeyId=key["AccessKeyId"], Status="Inactive")
    over = files.administrators_session("expired", 0.1)
    files.keys("inactive", key)
    files.keys("mistyped", {"AccessKeyId": aws.facts["AWS_ACCESS_KEY_ID"], "SecretAccessKey": "not the secret"})
    files.keys("practice", {"AccessKeyId": aws.key_id, "SecretAccessKey": aws.secret_key})
    files.role("sso", sso_start_url="https://acme.awsapps.com/start", sso_region="eu-west-1", sso_account_id=ACCOUNT)
    files.role(
        "wants-code",
        role_arn=aws.facts["SANDBOX_ROLE_ARN"],
        mfa_serial=aws.facts["SANDBOX_MFA_SERIAL"],
        source_profile="practice",
    )
    wait_for(lambda: time.monotonic() > over, "the end of the session")
    start()
    reader.click("setUpButton", 20)
    for profile, words in (
        ("expired", "have expired"),
        ("inactive", f"does not know the access key {key['AccessKeyId']}"),
        ("mistyped", "does not belong to the access key ID"),
        ("sso", "sso"),
    ):
        choose(reader, profile)
        reader.says("problemPanel", words)
        assert not reader.find("wizardNextButton").usable
    choose(reader, "wants-code")
    reader.find("adminCodeInput")
    desktop.type("000000")
    reader.says("problemPanel", "AWS did not accept that code")
    desktop.type(aws.code())
    reader.says("identityLabel", "s3-reader")
    reader.usable("wizardNextButton")


def test_a_setup_goes_on_after_all_that_can_come_between(
    desktop: Desk, home: Path, aws: AwsSandbox, files: AwsFiles, reader: Reader, start: StartApp, items: KeyringItems
):
    before = aws.inventory()
    over = files.administrators_session("a-while", 12)  # the first one, so the one that the wizard begins with
    files.administrator("for-good")
    start()
    wizard = Wizard(desktop, reader)
    wizard.to_review("setUpButton")
    wait_for(lambda: time.monotonic() > over, "the end of the administrator's session", 15)
    items.lock()
    aws.turn(quotas={"devices": 1})
    setups = home / ".local/share/hourpass/setups"
    setups.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    setups.write_text("a file where the folder belongs: not even root writes below it")
    wizard.go_on("createPage")

    reader.says("problemPanel", "could not be")  # the journal comes before the first call
    assert aws.inventory() == before
    setups.unlink()
    reader.click("retryButton")
    reader.find("adminAgain", 20)
    choose(reader, "for-good", "againProfileCombo")
    reader.click("adminAgainButton", 15)
    reader.says("problemPanel", "VirtualMFADevicesPerAccount of 1 is used up", 40)
    aws.turn(quotas={"devices": 5000})
    reader.click("retryButton")
    dialog = desktop.wait_for_window("^Where to keep secrets", 20)
    aws.turn(faults=[{"operation": "CreateRole", "effect": "no-network", "count": 60}])
    items.unlock()
    desktop.focus(dialog)
    desktop.key("Return")  # unlock, the primary button: the setup goes on by itself
    desktop.wait_until_gone("^Where to keep secrets")
    reader.says("problemPanel", "cannot be reached", 40)
    aws.turn(clear_faults=True, faults=[{"operation": "CreateRole", "effect": "answer-lost"}])
    reader.click("retryButton")
    reader.says("createPage", "Everything is ready", 40)

    aws.turn(faults=[{"operation": "DeleteRole", "effect": "no-network", "count": 60}])
    reader.click("wizardCancelButton")
    reader.says("createPage", "DeleteRole, try", 20)
    reader.says("createPage", "Not everything could be undone", 40)
    aws.turn(clear_faults=True)
    reader.click("wizardNextButton")
    reader.says("createPage", "Everything is as it was before", 40)
    assert aws.inventory() == before
    assert items.names() == set()


def test_codes_that_cannot_register_are_told_apart_and_a_setup_left_alone_waits_for_its_own_account(
    desktop: Desk, home: Path, files: AwsFiles, reader: Reader, start: StartApp
):
    files.administrator("default")
    first = start()
    wizard = Wizard(desktop, reader)
    wizard.to_review("setUpButton")
    wizard.go_on("createPage")
    wizard.go_on("scanPage")
    totp = pyotp.TOTP(wizard.scan().seed)

    def code(seconds: float) -> str:
        return totp.at(int(time.time() + seconds))

    def refused(code: str, words: str) -> None:
        desktop.type(code)
        reader.says("firstCodeInputStatus", words)

    reader.usable("firstCodeInput")
    refused("000000", "code is not from the new device")
    refused(code(40 + STEP), "s ahead")
    refused(code(-90), "s behind")
    refused(code(600), "10 min ahead")
    began = int(time.time())
    desktop.type(totp.at(began))
    reader.usable("secondCodeInput")
    refused(totp.at(began), "the first code again")
    refused(totp.at(began - STEP), "came before the first one")
    refused("000000", "code is not from the new device")

    desktop.close(desktop.wait_for_window(WIZARD))
    reader.click("keepSetupButton")
    desktop.wait_until_gone(WIZARD, 10)
    first.end()
    (journal,) = (home / ".local/share/hourpass/setups").glob("*.json")
    journal.write_text(journal.read_text().replace(ACCOUNT, OTHER_ACCOUNT))
    start()
    reader.click("unfinishedFinishButton", 20)
    reader.says("problemPanel", f"belong to the account {ACCOUNT}, not to {OTHER_ACCOUNT}", 15)
    assert start().wait(10) == 0
    assert len(desktop.windows(WIZARD)) == 1
    desktop.close(desktop.wait_for_window(WIZARD))
    reader.find("unfinishedNotice")
    assert journal.exists()
