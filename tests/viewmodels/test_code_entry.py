from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.totp import CodeFlaw
from hourpass.viewmodels.code_entry import CodeEntry

NOW = datetime(2026, 3, 1, 12, 0, 19, tzinfo=UTC)
REFUSED = Problem(Reason.CODE_REFUSED)


@pytest.fixture
def entry() -> CodeEntry:
    return CodeEntry()


def asking(entry: CodeEntry, code: str = "123456") -> None:
    entry.typed(code)
    assert entry.submit(NOW) is not None
    entry.sending()


@pytest.mark.parametrize("text", ["123456", "123 456", "123-456", "１２３４５６", " 123456\n"])  # noqa: RUF001 (full-width)
def test_a_code_may_be_written_as_people_write_it(entry: CodeEntry, text: str):
    entry.typed(text)
    assert (entry.digits, entry.flaw, entry.complete) == ("123456", None, True)
    assert entry.submit(NOW) == "123456"


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("12a", CodeFlaw.NOT_DIGITS),
        ("1234567", CodeFlaw.TOO_LONG),
        ("Invoice 123456 of May", CodeFlaw.NOT_DIGITS),
    ],
)
def test_what_is_no_code_is_refused_in_place_and_none_of_it_taken(entry: CodeEntry, text: str, flaw: CodeFlaw):
    entry.typed("12")
    entry.typed(text)
    assert (entry.digits, entry.flaw) == ("12", flaw)
    assert entry.submit(NOW) is None


@pytest.mark.parametrize(("text", "flaw"), [("", CodeFlaw.EMPTY), ("12345", CodeFlaw.TOO_SHORT)])
def test_an_unfinished_code_is_a_flaw_only_once_it_is_sent(entry: CodeEntry, text: str, flaw: CodeFlaw):
    entry.typed(text)
    assert entry.flaw is None
    assert entry.submit(NOW) is None
    assert entry.flaw is flaw


def test_while_aws_answers_nothing_is_taken(entry: CodeEntry):
    asking(entry)
    entry.typed("999999")
    assert (entry.busy, entry.digits) == (True, "123456")
    assert entry.submit(NOW) is None


def test_a_refused_code_leaves_the_field_and_the_next_one_is_counted_down_to(entry: CodeEntry):
    asking(entry)
    entry.refused(REFUSED, NOW)
    assert (entry.busy, entry.digits, entry.problem) == (False, "", REFUSED)
    assert entry.seconds_to_next(NOW) == 11
    assert entry.seconds_to_next(NOW + timedelta(seconds=10.5)) == 1
    assert entry.seconds_to_next(NOW + timedelta(seconds=11)) is None
    assert entry.problem is REFUSED


def test_clearing_the_field_keeps_the_message_and_typing_ends_it(entry: CodeEntry):
    asking(entry)
    entry.refused(REFUSED, NOW)
    entry.typed("")
    assert entry.problem is REFUSED
    entry.typed("4")
    assert entry.problem is None
    assert entry.seconds_to_next(NOW) == 11


def test_a_mistyped_code_can_be_put_right_at_once(entry: CodeEntry):
    asking(entry, "123465")
    entry.refused(REFUSED, NOW)
    entry.typed("123456")
    assert entry.submit(NOW) == "123456"


def test_our_own_ledger_says_when_the_next_code_comes(entry: CodeEntry):
    asking(entry)
    entry.refused(Problem(Reason.CODE_ALREADY_SENT, {"next_at": "2026-03-01T12:00:30+00:00"}), NOW)
    assert entry.waiting_until == datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)


def test_after_too_many_tries_nothing_is_sent_before_the_time_is_over(entry: CodeEntry):
    asking(entry)
    entry.refused(Problem(Reason.TOO_MANY_TRIES, {"until": "2026-03-01T12:03:00+00:00"}), NOW)
    entry.typed("654321")
    assert entry.problem is not None
    assert entry.seconds_to_next(NOW) == 161
    assert entry.submit(NOW) is None
    later = NOW + timedelta(seconds=161)
    assert entry.submit(later) == "654321"


