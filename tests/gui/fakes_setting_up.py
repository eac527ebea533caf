"""A setup behind the wizard's pages that does nothing: it keeps what it was asked, and tells what a test has it tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.setup import Draft
from hourpass.domain.setup_plan import Side, Step, StepKind, plan_of
from hourpass.gui.tasks import Tasks
from hourpass.services.pairing import Pairing
from hourpass.services.preflight import Checked
from hourpass.services.setup_reports import Leftover, NewDevice, StepCondition, StepReport
from hourpass.viewmodels.setup_flow import SetupFlow, Standing

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
START = datetime(2026, 3, 1, 12, 0, 13, tzinfo=UTC)
DRAFT = Draft("0a1b2c3d", "111122223333", "hourpass-maya", "hourpass-maya", role_name="hourpass-maya-s3")
DEVICE = NewDevice("arn:aws:iam::111122223333:mfa/hourpass/hourpass-maya", "hourpass-maya", SEED)


class StillClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time


class FakeProving:
    """Knows from when a fresh code may be typed, and until when a refusal may pass by itself."""

    def __init__(self, fresh_from: datetime, learns_until: datetime) -> None:
        self.fresh_from, self.learns_until = fresh_from, learns_until

    def fresh_code_from(self, _enrolled_at: datetime | None) -> datetime:
        return self.fresh_from

    def still_learning(self, problem: Problem, now: datetime) -> bool:
        return problem.reason is Reason.DEVICE_UNKNOWN and now < self.learns_until


class FakeSettingUp(QObject):
    """Has the signals, the state and the acts that the pages know of SettingUp."""

    step_changed = Signal(object)
    device_ready = Signal(object)
    created = Signal()
    creation_failed = Signal(object)
    enrolled = Signal()
    enrol_failed = Signal(object)
    refused_without_code = Signal(object)
    proof_failed = Signal(object)
    session_obtained = Signal(object)
    buckets_listed = Signal(object)
    undoing = Signal()
    undone = Signal(object)
    undo_failed = Signal(object)
    profile_ready = Signal(str)

    def __init__(self, draft: Draft | None = DRAFT) -> None:
        super().__init__()
        self.draft = draft
        self.clock = StillClock()
        self.tasks = Tasks(self)
        self.conditions: dict[StepKind, StepReport] = {}
        self.device: NewDevice | None = None
        self.pairing: Pairing | None = None
        self.proving: FakeProving | None = None
        self.checked: dict[Side, Checked] = {}
        self.enrolled_at: datetime | None = None
        self.leftovers: tuple[Leftover, ...] = ()
        self.is_created = self.is_enrolled = False
        self.standing = Standing.NOTHING
        self.asked: list[tuple[str, ...]] = []

    # state

    @property
    def plan(self) -> tuple[Step, ...]:
        return plan_of(self.draft) if self.draft else ()

    @property
    def flow(self) -> SetupFlow:
        return SetupFlow(self.draft, False, self.standing, self.device is not None, self.is_created, self.is_enrolled)

    def clipboard_time(self) -> timedelta:
        return timedelta(seconds=30)

    def checked_side(self, side: Side) -> Checked | None:
        return self.checked.get(side)

    # what the pages ask

    def create(self) -> None:
        self.asked.append(("create",))
        self.standing = Standing.BEGUN

    def retry(self) -> None:
        self.asked.append(("retry",))

    def enrol(self, first: str, second: str) -> None:
        self.asked.append(("enrol", first, second))

    def prove_without_code(self) -> None:
        self.asked.append(("prove_without_code",))

    def prove(self, code: str) -> None:
        self.asked.append(("prove", code))

    def list_buckets(self) -> None:
        self.asked.append(("list_buckets",))

    # what happens

    def report(self, kind: StepKind, condition: StepCondition, **facts: object) -> None:
        self.conditions[kind] = news = StepReport(kind, condition, **facts)  # type: ignore[arg-type]
        self.step_changed.emit(news)

    def make_device(self, seed: str = SEED) -> None:
        self.device = NewDevice(DEVICE.serial, DEVICE.name, seed)
        self.pairing = Pairing(seed, self.clock)
        self.device_ready.emit(self.device)

    def finish_creating(self) -> None:
        for step in self.plan:
            if step.kind is not StepKind.ENABLE_DEVICE:
                self.report(step.kind, StepCondition.DONE)
        self.is_created = True
        self.created.emit()

    def fail(self, kind: StepKind, problem: Problem) -> None:
        self.report(kind, StepCondition.FAILED, problem=problem)
        self.creation_failed.emit(problem)

    def register(self) -> None:
        self.device = self.pairing = None
        self.is_enrolled = True
        self.enrolled_at = self.clock.now()
        self.enrolled.emit()

    def stand(self, fresh_in: float = 0) -> None:
        """Everything is there: the proof may begin, with a code of *fresh_in* seconds from now."""
        now = self.clock.now()
        self.proving = FakeProving(now + timedelta(seconds=fresh_in), now + timedelta(minutes=1))
        self.standing = Standing.STANDS
        self.profile_ready.emit("maya")

    def begin_undoing(self) -> None:
        self.standing = Standing.UNDOING
        self.device = self.pairing = None
        self.undoing.emit()

    def end_undoing(self, *leftovers: Leftover) -> None:
        self.leftovers = leftovers
        self.standing = Standing.LEFT if leftovers else Standing.UNDONE
        self.undone.emit(leftovers)
