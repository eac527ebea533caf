"""The last page: refused without a code, let in with one, and the buckets to show for it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Problem, RawAnswer, Reason
from hourpass.domain.session import Session
from hourpass.domain.setup import Mode
from hourpass.domain.setup_plan import Side
from hourpass.domain.totp import STEP
from hourpass.gui.buttons import CheckBox
from hourpass.gui.controls import Tone
from hourpass.gui.entry_status import show_entry
from hourpass.gui.error_box import show_problem
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.page_frame import ScrolledPage
from hourpass.gui.wizard.proof_cards import WithCard, WithoutCard
from hourpass.gui.wizard.resync_dialog import ResyncDialog
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wizard.wait_ring import Seconds
from hourpass.gui.wording import problems, proof
from hourpass.services.device_care import DeviceCare
from hourpass.services.ports import BucketRow
from hourpass.services.setup_owner import Owner
from hourpass.viewmodels.progress_rows import unfinished
from hourpass.viewmodels.proof_view import ProofView, WithCode, WithoutCode

_MARKS = {
    WithoutCode.WAITING: Mark.WAITING,
    WithoutCode.ASKING: Mark.RUNNING,
    WithoutCode.REFUSED: Mark.DONE,
    WithoutCode.ACCEPTED: Mark.FAILED,
    WithoutCode.FAILED: Mark.FAILED,
}


class ProvePage(ScrolledPage):
    """Asks without a code as soon as everything stands, and then for one that AWS has not seen."""

    def __init__(self, theme: Theme, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__("provePage", parent)
        self._theme, self._setting_up = theme, setting_up
        self._view = ProofView()
        self._profile_id = ""
        self._reached = False
        self._creation_problem: Problem | None = None
        self._shown_problem: Problem | None = None
        self.describe(
            self.tr("Prove that it works"),
            self.tr("Two tries with the access key: one without a code, which AWS must refuse, and one with."),
        )
        self._without = WithoutCard(theme, self.inner())
        self._with = WithCard(theme, self.inner())
        self.content.addWidget(self._without)
        self.content.addWidget(self._with)
        self._elsewhere = CheckBox(
            self.tr("Also &use it in the AWS CLI and SDKs: add it to the AWS config"), self.inner()
        )
        self._elsewhere.setObjectName("useElsewhereCheck")
        self._elsewhere.hide()
        self.content.addWidget(self._elsewhere)
        self.content.addStretch(1)
        self._seconds = Seconds(setting_up.clock.now, self)
        self._seconds.passed.connect(self._show)
        self._without.again_asked.connect(self._again)
        self._without.details_asked.connect(self._show_without_details)
        self._with.field.changed.connect(self._type)
        self._with.field.returnPressed.connect(self._send)
        self._with.again_asked.connect(self._send)
        self._with.resync_asked.connect(self._open_resync)
        self._with.list_asked.connect(self._list_again)
        self._with.status.acted.connect(self._show_with_details)
        setting_up.profile_ready.connect(self._stand)
        setting_up.step_changed.connect(lambda _report: self._note_step())
        setting_up.creation_failed.connect(self._note_failure)
        setting_up.refused_without_code.connect(self._show_refusal)
        setting_up.proof_failed.connect(self._show_problem)
        setting_up.session_obtained.connect(self._show_session)
        setting_up.buckets_listed.connect(self._show_buckets)
        self._show()

    @property
    def wants_elsewhere(self) -> bool:
        """Whether the person wants to go on with other tools."""
        return self._view.session is not None and self._elsewhere.isChecked()

    def initializePage(self) -> None:
        self._reached = True
        if self._view.without is WithoutCode.WAITING:
            self._ask_without()
        self._show()

    def isComplete(self) -> bool:
        return self._view.session is not None

    # what the person does

    def _type(self, text: str) -> None:
        self._view.entry.typed(text)
        if self._view.entry.complete:
            self._send()
        else:
            self._show()

    def _send(self) -> None:
        code = self._view.submit(self._setting_up.clock.now())
        self._show()
        if code is not None:
            self._setting_up.prove(code)

    def _again(self) -> None:
        if self._creation_problem is not None:
            self._creation_problem = None
            self._setting_up.retry()
        else:
            self._ask_without()
        self._show()

    def _list_again(self) -> None:
        self._view.list_again()
        self._show()
        self._setting_up.list_buckets()

    def _open_resync(self) -> None:
        work, draft = self._setting_up, self._setting_up.draft
        profile, iam = work.tools.book.profile(self._profile_id), work.iam(Side.USER)
        if draft is None or profile is None or iam is None:
            return
        care = DeviceCare(profile, Owner(draft.user_name, draft.account), iam, work.tools)
        dialog = ResyncDialog(
            self._theme,
            work.clock.now,
            work.tasks,
            lambda first, second: care.resync(draft.device_serial, first, second),
            self,
        )
        dialog.resynced.connect(self._note_resync)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # what happens

    def _ask_without(self) -> None:
        # Asked for early, it is done as soon as everything stands.
        if self._setting_up.proving is not None:
            self._stand(self._profile_id)
            self._view.ask()
        self._setting_up.prove_without_code()

    def _stand(self, profile_id: str) -> None:
        self._profile_id = profile_id or self._profile_id
        proving = self._setting_up.proving
        if proving is None:
            return
        if self._view.with_code(self._setting_up.clock.now()) is WithCode.WAITING:
            self._view.fresh_from(proving.fresh_code_from(self._setting_up.enrolled_at))
        if self._reached and self._view.without is WithoutCode.WAITING:
            self._view.ask()
        self._show()

    def _note_step(self) -> None:
        self._creation_problem = None
        self._show()

    def _note_failure(self, problem: Problem) -> None:
        self._creation_problem = problem
        self._show()

    def _note_resync(self) -> None:
        self._view.resynced(self._setting_up.clock.now())
        self._show()

    def _show_refusal(self, raw: RawAnswer) -> None:
        self._view.refuse(raw)
        self._show()

    def _show_problem(self, problem: Problem) -> None:
        now, proving = self._setting_up.clock.now(), self._setting_up.proving
        passing = proving is not None and proving.still_learning(problem, now)
        self._view.fail(problem, now, passing=passing)
        self._show()

    def _show_session(self, session: Session) -> None:
        self._view.let_in(session)
        self._show()
        self.completeChanged.emit()

    def _show_buckets(self, buckets: tuple[BucketRow, ...]) -> None:
        self._view.listed(buckets)
        self._show()

    # showing it

    def _show(self) -> None:
        self._show_without()
        self._show_with()

    def _show_without(self) -> None:
        view, card = self._view, self._without
        problem = self._creation_problem if view.without is WithoutCode.WAITING else view.without_problem
        card.offer(again=problem is not None, details=problem is not None)
        mark = Mark.FAILED if problem is not None else _MARKS[view.without]
        card.tell(mark, proof.without_heading(view.without), self._without_text(problem))
        raw = problems.raw_text(Problem(Reason.UNKNOWN, raw=view.raw)) if view.raw is not None else ""
        if card.raw() != raw:
            card.show_raw(raw)

    def _without_text(self, problem: Problem | None) -> str:
        work = self._setting_up
        rows = unfinished(work.plan, work.conditions)
        mode = work.draft.mode if work.draft is not None else Mode.ROLE
        being_made = rows[0].title_step if rows else None
        opened = self._view.session is not None
        return proof.without_text(self._view.without, problem, being_made, mode, opened=opened)

    def _show_with(self) -> None:
        view, card, now = self._view, self._with, self._setting_up.clock.now()
        stage = view.with_code(now)
        if view.session is not None:
            self._show_opened(stage, view.session)
            return
        typing = stage in {WithCode.TYPING, WithCode.SENDING}
        waking = typing and not card.field.isEnabled()
        card.tell(
            Mark.RUNNING if typing else Mark.WAITING,
            self.tr("With a code"),
            proof.code_text(self._setting_up.draft),
        )
        card.field.setEnabled(typing)
        card.field.set_busy(stage is WithCode.SENDING)
        idle = proof.asking_text(stage, view.seconds_to_fresh(now), self._setting_up.draft)
        show_entry(view.entry, card.field, card.status, now, sent_code=view.sent, idle=idle)
        if view.learning and view.entry.problem is not None:
            learning = proof.learning_text(view.entry.seconds_to_next(now))
            card.status.set_message(Tone.INFO, learning, self.tr("Details"))
        self._show_wait(stage)
        again = stage is WithCode.TYPING and view.entry.problem is not None and view.entry.complete
        card.offer(again=again, resync=view.offers_resync)
        if waking and self.isVisible():
            card.field.setFocus()

    def _show_wait(self, stage: WithCode) -> None:
        now = self._setting_up.clock.now()
        seconds = self._view.seconds_to_fresh(now) or self._view.entry.seconds_to_next(now)
        if not seconds or stage is WithCode.SENDING:
            self._with.ring.set_wait(None)
            return
        self._with.ring.set_wait(min(1.0, seconds / STEP.total_seconds()), proof.fresh_code_in(seconds))

    def _show_opened(self, stage: WithCode, session: Session) -> None:
        card, now = self._with, self._setting_up.clock.now()
        card.tell(Mark.DONE, self.tr("With a code: let in"), proof.opened_text(session, now))
        card.show_opened()
        self._elsewhere.show()
        if stage is WithCode.LISTING:
            card.tell_of_list(Tone.INFO, self.tr("Listing your buckets…"))
        elif self._view.list_problem is not None:
            card.tell_of_list(Tone.WARN, problems.line(self._view.list_problem), self.tr("Try again"))
        else:
            card.tell_of_list(Tone.INFO, "")
        if (buckets := self._view.buckets) is not None:
            names = [name for name, _region, _created in buckets]
            card.show_list(proof.bucket_count(len(names)), names, self.tr("… and the others, in the main window"))

    def _show_without_details(self) -> None:
        problem = self._view.without_problem or self._creation_problem
        if problem is not None:
            show_problem(self.window(), self._theme, problem)

    def _show_with_details(self) -> None:
        if (problem := self._view.entry.problem) is not None:
            show_problem(self.window(), self._theme, problem)
