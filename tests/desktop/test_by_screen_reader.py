"""The main job over the accessibility bus alone: everything is found by its role and name, and nothing is clicked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.accessible import CHECKED, EDITABLE, EXPANDABLE, EXPANDED, FOCUSED, Reader
from desktop.app_driver import SANDBOX, Hourpass
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.signed_in import sign_in
from desktop.spoken import Spoken
from desktop.wizard_driver import STEP, Phone

WRONG = "000000"
CALLED = "practice, role s3-reader · 1111…3333"


@pytest.fixture
def spoken(reader: Reader) -> Iterator[Spoken]:
    """What is read out from now on."""
    made = Spoken(reader.address)
    yield made
    made.stop()


def test_the_main_job_is_done_by_role_and_name(
    desktop: Desk, home: Path, reader: Reader, spoken: Spoken, start_app: StartApp
):
    app = Hourpass(desktop, home, start_app("--sandbox"), SANDBOX)
    reader.find("practiceCode", 20)
    app.focused()
    get_credentials(reader, spoken)
    see_buckets(app, reader, spoken)
    user = set_up(reader, spoken)
    hand_over(home, reader, spoken)
    remove(desktop, reader, spoken, user)
    renew(app, reader, spoken)


def press(reader: Reader, name: str, seconds: float = 10.0) -> None:
    """Press the button *name* once it can be pressed."""
    button = reader.named("push button", name, seconds)
    wait_for(lambda: button.usable, f"{name!r} ready to be pressed", seconds)
    button.press()


def practice_code(reader: Reader) -> str:
    """What the practice authenticator shows."""
    return reader.find("practiceCode").name.replace(" ", "")


def get_credentials(reader: Reader, spoken: Spoken) -> None:
    """A code is refused, which is said at once; the next one brings credentials."""
    assert reader.named("frame", "Hourpass — Sandbox").children()
    assert reader.named("combo box", "How long the credentials last").name == "1 hour"
    field = spoken.at("MFA code")
    field.write(WRONG)
    press(reader, "Get credentials")
    spoken.hears("AWS refused code 000 000")
    assert spoken.urgent == spoken.announced
    assert "AWS refused code 000 000" in field.description
    assert EDITABLE in field.states
    press(reader, "Details")
    spoken.hears("AWS", after=1)
    press(reader, "Close")
    spoken.at("MFA code")
    field.write(practice_code(reader))
    press(reader, "Get credentials")
    reader.named("list item", f"{CALLED}, 59 min left")
    assert reader.named("label", "59 minutes left").identifier == "countdownRing"
    spoken.hears("9 buckets")
    assert len(spoken.announced) == 3


def see_buckets(app: Hourpass, reader: Reader, spoken: Spoken) -> None:
    """Filter them, walk into one, copy its address and come back."""
    reader.named("label", "9 buckets")
    spoken.at("Filter buckets").write("invoi")
    reader.named("label", "1 of 9 buckets")
    reader.named("cell", "acme-invoices").act("Toggle")
    reader.named("table", "Buckets").take_focus()
    spoken.at("Buckets", "acme-invoices")
    reader.key("Return")
    wait_for(lambda: FOCUSED in reader.named("cell", "Folder 2025").states, "the keyboard at the first folder")
    press(reader, "Copy the folder's S3 URI")
    spoken.hears("Copied")
    assert app.clipboard() == "s3://acme-invoices/"
    press(reader, "Buckets")
    spoken.at("Buckets", "acme-invoices")
    assert FOCUSED in reader.named("cell", "acme-invoices").states


def set_up(reader: Reader, spoken: Spoken) -> str:
    """Through the wizard, with the secret key in place of the QR code. The name of the user that was made."""
    press(reader, "Set up MFA access…")
    reader.named("dialog", "Set up MFA access")
    reader.named("label", "admin in 111122223333 (acme-practice)", 20)
    spoken.at("Credentials of")
    press(reader, "Next")
    user = spoken.at("User").text
    assert CHECKED in reader.named("radio button", "A role (recommended)").states
    more = reader.named("check box", "More options")
    more.press()
    wait_for(lambda: CHECKED in more.states, "the options unfolded")
    press(reader, "Next")
    spoken.at("What will be done in AWS")
    first = f"User {user}. iam:CreateUser"
    assert reader.named("tree item", first).states & {EXPANDABLE, EXPANDED} == {EXPANDABLE}
    reader.key("Right")
    wait_for(lambda: EXPANDED in reader.named("tree item", first).states, "the first call unfolded")
    press(reader, "Create")
    reader.named("filler", "Creating your resources")
    press(reader, "Next", 30)
    press(reader, "Can't scan? Show the secret key")
    phone = Phone.told(reader.find("secretKeyText").name)
    before, now = phone.pair()
    spoken.at("First code").write(before)
    spoken.at("Second code").write(now)
    reader.named("filler", "Prove that it works", 20)
    spoken.hears("Without a code: refused", seconds=30)
    spoken.at("A fresh code", seconds=STEP + 15).write(phone.fresh())
    spoken.hears("With a code: let in", seconds=20)
    press(reader, "Finish", 20)
    return user


def hand_over(home: Path, reader: Reader, spoken: Spoken) -> None:
    """Into the AWS config, seen line by line before."""
    reader.named("page tab", "Use elsewhere").press()
    press(reader, "Add to ~/.aws/config…")
    reader.named("dialog", "Add to the AWS config")
    spoken.at("Name for other tools").write("by-ear")
    wait_for(lambda: "[profile by-ear]" in reader.named("text", "The change, line by line").text, "the change")
    press(reader, "Write")
    spoken.hears("Ready:\naws s3 ls --profile by-ear")
    assert "[profile by-ear]" in (home / ".aws/config").read_text()


def remove(desk: Desk, reader: Reader, spoken: Spoken, user: str) -> None:
    """What the wizard made leaves AWS, once its name is typed."""
    reader.named("page tab", "Details").press()
    press(reader, "Remove from AWS…")
    press(reader, "Continue", 20)
    spoken.at(f"Type the user's name, {user}, to confirm").write(user)
    press(reader, "Remove from AWS")
    spoken.hears("Everything on the list is gone from AWS.", seconds=30)
    press(reader, "Close")
    wait_for(lambda: desk.active_window() == "Hourpass — Sandbox", "the main window in front")
    spoken.at("MFA code")  # of the next profile


def renew(app: Hourpass, reader: Reader, spoken: Spoken) -> None:
    """A prompt takes the next code, closes by itself and leaves the keyboard where it was."""
    reader.named("list", "Profiles").take_focus()
    spoken.at("Profiles")
    reader.key("Home")
    press(reader, "Renew now")
    reader.named("dialog", "Renew practice")
    spoken.at("MFA code").write(practice_code(reader))
    app.wait_until_no_prompt()
    spoken.at("Profiles")
    assert len(spoken.urgent) == 2


def test_the_countdown_is_read_out_at_its_thresholds_alone(
    desktop: Desk, home: Path, reader: Reader, spoken: Spoken, start_app: StartApp
):
    with AwsSandbox(desktop.session.env, "--lifetime", "72") as aws:
        app = sign_in(desktop, home, start_app, aws, warn_minutes=(1,))
        reader.named("label", "1 minute left")
        begun = len(spoken.events)
        app.focused()
        said = spoken.hears("Credentials for reports expire in ", seconds=20)
        assert said in {"Credentials for reports expire in 59 seconds", "Credentials for reports expire in 1 minute"}
        ring = reader.find("countdownRing")
        assert [event.value for event in spoken.renamed(begun) if event.path == ring.path] == [
            "Less than a minute left"
        ]
        aws.turn(lifetime=4)
        desktop.key("F5")
        app.wait_for_prompt()
        desktop.type(aws.code(1))
        app.wait_until_no_prompt()
        app.focused()
        spoken.hears("Credentials for reports have expired")
        assert spoken.announced == ["9 buckets", said, "Credentials for reports have expired"]
        assert spoken.urgent == ["Credentials for reports have expired"]
