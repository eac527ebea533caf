from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from hourpass.adapters.loopback_peer import is_ours
from hourpass.adapters.one_time_link import OneTimeLink

CONNECT = """
import os, socket, sys
os.setgroups([]), os.setgid(65534), os.setuid(65534)  # nobody, who may import nothing more from here on
with socket.socket() as caller:
    caller.settimeout(10)
    caller.connect(("127.0.0.1", int(sys.argv[1])))
    try:
        caller.sendall(sys.argv[2].encode())
        print(caller.recv(100)[:12].decode())
    except ConnectionError:
        print()
"""
only_as_root = pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="becomes another user, and Linux tells whose connections are"
)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.settimeout(10)
        yield made


def by_another_user(port: int, said: str):
    return subprocess.Popen(
        [sys.executable, "-IS", "-c", CONNECT, str(port), said],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_connection_of_ones_own_is_ours(listener: socket.socket):
    with socket.create_connection(listener.getsockname(), 10):
        caller, peer = listener.accept()
        with caller:
            assert is_ours(peer, listener.getsockname())


def test_what_the_system_does_not_tell_is_taken_for_ours():
    assert is_ours(("127.0.0.1", 1), ("127.0.0.1", 2))


@only_as_root
def test_a_connection_of_another_user_is_not(listener: socket.socket):
    with by_another_user(listener.getsockname()[1], "hello") as process:
        caller, peer = listener.accept()
        with caller:
            assert not is_ours(peer, listener.getsockname())
            caller.sendall(b"bye")
        process.communicate(timeout=20)


@only_as_root
def test_a_link_once_read_from_the_process_list_is_of_no_use_to_another_user():
    with OneTimeLink("https://signin.example/federation?SigninToken=x") as link:
        port, _, path = link.address.removeprefix("http://127.0.0.1:").partition("/")
        request = f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        with by_another_user(int(port), request) as process:
            assert process.communicate(timeout=20)[0].strip() == ""
        with socket.create_connection(("127.0.0.1", int(port)), 10) as caller:
            caller.sendall(request.encode())
            assert caller.recv(12) == b"HTTP/1.1 302"
