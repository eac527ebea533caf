from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.profile import DEFAULT_ROLE_SESSION, DEFAULT_SESSION_TOKEN, Method, UsualDurations
from hourpass.domain.profile_flaws import flaws
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import StepKind, plan_of
from hourpass.domain.setup_record import Record, Stage, StepState
from hourpass.sandbox.answers import Answer
from hourpass.sandbox.faults import Effect
from hourpass.sandbox.propagation import Delays
from hourpass.sandbox.sandbox import Sandbox
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.ports import CodeProof, RoleRequest, Vault
from hourpass.services.setup import begin
from hourpass.services.setup_ports import Journal
from hourpass.services.setup_reports import NewDevice, StepCondition, StepReport
from services.fakes_account import inventory
from services.fakes_setup import DRAFTS, EXISTING, REGION, ROLE, SESSION, Desk, expecting_trouble, pair, untouched


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(delays=Delays.none())
    yield made
    made.close()


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    return Desk(sandbox, tmp_path)


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_setup_stands_once_its_steps_and_its_two_codes_are_through(desk: Desk, draft: Draft) -> None:
    setup = desk.start(draft)
    desk.finish(setup)
    assert setup.record.stage is Stage.FINISHED
    assert {kind: setup.record.state(kind) for kind in setup.record.states} == {
        step.kind: StepState.DONE for step in plan_of(draft)
    }
    assert desk.journal.records() == (setup.record,)
    assert desk.vault.names() == [f"key/{setup.record.access_key_id}"]
    assert setup.device is None
    held = inventory(desk.sandbox)
    assert held[draft.device_serial]["owner"] == draft.user_name
    assert draft.user_policy_name in held[draft.user_arn]["inline"]
    if draft.creates_role:
        assert held[draft.role_arn]["attached"] == [draft.policy_arn]


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_undoing_leaves_the_account_as_it_was(desk: Desk, draft: Draft) -> None:
    desk.finish(desk.start(draft))
    again = desk.start()  # in another process, from the record alone
    assert again.undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == desk.before
    assert desk.names_in_journal() == []
    assert desk.vault.names() == []


def test_the_device_is_told_as_soon_as_it_is_there(desk: Desk) -> None:
    setup, heard = desk.start(ROLE), []
    setup.create(heard.append, Cancel())
    told = [one for one in heard if isinstance(one, NewDevice)]
    assert told == [setup.device]
    steps = [one.kind for one in heard[: heard.index(told[0])] if isinstance(one, StepReport)]
    assert set(steps) == {StepKind.CREATE_USER, StepKind.CREATE_DEVICE}


def test_a_setup_without_codes_goes_on_with_the_same_device(desk: Desk) -> None:
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    setup.create(desk.hear, Cancel())
    assert setup.record.stage is Stage.CREATING
    assert desk.devices == [setup.device]
    assert desk.sent.count("CreateVirtualMFADevice") == 1


def test_a_device_whose_seed_is_forgotten_is_made_anew(desk: Desk) -> None:
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    setup.forget_seed()
    assert setup.device is None
    desk.finish(setup)
    first, second = desk.devices
    assert first.seed != second.seed
    assert inventory(desk.sandbox)[ROLE.device_serial]["seed"] == second.seed


def test_a_key_that_the_vault_lost_is_made_anew(desk: Desk) -> None:
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    lost = setup.record.access_key_id
    desk.vault.delete(f"key/{lost}")
    again = desk.start()
    desk.finish(again)
    assert [key_id for key_id, _ in inventory(desk.sandbox)[ROLE.user_arn]["keys"]] == [again.record.access_key_id]
    assert again.record.access_key_id != lost


