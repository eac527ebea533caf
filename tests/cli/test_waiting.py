from __future__ import annotations

import io
import threading

import pytest

from hourpass.cli.waiting import told_while_waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_whoever_waits_at_a_terminal_is_told_where_to_look():
    heard: list[str] = []
    told = threading.Event()

    def tell(text: str) -> None:
        heard.append(text)
        told.set()

    with told_while_waiting("reports", tell, after=0.01, stream=Terminal()):
        assert told.wait(5)
    assert heard == ["Waiting for Hourpass: it may be asking for a code for reports."]


@pytest.mark.parametrize(("stream", "after"), [(Terminal(), 60), (io.StringIO(), 0)])
def test_a_quick_answer_and_a_script_hear_nothing(stream: io.StringIO, after: float):
    heard: list[str] = []
    with told_while_waiting("reports", heard.append, after=after, stream=stream):
        pass
    assert heard == []
