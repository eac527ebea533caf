from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from gui.fakes_wizard import DRAFT, PARTNER, REGION, Run
from hourpass.domain.problem import Reason
from hourpass.domain.profile import UsualDurations
from hourpass.domain.setup import Draft, Mode
from hourpass.domain.setup_plan import Side, StepKind
from hourpass.domain.setup_record import Stage
from hourpass.gui.tasks import Tasks
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.sandbox.answers import EXPIRED_TOKEN, Answer
from hourpass.sandbox.propagation import Delays
from hourpass.services.administrator import AdminSource
from hourpass.services.setup_reports import StepCondition
from hourpass.viewmodels.setup_flow import Standing
from services.fakes_sandbox_world import SandboxWorld

CROSSING = replace(DRAFT, role_account="444455556666")
DENIED = Answer(403, "AccessDenied", "User is not authorized to perform this")
SESSION = Draft("0a1b2c3d", "111122223333", "desk", "desk-phone", mode=Mode.SESSION)


@pytest.fixture
def run(qtbot: QtBot) -> Iterator[Run]:
    made = Run(qtbot, SandboxWorld())
    yield made
    made.close()


def test_from_credentials_to_buckets(run: Run):
    run.begin()
    assert run.heard.names == ["device_ready", "created"]
    run.enrol()
    assert run.heard.names[2:] == ["enrolled", "profile_ready"]
    run.work.prove_without_code()
    run.settle()
    [raw] = run.heard.of("refused_without_code")
    assert (raw.operation, raw.status) == ("AssumeRole", 403)
    run.work.prove(run.code())
    run.settle()
    assert run.heard.names[-2:] == ["session_obtained", "buckets_listed"]
    [rows] = run.heard.of("buckets_listed")
    assert rows


def test_a_session_setup_is_proved_as_well(run: Run):
    run.begin(SESSION)
    run.enrol()
    run.work.prove_without_code()
    run.settle()
    run.work.prove(run.code())
    run.settle()
    assert run.heard.of("refused_without_code")
    assert run.heard.of("buckets_listed")


def test_a_user_of_before_gets_a_profile_called_after_the_role(run: Run):
    seeded = run.world.seeded
    run.begin(replace(DRAFT, user_name=seeded.user_name, existing_user_path="/"))
    run.enrol()
    profile = run.world.book.profiles[-1]
    assert profile.name == DRAFT.role_name


def test_delays_of_aws_are_waited_for_and_told(qtbot: QtBot):
    run = Run(qtbot, SandboxWorld(Delays()))
    seen: list[StepCondition] = []
    run.work.step_changed.connect(lambda news: seen.append(news.condition))
    run.begin()
    assert run.heard.names == ["device_ready", "created"]
    assert StepCondition.RETRYING in seen
    assert run.world.pauses
    run.close()


def test_the_new_profile_is_in_the_book_and_selected(run: Run):
    run.begin()
    run.enrol()
    [profile_id] = run.heard.of("profile_ready")
    profile = run.world.book.profile(profile_id)
    assert profile is not None
    assert (profile.name, profile.role_arn) == ("desk", DRAFT.role_arn)
    assert run.world.book.settings.selected_profile == profile_id
    assert run.world.keys.has(profile.access_key_id)


def test_a_second_profile_of_the_same_name_gets_a_number(run: Run):
    run.world.book.add(run.world.profile(id="other", name="desk"))
    run.begin()
    run.enrol()
    [profile_id] = run.heard.of("profile_ready")
    assert run.world.book.profile(profile_id).name == "desk 2"


def test_the_seed_is_let_go_once_the_device_is_registered(run: Run):
    run.begin()
    assert run.work.pairing is not None
    run.enrol()
    assert run.work.device is None
    assert run.work.pairing is None
    assert run.work.enrolled_at is not None


def test_a_proof_that_is_wished_early_comes_as_soon_as_everything_stands(run: Run):
    run.begin()
    run.work.prove_without_code()
    assert run.heard.of("refused_without_code") == []
    run.enrol()
    assert run.heard.of("refused_without_code")


def test_what_failed_goes_on_where_it_stopped(run: Run):
    run.world.sandbox.faults.add("CreateRole", answer=DENIED)
    run.begin()
    [problem] = run.heard.of("creation_failed")
    assert problem.reason is Reason.DENIED
    assert run.work.conditions[StepKind.CREATE_ROLE].condition is StepCondition.FAILED
    user = run.work.conditions[StepKind.CREATE_USER]
    assert user.made == DRAFT.user_arn
    run.work.retry()
    run.settle()
    assert run.work.conditions[StepKind.CREATE_USER] == user
    assert run.heard.names[-1] == "created"
    run.enrol()
    assert run.work.finished