def test_facts_that_are_no_time_are_survived(entry: CodeEntry):
    asking(entry)
    entry.refused(Problem(Reason.TOO_MANY_TRIES, {"until": "soon"}), NOW)
    assert entry.seconds_to_next(NOW) == 11


@pytest.mark.parametrize(
    "problem", [Problem(Reason.TIMED_OUT, {"sent": "no"}), Problem(Reason.VAULT_LOCKED)], ids=lambda it: it.reason.value
)
def test_a_code_that_was_never_sent_stays_in_the_field(entry: CodeEntry, problem: Problem):
    asking(entry)
    entry.refused(problem, NOW)
    assert entry.digits == "123456"
    assert entry.seconds_to_next(NOW) is None
    assert entry.submit(NOW) == "123456"


@pytest.mark.parametrize("reason", [Reason.TIMED_OUT, Reason.HELPER_ENDED, Reason.ROLE_REFUSED])
def test_a_code_that_may_have_been_seen_leaves_the_field(entry: CodeEntry, reason: Reason):
    asking(entry)
    entry.refused(Problem(reason), NOW)
    assert entry.digits == ""
    assert entry.seconds_to_next(NOW) == 11


@pytest.mark.parametrize("reason", [Reason.TIMED_OUT, Reason.ROLE_REFUSED])
def test_a_renewal_without_a_code_that_fails_waits_for_no_code(entry: CodeEntry, reason: Reason):
    entry.sending()
    entry.refused(Problem(reason), NOW)
    assert entry.seconds_to_next(NOW) is None
    entry.sending()
    entry.cancelled(NOW)
    assert entry.seconds_to_next(NOW) is None


def test_a_code_sent_once_is_not_waited_for_after_a_later_renewal_without_one(entry: CodeEntry):
    asking(entry)
    entry.refused(REFUSED, NOW)
    entry.sending()
    entry.refused(Problem(Reason.TIMED_OUT), NOW)
    assert entry.seconds_to_next(NOW) is None


def test_acceptance_starts_anew(entry: CodeEntry):
    asking(entry)
    entry.accepted()
    assert (entry.digits, entry.busy, entry.problem, entry.waiting_until) == ("", False, None, None)


def test_giving_up_while_aws_answers_waits_for_the_next_code(entry: CodeEntry):
    asking(entry)
    entry.cancelled(NOW)
    assert (entry.digits, entry.busy, entry.problem) == ("", False, None)
    assert entry.seconds_to_next(NOW) == 11


def test_giving_up_before_anything_was_sent_waits_for_nothing(entry: CodeEntry):
    entry.typed("123")
    entry.cancelled(NOW)
    assert (entry.digits, entry.seconds_to_next(NOW)) == ("", None)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_whatever_is_typed_only_six_ascii_digits_are_ever_sent(texts: list[str]):
    entry = CodeEntry()
    for text in texts:
        entry.typed(text)
        assert len(entry.digits) <= 6
        code = entry.submit(NOW)
        assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


@pytest.mark.parametrize(
    ("reason", "its_fault"),
    [
        (Reason.CODE_REFUSED, True),
        (Reason.CODE_ALREADY_SENT, True),
        (Reason.CODE_MALFORMED, True),
        (Reason.ROLE_REFUSED, False),
        (Reason.UNREACHABLE, False),
        (Reason.CLOCK_OFF, False),
        (Reason.THROTTLED, False),
    ],
)
def test_the_code_is_at_fault_only_where_it_was_not_taken_itself(entry: CodeEntry, reason: Reason, its_fault: bool):
    asking(entry)
    entry.refused(Problem(reason), NOW)
    assert entry.code_at_fault is its_fault
    entry.typed("x")
    assert entry.code_at_fault
