"""Second starts and the command line reach the first instance, and nobody hurts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hourpass.adapters.app_lock import AppLock
from hourpass.adapters.app_socket import LONGEST_LINE, ask
from hourpass.gui import single_instance
from hourpass.gui.listener import AT_A_TIME, PipeListener, SocketListener
from hourpass.gui.single_instance import Caller, SingleInstance

HOLD_LOCK = """
import sys, time
from hourpass.adapters.app_lock import AppLock
import socket
lock = AppLock(sys.argv[1])
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[2])
print(lock.take(), flush=True)
time.sleep(60)
"""


class Receiver:
    """Answers "show", keeps "code" waiting."""

    def __init__(self, instance: SingleInstance) -> None:
        self.messages: list[dict[str, Any]] = []
        self.waiting: list[Caller] = []
        self.gone = 0
        instance.requested.connect(self._take)

    def _take(self, message: dict[str, Any], caller: Caller) -> None:
        self.messages.append(message)
        if message["ask"] == "show":
            caller({"done": True, "profile": message.get("profile")})
        else:
            self.waiting.append(caller)
            caller.on_gone(self._count)

    def _count(self) -> None:
        self.gone += 1


class Aside:
    """Runs a blocking call beside the Qt loop, as another process would."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.outcome: Any = None
        self._thread = threading.Thread(target=self._run, args=(call,))
        self._thread.start()

    def _run(self, call: Callable[[], Any]) -> None:
        self.outcome = call()

    def finish(self, qtbot: QtBot) -> Any:
        qtbot.waitUntil(lambda: not self._thread.is_alive())
        return self.outcome


@pytest.fixture(params=[SocketListener, PipeListener])
def listener(request: pytest.FixtureRequest) -> Callable[[str, QObject], SocketListener | PipeListener]:
    """Both ways of listening pass the same tests, though each system uses one."""
    return request.param


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


@pytest.fixture
def instance(qtbot: QtBot, path: str, listener: Any) -> Iterator[SingleInstance]:
    instance = SingleInstance(path, patience_ms=400)
    assert instance.start(listener)
    yield instance
    instance.stop()


@pytest.fixture
def receiver(instance: SingleInstance) -> Receiver:
    return Receiver(instance)


