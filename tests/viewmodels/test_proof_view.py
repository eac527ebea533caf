from __future__ import annotations

from datetime import timedelta

import pytest

from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.viewmodels.proof_view import ProofView, WithCode, WithoutCode
from services.fakes_services import START, session

RAW = RawAnswer("AssumeRole", 403, "AccessDenied", "not authorized")
REFUSED = Problem(Reason.CODE_REFUSED)


@pytest.fixture
def view() -> ProofView:
    """The first half went well, and a code may be typed."""
    made = ProofView()
    made.ask()
    made.refuse(RAW)
    made.fresh_from(START)
    return made


def send(view: ProofView, code: str = "123456") -> str | None:
    view.entry.typed(code)
    return view.submit(START)


def test_nothing_can_be_typed_before_aws_was_asked_without_a_code():
    view = ProofView()
    view.fresh_from(START)
    assert (view.without, view.with_code(START)) == (WithoutCode.WAITING, WithCode.WAITING)
    view.ask()
    assert (view.without, view.with_code(START)) == (WithoutCode.ASKING, WithCode.WAITING)
    assert send(view) is None


def test_a_refusal_is_what_the_first_half_wants(view: ProofView):
    assert (view.without, view.raw) == (WithoutCode.REFUSED, RAW)


def test_being_let_in_without_a_code_is_a_fault_that_a_code_can_still_follow():
    view = ProofView()
    view.fresh_from(START)
    view.ask()
    problem = Problem(Reason.ACCEPTED_WITHOUT_CODE)
    view.fail(problem, START, passing=False)
    assert (view.without, view.without_problem) == (WithoutCode.ACCEPTED, problem)
    assert view.with_code(START) is WithCode.TYPING


def test_no_network_in_the_first_half_can_be_tried_again():
    view = ProofView()
    view.ask()
    view.fail(Problem(Reason.UNREACHABLE), START, passing=False)
    assert view.without is WithoutCode.FAILED
    view.ask()
    assert (view.without, view.without_problem) == (WithoutCode.ASKING, None)


def test_a_fresh_code_is_waited_for_by_the_second(view: ProofView):
    view.fresh_from(START + timedelta(seconds=20.5))
    assert view.seconds_to_fresh(START) == 21
    assert view.with_code(START) is WithCode.WAITING
    later = START + timedelta(seconds=21)
    assert view.seconds_to_fresh(later) == 0
    assert view.with_code(later) is WithCode.TYPING


def test_a_code_is_sent_once(view: ProofView):
    assert send(view) == "123456"
    assert view.with_code(START) is WithCode.SENDING
    assert view.submit(START) is None
    assert view.sent == "123456"


def test_a_session_and_its_buckets_end_the_proof(view: ProofView):
    send(view)
    view.let_in(session())
    assert view.with_code(START) is WithCode.LISTING
    view.listed((("alpha", "", ""),))
    assert view.with_code(START) is WithCode.LISTED
    assert view.buckets == (("alpha", "", ""),)


def test_buckets_that_do_not_come_do_not_undo_the_session(view: ProofView):
    send(view)
    view.let_in(session())
    view.fail(Problem(Reason.DENIED), START, passing=False)
    assert view.with_code(START) is WithCode.NOT_LISTED
    assert view.list_problem == Problem(Reason.DENIED)
    view.list_again()
    assert view.with_code(START) is WithCode.LISTING


def test_a_refused_code_leaves_and_the_next_one_is_waited_for(view: ProofView):
    send(view)
    view.fail(REFUSED, START, passing=False)
    assert (view.entry.digits, view.entry.problem) == ("", REFUSED)
    assert view.entry.seconds_to_next(START) == 20
    assert not view.learning


def test_a_refusal_soon_after_the_registration_is_called_learning(view: ProofView):
    send(view)
    view.fail(Problem(Reason.DEVICE_UNKNOWN), START, passing=True)
    assert view.learning
    assert not view.offers_resync
    send(view, "654321")
    assert not view.learning


def test_after_three_refused_codes_a_resync_is_offered(view: ProofView):
    for code in ("111111", "222222", "333333"):
        assert not view.offers_resync
        send(view, code)
        view.fail(REFUSED, START, passing=False)
    assert view.offers_resync
    view.resynced(START)
    assert not view.offers_resync
    assert view.seconds_to_fresh(START) == 20


def test_a_code_that_never_went_out_can_be_sent_again(view: ProofView):
    send(view)
    view.fail(Problem(Reason.UNREACHABLE, {"sent": "no"}), START, passing=False)
    assert view.entry.digits == "123456"
    assert view.submit(START) == "123456"
