"""Which page a change of a key shows, and what can be done on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord, RotationStage
from hourpass.services.rotation_reports import RotationReport, RotationStep
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_ports import AccessKey
from hourpass.services.setup_reports import StepCondition
from hourpass.services.user_keys import OwnKey, UserKeys
from hourpass.viewmodels.rotation_view import Course, Place, RotationView

OLD, NEW = "AKIAMAYA000000000001", "AKIAMAYA000000000002"
MAYA = Profile("p", "maya", OLD)
OWNER = Owner("maya", "111122223333")
OURS = OwnKey(AccessKey(OLD, active=True), profiles=("maya",))
SPARE = OwnKey(AccessKey(NEW, active=True))
RECORD = RotationRecord(
    "111122223333", "maya", OLD, "eu-west-1", datetime(2026, 3, 4, tzinfo=UTC), keys_before=(OLD,), new_key_id=NEW
)
FAILURE = Problem(Reason.TIMED_OUT)


def seen(*keys: OwnKey, record: RotationRecord | None = None) -> RotationView:
    view = RotationView(MAYA)
    view.found(OWNER, record)
    view.seen(MAYA, UserKeys(OWNER, keys), record)
    return view


def at(stage: RotationStage) -> RotationRecord:
    return replace(RECORD, stage=stage)


def done(view: RotationView) -> int:
    return sum(row.report.condition is StepCondition.DONE for row in view.rows)


def test_one_key_may_be_changed_and_two_may_not():
    assert seen(OURS).may_change
    assert not seen(OURS, SPARE).may_change


def test_a_key_that_aws_no_longer_has_cannot_be_changed():
    assert not seen(SPARE).may_change
    assert not seen().may_change


def test_only_a_key_that_no_profile_uses_may_be_deleted():
    view = seen(OURS, SPARE)
    assert [view.may_delete(key) for key in (OURS, SPARE)] == [False, True]
    view.ask_deletion(NEW)
    assert (view.place, view.doomed_key, view.deletes_old) == (Place.CONFIRM, SPARE, False)
    view.back()
    assert view.place is Place.KEYS


@pytest.mark.parametrize(
    ("stage", "course", "steps_done"),
    [
        (RotationStage.CREATING, Course.CHANGING, 0),
        (RotationStage.CREATED, Course.CHANGING, 1),
        (RotationStage.SWITCHED, Course.CHANGING, 3),
        (RotationStage.TAKING_BACK, Course.TAKING_BACK, 0),
        (RotationStage.DELETING, Course.DELETING, 0),
    ],
)
def test_what_an_earlier_run_left_is_shown_as_far_as_it_came(stage: RotationStage, course: Course, steps_done: int):
    view = seen(OURS, record=at(stage))
    assert (view.place, view.course, done(view)) == (Place.STOPPED, course, steps_done)
    assert view.may_take_back == (course is Course.CHANGING)


def test_an_old_key_that_rests_may_be_deleted_or_taken_back():
    view = seen(OURS, SPARE, record=at(RotationStage.KEPT))
    assert view.place is Place.KEPT
    assert view.may_take_back
    assert not view.may_delete(SPARE)
    view.ask_deletion(OLD)
    assert view.deletes_old
    view.back()
    assert view.place is Place.KEPT


def test_a_change_that_came_through_leaves_the_old_key_to_decide_on():
    view = seen(OURS)
    view.starts(Course.CHANGING)
    assert view.place is Place.RUNNING
    view.ended(at(RotationStage.KEPT), None, through=True)
    assert view.place is Place.KEPT


@pytest.mark.parametrize("course", [Course.TAKING_BACK, Course.DELETING])
def test_what_ends_the_change_is_done(course: Course):
    view = seen(OURS, record=at(RotationStage.KEPT))
    view.starts(course)
    view.ended(None, None, through=True)
    assert view.place is Place.DONE


def test_a_change_that_was_refused_at_once_changed_nothing():
    view = seen(OURS)
    view.starts(Course.CHANGING)
    view.ended(None, FAILURE, through=False)
    assert (view.place, view.problem) == (Place.KEYS, FAILURE)


def test_a_way_back_that_was_refused_at_once_leaves_the_change_as_it_was():
    view = seen(OURS, record=at(RotationStage.SWITCHED))
    view.starts(Course.TAKING_BACK)
    view.ended(at(RotationStage.SWITCHED), FAILURE, through=False)
    assert (view.place, view.course) == (Place.STOPPED, Course.CHANGING)
    view.starts(Course.TAKING_BACK)
    view.ended(at(RotationStage.KEPT), FAILURE, through=False)
    assert view.place is Place.KEPT


def test_a_step_that_was_stopped_in_the_middle_waits_again():
    view = seen(OURS)
    view.starts(Course.CHANGING)
    view.heard(RotationReport(RotationStep.CREATE, StepCondition.DONE))
    view.heard(RotationReport(RotationStep.AWAIT_NEW, StepCondition.RETRYING, 3, Reason.KEY_UNKNOWN))
    assert [row.report.condition for row in view.rows][:2] == [StepCondition.DONE, StepCondition.RETRYING]
    view.ended(at(RotationStage.CREATED), None, through=False)
    assert view.place is Place.STOPPED
    assert [row.report.condition for row in view.rows][:2] == [StepCondition.DONE, StepCondition.WAITING]