def test_what_was_set_up_opens_with_a_code_and_not_without(desk: Desk) -> None:
    setup = desk.start(ROLE)
    desk.finish(setup)
    profile = setup.profile("p1", "Desk")
    assert (profile.id, profile.name, profile.method) == ("p1", "Desk", Method.ROLE)
    assert (profile.duration, profile.region) == (DEFAULT_ROLE_SESSION, REGION)
    longer = setup.profile("p1", "Desk", UsualDurations(role=timedelta(hours=12)))
    assert longer.duration == setup.record.draft.role_maximum
    keys = KeyStore(desk.vault).get(profile.access_key_id)
    request = RoleRequest(profile.role_arn, "desk", profile.duration, external_id=profile.external_id)
    with pytest.raises(HourpassError) as refused:
        desk.gateway.assume_role(keys, REGION, request, Cancel())
    assert refused.value.problem.reason is Reason.ROLE_REFUSED
    desk.pass_time(seconds=60)
    proof = CodeProof(profile.device_serial, pair(desk.devices[0], desk.clock)[1])
    issued = desk.gateway.assume_role(keys, REGION, replace(request, proof=proof), Cancel())
    assert list(desk.gateway.bucket_pages(issued.credentials, REGION, Cancel()))


def test_the_profile_of_a_session_setup_asks_for_no_role(desk: Desk) -> None:
    setup = desk.start(SESSION)
    desk.finish(setup)
    profile = setup.profile("p1", "Desk")
    assert (profile.method, profile.role_arn, profile.external_id) == (Method.SESSION, "", "")
    assert profile.duration == DEFAULT_SESSION_TOKEN
    assert setup.profile("p1", "Desk", UsualDurations(session=timedelta(hours=8))).duration == timedelta(hours=8)
    assert flaws(profile) == {}


def test_an_existing_key_and_device_are_used_as_they_are(desk: Desk) -> None:
    seeded = desk.sandbox.seeded
    KeyStore(desk.vault).keep(seeded.user)
    draft = replace(EXISTING, existing_key=seeded.user.access_key_id, existing_device=seeded.device_serial)
    setup = desk.start(draft)
    setup.create(desk.hear, Cancel())
    assert setup.record.stage is Stage.FINISHED
    assert desk.sent == ["PutUserPolicy"]
    assert setup.profile("p", "n").access_key_id == seeded.user.access_key_id
    assert desk.start().undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == desk.before
    assert desk.vault.names() == [f"key/{seeded.user.access_key_id}"]


# names that others have


@pytest.mark.parametrize(
    ("draft", "step"),
    [
        (replace(ROLE, user_name="hourpass-desk"), StepKind.CREATE_USER),
        (replace(ROLE, user_name="desk-2"), StepKind.CREATE_USER),  # another setup's
        (replace(ROLE, user_name="DESK-2"), StepKind.CREATE_USER),
        (replace(ROLE, device_name="desk-phone-2"), StepKind.CREATE_DEVICE),
        (replace(ROLE, role_name="desk-s3-2"), StepKind.CREATE_ROLE),
    ],
    ids=lambda value: value.value if isinstance(value, StepKind) else value.user_name,
)
def test_a_name_that_somebody_else_has_is_told_at_once_and_left_alone(desk: Desk, draft: Draft, step: StepKind) -> None:
    setup = desk.start(draft)
    with pytest.raises(HourpassError) as taken:
        setup.create(desk.hear, Cancel())
    assert taken.value.problem.reason is Reason.NAME_TAKEN
    assert desk.pauses == []
    assert desk.reports[-1] == StepReport(step, StepCondition.FAILED, problem=taken.value.problem)
    assert setup.record.state(step) is None
    assert setup.undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == desk.before


@pytest.mark.parametrize("draft", [replace(ROLE, user_name="desk-2"), replace(ROLE, user_name="hourpass-desk")])
def test_nor_is_it_taken_for_ours_after_a_crash(desk: Desk, draft: Draft) -> None:
    desk.journal.write(begin(draft, desk.clock).with_state(StepKind.CREATE_USER, StepState.STARTED))
    with pytest.raises(HourpassError) as taken:
        desk.start().create(desk.hear, Cancel())
    assert taken.value.problem.reason is Reason.NAME_TAKEN
    assert desk.start().undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == desk.before


