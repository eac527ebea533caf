"""The real counter behind the socket: whatever its questions say, each is answered."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.fakes_office import CODE, Office
from hourpass.domain import exit_status
from hourpass.domain.profile import Method
from hourpass.gui.callers import Callers
from hourpass.gui.counter import Counter
from hourpass.gui.single_instance import Caller
from hourpass.gui.theme import Theme
from services.fakes_services import profile

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=50) | st.sampled_from(
    [
        "",
        "reports",
        "audit",
        "night",
        "nobody",
        "process",
        CODE,
        "12",
        "x" * 500,
        "\ud800",
        "\u202e<b>\x00",
        "9" * 50,
    ]
)
ANY_NUMBER = (
    st.integers()
    | st.floats()
    | st.sampled_from([0, -1, 2**63, -(2**64), 10**400, -(10**400), 1e308, -1e308, 5e-324, 900])
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | ANY_NUMBER | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=8,
)
QUESTIONS = st.fixed_dictionaries(
    {"ask": st.sampled_from(["credentials", "login", "profiles", "code", "show"]) | ANY_TEXT},
    optional={
        "profile": st.sampled_from(["reports", "audit", "night"]) | ANYTHING,
        "as": st.just("process") | ANYTHING,
        "code": st.just(CODE) | ANYTHING,
        **dict.fromkeys(("waits", "for", "fresh", "v "), ANYTHING),
    },
)


class Parts(QObject):
    """What the counter needs of the real ones."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.window)
        self.signing_in, self.prompting = office.signing_in, office.prompting


@pytest.fixture
def office(qtbot: QtBot, theme: Theme) -> Iterator[Office]:
    through = profile("night", method=Method.ROLE_THROUGH_SESSION)
    made = Office(qtbot, theme, profile("reports"), profile("audit"), through)
    made.sign_in()
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "app.socket")


@pytest.fixture
def callers(office: Office, path: str) -> Iterator[Callers]:
    services: Any = SimpleNamespace(sessions=office.sessions, clock=office.clock, book=office.book)
    parts: Any = Parts(office)
    counter = Counter(parts, services, lambda name: CODE if name == "reports" else None, "")
    made = Callers(office.window, path)
    made.open(lambda _name: None, counter.answering)
    yield made
    made.close()


class Asking(threading.Thread):
    """Sends a line, and takes what comes back until the app hangs up."""

    def __init__(self, path: str, line: str) -> None:
        super().__init__(daemon=True)
        self._path, self._line = path, line.encode()
        self.answer = b""
        self.start()

    def run(self) -> None:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(10)
            client.connect(self._path)
            client.sendall(self._line + b"\n")
            while part := client.recv(65536):
                self.answer += part

    def outcome(self, qtbot: QtBot, office: Office) -> dict[str, Any]:
        """The answer; a question that is put to a person on its account is turned down."""

        def ended() -> bool:
            if office.prompt is not None:
                office.prompt.reject()
            return not self.is_alive()

        qtbot.waitUntil(ended)
        answer: dict[str, Any] = json.loads(self.answer)
        return answer


@given(question=QUESTIONS)
@example({"ask": "credentials", "profile": "audit", "waits": 10**400})
@example({"ask": "credentials", "profile": "reports", "fresh": 10**400})
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_question_is_answered(
    qtbot: QtBot, office: Office, callers: Callers, path: str, question: dict[str, Any]
):
    asking = Asking(path, json.dumps({**question, "v": 1}))
    answer = asking.outcome(qtbot, office)
    assert answer.get("v") == 1 or answer.get("Version") == 1
    assert answer.get("error") != "failed"
    assert callers._instance._callers == set()


@pytest.mark.parametrize("field", ["profile", "waits", "for", "fresh", "code", "as"])
@pytest.mark.parametrize(
    "value",
    ["[" * depth + "]" * depth for depth in (50, 300, 900, 960, 20_000)] + ['"' + "x" * 64_000 + '"', "9" * 4_000],
    ids=["50 deep", "300 deep", "900 deep", "960 deep", "20000 deep", "long", "large"],
)
def test_however_deep_or_long_a_question_is_it_is_answered(
    qtbot: QtBot, office: Office, callers: Callers, path: str, field: str, value: str
):
    asking = Asking(path, f'{{"v":1,"ask":"credentials","profile":"audit","{field}":{value}}}')
    assert asking.outcome(qtbot, office).get("error") in {"cancelled", "no-such-profile", "not-understood"}
    assert callers._instance._callers == set()


def test_a_fault_of_our_own_is_told_to_who_asked_frees_its_place_and_rises(
    qtbot: QtBot, office: Office, callers: Callers, path: str
):
    def fail(_message: dict[str, Any], _caller: Caller) -> None:
        raise ZeroDivisionError

    callers.open(lambda _name: None, {"credentials": fail})
    with qtbot.capture_exceptions() as risen:
        answer = Asking(path, '{"v":1,"ask":"credentials"}').outcome(qtbot, office)
    assert (answer["error"], answer["status"]) == ("failed", exit_status.FAILED)
    assert "Hourpass" in answer["message"]
    assert [kind for kind, _, _ in risen] == [ZeroDivisionError]
    assert callers._instance._callers == set()


def test_a_fault_in_answering_one_who_came_early_keeps_no_other_waiting(qtbot: QtBot, office: Office, path: str):
    early = Callers(office.window, path)
    first = Asking(path, '{"v":1,"ask":"credentials"}')
    qtbot.waitUntil(lambda: len(early._waiting) == 1)
    second = Asking(path, '{"v":1,"ask":"profiles"}')
    qtbot.waitUntil(lambda: len(early._waiting) == 2)

    def fail(_message: dict[str, Any], _caller: Caller) -> None:
        raise ZeroDivisionError

    with qtbot.capture_exceptions() as risen:
        early.open(lambda _name: None, {"credentials": fail, "profiles": lambda _message, answer: answer({"ok": True})})
        answers = [asking.outcome(qtbot, office) for asking in (first, second)]
    assert [answers[0]["error"], answers[1]] == ["failed", {"v": 1, "ok": True}]
    assert [kind for kind, _, _ in risen] == [ZeroDivisionError]
    early.close()
