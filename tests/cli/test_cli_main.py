from __future__ import annotations

import json
import shlex
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from cli.fakes_app import fake_app
from hourpass.cli import main as cli
from hourpass.cli import sandbox as cli_sandbox
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import listen
from hourpass.version import VERSION


@pytest.fixture
def app(tmp_path: Path):
    """A fake app behind a socket: answers each question with what it is told to."""
    path = str(tmp_path / "app.socket")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(1)
    asked = []

    def start(answer: Any) -> Any:
        def serve() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rwb") as lines:
                asked.append(json.loads(lines.readline()))
                lines.write(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        return path, asked, thread

    yield start
    listener.close()


def test_the_practice_code_is_asked_of_the_app(app: Any, capsys: pytest.CaptureFixture[str]):
    path, asked, thread = app(b'{"v":1,"code":"123456"}\n')
    assert cli_sandbox.print_code("practice", path) == exit_status.DONE
    thread.join(5)
    assert asked == [{"v": 1, "ask": "code", "profile": "practice"}]
    assert capsys.readouterr() == ("123456\n", "")


def test_a_profile_that_is_not_there_is_status_six(app: Any, capsys: pytest.CaptureFixture[str]):
    path, _, _ = app(
        b'{"v":1,"error":"no-such-profile","status":6,"message":"Hourpass has no profile called nobody."}\n'
    )
    with pytest.raises(Refusal, match="nobody") as refused:
        cli_sandbox.print_code("nobody", path)
    assert refused.value.status == exit_status.NO_SUCH_PROFILE
    assert capsys.readouterr().out == ""


def test_no_app_is_status_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert cli.main(["--sandbox", "code", "practice"]) == exit_status.NOBODY_TO_ASK
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "hourpass --sandbox" in err


@pytest.mark.parametrize("answer", [b"", b"hello\n", b"[]\n", b'{"v":2,"code":"123456"}\n'])
def test_an_answer_that_is_none_counts_as_no_app(app: Any, answer: Any):
    path, _, _ = app(answer)
    with pytest.raises(Refusal) as refused:
        cli_sandbox.print_code("practice", path)
    assert refused.value.status == exit_status.NOBODY_TO_ASK


@pytest.mark.parametrize("arguments", [["code", "practice"], ["code"], ["nothing"], ["sandbox", "--port", "x"]])
def test_wrong_usage_is_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == exit_status.WRONG_USAGE
    assert capsys.readouterr().out == ""


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    assert ended.value.code == exit_status.WRONG_USAGE
    assert capsys.readouterr().err == "hourpass-cli: a command is needed; hourpass-cli --help lists them\n"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"hourpass-cli {VERSION}\n"


def test_the_front_loads_neither_qt_nor_an_sdk_nor_the_sandbox():
    code = (
        "import sys\n"
        "from hourpass.cli import main\n"
        "try: main.main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(sorted({n.split('.')[0] for n in sys.modules} & {'PySide6','boto3','botocore','moto','keyring'}))\n"
        "print('hourpass.sandbox' in sys.modules)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[1:] == ["[]", "False"]


def test_the_assignments_are_ones_that_a_shell_reads():
    sandbox = Sandbox(delays=Delays.none())
    with listen(sandbox) as running:
        text = cli_sandbox.assignments(sandbox, running)
    sandbox.close()
    told = dict(word.split("=", 1) for word in shlex.split(text))
    assert list(told)[:4] == ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"]
    assert told["SANDBOX_USER_ACCESS_KEY_ID"] == sandbox.seeded.user.access_key_id
    assert told["SANDBOX_USER_SECRET_ACCESS_KEY"] == sandbox.seeded.user.secret_access_key
    assert told["SANDBOX_MFA_SERIAL"] == sandbox.seeded.device_serial
    assert told["SANDBOX_MFA_SEED"] == sandbox.seeded.device_seed
    assert told["SANDBOX_ROLE_ARN"] == sandbox.seeded.role_arn


def test_a_port_that_is_taken_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        command = [sys.executable, "-m", "hourpass.cli.main", "sandbox", "--port", str(taken.getsockname()[1])]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)


def test_missing_packages_are_said_in_one_line_with_the_command():
    code = "import sys\nsys.modules['moto'] = None\nfrom hourpass.cli import main\nsys.exit(main.main(['sandbox']))\n"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "The sandbox needs some more packages: pip install 'hourpass[sandbox]'\n"


def test_the_prompt_is_told_the_programs_name_and_not_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "hourpass").mkdir(mode=0o700)
    program = tmp_path / ("folder" * 10) / "terra\x1b[31mform"
    with fake_app(str(tmp_path / "hourpass/app.socket"), lambda _: {"status": 5, "message": "no"}) as app:
        assert cli.main(["exec", "work", "--", str(program), "apply"]) == exit_status.CANCELLED
    assert app.asked[0]["for"] == "terra[31mform"


@pytest.mark.parametrize("words", [("credentials", "work"), ("env", "work"), ("exec", "work", "--", "true")])
def test_the_app_is_told_how_long_a_person_may_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "hourpass").mkdir(mode=0o700)
    command, profile, *rest = words
    with fake_app(str(tmp_path / "hourpass/app.socket"), lambda _: {"status": 3, "message": "No."}) as app:
        assert cli.main([command, profile, "--timeout", "7", *rest]) == exit_status.NOBODY_TO_ASK
        assert cli.main(list(words)) == exit_status.NOBODY_TO_ASK
    assert [told["waits"] for told in app.asked] == [7, 120]