def test_a_full_quota_is_told_at_once(desk: Desk) -> None:
    desk.ask("CreateAccessKey", UserName="practice")
    before = inventory(desk.sandbox)
    setup = desk.start(EXISTING)
    with pytest.raises(HourpassError) as full:
        setup.create(desk.hear, Cancel())
    assert full.value.problem.reason is Reason.QUOTA_REACHED
    assert setup.undo(desk.hear, Cancel()) == ()
    assert inventory(desk.sandbox) == before


# waiting for AWS


def test_waits_for_aws_in_the_open_and_between_one_and_three_seconds(desk: Desk) -> None:
    desk.sandbox.delays = Delays(principals=timedelta(seconds=4), keys=timedelta(seconds=20))
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    retried = {(one.kind, one.why) for one in desk.reports if one.condition is StepCondition.RETRYING}
    assert retried == {
        (StepKind.CREATE_ROLE, Reason.PRINCIPAL_UNKNOWN),
        (StepKind.AWAIT_KEY, Reason.KEY_UNKNOWN),
    }
    assert all(1 <= seconds <= 3 for seconds in desk.pauses)
    role = [one for one in desk.reports if one.kind is StepKind.CREATE_ROLE]
    assert [one.tries for one in role] == [1, *range(1, len(role) - 1), len(role) - 1]
    assert role[-1].condition is StepCondition.DONE
    assert role[-1].made == ROLE.role_arn


def test_gives_up_waiting_after_two_minutes_and_can_be_asked_again(desk: Desk) -> None:
    desk.sandbox.delays = Delays(principals=timedelta(minutes=3))
    setup = desk.start(ROLE)
    began_at = desk.clock.now()
    with pytest.raises(HourpassError) as late:
        setup.create(desk.hear, Cancel())
    assert late.value.problem.reason is Reason.PRINCIPAL_UNKNOWN
    assert desk.clock.now() - began_at >= timedelta(minutes=2)  # the calls take of it, too
    assert sum(desk.pauses) < 124
    assert desk.reports[-1].condition is StepCondition.FAILED
    assert desk.reports[-1].tries == desk.sent.count("CreateRole") == len(desk.pauses) + 1
    desk.finish(setup)
    assert setup.record.stage is Stage.FINISHED


def test_a_user_that_iam_does_not_know_yet_is_waited_for(desk: Desk) -> None:
    unknown = Answer(404, "NoSuchEntity", "The user with name desk cannot be found.")
    busy = Answer(409, "EntityTemporarilyUnmodifiable", "try again")
    for operation in ("CreateAccessKey", "AttachRolePolicy", "PutUserPolicy", "EnableMFADevice"):
        desk.sandbox.faults.add(operation, Effect.ERROR, answer=unknown, count=2)
        desk.sandbox.faults.add(operation, Effect.ERROR, answer=busy)
    setup = desk.start(ROLE)
    desk.finish(setup)
    assert setup.record.stage is Stage.FINISHED
    assert len(desk.pauses) == 12