def test_the_codes_of_the_registration_are_known_to_whoever_synchronises_the_device_next(run: Run):
    run.begin()
    device = run.work.device
    assert device is not None
    run.enrol()
    ledger = run.world.sessions.ledger
    assert ledger.was_in_pair(device.serial, run.world.code(device.serial))


def test_asking_twice_creates_once(run: Run):
    run.check()
    run.work.set_draft(DRAFT)
    run.work.create()
    run.work.create()
    run.settle()
    run.work.create()
    run.settle()
    assert run.heard.names == ["device_ready", "created"]


@pytest.mark.parametrize("enrolled", [False, True], ids=["before the registration", "when everything stands"])
def test_undoing_leaves_nothing_behind(run: Run, enrolled: bool):
    names = [profile.name for profile in run.world.book.profiles]
    run.begin()
    if enrolled:
        run.enrol()
    run.work.undo()
    run.settle()
    assert run.heard.names[-2:] == ["undoing", "undone"]
    assert run.heard.of("undone") == [()]
    assert run.as_before()
    assert [profile.name for profile in run.world.book.profiles] == names
    assert run.work.flow.standing is Standing.UNDONE


def test_once_all_is_taken_back_no_failure_is_told_any_more(run: Run):
    run.world.sandbox.faults.add("CreateRole", answer=DENIED)
    run.begin()
    run.work.undo()
    run.settle()
    told = {news.condition for news in run.work.conditions.values()}
    assert told == {StepCondition.UNDONE}


def test_undoing_in_the_middle_waits_for_the_call_that_is_on_its_way(run: Run):
    run.check()
    run.work.set_draft(DRAFT)
    run.work.step_changed.connect(
        lambda news: run.work.undo() if news.condition is StepCondition.DONE and not run.heard.of("undoing") else None
    )
    run.work.create()
    run.bot.waitUntil(lambda: bool(run.heard.of("undone")), timeout=20_000)
    run.settle()
    assert run.heard.of("undone") == [()]
    assert run.as_before()
    assert run.heard.of("created") == []


def test_what_cannot_be_taken_back_is_named_and_can_be_tried_again(run: Run):
    run.begin()
    run.world.sandbox.faults.add("DeleteRole", answer=DENIED)
    run.work.undo()
    run.settle()
    [left] = run.heard.of("undone")
    assert DRAFT.role_arn in [each.arn for each in left]
    assert run.work.flow.standing is Standing.LEFT
    run.work.retry()
    run.settle()
    assert run.heard.of("undone")[-1] == ()
    assert run.as_before()


def test_an_administrator_whose_session_ends_is_replaced_in_the_middle(run: Run):
    typed = AdminSource(typed=run.world.seeded.admin, region=REGION)
    run.world.sandbox.faults.add("CreateRole", answer=EXPIRED_TOKEN)
    run.work.check(Side.USER, typed)
    run.settle()
    run.work.set_draft(DRAFT)
    run.work.create()
    run.settle()
    assert [problem.reason for problem in run.heard.of("creation_failed")] == [Reason.EXPIRED]
    device = run.work.device
    run.check()
    run.work.retry()
    run.settle()
    assert run.heard.names[-1] == "created"
    assert run.work.device is device
    run.enrol()
    assert run.work.finished


def test_only_the_same_account_goes_on_in_the_middle(run: Run):
    run.begin()
    failed: list[tuple[Side, object]] = []
    run.work.admin_failed.connect(lambda side, problem: failed.append((side, problem)))
    run.check(PARTNER)
    [(side, problem)] = failed
    assert (side, problem.reason) == (Side.USER, Reason.OTHER_ACCOUNT)
    assert run.work.checked_side(Side.USER) is None


def test_a_role_in_another_account_takes_two_administrators(run: Run):
    run.check()
    run.check(PARTNER, Side.ROLE)
    run.work.set_draft(CROSSING)
    run.work.create()
    run.settle()
    run.enrol()
    assert run.work.finished
    run.work.prove(run.code())
    run.settle()
    assert run.heard.of("buckets_listed")
    run.work.undo()
    run.settle()
    assert run.as_before()


def test_without_the_second_administrator_nothing_is_begun(run: Run):
    run.check()
    run.work.set_draft(CROSSING)
    run.work.create()
    run.settle()
    assert run.heard.names == []
    assert run.as_before()


