from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hourpass.domain.variables import Shell, assignments, shadowing, variables

KEYS = {
    "access_key_id": "ASIAEXAMPLE",
    "secret_access_key": "wJalr/XUtn+FEMI",
    "session_token": "IQoJ//+token==",
    "expiration": "2026-11-22T14:35:00Z",
    "region": "eu-west-1",
}
HOSTILE = (
    "",
    " ",
    "two words",
    "it's",
    "''",
    "'; touch /tmp/owned; '",
    '"double"',
    "$HOME ${HOME} $(id) `id`",
    "%PATH% !PATH! ^ & | < >",
    "back\\slash\\\\ and \\' end\\",
    "line\nbreak\n",
    "carriage\r\nreturn\r",
    "#comment ~ * ? [a] {b,c} !! !-1",
    "\u2018typographic\u2019 \u201a \u201b \u201cones\u201d",
    "日本語 한국어 é \U0001f511",
    "-n",
)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
VALUES = st.lists(TEXTS | st.text("'\"\\$`%!{}\n ab\u2018\u2019", max_size=12) | st.sampled_from(HOSTILE), min_size=1)

SHOW = r"""printf '%s\0' "$V0" "$V1" "$V2" "$V3" "$V4" "$V5" "$V6" "$V7" "$V8" "$V9" """
POWERSHELL_SHOW = (
    "[Console]::In.ReadToEnd() | Invoke-Expression; 0..9 | ForEach-Object {"
    ' [Console]::Write([Environment]::GetEnvironmentVariable("V$_") + [char]0) }'
)
READERS = {
    "bash": (Shell.BASH, ["bash", "-c", f'eval "$(cat)"; {SHOW}']),
    "sh": (Shell.BASH, ["sh", "-c", f'eval "$(cat)"; {SHOW}']),
    "interactive bash": (Shell.BASH, ["bash", "--norc", "-ic", f'eval "$(cat)"; {SHOW}']),
    "zsh": (Shell.ZSH, ["zsh", "-f", "-c", f'eval "$(cat)"; {SHOW}']),
    "fish": (Shell.FISH, ["fish", "--no-config", "-c", f"cat | source; {SHOW}"]),
    "pwsh": (
        Shell.POWERSHELL,
        [
            "pwsh",
            "-NoProfile",
            "-Command",
            POWERSHELL_SHOW,
        ],
    ),
}


def named(values: list[str]) -> dict[str, str]:
    return {f"V{number}": value for number, value in enumerate(values[:10])}


@pytest.mark.parametrize("reader", [pytest.param(name, id=name.replace(" ", "-")) for name in READERS])
@settings(max_examples=40, deadline=None)
@given(values=VALUES)
def test_values_come_out_of_a_real_shell_as_they_went_in(reader: str, values: list[str]):
    shell, command = READERS[reader]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this machine")
    environment = {"PATH": os.environ["PATH"], "HOME": "/", "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        command, input=assignments(shell, named(values)).encode(), capture_output=True, check=True, env=environment
    )
    assert ran.stdout.decode().split("\0")[: len(values[:10])] == values[:10]


def read_fish(text: str) -> dict[str, str]:
    """By fish's manual: in single quotes only \\\\ and \\' are escapes."""
    found = re.fullmatch(r"set -gx (\w+) '((?:[^'\\]|\\.)*)'\n", text, re.DOTALL)
    assert found
    return {found[1]: re.sub(r"\\([\\'])", r"\1", found[2])}


def read_powershell(text: str) -> dict[str, str]:
    """By PowerShell's tokenizer: five characters are single quotes, and two of them in a row are one."""
    found = re.fullmatch("\\$Env:(\\w+) = '((?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*)'\n", text)
    assert found
    return {found[1]: re.sub("['\u2018-\u201b](['\u2018-\u201b])", r"\1", found[2])}


