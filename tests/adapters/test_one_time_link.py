from __future__ import annotations

import http.client
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hourpass.adapters import one_time_link
from hourpass.adapters.one_time_link import OneTimeLink

SECRET = "https://signin.aws.amazon.com/federation?Action=login&SigninToken=a%2Bb%2F" + "c" * 3000


@pytest.fixture
def link():
    with OneTimeLink(SECRET) as made:
        yield made


def place(link: OneTimeLink):
    parts = urlsplit(link.address)
    return (parts.hostname or "", parts.port or 0), parts.path


def get(link: OneTimeLink, path: str = "", method: str = "GET", body: bytes | None = None, **headers: str):
    (host, port), right = place(link)
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request(method, path or right, body, headers)
        with connection.getresponse() as answer:
            return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def refused(link: OneTimeLink):
    """Whether nobody listens any more."""
    try:
        socket.create_connection(place(link)[0], 10).close()
    except ConnectionRefusedError:
        return True
    return False


def test_the_address_is_one_of_this_computer_and_tells_nothing(link: OneTimeLink):
    parts = urlsplit(link.address)
    assert (parts.scheme, parts.hostname, parts.query, parts.fragment) == ("http", "127.0.0.1", "", "")
    assert len(parts.path) > 40
    assert "SigninToken" not in link.address + repr(link) + repr(threading.enumerate())


def test_two_links_share_neither_port_nor_path(link: OneTimeLink):
    with OneTimeLink(SECRET) as other:
        assert place(other)[0] != place(link)[0]
        assert place(other)[1] != place(link)[1]


def test_the_first_browser_is_sent_on_and_keeps_nothing(link: OneTimeLink):
    status, headers, body = get(link, Cookie="c=" + "x" * 8000)
    assert (status, headers["Location"], body) == (302, SECRET, b"")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_nobody_is_sent_on_twice(link: OneTimeLink):
    assert get(link)[0] == 302
    assert refused(link)


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/guess", "{}/", "{}?", "{}x", "//{}", "http://127.0.0.1{}"])
def test_every_other_path_is_not_found_and_spends_nothing(link: OneTimeLink, path: str):
    status, headers, body = get(link, path.format(place(link)[1]))
    assert (status, headers["Location"], body) == (404, None, b"")
    assert headers["Cache-Control"] == "no-store"
    assert get(link)[0] == 302


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "OPTIONS", "get"])
def test_every_other_method_is_not_found_and_spends_nothing(link: OneTimeLink, method: str):
    assert get(link, method=method)[0] == 404
    assert get(link)[0] == 302


def test_a_request_may_come_in_pieces(link: OneTimeLink):
    where, path = place(link)
    with socket.create_connection(where, 10) as client:
        for piece in (b"GET " + path[:9].encode(), f"{path[9:]} HTTP/1.1\r\nHost: a\r\n".encode(), b"\r", b"\n"):
            client.sendall(piece)
        assert client.recv(100).startswith(b"HTTP/1.1 302 Found\r\n")


def test_the_silent_and_the_hostile_hold_nobody_up(link: OneTimeLink):
    where, path = place(link)
    others = [socket.create_connection(where, 10) for _ in range(one_time_link.MOST_CLIENTS + 8)]
    try:
        others[-1].sendall(b"\x16\x03\x01\x02\x00" * 100)
        others[-2].sendall(b"GET " + path.encode())
        others[-3].shutdown(socket.SHUT_RDWR)
        assert get(link)[0] == 302
        for other in others:
            other.settimeout(10)
            with suppress(ConnectionError):
                assert b"signin" not in other.recv(5000)
    finally:
        for other in others:
            other.close()


def test_an_endless_request_is_cut_off(link: OneTimeLink):
    with socket.create_connection(place(link)[0], 10) as client:
        with suppress(ConnectionError):
            client.sendall(b"GET /" + b"x" * 1_000_000)
        with suppress(ConnectionError):
            assert client.recv(12) == b"HTTP/1.1 404"
    assert get(link)[0] == 302


def test_it_ends_when_its_time_is_up():
    with OneTimeLink(SECRET, lasts=0.05) as link:
        ending(link)
        assert refused(link)


def test_it_ends_when_it_is_closed_however_often(link: OneTimeLink):
    waiting = socket.create_connection(place(link)[0], 10)
    with waiting:
        link.close()
        link.close()
        assert refused(link)
        assert waiting.recv(1) == b""


def test_a_browser_that_reads_nothing_does_not_keep_it(link: OneTimeLink):
    where, path = place(link)
    with socket.create_connection(where, 10) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\n\r\n".encode())
        client.shutdown(socket.SHUT_WR)
        ending(link)


@pytest.mark.skipif(sys.platform != "linux", reason="counts open files as Linux tells them")
def test_nothing_of_it_stays_open():
    before = (sorted(Path("/proc/self/fd").iterdir()), threading.active_count())
    for use in (get, OneTimeLink.close, refused):
        with OneTimeLink(SECRET) as link:
            use(link)
    for end in (get, lambda _: None):  # nobody closes these
        left_alone = OneTimeLink(SECRET, lasts=0.2)
        end(left_alone)
        ending(left_alone)
    assert (sorted(Path("/proc/self/fd").iterdir()), threading.active_count()) == before


@pytest.mark.parametrize("url", ["https://a/\r\nSet-Cookie: x", "https://a/ b", "https://a/ä", "https://a/\0"])
def test_what_would_not_stay_in_its_line_is_not_taken_and_not_told(url: str):
    with pytest.raises(ValueError, match="not encoded") as error:
        OneTimeLink(url)
    assert url not in repr(error.value)


def ending(link: OneTimeLink):
    """Wait for its thread, which ends by itself."""
    name = f"one-time-link {place(link)[0][1]}"
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(10)
            assert not thread.is_alive()
