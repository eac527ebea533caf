"""The setup behind the wizard: its work on other threads, and what came of it told on the GUI's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QObject

from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side, Step, StepKind, plan_of
from hourpass.domain.setup_record import Record, StepState
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wizard.errands import Errands
from hourpass.gui.wizard.profile_of_setup import ProfileOfSetup
from hourpass.gui.wizard.setup_news import SetupNews
from hourpass.gui.wizard.setup_proof import SetupProof
from hourpass.services.administrator import AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.iam_relay import IamRelay
from hourpass.services.pairing import Pairing
from hourpass.services.preflight import Checked
from hourpass.services.proving import Proving
from hourpass.services.server_clock import ServerClock
from hourpass.services.setup import Setup, begin
from hourpass.services.setup_ports import Iam
from hourpass.services.setup_reports import Leftover, NewDevice, StepCondition, StepReport
from hourpass.services.setup_tools import SetupTools
from hourpass.viewmodels.setup_flow import SetupFlow, Standing

T = TypeVar("T")

_IN_VAIN = frozenset({StepCondition.RUNNING, StepCondition.RETRYING, StepCondition.FAILED})
"""Of a step that is not carried out any more."""


class SettingUp(SetupNews):
    """The one setup behind the wizard. Its acts return at once; each tells what became of it by a signal.

    A change that is on its way to AWS is never given up; cancelling stops between two of them.
    """

    def __init__(
        self, tools: SetupTools, tasks: Tasks, parent: QObject | None = None, record: Record | None = None
    ) -> None:
        super().__init__(parent)
        self.tools, self.tasks = tools, tasks
        self.resumed = record is not None
        self._record = record
        self._draft = record.draft if record else None
        self._admins = {side: AdminCheck(tools, tasks, self) for side in Side}
        self._relays: dict[Side, IamRelay] = {}
        self._setup: Setup | None = None
        self._profile = ProfileOfSetup(tools.book, tools.sessions)
        self._told_of_profile = False
        self._device: NewDevice | None = None
        self._pairing: Pairing | None = None
        self._conditions: dict[StepKind, StepReport] = {}
        self._errands = Errands(tasks, self._rest)
        self._proof = SetupProof(self._errands, self)
        self._creating = self._created = self._enrolled = self._undo_wished = False
        self._standing = Standing.NOTHING
        self._leftovers: tuple[Leftover, ...] = ()
        for side, admin in self._admins.items():
            admin.passed.connect(lambda checked, at=side: self._admin_passed(at, checked))
            admin.failed.connect(lambda problem, at=side: self.admin_failed.emit(at, problem))
        self._admins[Side.USER].profiles_found.connect(self.profiles_found)
        if record is not None:
            self._resume(record)

    # state, for the pages

    @property
    def draft(self) -> Draft | None:
        """What is to be made; None before the names were chosen."""
        return self._draft

    def set_draft(self, draft: Draft) -> None:
        """Make *draft*. Settled once the making has begun."""
        if self._standing is Standing.NOTHING and not self.resumed:
            self._draft = draft

    @property
    def plan(self) -> tuple[Step, ...]:
        """The steps, in order."""
        return plan_of(self._draft) if self._draft else ()

    @property
    def conditions(self) -> Mapping[StepKind, StepReport]:
        """The latest news of each step."""
        return self._conditions

    @property
    def device(self) -> NewDevice | None:
        """The device that waits for its two codes; None before, and once it is registered."""
        return self._device

    @property
    def pairing(self) -> Pairing | None:
        """What judges its codes, for as long."""
        return self._pairing

    @property
    def proving(self) -> Proving | None:
        """None until everything stands."""
        return self._proof.proving

    @property
    def clock(self) -> ServerClock:
        return self.tools.clock

    def clipboard_time(self) -> timedelta:
        """How long a secret stays on the clipboard."""
        return self.tools.book.clipboard_time()

    @property
    def busy(self) -> bool:
        """Whether anything runs."""
        return not self._errands.idle or any(admin.busy for admin in self._admins.values())

    @property
    def creating(self) -> bool:
        """Whether the background steps are being carried out."""
        return self._creating

    @property
    def is_created(self) -> bool:
        return self._created

    @property
    def is_enrolled(self) -> bool:
        """Whether the device is registered, or was before."""
        return self._enrolled

    @property
    def finished(self) -> bool:
        """Whether everything stands, and the profile with it."""
        return self._standing is Standing.STANDS

    @property
    def enrolled_at(self) -> datetime | None:
        """When AWS took the two codes."""
        return self._setup.enrolled_at if self._setup else None

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """What the last undoing could not take back."""
        return self._leftovers

    @property
    def flow(self) -> SetupFlow:
        """The wizard's way, as things stand."""
        return SetupFlow(
            self._draft, self.resumed, self._standing, self._device is not None, self._created, self._enrolled
        )

    def admin(self, side: Side) -> AdminCheck:
        """The administrator of that side, for its chooser."""
        return self._admins[side]

    def checked_side(self, side: Side) -> Checked | None:
        """What is known of that administrator."""
        return self._admins[side].checked

    def iam(self, side: Side) -> Iam | None:
        """That administrator's account, for looking things up; None while nobody is known."""
        administrator = self._admins[side].administrator
        return self.tools.iam(administrator) if administrator else None

    # acts

    def find_profiles(self) -> None:
        self._admins[Side.USER].find_profiles()

    def check(self, side: Side, source: AdminSource, code: str = "") -> None:
        """Look these credentials over. In the middle of a setup they take the place of those that have ended."""
        self._admins[side].check(source, code)

    def create(self) -> None:
        """Begin, or go on. Harmless while it runs, and once it is through."""
        if self._created or self._creating or self._standing not in {Standing.NOTHING, Standing.BEGUN}:
            return
        setup = self._setup or self._begin()
        if setup is None:
            return
        self._standing = Standing.BEGUN

        def work(cancel: Cancel, report: Report) -> None:
            setup.create(report, cancel)

        self._creating = True
        self._errands.start(work, self._creation_ended, self._told)

    def retry(self) -> None:
        """After creation_failed, or with an administrator whose session has not ended: go on."""
        if self._standing in {Standing.LEFT, Standing.UNDOING}:
            self.undo()
        else:
            self.create()

    def enrol(self, first: str, second: str) -> None:
        """Register the device with two codes in a row."""
        setup = self._setup
        if setup is None or self._enrolled:
            return

        def work(_cancel: Cancel, _report: Report) -> None:
            setup.enrol(first, second)
            self.tools.sessions.ledger.pair_taken(setup.record.draft.device_serial, first, second)

        self._errands.start(work, self._enrolment_ended)

    def prove_without_code(self) -> None:
        """Have AWS refuse without a code; as soon as everything stands, where that takes a while yet."""
        self._proof.without_code()

    def prove(self, code: str) -> None:
        """Get the first session with *code*, and list the buckets with it."""
        self._proof.with_code(code)

    def list_buckets(self) -> None:
        """Once more, with the session that the code has opened."""
        self._proof.buckets()

    def undo(self) -> None:
        """Take back everything that was made, as soon as what runs has come to an end."""
        if self._undo_wished:
            return
        self._undo_wished = True
        self._standing = Standing.UNDOING
        self._drop_device()
        self.undoing.emit()
        self.stop()

    def stop(self) -> None:
        """Ask everything that runs to end; rested comes when it has."""
        self._errands.stop()
        for admin in self._admins.values():
            admin.give_up()
        if self._errands.idle:
            self._rest()

    def close(self) -> None:
        """Tell nothing any more and hold no secret. What is on its way to AWS ends on its own thread."""
        self._errands.close()
        for admin in self._admins.values():
            admin.end()
        self._drop_device()
        if self._setup is not None:
            self._setup.forget_seed()

    # what becomes of them

    def _begin(self) -> Setup | None:
        draft, user = self._draft, self._admins[Side.USER].administrator
        role = self._admins[Side.ROLE].administrator if draft and draft.crosses_accounts else user
        if draft is None or user is None or role is None:
            return None
        tools = self.tools
        user_side = self._relays[Side.USER] = IamRelay(tools.iam(user))
        role_side = self._relays[Side.ROLE] = user_side if role is user else IamRelay(tools.iam(role))
        record = self._record or begin(draft, tools.clock)
        self._setup = Setup(
            record,
            user_side,
            role_side,
            tools.aws,
            tools.keys,
            tools.journal,
            tools.clock,
            tools.pause,
            user.region,
            self._profile,
        )
        self._admins[Side.USER].wanted_account = draft.account
        self._admins[Side.ROLE].wanted_account = draft.role_account or draft.account
        return self._setup

    def _resume(self, record: Record) -> None:
        self._admins[Side.USER].wanted_account = record.draft.account
        self._admins[Side.ROLE].wanted_account = record.draft.role_account or record.draft.account
        self._conditions = {
            kind: StepReport(kind, StepCondition.DONE)
            for kind, state in record.states.items()
            if state is StepState.DONE
        }
        registered = record.state(StepKind.ENABLE_DEVICE) is StepState.DONE
        self._enrolled = registered or not record.draft.creates_device

    def _admin_passed(self, side: Side, checked: Checked) -> None:
        administrator = self._admins[side].administrator
        if side in self._relays and administrator is not None:
            self._relays[side].turn_to(self.tools.iam(administrator))
        self.checked.emit(side, checked)

    def _told(self, news: StepReport | NewDevice) -> None:
        if isinstance(news, NewDevice):
            self._device, self._pairing = news, Pairing(news.seed, self.tools.clock)
            self.device_ready.emit(news)
            return
        before = self._conditions.get(news.kind)
        if news.condition is StepCondition.DONE and not news.made and before and before.condition is news.condition:
            news = before  # a second try found it standing: what it made was told when it was made
        self._conditions[news.kind] = news
        self.step_changed.emit(news)

    def _creation_ended(self, outcome: Outcome[None]) -> None:
        self._creating = False
        if isinstance(outcome, Done):
            self._created = True
            self._enrolled = self._enrolled or (self._draft is not None and not self._draft.creates_device)
            self.created.emit()
            self._see_whether_it_stands()
        elif isinstance(outcome, Failed):
            self.creation_failed.emit(outcome.problem)

    def _enrolment_ended(self, outcome: Outcome[None]) -> None:
        if isinstance(outcome, Done):
            self._enrolled = True
            self._drop_device()
            self._told(StepReport(StepKind.ENABLE_DEVICE, StepCondition.DONE))
            self.enrolled.emit()
            self._see_whether_it_stands()
        elif isinstance(outcome, Failed):
            self.enrol_failed.emit(outcome.problem)

    def _see_whether_it_stands(self) -> None:
        setup, profile = self._setup, self._profile.profile
        if setup is None or profile is None or self._told_of_profile or self._standing is not Standing.BEGUN:
            return
        self._told_of_profile = True
        self._standing = Standing.STANDS
        tools, draft = self.tools, setup.record.draft
        proving = Proving(
            draft, profile, profile.effective_region, tools.sessions, tools.aws, tools.keys, tools.clock, tools.pause
        )
        self._proof.begin(proving)
        self.profile_ready.emit(profile.id)
        if self._profile.unsaved is not None:
            self.profile_unsaved.emit(self._profile.unsaved)

    def _undo_now(self) -> None:
        setup = self._setup
        if setup is None:
            self._undoing_ended(Done(()))
            return

        def work(cancel: Cancel, report: Report) -> tuple[Leftover, ...]:
            return setup.undo(report, cancel)

        # What was never made has nothing to take back, so that nothing more will be told of it.
        self._conditions = {kind: news for kind, news in self._conditions.items() if news.condition not in _IN_VAIN}
        self._errands.start(work, self._undoing_ended, self._told)

    def _undoing_ended(self, outcome: Outcome[tuple[Leftover, ...]]) -> None:
        self._proof.end()
        if isinstance(outcome, Done):
            self._leftovers = outcome.value
            self._standing = Standing.LEFT if outcome.value else Standing.UNDONE
            self.undone.emit(outcome.value)
        elif isinstance(outcome, Failed):
            self._standing = Standing.LEFT
            self.undo_failed.emit(outcome.problem)

    def _drop_device(self) -> None:
        self._device = self._pairing = None

    def _rest(self) -> None:
        if self._undo_wished:
            self._undo_wished = False
            self._undo_now()
        if self._errands.idle:
            self.rested.emit()
