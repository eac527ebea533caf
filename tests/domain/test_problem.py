from __future__ import annotations

import pytest

from hourpass.domain.problem import HourpassError, Problem, RawAnswer, Reason


def test_an_error_names_its_reason_and_nothing_else():
    error = HourpassError(Problem(Reason.KEY_UNKNOWN, {"access_key_id": "AKIA1"}, RawAnswer(message="said")))
    assert str(error) == "key-unknown"
    assert error.problem.facts["access_key_id"] == "AKIA1"


def test_a_problem_without_facts_shares_none_with_another():
    with pytest.raises(TypeError):
        Problem(Reason.EXPIRED).facts["x"] = "y"  # type: ignore[index]


def test_no_two_reasons_are_told_apart_by_case_only():
    values = [reason.value for reason in Reason]
    assert len({value.casefold() for value in values}) == len(values)
