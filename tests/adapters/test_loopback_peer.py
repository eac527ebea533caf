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
mapped = sys.argv[3] == "mapped"
with socket.socket(socket.AF_INET6 if mapped else socket.AF_INET) as caller:
    caller.settimeout(10)
    caller.connect(("::ffff:127.0.0.1" if mapped else "127.0.0.1", int(sys.argv[1])))
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


ways = pytest.mark.parametrize("way", ["plain", "mapped"])


def by_another_user(port: int, said: str, way: str):
    return subprocess.Popen(
        [sys.executable, "-IS", "-c", CONNECT, str(port), said, way],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_connection_of_ones_own_is_ours(listener: socket.socket):
    with socket.create_connection(listener.getsockname(), 10):
        caller, peer = listener.accept()
        with caller:
            assert is_ours(peer, listener.getsockname())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_connection_that_nobody_has_is_not():
    assert not is_ours(("127.0.0.1", 1), ("127.0.0.1", 2))


@only_as_root
@ways
def test_a_connection_of_another_user_is_not(listener: socket.socket, way: str):
    with by_another_user(listener.getsockname()[1], "hello", way) as process:
        caller, peer = listener.accept()
        with caller:
            assert not is_ours(peer, listener.getsockname())
            caller.sendall(b"bye")
        process.communicate(timeout=20)


@only_as_root
@ways
def test_a_link_once_read_from_the_process_list_is_of_no_use_to_another_user(way: str):
    with OneTimeLink("https://signin.example/federation?SigninToken=x") as link:
        port, _, path = link.address.removeprefix("http://127.0.0.1:").partition("/")
        request = f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
        with by_another_user(int(port), request, way) as process:
            assert process.communicate(timeout=20)[0].strip() == ""
        with socket.create_connection(("127.0.0.1", int(port)), 10) as caller:
            caller.sendall(request.encode())
            assert caller.recv(12) == b"HTTP/1.1 302"
