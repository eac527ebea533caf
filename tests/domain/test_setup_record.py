from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.drafts import ROLE_DRAFT
from hourpass.domain.setup_plan import StepKind, plan_of
from hourpass.domain.setup_record import Record, Stage, StepState

RECORD = Record(ROLE_DRAFT, datetime(2026, 11, 22, 12, tzinfo=UTC))


def test_a_new_record_has_begun_nothing():
    assert RECORD.unfinished
    assert RECORD.plan == plan_of(ROLE_DRAFT)
    assert {RECORD.state(step.kind) for step in RECORD.plan} == {None}


@given(st.lists(st.tuples(st.sampled_from(StepKind), st.sampled_from([*StepState, None]))))
def test_each_step_is_where_it_was_put_last(news: list[tuple[StepKind, StepState | None]]):
    record = RECORD
    for kind, state in news:
        record = record.with_state(kind, state)
    last = dict(news)
    assert {kind: record.state(kind) for kind in StepKind} == {kind: last.get(kind) for kind in StepKind}
    assert None not in record.states.values()
    assert RECORD.states == {}


@pytest.mark.parametrize(
    ("stage", "unfinished"), [(Stage.CREATING, True), (Stage.FINISHED, False), (Stage.UNDOING, True)]
)
def test_only_a_finished_setup_is_left_alone_by_the_next_start(stage: Stage, unfinished: bool):
    assert replace(RECORD, stage=stage).unfinished is unfinished


def test_a_setup_stands_when_every_step_of_its_plan_is_done() -> None:
    record = RECORD
    for step in record.plan:
        assert not record.stands
        record = record.with_state(step.kind, StepState.DONE)
    assert record.stands
