"""An administrator's keys out of real AWS config files: in plain text, from programs, and where there are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.fakes_administrator import problem_of
from adapters.fakes_profiles import KEYS, PLAIN, SECRET, Desk, keys_of, program, unusable
from hourpass.adapters.aws.administrators import Administrators
from hourpass.adapters.aws.profile_session import _Program
from hourpass.adapters.key_parts import NO_KNOWN_END
from hourpass.domain.credentials import Credentials
from hourpass.domain.problem import Problem, Reason
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.setup_ports import AdminKind, AdminProfile


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox(delays=Delays.none())
    yield running
    running.close()


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> Desk:
    return Desk(tmp_path, sandbox)


def test_profiles_come_in_the_files_order_with_where_their_keys_come_from(desk: Desk):
    found = desk.write(
        f"""[default]
region = eu-west-1
{KEYS}
[profile desk]
role_arn = arn:aws:iam::111122223333:role/desk
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/phone
[profile behind]
role_arn = arn:aws:iam::444455556666:role/far
source_profile = desk
[sso-session work]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
[profile portal]
sso_session = work
sso_account_id = 111122223333
sso_role_name = admin
region = eu-central-1
[profile old-portal]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = admin
[profile tool]
credential_process = /usr/bin/tool
[profile robot]
role_arn = arn:aws:iam::111122223333:role/robot
web_identity_token_file = /tmp/token
[profile browser]
login_session = arn:aws:iam::111122223333:user/maya
[profile only-a-region]
region = eu-west-1
""",
        f"[typed]\n{KEYS}",
    ).profiles()
    phone = "arn:aws:iam::111122223333:mfa/phone"
    assert found == (
        AdminProfile("default", AdminKind.KEYS, "eu-west-1"),
        AdminProfile("desk", AdminKind.ROLE, mfa_serial=phone),
        AdminProfile("behind", AdminKind.ROLE, mfa_serial=phone),
        AdminProfile("portal", AdminKind.SSO, "eu-central-1"),
        AdminProfile("old-portal", AdminKind.SSO),
        AdminProfile("tool", AdminKind.PROCESS),
        AdminProfile("robot", AdminKind.OTHER),
        AdminProfile("browser", AdminKind.OTHER),
        AdminProfile("typed", AdminKind.KEYS),
    )


def test_roles_that_name_each_other_are_still_listed(desk: Desk):
    found = desk.write("[profile a]\nrole_arn = x\nsource_profile = b\n[profile b]\nrole_arn = y\nsource_profile = a\n")
    assert [profile.mfa_serial for profile in found.profiles()] == ["", ""]


def test_there_are_no_profiles_without_files(tmp_path: Path):
    nowhere = str(tmp_path / "nothing")
    files = {"AWS_CONFIG_FILE": nowhere, "AWS_SHARED_CREDENTIALS_FILE": nowhere}
    assert Administrators(files).profiles() == ()


def test_keys_in_plain_text_are_given_whatever_the_shell_says(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "of-the-shell")
    monkeypatch.setenv("AWS_PROFILE", "other")
    other = KEYS.replace("AKIAIOSFODNN7EXAMPLE", "AKIAOTHER")
    files = desk.write(f"[profile other]\n{other}", f"[mine]\n{KEYS}", of_shell={"AWS_ACCESS_KEY_ID": "of-the-shell"})
    assert keys_of(files, "mine") == PLAIN


def test_temporary_keys_in_plain_text_have_no_known_end(desk: Desk):
    files = desk.write(credentials=f"[mine]\n{KEYS}aws_session_token = token\n")
    assert keys_of(files, "mine") == Credentials(PLAIN.access_key_id, SECRET, "token", NO_KNOWN_END)


def test_a_program_gives_keys_with_their_end(desk: Desk, tmp_path: Path):
    answer = {
        "Version": 1,
        "AccessKeyId": "ASIA",
        "SecretAccessKey": SECRET,
        "SessionToken": "token",
        "Expiration": "2099-01-01T00:00:00Z",
    }
    config = "[profile tool]\n" + program(tmp_path, f"print({json.dumps(json.dumps(answer))})")
    assert keys_of(desk.write(config), "tool") == Credentials("ASIA", SECRET, "token", datetime(2099, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "body",
    [
        f"import sys; sys.exit('password {SECRET} refused')",
        f"print('{SECRET}')",
        f"print('[\"{SECRET}\"]')",
        f'print(\'{{"Version": "{SECRET}"}}\')',
        f'print(\'{{"Version": 1, "AccessKeyId": "{SECRET}"}}\')',
        f"import sys; sys.stdout.buffer.write(b'\\xff{SECRET}')",
    ],
)
def test_what_a_failing_program_prints_is_not_passed_on(
    desk: Desk, tmp_path: Path, body: str, caplog: pytest.LogCaptureFixture
):
    files = desk.write("[profile tool]\n" + program(tmp_path, body))
    problem = unusable(files, "tool")
    assert SECRET not in repr(problem) + caplog.text
    assert problem.facts["detail"]


def test_what_a_program_in_a_roles_source_prints_is_not_logged(
    desk: Desk, sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    role = f"[profile desk]\nrole_arn = {sandbox.seeded.role_arn}\nsource_profile = tool\n[profile tool]\n"
    unusable(desk.write(role + program(tmp_path, f"import sys; sys.exit('{SECRET}')")), "desk")
    assert caplog.text == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in its file system")
def test_a_program_that_hangs_ends_when_it_is_given_up(desk: Desk, tmp_path: Path):
    cancel = Cancel()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    files = desk.write(
        "[profile tool]\n" + program(tmp_path, f"import signal; open({str(pipe)!r}, 'w'); signal.pause()")
    )

    def give_up() -> None:
        pipe.open().close()  # as soon as the program is there
        cancel.request()

    waiting = threading.Thread(target=give_up)
    waiting.start()
    with pytest.raises(Cancelled):
        files.keys("tool", "", cancel)
    waiting.join()


def test_a_program_that_takes_too_long_is_ended():
    hanging = _Program((sys.executable, "-c", "import signal; signal.pause()"), stdout=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        hanging.communicate(timeout=0.01)
    assert hanging.returncode


def test_what_was_given_up_before_is_not_begun(desk: Desk):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        desk.write(credentials=f"[mine]\n{KEYS}").keys("mine", "", cancel)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ("", "mine"),
        ("[profile mine]\nregion = eu-west-1\n", ""),
        ("[profile mine]\naws_access_key_id = AKIA\n", "aws_secret_access_key"),
        ("[profile mine\n", "config"),
        ("[profile mine]\nrole_arn = arn:x\nsource_profile = gone\n", "gone"),
        (
            "[profile mine]\nrole_arn = x\nsource_profile = b\n[profile b]\nrole_arn = y\nsource_profile = mine\n",
            "loop",
        ),
        ("[profile mine]\nrole_arn = arn:x\ncredential_source = Ec2InstanceMetadata\n", "Ec2InstanceMetadata"),
        ("[profile mine]\ncredential_process = /nowhere/tool\n", "No such file"),
        ("[profile mine]\ncredential_process = 'unclosed\n", "ValueError"),
        ("[profile mine]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n", "gone"),
        ("[profile mine]\nlogin_session = arn:aws:iam::111122223333:user/nobody\n", ""),  # since botocore 1.41
        ("[profile mine]\nrole_arn = arn:x\nweb_identity_token_file = /nowhere/token\n", "No such file"),
    ],
)
def test_a_profile_that_gives_no_keys_says_why(desk: Desk, config: str, says: str):
    detail = unusable(desk.write(config), "mine").facts.get("detail", "")
    assert says.lower() in detail.lower()
    assert desk.sent == []


def test_a_profile_whose_portal_nobody_signed_in_to_says_so(desk: Desk):
    config = """[profile portal]
sso_start_url = https://hourpass-tests.example/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = admin
"""
    problem = problem_of(lambda: keys_of(desk.write(config), "portal"))
    assert problem == Problem(Reason.SSO_SIGN_IN_NEEDED, {"profile": "portal"})
