from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hourpass.cli import terminal
from hourpass.cli.asking import Codes
from hourpass.domain.profile import Profile

PHONE, OTHER = "arn:aws:iam::123456789012:mfa/phone", "arn:aws:iam::123456789012:mfa/other"


class HalfMinutes:
    """A person who types one line in each, and what they are told."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.now = 100
        self.told: list[str] = []

    def type(self, _question: str, _seconds: float) -> str:
        return self._lines.pop(0)

    def tell(self, line: str) -> None:
        self.told.append(line)
        self.now += 1

    def codes(self, serial: str = PHONE, name: str = "work") -> Codes:
        profile = Profile(id=name, name=name, access_key_id="AKIA", device_serial=serial)
        return Codes(profile, 60, self.tell, lambda: self.now)


Typing = Callable[..., HalfMinutes]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Typing:
    def types(*lines: str) -> HalfMinutes:
        person = HalfMinutes(*lines)
        monkeypatch.setattr(terminal, "ask", person.type)
        return person

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return types


def test_a_code_that_was_sent_is_not_sent_by_the_next_command(typing: Typing):
    person = typing("111111", "111111", "222222")
    first = person.codes()
    assert first.ask() == "111111"
    first.sent()
    assert person.codes(name="play").ask() == "222222"
    assert [line.split(".")[-2].strip() for line in person.told] == ["Wait for the next one"]


def test_a_code_that_was_not_taken_keeps_none_back(typing: Typing):
    person = typing("111112", "111111")
    assert person.codes().ask() == "111112"
    assert person.codes().ask() == "111111"
    assert person.told == []


def test_a_code_that_took_its_time_at_aws_is_not_counted_as_the_next_one(typing: Typing):
    person = typing("111111", "222222")
    first = person.codes()
    first.ask()
    person.now += 1
    first.sent()
    assert person.codes().ask() == "222222"
    assert person.told == []


def test_another_device_has_codes_of_its_own(typing: Typing):
    person = typing("111111", "333333")
    first = person.codes()
    first.ask()
    first.sent()
    assert person.codes(OTHER).ask() == "333333"


def test_no_code_is_in_what_is_kept(typing: Typing, tmp_path: Path):
    codes = typing("111111").codes()
    with codes.turn(1):
        codes.ask()
        codes.sent()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(kept) == [b"", b"100"]
