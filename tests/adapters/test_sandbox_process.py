from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from hourpass.adapters.sandbox_process import SandboxFacts, SandboxProcess
from hourpass.domain.problem import HourpassError, Problem, Reason
from services.fakes_services import InThread

FACTS = SandboxFacts(**{name: f"some {name}" for name in SandboxFacts.__dataclass_fields__})
TELLS = f"""
import sys
sys.stdout.write({json.dumps({name: f"some {name}" for name in SandboxFacts.__dataclass_fields__})!r} + chr(10))
sys.stdout.flush()
"""
WAITS = "import sys; sys.stdin.read()"


def started_with(program: str) -> SandboxProcess:
    return SandboxProcess(command=(sys.executable, "-c", program))


def problem_of(process: SandboxProcess) -> Problem:
    with pytest.raises(HourpassError) as caught:
        process.start()
    return caught.value.problem


def test_the_real_one_answers_even_where_a_file_is_called_like_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "json.py").write_text("raise SystemExit('wrong json')")
    monkeypatch.chdir(tmp_path)
    process = SandboxProcess()
    facts = process.start()
    process.close()
    assert facts.endpoint.startswith("http://127.0.0.1:")
    assert facts.user_secret_access_key not in repr(facts)


def test_what_cannot_be_started_is_missing(tmp_path: Path):
    process = SandboxProcess(command=(str(tmp_path / "no-python"),))
    assert problem_of(process).reason is Reason.SANDBOX_MISSING
    process.close()


def test_what_it_said_last_comes_along_when_it_ends_at_once():
    problem = problem_of(started_with("import sys; sys.stderr.write('first\\n\\nThis went wrong.\\n\\n')"))
    assert problem.raw is not None
    assert (problem.reason, problem.raw.message) == (Reason.SANDBOX_FAILED, "This went wrong.")


def test_one_that_says_a_lot_before_it_answers_is_heard_out():
    process = started_with("import sys; sys.stderr.write('a warning\\n' * 50_000)" + TELLS + WAITS)
    assert process.start() == FACTS
    process.close()


def test_it_can_be_ended_while_it_starts():
    process = started_with(WAITS)
    starting = InThread(process.start)
    while not process.running:
        assert starting.is_alive()
    process.close()
    with pytest.raises(HourpassError):
        starting.outcome()


def test_it_does_not_start_once_it_was_ended():
    process = started_with(TELLS + WAITS)
    process.close()
    assert problem_of(process)
    assert not process.running