def talk(path: str, data: bytes) -> bytes:
    """Everything that comes back to *data* until the app hangs up."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(path)
        answer = b""
        with suppress(BrokenPipeError, ConnectionResetError):  # it hung up with some of our words unread
            client.sendall(data)
            while part := client.recv(65536):
                answer += part
        return answer


def test_a_second_start_is_answered(qtbot: QtBot, path: str, receiver: Receiver):
    asking = Aside(lambda: ask(path, {"ask": "show", "profile": "practice"}))
    assert asking.finish(qtbot) == {"v": 1, "done": True, "profile": "practice"}
    assert receiver.messages == [{"v": 1, "ask": "show", "profile": "practice"}]


def test_an_answer_may_come_later(qtbot: QtBot, path: str, receiver: Receiver):
    asking = Aside(lambda: ask(path, {"ask": "code"}))
    qtbot.waitUntil(lambda: bool(receiver.waiting))
    slow = Aside(lambda: talk(path, b"slow"))
    assert b"too-slow" in slow.finish(qtbot)  # the patience with slow callers has ended
    receiver.waiting[0]({"code": "ok"})
    assert asking.finish(qtbot) == {"v": 1, "code": "ok"}
    assert not receiver.waiting[0].waits


def test_who_hangs_up_before_the_answer_is_told_of(qtbot: QtBot, path: str, receiver: Receiver):
    asking = Aside(lambda: ask(path, {"ask": "code"}, timeout=0.1))
    qtbot.waitUntil(lambda: receiver.gone == 1)
    receiver.waiting[0]({"code": "too late"})
    assert asking.finish(qtbot) is None


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"\xff\xfe\x00\x01\n",
        b"hello\n",
        b"[]\n",
        b'{"v":1}\n',
        b'{"v":2,"ask":"show"}\n',
        b'{"v":1,"ask":7}\n',
        b'{"v":1,"ask":["show"]}\n',
        b"[" * 60_000 + b"\n",
    ],
    ids=["empty", "binary", "words", "list", "nothing asked", "another version", "number", "nested", "deep"],
)
def test_what_is_not_understood_is_said_so(qtbot: QtBot, path: str, receiver: Receiver, line: bytes):
    assert json.loads(Aside(lambda: talk(path, line)).finish(qtbot)) == {"v": 1, "error": "not-understood"}
    assert receiver.messages == []


def test_a_line_without_end_is_cut_off(qtbot: QtBot, path: str, receiver: Receiver):
    answer = Aside(lambda: talk(path, b"x" * (LONGEST_LINE + 1))).finish(qtbot)
    assert answer in (b"", b'{"v": 1, "error": "too-long"}\n')  # words left unread may take the answer away
    Aside(lambda: talk(path, b"x" * 10_000_000)).finish(qtbot)
    assert Aside(lambda: ask(path, {"ask": "show"})).finish(qtbot)


def test_a_slow_caller_is_cut_off(qtbot: QtBot, path: str, receiver: Receiver):
    assert json.loads(Aside(lambda: talk(path, b'{"v":1,')).finish(qtbot)) == {"v": 1, "error": "too-slow"}


def test_a_line_may_come_in_pieces(qtbot: QtBot, path: str, receiver: Receiver):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
        for piece in (b'{"v":1,"as', b'k":"code"', b"}\nand more"):
            client.sendall(piece)
            qtbot.wait(0)
        qtbot.waitUntil(lambda: receiver.messages == [{"v": 1, "ask": "code"}])
    qtbot.waitUntil(lambda: receiver.gone == 1)


def test_many_callers_are_all_answered(qtbot: QtBot, path: str, receiver: Receiver):
    silent = [socket.socket(socket.AF_UNIX) for _ in range(AT_A_TIME)]
    for one in silent:
        one.setblocking(False)
        one.connect(path)
        qtbot.wait(0)
    asking = [Aside(lambda: ask(path, {"ask": "show"})) for _ in range(40)]
    assert all(one.finish(qtbot) for one in asking)  # once the silent ones were cut off
    for one in silent:
        one.close()


@pytest.mark.parametrize("listener", [SocketListener])
def test_hundreds_that_wait_for_an_answer_keep_nobody_out(qtbot: QtBot, path: str, receiver: Receiver):
    waiting = [socket.socket(socket.AF_UNIX) for _ in range(300)]
    for number, one in enumerate(waiting, 1):
        one.connect(path)
        one.sendall(b'{"v":1,"ask":"code"}\n')
        qtbot.waitUntil(lambda number=number: len(receiver.waiting) == number)
    assert Aside(lambda: ask(path, {"ask": "show"})).finish(qtbot)
    for caller in receiver.waiting:
        caller({"code": "ok"})
    assert {one.recv(100) for one in waiting} == {b'{"v": 1, "code": "ok"}\n'}
    for one in waiting:
        one.close()


@pytest.mark.parametrize("listener", [SocketListener])
def test_a_place_that_is_freed_goes_to_who_waits_without_one(
    qtbot: QtBot, path: str, monkeypatch: pytest.MonkeyPatch, listener: Any
):
    monkeypatch.setattr(single_instance, "MOST_WAITING", 3)
    instance = SingleInstance(path)
    receiver = Receiver(instance)
    assert instance.start(listener)
    waiting = [socket.socket(socket.AF_UNIX) for _ in range(3 + AT_A_TIME)]
    for one in waiting:
        one.connect(path)
        one.sendall(b'{"v":1,"ask":"code"}\n')
    qtbot.waitUntil(lambda: len(receiver.waiting) == len(waiting))
    asking = Aside(lambda: ask(path, {"ask": "show"}, timeout=10))
    qtbot.wait(50)
    assert len(receiver.messages) == len(waiting)  # the house is full
    for caller in receiver.waiting[:3]:
        caller({"code": "ok"})
    assert asking.finish(qtbot)
    for caller in receiver.waiting:
        caller({"code": "ok"})
    assert {one.recv(100) for one in waiting} == {b'{"v": 1, "code": "ok"}\n'}
    assert instance._places == 3
    for one in waiting:
        one.close()
    instance.stop()


@pytest.mark.parametrize("listener", [SocketListener])
@given(line=st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said_is_answered_or_hung_up_on(qtbot: QtBot, path: str, receiver: Receiver, line: bytes):
    answer = Aside(lambda: talk(path, line.replace(b"\n", b"") + b"\n")).finish(qtbot)
    assert answer == b"" or json.loads(answer)["v"] == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can play another user")
def test_another_users_process_is_not_served(qtbot: QtBot, path: str, tmp_path: Path):
    instance = SingleInstance(path)
    receiver = Receiver(instance)
    assert instance.start()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    Path(path).chmod(0o777)  # as on a system that does not heed the mode of sockets
    other = os.fork()
    if other == 0:  # nothing but system calls in here
        os.setuid(65534)
        with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(path)
            client.sendall(b'{"v":1,"ask":"show"}\n')
            os._exit(len(client.recv(100)))
        os._exit(0)
    ended: list[int] = []
    qtbot.waitUntil(lambda: ended.append(os.waitpid(other, os.WNOHANG)[0]) or ended[-1] == other, timeout=10_000)
    assert receiver.messages == []
    instance.stop()


def test_an_answer_that_is_too_long_is_not_sent(qtbot: QtBot, path: str, receiver: Receiver):
    asking = Aside(lambda: ask(path, {"ask": "code"}))
    qtbot.waitUntil(lambda: bool(receiver.waiting))
    receiver.waiting[0]({"text": "x" * LONGEST_LINE})
    assert asking.finish(qtbot) == {"v": 1, "error": "answer-too-long"}


def test_an_answer_of_the_greatest_length_arrives(qtbot: QtBot, path: str, receiver: Receiver):
    text = "x" * (LONGEST_LINE - 100)
    asking = Aside(lambda: ask(path, {"ask": "code"}))
    qtbot.waitUntil(lambda: bool(receiver.waiting))
    receiver.waiting[0]({"text": text})
    assert asking.finish(qtbot) == {"v": 1, "text": text}


def test_the_socket_is_closed_to_others_and_leaves_with_the_app(path: str, instance: SingleInstance):
    assert stat.S_IMODE(Path(path).stat().st_mode) & 0o077 == 0
    instance.stop()
    assert not Path(path).exists()
    assert ask(path, {"ask": "show"}) is None


def test_stopping_hangs_up_on_who_waits(qtbot: QtBot, path: str, instance: SingleInstance, receiver: Receiver):
    asking = Aside(lambda: ask(path, {"ask": "code"}))
    qtbot.waitUntil(lambda: bool(receiver.waiting))
    instance.stop()
    assert asking.finish(qtbot) is None


def test_where_no_socket_can_be_had_the_app_works_without(qtbot: QtBot, tmp_path: Path, listener: Any):
    assert not SingleInstance(str(tmp_path / "missing" / "app.socket")).start(listener)


def test_a_killed_instance_keeps_nobody_out(qtbot: QtBot, path: str, tmp_path: Path, listener: Any):
    lock_path = str(tmp_path / "app.lock")
    command = [sys.executable, "-c", HOLD_LOCK, lock_path, path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        assert first.stdout.readline() == "True\n"
        assert not AppLock(lock_path).take()
        first.send_signal(signal.SIGKILL)
    assert ask(path, {"ask": "show"}) is None
    lock = AppLock(lock_path)
    assert lock.take()
    instance = SingleInstance(path)
    receiver = Receiver(instance)
    assert instance.start(listener)
    assert Aside(lambda: ask(path, {"ask": "show"})).finish(qtbot)
    assert receiver.messages
    instance.stop()
    lock.release()


def test_the_lock_is_taken_once_and_given_back(tmp_path: Path):
    first, second = AppLock(str(tmp_path / "app.lock")), AppLock(str(tmp_path / "app.lock"))
    assert [first.take(), first.take(), second.take()] == [True, True, False]
    first.release()
    assert second.take()
    second.release()


def test_a_process_that_the_app_started_does_not_keep_the_lock(tmp_path: Path):
    first, second = AppLock(str(tmp_path / "app.lock")), AppLock(str(tmp_path / "app.lock"))
    assert first.take()
    command = [sys.executable, "-c", "input(1)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.read(1) == b"1"  # it runs: what it should not inherit is closed by now
        first.release()
        assert second.take()
        child.stdin.write(b"\n")
    second.release()


def test_where_no_lock_can_be_had_everybody_may_start(tmp_path: Path):
    assert AppLock(str(tmp_path / "missing" / "app.lock")).take()


def test_asking_waits_for_an_app_that_is_just_starting(qtbot: QtBot, path: str):
    asking = Aside(lambda: ask(path, {"ask": "show"}, wait_for_app=5))
    instance = SingleInstance(path)
    receiver = Receiver(instance)
    assert instance.start()
    assert asking.finish(qtbot)
    assert receiver.messages
    instance.stop()


def test_asking_where_nobody_is_costs_nothing(path: str):
    started = time.perf_counter()
    assert ask(path, {"ask": "show"}) is None
    assert time.perf_counter() - started < 0.01


def test_a_second_start_loads_no_qt():
    code = "import sys, hourpass.adapters.app_socket, hourpass.adapters.app_lock; print([n for n in ('PySide6', 'socket', 'json') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
