"""Tools ask for credentials: through the running app and its prompt, or without it from the keyring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from desktop.app_driver import Hourpass
from desktop.aws_sandbox import AwsSandbox
from desktop.bus import wait_for
from desktop.command_line import CommandLine
from desktop.conftest import StartApp
from desktop.desk import Desk
from desktop.keyring_items import KeyringItems
from desktop.signed_in import keep_profile

HELPERS = 200


@pytest.fixture
def aws(desktop: Desk, home: Path) -> Iterator[AwsSandbox]:
    with AwsSandbox(desktop.session.env) as sandbox:
        keep_profile(desktop, home, sandbox)
        yield sandbox


@pytest.fixture
def cli(desktop: Desk, home: Path, aws: AwsSandbox) -> CommandLine:
    return CommandLine(desktop.session.home_env(home) | {"AWS_ENDPOINT_URL": aws.endpoint}, screen=False)


@pytest.fixture
def app(desktop: Desk, home: Path, start_app: StartApp, aws: AwsSandbox) -> Hourpass:
    started = Hourpass(desktop, home, start_app("--hidden", env={"AWS_ENDPOINT_URL": aws.endpoint}))
    started.wait_for_tooltip("no credentials")
    return started


def bucket_names(aws: AwsSandbox, document: str) -> list[str]:
    """What the credentials of credential_process can list."""
    told = json.loads(document)
    s3 = boto3.client(
        "s3",
        endpoint_url=aws.endpoint,
        region_name=aws.facts["AWS_DEFAULT_REGION"],
        aws_access_key_id=told["AccessKeyId"],
        aws_secret_access_key=told["SecretAccessKey"],
        aws_session_token=told["SessionToken"],
    )
    return [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]


def type_code(app: Hourpass, aws: AwsSandbox) -> None:
    (prompt,) = wait_for(app.prompts, "the code prompt")
    app.desk.focus(prompt)  # a tool's prompt takes nobody's keyboard away
    app.wait_for_prompt()
    app.desk.type(aws.code())
    app.wait_until_no_prompt()


def test_a_waiting_tool_is_let_through_by_six_digits(app: Hourpass, cli: CommandLine, aws: AwsSandbox):
    waiting = cli.start_relay("reports")
    type_code(app, aws)
    status, out, err = cli.ended(waiting)
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert "acme-invoices" in bucket_names(aws, out)
    assert cli.ended(cli.start_relay("reports"))[1] == out, "the next one is answered at once"
    assert json.loads(cli.run("profiles", "--json")[1])[0]["state"] == "valid"


def test_a_tools_prompt_leaves_the_keyboard_to_who_types_elsewhere_until_the_icon_is_clicked(
    app: Hourpass, cli: CommandLine, aws: AwsSandbox, desktop: Desk, start_app: StartApp
):
    start_app(program=(str(Path(__file__).with_name("sample_app.py")),))
    elsewhere = desktop.wait_for_window("^Sample$")
    desktop.focus(elsewhere)
    desktop.type("half a ")
    waiting = cli.start_relay("reports")
    (prompt,) = wait_for(app.prompts, "the code prompt")
    desktop.type("sentence 123456")
    desktop.wait_for_window("^half a sentence 123456$")
    assert not app.has_keyboard(prompt)
    app.tray.activate()
    app.wait_for_prompt()
    desktop.type(aws.code())
    app.wait_until_no_prompt()
    assert cli.ended(waiting)[0] == 0


def test_two_hundred_helpers_cost_one_prompt_and_all_succeed(app: Hourpass, cli: CommandLine, aws: AwsSandbox):
    waiting = [cli.start_relay("reports") for _ in range(HELPERS)]
    type_code(app, aws)
    answers = {cli.ended(each) for each in waiting}
    assert len(answers) == 1, answers
    [(status, out, _)] = answers
    assert (status, "acme-invoices" in bucket_names(aws, out)) == (0, True)
    assert app.prompts() == []
    app.tray.activate()
    assert app.asked_of_aws("AssumeRole") == 1


def test_not_now_ends_the_command_and_a_missing_profile_is_told(app: Hourpass, cli: CommandLine, desktop: Desk):
    waiting = cli.start_relay("reports")
    (prompt,) = wait_for(app.prompts, "the code prompt")
    desktop.close(prompt)
    status, out, err = cli.ended(waiting)
    assert (status, out, err.count("\n")) == (5, "", 1)
    assert cli.run("credentials", "nobody")[:2] == (6, "")


def test_a_tool_that_nobody_answers_gives_up_and_takes_its_prompt_along(app: Hourpass, cli: CommandLine):
    status, out, err = cli.run("credentials", "reports", "--timeout", "1")
    assert (status, out, err.count("\n")) == (3, "", 1)
    app.wait_until_no_prompt()


def test_a_login_in_the_terminal_shows_in_the_tray(app: Hourpass, cli: CommandLine, aws: AwsSandbox):
    status, out, err = cli.run("login", "reports", "--code-stdin", said=aws.code() + "\n")
    assert (status, out) == (0, ""), err
    assert "valid until" in err
    app.wait_for_credentials("reports")


def test_without_the_app_a_login_and_the_keyring_do(desktop: Desk, cli: CommandLine, aws: AwsSandbox):
    status, out, err = cli.run("credentials", "reports")
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert "hourpass-cli login reports" in err
    assert cli.run("login", "reports", "--code-stdin", said="000000\n")[0] == 4
    status, out, err = cli.run("login", "reports", "--code-stdin", said=aws.code(1) + "\n")
    assert status == 0, err
    status, out, err = cli.ended(cli.start_relay("reports"))
    assert (status, err) == (0, "")
    assert "acme-invoices" in bucket_names(aws, out)
    assert "valid" in cli.run("profiles")[1]
    KeyringItems(desktop.session).lock()
    status, out, err = cli.ended(cli.start_relay("reports"))
    KeyringItems(desktop.session).unlock()
    assert (status, out) == (3, "")
    assert "locked" in err


def test_where_nobody_sits_at_a_terminal_the_app_is_started_to_ask(
    desktop: Desk, home: Path, cli: CommandLine, aws: AwsSandbox
):
    # The app outlives the tool that starts it, and takes none of its variables along.
    (home / ".aws").mkdir()
    (home / ".aws/config").write_text(f"[default]\nendpoint_url = {aws.endpoint}\n")
    with_screen = CommandLine(desktop.session.home_env(home))
    waiting = with_screen.start_relay("reports")
    prompt = desktop.wait_for_window("^MFA code", 20)
    desktop.focus(prompt)
    wait_for(lambda: desktop._xdotool("getactivewindow", may_fail=True).strip() == prompt, "the keyboard")
    desktop.type(aws.code())
    status, out, err = cli.ended(waiting)
    assert (status, err) == (0, "")
    assert "acme-invoices" in bucket_names(aws, out)
    desktop.wait_for_tray_item("hourpass").choose("Quit")
    wait_for(lambda: not Path(cli.socket).exists(), "the app's end", 10)