def test_what_was_begun_in_an_earlier_run_goes_on(run: Run):
    run.world.sandbox.faults.add("CreateRole", answer=DENIED)
    run.begin()
    run.work.close()
    [record] = run.world.journal.records()
    later = Run(run.bot, run.world, record)
    assert later.work.draft == DRAFT
    assert later.work.conditions[StepKind.CREATE_USER].condition is StepCondition.DONE
    later.check()
    later.work.create()
    later.settle()
    later.enrol()
    assert later.work.finished
    later.work.close()
    assert later.tasks.close()


@pytest.fixture
def killed_at_the_end(run: Run) -> Iterator[Run]:
    """Another run, after one that ended between the profile and the journal's last word."""
    run.begin()
    run.enrol()
    run.work.close()
    [record] = run.world.journal.records()
    run.world.journal.write(replace(record, stage=Stage.CREATING))
    later = Run(run.bot, run.world, replace(record, stage=Stage.CREATING))
    later.check()
    later.work.create()
    later.settle()
    yield later
    later.work.close()
    assert later.tasks.close()


def test_the_profile_of_an_earlier_run_is_taken_up_again(killed_at_the_end: Run):
    later = killed_at_the_end
    assert later.work.finished
    [profile_id] = later.heard.of("profile_ready")
    [made] = [each for each in later.world.book.profiles if each.role_arn == DRAFT.role_arn]
    assert made.id == profile_id
    assert later.world.book.settings.selected_profile == profile_id
    [record] = later.world.journal.records()
    assert not record.unfinished


def test_undoing_takes_the_profile_of_an_earlier_run_along(killed_at_the_end: Run):
    later = killed_at_the_end
    later.work.undo()
    later.settle()
    assert later.heard.of("undone") == [()]
    assert [each for each in later.world.book.profiles if each.role_arn == DRAFT.role_arn] == []
    assert later.world.journal.records() == ()


def test_a_resumed_setup_of_another_account_is_refused(run: Run):
    run.begin()
    [record] = run.world.journal.records()
    later = Run(run.bot, run.world, record)
    failed: list[object] = []
    later.work.admin_failed.connect(lambda _side, problem: failed.append(problem.reason))
    later.check(PARTNER)
    assert failed == [Reason.OTHER_ACCOUNT]
    later.work.create()
    later.settle()
    assert later.heard.names == []
    later.work.close()
    assert later.tasks.close()


def test_codes_that_aws_refuses_can_be_followed_by_others(run: Run):
    run.begin()
    run.work.enrol("000000", "111111")
    run.settle()
    assert [problem.reason for problem in run.heard.of("enrol_failed")] == [Reason.CODES_REFUSED]
    run.enrol()
    assert run.work.finished


def test_after_closing_nothing_is_told_and_no_seed_is_held(run: Run):
    run.check()
    run.work.set_draft(DRAFT)
    run.work.device_ready.connect(lambda _device: run.work.close())
    run.work.create()
    run.bot.waitUntil(lambda: run.tasks.idle, timeout=20_000)
    assert run.heard.names == ["device_ready"]
    assert run.work.device is None
    assert run.work.admin(Side.USER).administrator is None
    [record] = run.world.journal.records()
    assert record.unfinished


def test_stopping_rests_between_two_calls_and_keeps_what_was_made(run: Run):
    rested: list[bool] = []
    run.check()
    run.work.set_draft(DRAFT)
    run.work.rested.connect(lambda: rested.append(True))
    run.work.device_ready.connect(lambda _device: run.work.stop())
    run.work.create()
    run.settle()
    assert rested
    [record] = run.world.journal.records()
    assert record.unfinished
    assert run.heard.of("creation_failed") == []


def test_a_setup_that_was_never_begun_is_undone_at_once(qtbot: QtBot):
    world = SandboxWorld()
    tasks = Tasks()
    work = SettingUp(world.tools, tasks)
    outcomes: list[object] = []
    work.undone.connect(outcomes.append)
    work.undo()
    assert outcomes == [()]
    assert tasks.close()
    world.close()


def test_the_profile_lasts_no_longer_than_its_role(run: Run):
    run.begin(replace(DRAFT, role_maximum=timedelta(hours=1)))
    run.enrol()
    [profile_id] = run.heard.of("profile_ready")
    assert run.world.book.profile(profile_id).duration == timedelta(hours=1)


def test_the_profile_lasts_as_long_as_is_usual_here_where_its_role_allows_it(run: Run):
    run.world.book.change(usual=UsualDurations(role=timedelta(minutes=30)))
    run.begin(replace(DRAFT, role_maximum=timedelta(hours=1)))
    run.enrol()
    [profile_id] = run.heard.of("profile_ready")
    assert run.world.book.profile(profile_id).duration == timedelta(minutes=30)