def test_the_key_must_be_known_twice_in_a_row(desk: Desk) -> None:
    unknown = Answer(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
    desk.sandbox.faults.add("GetCallerIdentity", Effect.ERROR, answer=unknown, skip=1)
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    why = [one.why for one in desk.reports if one.kind is StepKind.AWAIT_KEY and one.why]
    assert why == [Reason.KEY_UNKNOWN]


# giving up


@pytest.mark.parametrize("operation", ["CreateUser", "CreateAccessKey", "CreateRole", "PutUserPolicy"])
def test_giving_up_stops_after_the_call_that_was_sent_and_undoing_leaves_nothing(desk: Desk, operation: str) -> None:
    cancel = Cancel()
    desk.before_call = lambda sent: cancel.request() if sent == operation else None
    setup = desk.start(ROLE)
    with pytest.raises(Cancelled):
        setup.create(desk.hear, cancel)
    assert desk.sent[-1] == operation
    assert setup.undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_giving_up_is_heard_while_waiting_for_aws(desk: Desk) -> None:
    desk.sandbox.delays = Delays(principals=timedelta(days=1))
    cancel = Cancel()
    desk.before_call = lambda _: cancel.request() if desk.sent.count("CreateRole") == 3 else None
    setup = desk.start(ROLE)
    with pytest.raises(Cancelled):
        setup.create(desk.hear, cancel)
    assert desk.sent.count("CreateRole") == 3
    assert setup.undo(desk.hear, Cancel()) == ()
    untouched(desk)


def test_what_was_given_up_before_it_began_leaves_no_record(desk: Desk) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        desk.start(ROLE).create(desk.hear, cancel)
    assert desk.names_in_journal() == []
    assert desk.sent == []


def test_what_is_being_taken_back_can_only_be_taken_back(desk: Desk) -> None:
    desk.finish(desk.start(ROLE))
    desk.sandbox.faults.add("DeleteUser", Effect.ERROR, answer=Answer(403, "AccessDenied", "no"))
    setup = desk.start()
    assert len(setup.undo(desk.hear, Cancel())) == 1
    for act in (lambda: setup.create(desk.hear, Cancel()), lambda: setup.enrol("123456", "654321")):
        with pytest.raises(Cancelled):
            act()
    assert desk.start().record.stage is Stage.UNDOING


# the vault


class LockedVault:
    """Lets nothing in until it is unlocked."""

    def __init__(self, vault: Vault) -> None:
        self._vault, self.locked = vault, True
        self.kind, self.get, self.delete = vault.kind, vault.get, vault.delete

    def put(self, name: str, secret: str) -> None:
        if self.locked:
            raise HourpassError(Problem(Reason.VAULT_LOCKED))
        self._vault.put(name, secret)


def test_a_key_that_a_locked_vault_does_not_take_is_deleted_again_and_made_anew_later(desk: Desk) -> None:
    real, locked = desk.vault, LockedVault(desk.vault)
    desk.vault = locked  # type: ignore[assignment]
    setup = desk.start(ROLE)
    with pytest.raises(HourpassError) as refused:
        setup.create(desk.hear, Cancel())
    assert refused.value.problem.reason is Reason.VAULT_LOCKED
    assert inventory(desk.sandbox)[ROLE.user_arn]["keys"] == []
    locked.locked = False
    desk.finish(setup)
    assert real.names() == [f"key/{setup.record.access_key_id}"]
    assert len(inventory(desk.sandbox)[ROLE.user_arn]["keys"]) == 1


@pytest.mark.parametrize("draft", [ROLE, EXISTING])
def test_a_key_that_neither_vault_nor_aws_takes_back_is_found_by_the_undoing(desk: Desk, draft: Draft) -> None:
    real = desk.vault
    desk.vault = LockedVault(real)  # type: ignore[assignment]
    desk.sandbox.faults.add("DeleteAccessKey", Effect.ERROR, answer=Answer(403, "AccessDenied", "no"))
    with pytest.raises(HourpassError):
        desk.start(draft).create(desk.hear, Cancel())
    desk.vault = real
    assert desk.start().record.access_key_id
    assert desk.start().undo(desk.hear, Cancel()) == ()
    untouched(desk)


# the journal


class FullDisk:
    """A journal that takes so many writes, and then no more until there is room."""

    def __init__(self, journal: Journal, room: int) -> None:
        self._journal, self.room = journal, room
        self.records, self.remove = journal.records, journal.remove

    def write(self, record: Record) -> None:
        if self.room <= 0:
            raise HourpassError(Problem(Reason.DISK_FULL))
        self.room -= 1
        self._journal.write(record)


@pytest.mark.parametrize("draft", [ROLE, EXISTING])
def test_nothing_is_made_that_the_journal_does_not_announce(tmp_path: Path, draft: Draft) -> None:
    expected: dict[str, object] = {}
    for room in range(100):
        account = Sandbox(delays=Delays.none())
        desk = Desk(account, tmp_path / str(room))
        disk = FullDisk(desk.journal, room)
        desk.journal = disk
        setup = desk.start(draft)
        with expecting_trouble() as reasons:
            desk.finish(setup)
        if not reasons:
            break
        assert reasons == [Reason.DISK_FULL]
        if room % 2:
            disk.room = 100
            desk.finish(setup)
            expected = expected or inventory(account, exact=False)
            assert inventory(account, exact=False) == expected
        elif room:
            with pytest.raises(HourpassError):  # half an undoing that nobody announced could be "finished" later
                setup.undo(desk.hear, Cancel())
            disk.room = 1  # from the first word on that it is being taken back, the rest may be lost
            assert setup.undo(desk.hear, Cancel()) == ()
            untouched(desk)
        else:
            assert inventory(account) == desk.before
        account.close()
    assert room > 8


def test_no_secret_reaches_the_journal_at_any_moment(desk: Desk) -> None:
    seen: list[str] = []
    desk.before_call = lambda _: seen.extend(path.read_text() for path in desk.folder.iterdir())
    setup = desk.start(ROLE)
    desk.finish(setup)
    setup = desk.start()
    setup_key = KeyStore(desk.vault).get(setup.record.access_key_id)
    setup.undo(desk.hear, Cancel())
    everything = "\n".join(seen)
    assert setup_key.access_key_id in everything
    assert setup_key.secret_access_key not in everything
    assert desk.devices[0].seed not in everything
    assert desk.devices[0].seed not in repr(desk.devices)


class WatchedJournal:
    """Notes, at each write, the stage and what else there is by then."""

    def __init__(self, journal: Journal, look: Callable[[], list[str]]) -> None:
        self._journal, self._look = journal, look
        self.records, self.remove = journal.records, journal.remove
        self.seen: list[tuple[Stage, list[str]]] = []

    def write(self, record: Record) -> None:
        self.seen.append((record.stage, self._look()))
        self._journal.write(record)


def test_the_profile_is_there_before_the_journal_calls_the_setup_finished(desk: Desk) -> None:
    setup = desk.start(ROLE)
    setup.create(desk.hear, Cancel())
    assert desk.fruit.names() == []
    journal = WatchedJournal(desk.journal, desk.fruit.names)
    desk.journal = journal
    desk.finish(setup := desk.start())
    assert journal.seen[-1] == (Stage.FINISHED, [setup.record.access_key_id])
    assert {stage for stage, there in journal.seen if not there} == {Stage.CREATING}


def test_a_profile_that_cannot_be_kept_leaves_the_setup_to_be_finished_later(desk: Desk) -> None:
    desk.fruit.can_be_kept = False
    setup = desk.start(ROLE)
    desk.finish(setup)
    assert setup.record.stands
    assert desk.start().record.unfinished
    desk.fruit.can_be_kept = True
    sent = len(desk.sent)
    later = desk.start()
    later.create(desk.hear, Cancel())
    assert later.record.stage is Stage.FINISHED
    assert desk.fruit.names() == [later.record.access_key_id]
    assert len(desk.sent) == sent


def test_where_everything_stands_two_codes_more_finish_without_being_sent(desk: Desk) -> None:
    desk.fruit.can_be_kept = False
    desk.finish(desk.start(ROLE))
    desk.fruit.can_be_kept = True
    sent = len(desk.sent)
    later = desk.start()
    later.enrol("000000", "000001")
    assert later.record.stage is Stage.FINISHED
    assert len(desk.sent) == sent


def test_undoing_says_so_in_the_journal_before_the_profile_goes(desk: Desk) -> None:
    setup = desk.start(ROLE)
    desk.finish(setup)
    desk.journal = FullDisk(desk.journal, 0)
    setup = desk.start()
    with expecting_trouble() as reasons:
        setup.undo(desk.hear, Cancel())
    assert reasons == [Reason.DISK_FULL]
    assert desk.fruit.names() == [setup.record.access_key_id]
