"""The page on which everything is made: a live list of steps, forwards, and backwards when it is taken back."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizardPage

from hourpass.domain.problem import Problem
from hourpass.gui.announcing import tell_done
from hourpass.gui.controls import StatusLine, Tone, paragraph, plain_button, title_label
from hourpass.gui.problem_card import ProblemCard
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.marks import Mark
from hourpass.gui.wizard.progress_list import ProgressLine, ProgressList
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.gui.wizard.share_bar import ShareBar
from hourpass.gui.wording.progress import left_over, never_made, row_detail, spoken
from hourpass.gui.wording.setup_steps import step_title
from hourpass.services.setup_reports import Leftover, StepCondition, StepReport
from hourpass.viewmodels.progress_rows import Course, ProgressRow, progress_rows, share_done
from hourpass.viewmodels.setup_flow import Page

EDGE = 24
_MARKS = {
    StepCondition.WAITING: Mark.WAITING,
    StepCondition.RUNNING: Mark.RUNNING,
    StepCondition.RETRYING: Mark.RUNNING,
    StepCondition.DONE: Mark.DONE,
    StepCondition.FAILED: Mark.FAILED,
    StepCondition.UNDOING: Mark.RUNNING,
    StepCondition.UNDONE: Mark.UNDONE,
    StepCondition.LEFT: Mark.FAILED,
}


class CreatePage(QWizardPage):
    """Begins the making when it is reached. Lets one go on as soon as there is a device to scan."""

    def __init__(self, theme: Theme, setting_up: SettingUp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("createPage")
        self._setting_up = setting_up
        self._course = Course.CREATING
        self._leftovers: tuple[Leftover, ...] = ()
        self._title = title_label(parent=self)
        self._about = paragraph(parent=self)
        self._bar = ShareBar(self)
        self._list = ProgressList(theme, "progressList", self.tr("Steps"), self)
        self._ready = StatusLine(theme, "createStatus", self, centered=False)
        self._problem = ProblemCard(theme, self, again=self.tr("&Try again"), primary=True)
        self._copy = plain_button(self.tr("Cop&y the list"), self)
        self._copy.setObjectName("copyLeftoversButton")
        self._copy.setAccessibleName(self.tr("Copy the list of what is left"))
        self._copy.setAutoDefault(False)
        self._arrange()
        self._problem.again_asked.connect(self._try_again)
        self._copy.clicked.connect(self._copy_leftovers)
        setting_up.step_changed.connect(self._note)
        setting_up.device_ready.connect(lambda _device: self._show())
        setting_up.created.connect(lambda: self._turn(Course.CREATED))
        setting_up.creation_failed.connect(lambda problem: self._turn(Course.FAILED, problem))
        setting_up.undoing.connect(lambda: self._turn(Course.UNDOING))
        setting_up.undone.connect(self._end_undoing)
        setting_up.undo_failed.connect(lambda problem: self._turn(Course.LEFT_OVER, problem))
        self._show()

    @property
    def course(self) -> Course:
        """What is going on."""
        return self._course

    def initializePage(self) -> None:
        if self._course in {Course.CREATING, Course.FAILED}:
            self._turn(Course.CREATING)
            self._setting_up.create()

    def isComplete(self) -> bool:
        return self._course is not Course.FAILED and self._setting_up.flow.may_go_on(Page.CREATE)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE - 4, EDGE, 10)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(6)
        column.addWidget(self._about)
        column.addSpacing(10)
        column.addWidget(self._bar)
        column.addSpacing(6)
        column.addWidget(self._list, 1)
        column.addSpacing(12)
        column.addWidget(self._problem)
        below = QHBoxLayout()
        below.addWidget(self._ready, 1)
        below.addWidget(self._copy)
        column.addLayout(below)

    def _note(self, news: StepReport) -> None:
        if self._course is Course.FAILED and news.condition is not StepCondition.FAILED:
            self._turn(Course.CREATING)  # it goes on: with other credentials, or from another page
        else:
            self._show()

    def _turn(self, course: Course, problem: Problem | None = None) -> None:
        self._course = course
        if course is Course.UNDOING:
            self._leftovers = ()
        if problem is None and self._problem.isAncestorOf(self.focusWidget() or self):
            self._list.setFocus()  # else the button that undoes everything gets the keys of the one that goes
        self._ready.setVisible(problem is None)
        self._copy.setText(self.tr("Cop&y the list"))
        if problem is None:
            self._problem.clear()
        else:
            # The shell's own button tries the undoing again.
            self._problem.show_problem(problem, again=course is Course.FAILED)
        self._show()
        if course is Course.FAILED and self.isVisible():
            self._problem.take_focus()

    def _end_undoing(self, leftovers: tuple[Leftover, ...]) -> None:
        self._leftovers = leftovers
        self._turn(Course.LEFT_OVER if leftovers else Course.UNDONE)

    def _try_again(self) -> None:
        self._turn(Course.CREATING)
        self._setting_up.retry()

    def _copy_leftovers(self) -> None:
        left = [row for row in self._rows() if row.leftover is not None]
        QGuiApplication.clipboard().setText(
            "\n".join(f"{step_title(row.title_step)}: {left_over(row)}" for row in left)
        )
        tell_done(self._copy, self.tr("Copied"))

    @property
    def _backwards(self) -> bool:
        return self._course in {Course.UNDOING, Course.UNDONE, Course.LEFT_OVER}

    def _rows(self) -> tuple[ProgressRow, ...]:
        setting_up = self._setting_up
        return progress_rows(setting_up.plan, setting_up.conditions, self._leftovers, undoing=self._backwards)

    def _show(self) -> None:
        rows, backwards = self._rows(), self._backwards
        ended = self._course in {Course.UNDONE, Course.LEFT_OVER}
        self._list.show_lines([_line(row, backwards=backwards, ended=ended) for row in rows])
        self._bar.show_share(share_done(rows, undoing=backwards))
        self._bar.setVisible(self._course is not Course.UNDONE)
        title = self._title_text()
        self._title.setText(title)
        self.setAccessibleName(title)
        self._about.setText(self._about_text())
        self._copy.setVisible(bool(self._leftovers))
        self._say()
        self.completeChanged.emit()

    def _say(self) -> None:
        if self._course is Course.CREATED:
            self._ready.set_message(Tone.OK, self.tr("Everything is ready."))
        elif self._course is Course.CREATING and self._setting_up.device is not None:
            self._ready.set_message(
                Tone.OK, self.tr("The QR code is ready. Go ahead: the rest is created in the meantime.")
            )
        elif self._course is Course.UNDONE:
            self._ready.set_message(Tone.OK, self.tr("Everything is as it was before."))
        elif self._leftovers:
            self._ready.set_message(Tone.WARN, self.tr("You can also remove what is left later, from the main window."))
        else:
            self._ready.clear()

    def _title_text(self) -> str:
        match self._course:
            case Course.CREATING:
                return self.tr("Creating your resources")
            case Course.FAILED:
                return self.tr("Not everything was created")
            case Course.CREATED:
                return self.tr("Your resources are ready")
            case Course.UNDOING:
                return self.tr("Undoing the setup")
            case Course.UNDONE:
                return self.tr("The setup is undone")
            case Course.LEFT_OVER:
                return self.tr("Not everything could be undone")

    def _about_text(self) -> str:
        match self._course:
            case Course.CREATING | Course.CREATED:
                return self.tr("Some steps are retried until all of AWS has caught up with the ones before.")
            case Course.FAILED:
                return self.tr("What was created so far is kept. You can try again from here, or undo it.")
            case Course.UNDOING:
                return self.tr("The same steps, in reverse order.")
            case Course.UNDONE:
                return self.tr("Nothing of this setup is left in AWS.")
            case Course.LEFT_OVER if not self._leftovers:
                return self.tr("Undoing stopped for the reason below. Try again.")
            case Course.LEFT_OVER:
                return self.tr("The marked items are still in the account. Try again, or delete them there yourself.")


def _line(row: ProgressRow, *, backwards: bool, ended: bool) -> ProgressLine:
    """*backwards*: it is being undone. *ended*: the undoing is over, and what waits by then was never made."""
    title = step_title(row.title_step)
    if ended and row.condition is StepCondition.WAITING:
        never = never_made()
        return ProgressLine(title, never, Mark.UNDONE, never)
    return ProgressLine(title, row_detail(row, backwards=backwards), _MARKS[row.condition], spoken(row))
