"""An administrator's keys as the app gets them: through the worker, which knows nothing of the shell's own keys."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from adapters.fakes_administrator import problem_of
from adapters.fakes_profiles import KEYS, PLAIN, section
from hourpass.adapters.worker_admin_files import WorkerAdminFiles
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import Credentials, LongTermKeys
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import code_at, step_at
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.sandbox.server import serve
from hourpass.services.cancel import Cancel
from hourpass.services.setup_ports import AdminKind, AdminProfile

START_URL = "https://example.awsapps.com/start"
PORTAL = f"""[profile portal]
sso_start_url = {START_URL}
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = admin
"""
ENDS = datetime(2099, 1, 1, tzinfo=UTC)

Files = Callable[..., WorkerAdminFiles]


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    clients: list[WorkerClient] = []

    def make(config: str = "", credentials: str = "", **variables: str) -> WorkerAdminFiles:
        (tmp_path / "config").write_text(config)
        (tmp_path / "credentials").write_text(credentials)
        environment = {
            **os.environ,
            "HOME": str(tmp_path),
            "AWS_CONFIG_FILE": str(tmp_path / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
            **variables,
        }
        clients.append(WorkerClient(lambda _: None, environment))
        return WorkerAdminFiles(clients[-1], environment)

    yield make
    for client in clients:
        client.close()


class Portal(BaseHTTPRequestHandler):
    """IAM Identity Center's portal, with one role to give."""

    def do_GET(self) -> None:
        ends = int(ENDS.timestamp() * 1000)
        given = {"accessKeyId": "ASIA", "secretAccessKey": "made-up", "sessionToken": "long", "expiration": ends}
        good = self.headers["x-amz-sso_bearer_token"] == "good"
        body = json.dumps({"roleCredentials": given} if good else {"message": "Session token not found"}).encode()
        self.send_response(200 if good else 401)
        if not good:
            self.send_header("x-amzn-ErrorType", "UnauthorizedException")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def portal() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def keep_token(home: Path, token: str, expires_at: datetime) -> None:
    """As ``aws sso login`` does."""
    folder = home / ".aws" / "sso" / "cache"
    folder.mkdir(parents=True)
    name = hashlib.sha1(START_URL.encode(), usedforsecurity=False).hexdigest()
    held = {"startUrl": START_URL, "accessToken": token, "expiresAt": expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    (folder / f"{name}.json").write_text(json.dumps(held))


def test_profiles_and_keys_do_not_follow_the_shell(files: Files):
    shell = {
        "AWS_PROFILE": "other",
        "AWS_ACCESS_KEY_ID": "AKIASHELL",
        "AWS_SECRET_ACCESS_KEY": "of-the-shell",
        "AWS_DEFAULT_REGION": "ap-south-1",
    }
    other = KEYS.replace(PLAIN.access_key_id, "AKIAOTHER")
    found = files(f"[profile other]\n{other}[profile mine]\n{KEYS}region = eu-west-1\n", **shell)
    assert found.profiles() == (
        AdminProfile("other", AdminKind.KEYS),
        AdminProfile("mine", AdminKind.KEYS, "eu-west-1"),
    )
    assert found.keys("mine", "", Cancel()) == PLAIN
    assert found.keys("other", "", Cancel()) == LongTermKeys("AKIAOTHER", PLAIN.secret_access_key)


def test_a_role_with_a_code_is_assumed_where_the_endpoint_says(files: Files):
    sandbox = Sandbox(delays=Delays.none())
    seeded = sandbox.seeded
    role = f"[profile desk]\nrole_arn = {seeded.role_arn}\nmfa_serial = {seeded.device_serial}\n"
    user = {"AWS_ACCESS_KEY_ID": seeded.user.access_key_id, "AWS_SECRET_ACCESS_KEY": seeded.user.secret_access_key}
    with serve(sandbox) as url:
        found = files(
            role + "source_profile = practice\n" + role.replace("desk", "shell") + "credential_source = Environment\n",
            section("practice", seeded.user),
            AWS_ENDPOINT_URL=url,
            **user,
        )
        wanted = problem_of(lambda: found.keys("desk", "", Cancel()))
        assert wanted == Problem(Reason.CODE_NEEDED, {"serial": seeded.device_serial})
        step = step_at(datetime.now(UTC))
        first = found.keys("desk", code_at(seeded.device_seed, step), Cancel())
        # The next code, as this one is spent; AWS takes it a step ahead.
        second = found.keys("shell", code_at(seeded.device_seed, step + 1), Cancel())
    sandbox.close()
    for keys in (first, second):
        assert isinstance(keys, Credentials)
        assert keys.remaining(datetime.now(UTC)) > timedelta(minutes=50)


def test_a_portal_that_was_signed_in_to_gives_a_roles_keys(files: Files, portal: str, tmp_path: Path):
    keep_token(tmp_path, "good", datetime.now(UTC) + timedelta(hours=1))
    found = files(PORTAL, AWS_ENDPOINT_URL_SSO=portal)
    assert found.keys("portal", "", Cancel()) == Credentials("ASIA", "made-up", "long", ENDS)


@pytest.mark.parametrize(("token", "hours"), [("good", -1), ("withdrawn", 1)])
def test_a_portal_whose_sign_in_is_over_says_so(files: Files, portal: str, tmp_path: Path, token: str, hours: int):
    keep_token(tmp_path, token, datetime.now(UTC) + timedelta(hours=hours))
    found = files(PORTAL, AWS_ENDPOINT_URL_SSO=portal)
    problem = problem_of(lambda: found.keys("portal", "", Cancel()))
    assert problem == Problem(Reason.SSO_SIGN_IN_NEEDED, {"profile": "portal"})


def test_a_sign_in_of_a_named_portal_session_that_is_over_says_so(files: Files):
    config = f"""[sso-session work]
sso_start_url = {START_URL}
sso_region = eu-west-1
[profile portal]
sso_session = work
sso_account_id = 111122223333
sso_role_name = admin
"""
    problem = problem_of(lambda: files(config).keys("portal", "", Cancel()))
    assert problem == Problem(Reason.SSO_SIGN_IN_NEEDED, {"profile": "portal"})


def test_a_portal_that_is_not_there_is_a_dead_network(files: Files, tmp_path: Path):
    keep_token(tmp_path, "good", datetime.now(UTC) + timedelta(hours=1))
    found = files(PORTAL, AWS_ENDPOINT_URL_SSO="http://127.0.0.1:9")
    problem = problem_of(lambda: found.keys("portal", "", Cancel()))
    assert (problem.reason, problem.facts["endpoint"]) == (Reason.CONNECTION_REFUSED, "127.0.0.1:9")


def test_files_that_cannot_be_read_are_named(files: Files, tmp_path: Path):
    problem = problem_of(files("[profile mine\n").profiles)
    assert problem == Problem(Reason.FILE_DAMAGED, {"path": str(tmp_path / "config")})
