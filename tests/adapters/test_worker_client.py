"""The worker as a real child process: started late, ended early, killed in the middle, given up on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import psutil
import pytest

from adapters.fakes_aws_server import ACCOUNT, Parameters, Reply, Server, aws_server
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.domain.credentials import LongTermKeys
from hourpass.domain.problem import HourpassError, Reason
from hourpass.services.cancel import Cancel, Cancelled

KEYS = LongTermKeys("AKIAEXAMPLE", "made-up-secret")
PATIENCE = 20.0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    with aws_server() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        yield running


@pytest.fixture
def new_client() -> Iterator[Callable[..., WorkerClient]]:
    made: list[WorkerClient] = []

    def make(**options: object) -> WorkerClient:
        made.append(WorkerClient(lambda _: None, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for client in made:
        client.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "worker"]


@pytest.fixture
def client(new_client: Callable[..., WorkerClient], server: Server) -> WorkerClient:
    return new_client()


@pytest.fixture
def release(server: Server) -> Iterator[threading.Event]:
    """GetCallerIdentity is answered when this is set, not before."""
    event = threading.Event()
    good = server.answers["GetCallerIdentity"]

    def later(parameters: Parameters) -> Reply:
        reply = good(parameters)
        return Reply(reply.status, reply.body, reply.content_type, wait=event)

    server.answers["GetCallerIdentity"] = later
    yield event
    event.set()


class Waiting:
    """A call in a thread of its own: what came of it, and when."""

    def __init__(self, client: WorkerClient, cancel: Cancel | None = None) -> None:
        self._cancel = cancel or Cancel()
        self._aws = WorkerAws(client)
        self._outcome: Queue[tuple[object, float]] = Queue()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def outcome(self) -> tuple[object, float]:
        found = self._outcome.get(timeout=PATIENCE)
        self._thread.join()
        return found

    def _ask(self) -> None:
        try:
            value: object = self._aws.identity(KEYS, "eu-west-1", self._cancel)
        except (HourpassError, Cancelled) as error:
            value = error
        self._outcome.put((value, time.monotonic()))


def pid_of(client: WorkerClient) -> int:
    assert client._child is not None
    pid = client._child.pid
    assert pid is not None
    return pid


def wait_until(claim: Callable[[], bool]) -> None:
    turn, end = threading.Event(), time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < end
        turn.wait(0.005)


def test_nothing_is_started_before_something_is_asked(client: WorkerClient):
    assert not client.running


def test_giving_up_returns_at_once_and_leaves_the_worker_to_others(
    client: WorkerClient, server: Server, release: threading.Event
):
    cancel = Cancel()
    waiting = Waiting(client, cancel)
    assert server.arrived.wait(PATIENCE)
    asked = time.monotonic()
    cancel.request()
    outcome, at = waiting.outcome()
    assert isinstance(outcome, Cancelled)
    assert at - asked < 0.2  # a loaded machine; on a quiet one it is under a millisecond
    assert WorkerAws(client).devices(KEYS, "eu-west-1", Cancel())


def test_what_is_given_up_before_it_is_asked_starts_nothing(client: WorkerClient):
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        client.call("identity", {}, cancel)
    assert not client.running


def test_a_worker_killed_in_the_middle_fails_its_calls_and_is_started_anew(
    client: WorkerClient, server: Server, release: threading.Event
):
    waiting = Waiting(client)
    assert server.arrived.wait(PATIENCE)
    first = pid_of(client)
    os.kill(first, signal.SIGKILL)
    outcome, _ = waiting.outcome()
    assert isinstance(outcome, HourpassError)
    assert outcome.problem.reason is Reason.HELPER_ENDED
    release.set()
    assert WorkerAws(client).identity(KEYS, "eu-west-1", Cancel()).account == ACCOUNT
    assert pid_of(client) != first


def test_a_worker_killed_between_two_calls_is_not_noticed(client: WorkerClient, server: Server):
    aws = WorkerAws(client)
    aws.identity(KEYS, "eu-west-1", Cancel())
    os.kill(pid_of(client), signal.SIGKILL)
    wait_until(lambda: not client.running)
    assert aws.identity(KEYS, "eu-west-1", Cancel()).account == ACCOUNT


def test_twenty_calls_wait_at_the_same_time(client: WorkerClient, server: Server, release: threading.Event):
    waiting = [Waiting(client) for _ in range(20)]
    wait_until(lambda: len(server.asked) == 20)
    release.set()
    assert all(getattr(one.outcome()[0], "account", "") == ACCOUNT for one in waiting)


def test_the_first_page_is_there_before_the_second_is_sent(client: WorkerClient, server: Server):
    event, good = threading.Event(), server.answers["ListBuckets"]

    def second_later(parameters: Parameters) -> Reply:
        reply = good(parameters)
        wait = event if "continuation-token" in parameters else None
        return Reply(reply.status, reply.body, reply.content_type, wait=wait)

    server.answers["ListBuckets"] = second_later
    pages = WorkerAws(client).bucket_pages(KEYS, "eu-west-1", Cancel())
    assert [name for name, *_ in next(pages)] == ["a", "b"]
    event.set()
    assert [[name for name, *_ in page] for page in pages] == [["c"]]


def test_a_listing_that_is_dropped_stops_the_worker_asking(client: WorkerClient, server: Server):
    pages = client.stream("bucket_pages", {"keys": ["AKIAEXAMPLE", "x"], "region": "eu-west-1"})
    next(pages)
    assert client._child is not None
    pages.close()
    assert not client._child.busy


def test_a_worker_without_work_is_ended_and_leaves_no_thread(new_client: Callable[..., WorkerClient], server: Server):
    before = set(threading.enumerate())
    client = new_client(idle=0.5)
    WorkerAws(client).identity(KEYS, "eu-west-1", Cancel())
    child = psutil.Process(pid_of(client))
    child.wait(PATIENCE)
    wait_until(lambda: {thread for thread in threading.enumerate() if thread.daemon} <= before | _http_threads())
    assert not client.running
    assert WorkerAws(client).identity(KEYS, "eu-west-1", Cancel()).account == ACCOUNT


def _http_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if "process_request" in thread.name}


def test_a_worker_that_waits_for_aws_is_not_idle(
    new_client: Callable[..., WorkerClient], server: Server, release: threading.Event
):
    client = new_client(idle=0.02)
    waiting = Waiting(client)
    assert server.arrived.wait(PATIENCE)
    assert not threading.Event().wait(0.1)  # five times the time that an idle one is given
    assert client.running
    release.set()
    assert getattr(waiting.outcome()[0], "account", "") == ACCOUNT


def test_closing_fails_what_still_waits(client: WorkerClient, server: Server, release: threading.Event):
    waiting = Waiting(client)
    assert server.arrived.wait(PATIENCE)
    child = psutil.Process(pid_of(client))
    client.close()
    outcome, _ = waiting.outcome()
    assert isinstance(outcome, HourpassError)
    assert outcome.problem.reason is Reason.HELPER_ENDED
    assert not child.is_running()
    with pytest.raises(HourpassError):
        client.call("identity", {})
    client.warm()
    assert not client.running


def test_warming_sends_nothing_and_does_not_wait(client: WorkerClient, server: Server):
    began = time.monotonic()
    client.warm()
    assert time.monotonic() - began < 0.1
    assert client.running
    WorkerAws(client).identity(KEYS, "eu-west-1", Cancel())
    assert server.operations == ["GetCallerIdentity"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_worker_is_given_no_secret_by_arguments_or_environment(
    client: WorkerClient, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-shells-own-secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "the-shells-own-token")
    WorkerAws(client).identity(KEYS, "eu-west-1", Cancel())
    process = Path("/proc") / str(pid_of(client))
    shown = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert b"hourpass.worker" in shown
    for secret in (b"made-up-secret", b"the-shells-own"):
        assert secret not in shown


def test_a_program_that_cannot_be_started_is_a_problem(new_client: Callable[..., WorkerClient]):
    client = new_client(command=("/nowhere/python",))
    with pytest.raises(HourpassError) as caught:
        client.call("identity", {})
    assert caught.value.problem.reason is Reason.HELPER_ENDED


def test_nobody_waits_for_a_program_that_was_gone_before_it_was_asked(new_client: Callable[..., WorkerClient]):
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that its thread often comes to its end before the request does
    try:
        for _ in range(300):
            client, cancel = new_client(command=("/nowhere/python",)), Cancel()
            too_long = threading.Timer(10, cancel.request)
            too_long.start()
            try:
                with pytest.raises(HourpassError):
                    client.call("identity", {}, cancel)
            finally:
                too_long.cancel()
                too_long.join()
    finally:
        sys.setswitchinterval(usual)


def test_a_program_that_ends_at_once_is_a_problem(new_client: Callable[..., WorkerClient]):
    client = new_client(command=(sys.executable, "-c", "print('{\"id\":1,\"do', end='')"))
    with pytest.raises(HourpassError) as caught:
        client.call("identity", {})
    assert caught.value.problem.reason is Reason.HELPER_ENDED


def test_a_bug_in_the_worker_is_a_bug_here_and_shows_no_values(client: WorkerClient):
    with pytest.raises(RuntimeError) as caught:
        client.call("identity", {"keys": ["AKIAEXAMPLE", "made-up-secret", "three"], "region": "eu-west-1"})
    assert "worker_requests.py" in str(caught.value)
    assert "IndexError" in str(caught.value)
    assert "made-up-secret" not in str(caught.value)


_PARENT = """
import sys
from hourpass.adapters.worker_client import WorkerClient
client = WorkerClient(lambda _: None)
try:
    client.call("identity", {})
except RuntimeError:
    print(client._child.pid, flush=True)
sys.stdin.read()
"""


def test_the_worker_ends_when_the_app_is_killed():
    with subprocess.Popen((sys.executable, "-c", _PARENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        worker.wait(PATIENCE)
    assert not worker.is_running()


_LOADED = """
import sys
from hourpass.adapters.worker_aws import WorkerAws
from hourpass.adapters.worker_client import WorkerClient
from hourpass.adapters.worker_files import WorkerAwsFiles
from hourpass.adapters.worker_vault import WorkerVault
print(*sorted(sys.modules))
"""


def test_the_apps_side_loads_nothing_heavy():
    shown = subprocess.run((sys.executable, "-S", "-c", _LOADED), env=_source(), capture_output=True, check=True)
    loaded = set(shown.stdout.decode().split())
    assert "hourpass.adapters.worker_client" in loaded
    assert not loaded & {
        "botocore",
        "keyring",
        "cryptography",
        "subprocess",
        "logging",
        "asyncio",
        "concurrent.futures",
    }


def _source() -> dict[str, str]:
    import hourpass

    assert hourpass.__file__ is not None
    return {**os.environ, "PYTHONPATH": str(Path(hourpass.__file__).parents[1])}
