"""The worker's own side: its lines, and its hold on the pipes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from hourpass.worker import Worker


class Lines(io.BytesIO):
    """What the worker wrote, and a way to wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._more = threading.Condition()

    def flush(self) -> None:
        super().flush()
        with self._more:
            self._more.notify_all()

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        with self._more:
            assert self._more.wait_for(lambda: self.getvalue().count(b"\n") >= count, 20)
        return [json.loads(line) for line in self.getvalue().splitlines()]


def ask(*messages: dict[str, Any]) -> Iterator[bytes]:
    return (json.dumps(message).encode() + b"\n" for message in messages)


def test_each_request_is_answered_under_its_own_number():
    out = Lines()
    unknown = {"vault": ["keyring-of-another-kind"], "name": "a"}
    Worker(out).serve(ask({"id": 7, "op": "nonsense"}, {"id": 8, "op": "vault.get", "params": unknown}))
    answers = {answer["id"]: answer["bug"] for answer in out.wait_for(2)}
    assert answers[7].endswith("KeyError")
    assert answers[8].endswith("ValueError")


def test_a_request_that_cannot_be_carried_out_is_answered_with_its_problem():
    out = Lines()
    params = {"keys": ["AKIA", "x"], "region": "not a region"}
    Worker(out).serve(ask({"id": 1, "op": "identity", "params": params}))
    heard, answer = out.wait_for(2)
    assert heard["heard"][2] == "GetCallerIdentity"
    assert answer == {"id": 1, "problem": {"reason": "invalid-request", "facts": {"sent": "no"}, "raw": None}}


def test_giving_up_what_is_not_running_is_harmless():
    out = Lines()
    Worker(out).serve(ask({"cancel": 99}, {"id": 1, "op": "nonsense"}))
    assert [answer["id"] for answer in out.wait_for(1)] == [1]


_STRAY = """
import os, sys
from hourpass.worker import _private_pipes
requests, answers = _private_pipes()
print("stray")
os.system("echo stray too")
print(repr(sys.stdin.read()), flush=True)
answers.write(requests.readline())
answers.flush()
"""


def test_what_a_library_prints_or_reads_cannot_reach_the_pipes():
    done = subprocess.run((sys.executable, "-c", _STRAY), input=b"real\n", capture_output=True, check=True)
    assert done.stdout == b"real\n"
    assert sorted(done.stderr.splitlines()) == [b"''", b"stray", b"stray too"]


def test_the_end_of_its_input_ends_it_at_once():
    command = (sys.executable, "-P", "-m", "hourpass.worker")
    done = subprocess.run(command, input=b"", capture_output=True, check=True, timeout=20)
    assert (done.stdout, done.stderr) == (b"", b"")
