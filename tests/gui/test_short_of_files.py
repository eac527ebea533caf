"""An app that may have few files open, and more callers than that."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hourpass.adapters.app_socket import line_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")

APP = """
import os, resource, sys, time
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt
from hourpass.gui.single_instance import SingleInstance

app, instance, waiting, files = QCoreApplication([]), SingleInstance(sys.argv[1]), [], []

def take(message, caller):
    if message["ask"] == "show":
        caller({"shown": True})
    else:
        waiting.append(caller)

def open_all():
    try:
        while True:
            files.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return len(files)

def close_all():
    while files:
        os.close(files.pop())

def answer_all():
    for caller in waiting:
        caller({"code": "ok"})
    waiting.clear()

def obey():
    print(eval(sys.stdin.readline()), flush=True)

instance.requested.connect(take)
orders = QSocketNotifier(0, QSocketNotifier.Type.Read)
orders.activated.connect(obey)
print(instance.start(), flush=True)
app.exec()
"""

Order = Callable[[str], str]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


@pytest.fixture
def order(path: str) -> Iterator[Order]:
    """Has the app do something, and tells what came of it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", APP, path]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdin
        assert app.stdout
        to, back = app.stdin, app.stdout
        assert back.readline() == "True\n"

        def ordered(what: str) -> str:
            print(what, file=to, flush=True)
            return back.readline().strip()

        yield ordered
        app.kill()


def calling(path: str, ask: str) -> socket.socket:
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)  # without a timeout it waits for room in the queue
    client.settimeout(10)
    client.sendall(line_of({"ask": ask}))
    return client


def busy_for(order: Order, seconds: float) -> float:
    """The share of *seconds* for which the app used the processor."""
    before = float(order("time.process_time()"))
    select.select([], [], [], seconds)
    return (float(order("time.process_time()")) - before) / seconds


def test_callers_without_number_leave_the_app_files_of_its_own_and_are_all_answered(path: str, order: Order):
    callers = [calling(path, "code") for _ in range(250)]
    assert busy_for(order, 1) < 0.3
    assert int(order("open_all()")) >= 64
    order("close_all()")
    unanswered = list(callers)
    while unanswered:  # the later ones had no place
        order("answer_all()")
        for one in select.select(unanswered, [], [], 0.05)[0]:
            assert b"ok" in one.recv(100)
            unanswered.remove(one)
    for one in callers:
        one.close()


def test_where_no_file_is_left_for_a_caller_the_app_rests_and_answers_it_later(path: str, order: Order):
    order("open_all()")
    caller = calling(path, "show")
    assert busy_for(order, 1) < 0.3
    order("close_all()")
    assert b"shown" in caller.recv(100)
    caller.close()


def test_where_no_file_is_left_the_next_place_that_is_freed_goes_to_who_waits(path: str, order: Order):
    first = calling(path, "code")
    while order("len(waiting)") == "0":
        pass
    order("open_all()")
    second = calling(path, "show")
    order("answer_all()")
    assert b"ok" in first.recv(100)
    assert b"shown" in second.recv(100)
    first.close()
    second.close()