@pytest.mark.parametrize(("shell", "read"), [(Shell.FISH, read_fish), (Shell.POWERSHELL, read_powershell)])
@given(value=TEXTS | st.text("'\\\u2018\u2019\u201b\n a$", max_size=12))
def test_values_come_out_by_the_rules_of_shells_that_are_not_here(
    shell: Shell, read: Callable[[str], dict[str, str]], value: str
):
    assert read(assignments(shell, {"NAME": value})) == {"NAME": value}


@given(value=TEXTS)
def test_cmd_gets_its_value_in_quotes_or_not_at_all(value: str):
    if any(part in value for part in '"%!\r\n'):
        with pytest.raises(ValueError, match="the value of NAME cannot"):
            assignments(Shell.CMD, {"NAME": value})
    else:
        assert assignments(Shell.CMD, {"NAME": value}) == f'set "NAME={value}"\n'


@settings(deadline=None)
@given(values=VALUES)
def test_dotenv_files_are_read_by_python_dotenv_as_they_were_written(
    values: list[str], tmp_path_factory: pytest.TempPathFactory
):
    dotenv = pytest.importorskip("dotenv")
    sayable = [value for value in values if not any(part in value for part in ("\\", "${", "\r"))]
    path: Path = tmp_path_factory.mktemp("dotenv") / ".env"
    path.write_text(assignments(Shell.DOTENV, named(sayable)), encoding="utf-8")
    assert dict(dotenv.dotenv_values(path)) == named(sayable)


@pytest.mark.parametrize("value", ["back\\slash", "${HOME}", "a\rb"])
def test_what_readers_of_dotenv_disagree_on_is_refused(value: str):
    with pytest.raises(ValueError, match="the value of NAME cannot"):
        assignments(Shell.DOTENV, {"NAME": value})


@pytest.mark.parametrize("shell", [shell for shell in Shell if shell is not Shell.DOTENV])
def test_credentials_are_one_assignment_a_line(shell: Shell):
    text = assignments(shell, variables(**KEYS))
    begins = {"fish": "set -gx AWS_", "powershell": "$Env:AWS_", "cmd": 'set "AWS_'}.get(shell.value, "export AWS_")
    assert [line.startswith(begins) for line in text.splitlines()] == [True] * 6


def test_credentials_stand_bare_in_a_dotenv_file_because_docker_takes_quotes_for_a_part_of_them():
    assert assignments(Shell.DOTENV, variables(**KEYS)).splitlines() == [
        "AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY=wJalr/XUtn+FEMI",
        "AWS_SESSION_TOKEN=IQoJ//+token==",
        "AWS_CREDENTIAL_EXPIRATION=2026-11-22T14:35:00Z",
        "AWS_REGION=eu-west-1",
        "AWS_DEFAULT_REGION=eu-west-1",
    ]


@pytest.mark.parametrize("shell", list(Shell))
def test_a_value_that_no_environment_holds_is_refused_without_being_shown(shell: Shell):
    with pytest.raises(ValueError, match="NAME") as refused:
        assignments(shell, {"NAME": "secret\0"})
    assert "secret" not in str(refused.value)


def test_profiles_old_tokens_roles_and_endpoints_win_over_keys():
    environment = dict.fromkeys(
        [
            "PATH",
            "AWS_PROFILE",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECURITY_TOKEN",
            "AWS_ROLE_ARN",
            "AWS_CONFIG_FILE",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_ENDPOINT_URL_S3",
        ],
        "x",
    )
    assert shadowing(environment, variables(**KEYS)) == (
        "AWS_PROFILE",
        "AWS_SECURITY_TOKEN",
        "AWS_ROLE_ARN",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    )


def test_keys_win_over_an_endpoint_for_credentials():
    given = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/", "AWS_REGION": "eu-west-1"}
    assert shadowing({**variables(**KEYS)}, given) == (
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_CREDENTIAL_EXPIRATION",
    )


def test_an_endpoint_for_one_service_wins_over_the_sandbox():
    given = {**variables(**KEYS), "AWS_ENDPOINT_URL": "http://127.0.0.1:5000"}
    environment = {"AWS_ENDPOINT_URL_S3": "https://s3", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}
    assert shadowing(environment, given) == tuple(environment)
