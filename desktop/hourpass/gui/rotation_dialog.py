"""The change of the long-term key that a profile stands on: forwards, to its end, or back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.domain.rotation_record import RotationRecord
from hourpass.gui.controls import StatusLine, Tone, danger_button, paragraph, plain_button, primary_button, title_label
from hourpass.gui.device_who_page import WhoPage
from hourpass.gui.dialog import Dialog
from hourpass.gui.own_size import OwnSize
from hourpass.gui.page_room import PageRoom
from hourpass.gui.problem_card import ProblemCard
from hourpass.gui.rotation_pages import KeysPage, StepsPage
from hourpass.gui.rotation_work import RotationWork, Seen
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wording import rotation as words
from hourpass.services.rotation_reports import RotationReport
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_tools import SetupTools
from hourpass.services.user_keys import UserKeys
from hourpass.viewmodels.rotation_view import Course, Place, RotationView

SIZE = (740, 480)
TALLEST = 560
"""As far as it grows by itself."""
_WITH_KEYS = frozenset({Place.KEYS, Place.CONFIRM, Place.KEPT, Place.DONE})


class RotationDialog(Dialog):
    """Shows a RotationView over a RotationWork. Esc goes back, stops what runs, and else closes; nothing is lost by it."""

    def __init__(
        self, theme: Theme, tasks: Tasks, tools: SetupTools, profile: Profile, parent: QWidget | None = None
    ) -> None:
        super().__init__("rotationDialog", "", parent)
        self._view = RotationView(profile)
        self._check = AdminCheck(tools, tasks, self)
        self._work = RotationWork(tools, tasks, profile, self)
        self._closing = False
        self._title = title_label("", self)
        self._about = paragraph("", self)
        means = self.tr("This works if the user's policies allow it to manage its own access keys.")
        self.who = WhoPage(theme, self._check, profile.device_name, self, means=means)
        self.keys = KeysPage(tools.clock.now, self)
        self.steps = StepsPage(theme, self)
        self._asking = _scrolled(self.who)
        self._pages = QStackedWidget(self)
        for page in (self._asking, self.keys, self.steps):
            self._pages.addWidget(page)
        self.note = StatusLine(theme, "rotationNote", self, centered=False)
        self.problem = ProblemCard(theme, self)
        self.content.setSpacing(8)
        self.content.addWidget(self._title)
        self.content.addWidget(self._about)
        self.content.addSpacing(8)
        self.content.addWidget(self._pages, 1)
        self.content.addWidget(self.note)
        self.content.addWidget(self.problem)
        self._build_buttons()
        self._connect()
        self.resize(*SIZE)
        self._room = PageRoom(self, OwnSize(self), (self._asking, self.steps.list), TALLEST)
        self.who.chooser.keys_wanted.connect(self._room.look)
        self._show()
        self._work.find()

    @property
    def place(self) -> Place:
        """The page that is shown."""
        return self._view.place

    # closing

    def reject(self) -> None:
        """What runs is asked to stop first; from a question one goes back; else out."""
        place = self._view.place
        if place is Place.RUNNING and self._work.busy:
            self._work.stop()
            self.note.set_message(Tone.INFO, self.tr("Stopping after the current call…"))
            self._leave.setEnabled(False)
            return
        returns = place is Place.CONFIRM or (place is Place.WHO and self._view.keys is not None)
        if returns and not self._closing:
            self._work.give_up()
            self._view.back()
            self._turn()
            return
        self._check.end()
        self.who.chooser.forget()
        self._work.close()
        super().reject()

    def closeEvent(self, event: object) -> None:
        self._closing = True
        super().closeEvent(event)  # type: ignore[arg-type]
        self._closing = False

    def _build_buttons(self) -> None:
        self._actor = plain_button(self.tr("&Use other credentials…"), self)
        self._actor.setObjectName("changeActorButton")
        self._actor.setToolTip(self.tr("Choose again who makes the changes: an administrator, or the user itself"))
        self._take_back = plain_button(self.tr("Undo the ch&ange"), self)
        self._take_back.setObjectName("takeBackButton")
        self._leave = plain_button("", self)
        self._leave.setObjectName("leaveRotationButton")
        self._delete = danger_button("", self)
        self._delete.setObjectName("deleteOldKeyButton")
        self._go_on = primary_button("", self)
        self._go_on.setObjectName("goOnButton")
        for button in (self._actor, self._take_back, self._leave, self._delete):
            button.setAutoDefault(False)
        self._go_on.setDefault(True)
        self.add_buttons(self._leave, self._take_back, self._delete, self._go_on, left=(self._actor,))

    def _connect(self) -> None:
        work = self._work
        work.found.connect(self._found)
        work.looked.connect(self._looked)
        work.looked_again.connect(self._looked_again)
        work.reported.connect(self._reported)
        work.ended.connect(self._ended)
        work.failed.connect(self._failed)
        work.busy_changed.connect(self._show)
        self.who.changed.connect(self._show)
        self.who.switched.connect(self._tidy)
        self.who.decided.connect(self._decide)
        self.keys.delete_asked.connect(self._ask_deletion)
        self._actor.clicked.connect(self._ask_who)
        self._take_back.clicked.connect(lambda: self._run(Course.TAKING_BACK))
        self._leave.clicked.connect(self.reject)
        self._delete.clicked.connect(self._delete_key)
        self._go_on.clicked.connect(self._continue)

    # what the person does

    def _tidy(self) -> None:
        self.note.clear()
        self.problem.clear()

    def _decide(self) -> None:
        if self._view.place is Place.WHO and self._go_on.isEnabled():
            self._continue()

    def _continue(self) -> None:
        self.problem.clear()
        match self._view.place:
            case Place.WHO if self._view.owner is None:
                self._work.find()
            case Place.WHO if self.who.by_user:
                self._work.by_user(self.who.code)
            case Place.WHO if self._check.administrator is not None:
                self._work.by_administrator(self._check.administrator)
            case Place.KEYS:
                self._run(Course.CHANGING)
            case Place.STOPPED:
                self._run(self._view.course)
            case Place.KEPT | Place.DONE:
                self.reject()

    def _run(self, course: Course) -> None:
        self._view.starts(course)
        self._turn()
        self._work.run(course, self._view.record)

    def _ask_who(self) -> None:
        self._view.ask_who()
        self._turn()

    def _ask_deletion(self, key_id: str) -> None:
        if not self._work.busy:
            self._view.ask_deletion(key_id)
            self._turn()

    def _delete_key(self) -> None:
        record = self._view.record
        if self._view.place is Place.KEPT and record is not None:
            self._ask_deletion(record.old_key_id)
        elif self._view.place is Place.CONFIRM and self._view.deletes_old:
            self._run(Course.DELETING)
        elif self._view.place is Place.CONFIRM:
            self.problem.clear()
            self._work.delete_spare(self._view.doomed)

    # what comes of it

    def _found(self, owner: Owner, record: RotationRecord | None) -> None:
        self._check.wanted_account = owner.account
        self._view.found(owner, record)
        self._turn()
        self.who.begin(doubtful=owner.only_assumes)

    def _looked(self, seen: Seen) -> None:
        spare = self._view.doomed if self._view.place is Place.CONFIRM else ""
        self._view.seen(self._work.profile, seen.keys, seen.record)
        self._turn()
        if spare:
            self.note.set_message(Tone.OK, self.tr("The key {0} has been deleted.").format(spare))

    def _looked_again(self, keys: UserKeys) -> None:
        self._view.seen_again(self._work.profile, keys)
        self._show()

    def _reported(self, report: RotationReport) -> None:
        self._view.heard(report)
        self._show()

    def _ended(self, record: RotationRecord | None, problem: Problem | None, through: bool) -> None:
        self._view.ended(record, problem, through=through)
        self._turn()
        if problem is not None:
            self.problem.show_problem(problem)
            self._room.look()
        if self._view.place is not Place.STOPPED:
            self._work.look_again()

    def _failed(self, problem: Problem) -> None:
        self.problem.show_problem(problem)
        self._room.look()
        if self._view.place is Place.WHO:
            self.who.show_refused(problem)

    # showing it

    def _turn(self) -> None:
        """Show another page, and bring the keyboard there; never onto what destroys."""
        self.note.clear()
        self.problem.clear()
        self._show()
        if self._view.place is Place.WHO:
            self.who.take_focus()
        else:
            self._room.look()
            (self._go_on if self._go_on.isVisibleTo(self) and self._go_on.isEnabled() else self._leave).setFocus()

    def _show(self) -> None:
        view, place, busy = self._view, self._view.place, self._work.busy
        heading = words.heading(view)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self._title.setText(words.title(view))
        about = words.about(view)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._show_page()
        self.who.setEnabled(view.owner is not None)
        self.who.show_busy(busy and place is Place.WHO)
        self._show_buttons()
        waiting = busy and place in {Place.WHO, Place.CONFIRM}
        if waiting and not self.note.text():
            self.note.set_message(Tone.INFO, self.tr("Asking AWS…"))
        elif not busy and self.note.tone() is Tone.INFO:
            self.note.clear()

    def _show_page(self) -> None:
        place = self._view.place
        if place is Place.WHO:
            self._pages.setCurrentWidget(self._asking)
        elif place in _WITH_KEYS:
            self.keys.show_view(self._view)
            self._pages.setCurrentWidget(self.keys)
        else:
            self.steps.show_view(self._view)
            self._pages.setCurrentWidget(self.steps)

    def _show_buttons(self) -> None:
        view, place, busy = self._view, self._view.place, self._work.busy
        self._actor.setVisible(place in {Place.KEYS, Place.STOPPED, Place.KEPT})
        self._take_back.setVisible(view.may_take_back)
        self._delete.setVisible(place in {Place.KEPT, Place.CONFIRM})
        self._delete.setText(self.tr("D&elete the old key now…") if place is Place.KEPT else self.tr("D&elete the key"))
        for button, text in ((self._leave, words.leave(view)), (self._go_on, words.go_on(view))):
            button.setText(text)
            button.setVisible(bool(text))
        for button in (self._actor, self._take_back, self._delete):
            button.setEnabled(not busy)
        self._leave.setEnabled(not busy or place is not Place.CONFIRM)
        self._go_on.setEnabled(self._may_go_on(busy=busy))

    def _may_go_on(self, *, busy: bool) -> bool:
        match self._view.place:
            case Place.WHO:
                return not busy and (self._view.owner is None or self.who.complete)
            case Place.KEYS:
                return not busy and self._view.may_change
            case Place.KEPT | Place.DONE:
                return True  # out, which waits for nothing
            case _:
                return not busy


def _scrolled(page: QWidget) -> QScrollArea:
    """*page*, which may come to need more room than a small screen has: typed keys, and what is wrong with them."""
    area = QScrollArea(page.parentWidget())
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    # A scroll area fills both with the colour for lists; a page's ground is the window's.
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area
