"""The window of the setup wizard: the trail above, the page, the buttons below. Where it leads, its flow decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QVBoxLayout, QWidget, QWizard, QWizardPage

from hourpass.domain.problem import Problem
from hourpass.domain.setup_plan import Side
from hourpass.gui.controls import separator
from hourpass.gui.error_box import show_problem
from hourpass.gui.in_steps import InSteps
from hourpass.gui.theme import Theme
from hourpass.gui.wizard import leaving
from hourpass.gui.wizard.admin_again import CREDENTIALS_OVER, AdminAgain
from hourpass.gui.wizard.create_page import CreatePage
from hourpass.gui.wizard.credentials_page import CredentialsPage
from hourpass.gui.wizard.names_page import NamesPage
from hourpass.gui.wizard.prove_page import ProvePage
from hourpass.gui.wizard.review_page import ReviewPage
from hourpass.gui.wizard.scan_page import ScanPage
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wizard.step_trail import StepTrail
from hourpass.gui.wizard.wizard_foot import WizardFoot
from hourpass.gui.wizard.wizard_frame import WizardFrame, first_field
from hourpass.gui.wording.setup_pages import page_title
from hourpass.services.setup_reports import Leftover, NewDevice, StepCondition, StepReport
from hourpass.viewmodels.setup_flow import Cancelling, Closing, Onward, Page, SetupFlow

SIZE, SMALLEST = (860, 660), (720, 520)


class SetupWizard(QWizard):
    """Shows the flow of a SettingUp. Qt's own header and buttons stay away: they would look like another program's."""

    def __init__(
        self,
        theme: Theme,
        setting_up: SettingUp,
        parent: QWidget | None = None,
        *,
        practise: Callable[[NewDevice], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._work = theme, setting_up
        self._ending = False
        self._lasts = practise is None  # in the sandbox even the journal ends with it
        self._side_that_failed = Side.USER
        self.setObjectName("setupWizard")
        title = self.tr("Set up MFA access")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoDefaultButton)
        self.setButtonLayout([])
        self._makers: dict[Page, Callable[[QWidget], QWizardPage]] = {
            Page.CREDENTIALS: lambda within: CredentialsPage(theme, setting_up, within),
            Page.NAMES: lambda within: NamesPage(theme, setting_up, within),
            Page.REVIEW: lambda within: ReviewPage(theme, setting_up, within),
            Page.CREATE: lambda within: CreatePage(theme, setting_up, within),
            Page.SCAN: lambda within: ScanPage(theme, setting_up, within, practise=practise),
            Page.PROVE: lambda within: ProvePage(theme, setting_up, within),
        }
        self._making = self._make_pages()
        first = next(self._making)
        self._ahead: InSteps | None = None
        head = self._build_head()
        self._foot = WizardFoot(self)
        self._frame = WizardFrame(first, head, self._foot)
        self._foot.cancelled.connect(self._give_up)
        self._foot.went_back.connect(self.back)
        self._foot.went_on.connect(self._go_on)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.currentIdChanged.connect(self._page_changed)
        self._listen()
        self.setStartId(Page.CREDENTIALS)
        self.restart()
        self._place()

    @property
    def flow(self) -> SetupFlow:
        """The way as it is now."""
        return self._work.flow

    @property
    def wants_elsewhere(self) -> bool:
        """Whether the finished profile is to be used in other tools next."""
        page = self.page(Page.PROVE)
        return isinstance(page, ProvePage) and page.wants_elsewhere

    def nextId(self) -> int:
        following = self.flow.after(Page(self.currentId())) if self.currentId() >= 0 else None
        return -1 if following is None else int(following)

    def reject(self) -> None:
        """Closing by Esc or by the window's own button: nothing that was made at AWS is left without a question."""
        match self.flow.closing():
            case Closing.CLOSE:
                self._close_for_good()
            case Closing.ASK:
                leaving.ask(self, undo=self._undo, keep=self._keep_for_later, lasts=self._lasts)
            case Closing.ASK_WHILE_UNDOING:
                leaving.ask_while_undoing(self, keep=self._keep_for_later, lasts=self._lasts)

    def event(self, event: QEvent) -> bool:
        # From light to dark QWizard would hide the page and lay itself out anew, and the keyboard would be at Cancel.
        # It has nothing to lay out there: what is around the pages is ours.
        if event.type() is QEvent.Type.StyleChange:
            return QDialog.event(self, event)
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            super().closeEvent(event)
        else:  # the app ends, and no question is to hold it up: the journal knows what is to be done
            self._close_for_good()

    def done(self, result: int) -> None:
        """However the wizard ends, secrets leave it."""
        self._ending = True
        if self._ahead is not None:
            self._ahead.stop()
        self._work.close()
        for page in (self.page(Page.CREDENTIALS), self.page(Page.NAMES)):
            if isinstance(page, CredentialsPage | NamesPage):
                page.forget()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._settle)  # the first page was reached before it could be seen

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ahead is None:  # the first page is on the screen
            self._ahead = InSteps((None for _ in self._making), self)

    # building

    def _make_pages(self) -> Iterator[QWizardPage]:
        """One after the other: all at once would hold the window up for longer than one notices."""
        within: QWidget = self
        for place, make in self._makers.items():
            page = make(within)
            # A page that asks for no more than its hint is put at the top by Qt, with nothing below it.
            page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self.setPage(place, page)
            # Qt would hide and show the page at each of these to bring buttons up to date that nobody sees, and with
            # the page the field that is typed in: the focus would go to our buttons.
            page.completeChanged.disconnect()
            page.completeChanged.connect(self._show)
            within = page.parentWidget() or self  # Qt's frame round pages: made there, the others need not move
            yield page

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        self._trail = StepTrail(self._theme, head)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._trail)
        column.addWidget(separator(head))
        return head

    def _place(self) -> None:
        self._frame.place(self.width(), self.height())

    def _listen(self) -> None:
        work = self._work
        for told in (work.device_ready, work.created, work.enrolled, work.profile_ready, work.creation_failed):
            told.connect(self._show)
        work.step_changed.connect(self._note_failure)
        work.creation_failed.connect(self._offer_signing_in)
        work.enrol_failed.connect(self._offer_signing_in_of_user)
        work.undoing.connect(self._show_undoing)
        work.undone.connect(self._show_undone)
        work.undo_failed.connect(self._show)
        work.profile_unsaved.connect(lambda problem: show_problem(self, self._theme, problem))

    # what the person does

    def _go_on(self) -> None:
        match self.flow.onward(Page(self.currentId())):
            case Onward.NEXT | Onward.CREATE:
                for _ in self._making:  # whoever is that quick waits for the rest of the pages
                    pass
                self.next()
            case Onward.FINISH | Onward.CLOSE:
                self.accept()
            case Onward.TRY_AGAIN:
                self._work.undo()

    def _give_up(self) -> None:
        match self.flow.cancelling():
            case Cancelling.UNDO:
                self._undo()
            case Cancelling.ASK_TO_UNDO:
                leaving.ask_to_undo(self, self._undo)
            case Cancelling.CLOSE | Cancelling.LEAVE:
                self._close_for_good()

    def _undo(self) -> None:
        self._work.undo()

    def _keep_for_later(self) -> None:
        """What is on its way to AWS is waited for out of sight, so that the main window hears of it."""
        self.hide()
        self._work.rested.connect(self._close_for_good)
        self._work.stop()

    def _close_for_good(self) -> None:
        if not self._ending:
            super().reject()

    # what happens

    def _note_failure(self, news: StepReport) -> None:
        if news.condition in {StepCondition.FAILED, StepCondition.LEFT}:
            sides = {step.kind: step.side for step in self._work.plan}
            self._side_that_failed = sides.get(news.kind, Side.USER)

    def _offer_signing_in(self, problem: Problem) -> None:
        draft = self._work.draft
        if problem.reason not in CREDENTIALS_OVER or draft is None:
            return
        side = self._side_that_failed if draft.crosses_accounts else Side.USER
        dialog = AdminAgain(self._theme, self._work, side, problem, self)
        dialog.accepted.connect(self._work.retry)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _offer_signing_in_of_user(self, problem: Problem) -> None:
        self._side_that_failed = Side.USER
        self._offer_signing_in(problem)

    def _show_undoing(self) -> None:
        while self.currentId() > Page.CREATE:
            self.back()
        self._show()

    def _show_undone(self, leftovers: tuple[Leftover, ...]) -> None:
        self._show()
        for leftover in leftovers:
            if leftover.problem.reason in CREDENTIALS_OVER:
                self._offer_signing_in(leftover.problem)
                return

    # showing it

    def _page_changed(self) -> None:
        if self.currentId() >= 0:
            self._show()
            # Qt lays its part out anew, and shows the page, only behind this signal.
            QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._place()
        page = self.currentPage()
        if self._ending or page is None or not self.isVisible():
            return
        if (field := first_field(page)) is not None:
            field.setFocus()
        elif not self._foot.take_focus():
            page.setFocus()  # nothing to type or press yet; a link that comes up is not to be the chosen one

    def _show(self) -> None:
        if self._ending or self.currentId() < 0:
            return
        flow, page, widget = self.flow, Page(self.currentId()), self.currentPage()
        titles = tuple(page_title(each) for each in flow.pages)
        self._trail.show_step(titles, flow.pages.index(page) if page in flow.pages else len(titles) - 1)
        self._foot.show_flow(flow, page, complete=widget is None or widget.isComplete())
