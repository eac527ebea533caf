"""The mirror image of the wizard: what Hourpass made at AWS is listed, confirmed and deleted, live."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.setup_record import Record
from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.buttons import set_kind
from hourpass.gui.controls import StatusLine, Tone, danger_button, paragraph, plain_button, primary_button, title_label
from hourpass.gui.dialog import Dialog
from hourpass.gui.list_room import ListRoom
from hourpass.gui.own_size import OwnSize
from hourpass.gui.page_room import PageRoom
from hourpass.gui.removal_pages import AdminPage, ListPage
from hourpass.gui.removing import Removing
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_again import CREDENTIALS_OVER
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wording.removal import about, heading
from hourpass.services.removal_list import ItemReport, RemovalList
from hourpass.services.setup_tools import SetupTools
from hourpass.viewmodels.removal_view import Place, RemovalView

SIZE = (720, 400)
SMALLEST = (560, 400)
TALLEST = 560
"""As far as it grows by itself for whose credentials remove it; the list takes all the room that it needs."""


class RemovalDialog(Dialog):
    """Shows a RemovalView over a Removing. Esc stops what runs, and else closes."""

    device_gone = Signal(str)
    """Serial of a device that was deleted."""
    removed = Signal(str)
    """The profile of that id went along with what it stood on."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        tools: SetupTools,
        user_name: str,
        account: str,
        record: Record | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("removeDialog", "", parent)
        self._view = RemovalView(user_name, account, record)
        self._work = Removing(tools, tasks, user_name, account, record, self)
        self._user_check, self._role_check = AdminCheck(tools, tasks, self), AdminCheck(tools, tasks, self)
        self._user_check.wanted_account = account

        self._title = title_label("", self)
        self._title.setWordWrap(True)  # a user's name has up to 64 characters
        self._about = paragraph("", self)
        self.content.addWidget(self._title)
        self.content.addWidget(self._about)
        self._pages = QStackedWidget(self)
        self.content.addWidget(self._pages, 1)
        asking = BareScroll(self._pages)  # typed keys and a problem in full may be taller than the dialog
        self._admin = AdminPage(theme, self._user_check, self._role_check, asking.viewport())
        asking.hold(self._admin)
        self._list = ListPage(theme, user_name, self._pages)
        for page in (asking, self._list):
            self._pages.addWidget(page)
        self._status = StatusLine(theme, "removeStatus", self, centered=False)
        self.content.addWidget(self._status)
        self._build_buttons()
        self._connect()
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        size = OwnSize(self)
        ListRoom(self, size, self._list.list, lambda: self._view.place is Place.CONFIRM, self._tighten)
        self._room = PageRoom(self, size, (asking,), TALLEST)
        self._admin.keys_wanted.connect(self._room.look)
        self._turn()

    def reject(self) -> None:
        """What runs is asked to stop first: it ends after the call that is under way, and says what is left."""
        if self._work.busy:
            self._work.stop()
            if self._view.place is Place.REMOVING:
                self._status.set_message(Tone.INFO, self.tr("Stopping after the current call…"))
                self._close.setEnabled(False)
                return
        self._work.end()
        self._admin.forget()
        super().reject()

    def _build_buttons(self) -> None:
        self._close = plain_button("", self)
        self._close.setObjectName("closeRemovalButton")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._go_on = primary_button("", self)
        self._go_on.setObjectName("continueRemovalButton")
        self._go_on.clicked.connect(self._continue)
        undoes = self._view.undoes_setup
        self._remove = danger_button(self.tr("&Undo the setup") if undoes else self.tr("&Remove from AWS"), self)
        self._remove.setObjectName("removeButton")
        self._remove.clicked.connect(self._start)
        self.add_buttons(self._close, self._go_on, self._remove)

    def _connect(self) -> None:
        self._admin.changed.connect(self._show)
        self._list.typed.connect(self._type)
        self._list.look_asked.connect(self._look)
        self._work.listed.connect(self._listed)
        self._work.not_listed.connect(self._not_listed)
        self._work.reported.connect(self._reported)
        self._work.ended.connect(self._ended)
        self._work.let_go.connect(self.removed)
        self._work.device_gone.connect(self.device_gone)

    # what the person does

    def _continue(self) -> None:
        match self._view.place:
            case Place.ADMIN | Place.ROLE_ADMIN:
                self._admin_chosen()
            case Place.NOT_SEEN if self._credentials_over(self._view.problem):
                self._sign_in_again()
            case Place.NOT_SEEN:
                self._look()
            case Place.LEFT if any(self._credentials_over(row.problem) for row in self._view.left):
                self._sign_in_again()
            case Place.LEFT:
                self._start()

    def _admin_chosen(self) -> None:
        user, role = self._user_check.administrator, self._role_check.administrator
        self._view.leaves_role = self._admin.leaves_role
        if self._view.place is Place.ADMIN and user is not None:
            self._work.act_as(user)
        elif role is not None and not self._view.leaves_role:
            self._work.act_in_role_account_as(role)
        if self._view.admin_chosen():
            self._look()
        else:
            self._turn()

    def _sign_in_again(self) -> None:
        self._view.sign_in_again()
        self._turn()

    def _type(self, text: str) -> None:
        self._view.typed = text
        self._show()

    def _start(self) -> None:
        if self._view.place is Place.CONFIRM and not self._view.may_remove:
            return
        self._view.removing()
        self._turn()
        self._work.remove(self._view.remaining())

    def _look(self) -> None:
        self._view.looking()
        self._turn()
        self._work.prepare()
        self._work.look()

    # what comes of it

    def _listed(self, listed: RemovalList) -> None:
        finish = self._view.seen(listed)
        self._turn()
        if finish:
            self._work.remove(listed)

    def _not_listed(self, problem: Problem | None) -> None:
        self._view.not_seen(problem)
        self._turn()

    def _reported(self, report: ItemReport) -> None:
        self._view.heard(report)
        self._show()

    def _ended(self, problem: Problem | None) -> None:
        self._view.ended(problem)
        self._turn()

    # showing it

    def _tighten(self, more: int) -> int:
        self._list.list.tighten()
        return more

    def _turn(self) -> None:
        """Show another place, and bring the keyboard there."""
        place = self._view.place
        choosing = place in {Place.ADMIN, Place.ROLE_ADMIN}
        self._pages.setCurrentIndex(0 if choosing else 1)
        if place is Place.ROLE_ADMIN:
            self._role_check.wanted_account = self._view.role_account
        self._show()
        if choosing:
            self._admin.begin(place)
        elif place is Place.CONFIRM and self._view.wants_name:
            self._list.focus()
        elif self._go_on.isVisibleTo(self):
            self._go_on.setFocus()
        else:
            self._close.setFocus()

    def _show(self) -> None:
        view, place = self._view, self._view.place
        title = heading(view)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._about.setText(about(view))
        if place in {Place.ADMIN, Place.ROLE_ADMIN}:
            self._admin.show_place(place)
        else:
            self._list.show_view(view)
        self._show_status()
        self._close.setText(self._close_text())
        self._close.setEnabled(True)
        self._remove.setVisible(place is Place.CONFIRM)
        self._remove.setEnabled(view.may_remove)
        self._show_go_on()

    def _show_go_on(self) -> None:
        view, place = self._view, self._view.place
        text = ""
        match place:
            case Place.ADMIN | Place.ROLE_ADMIN:
                text = self.tr("C&ontinue")
            case Place.NOT_SEEN:
                over = self._credentials_over(view.problem)
                text = self.tr("&Sign in again") if over else self.tr("Look &again")
            case Place.LEFT:
                over = any(self._credentials_over(row.problem) for row in view.left)
                text = self.tr("&Sign in again") if over else self.tr("&Try again")
        self._go_on.setText(text)
        self._go_on.setVisible(bool(text))
        self._go_on.setEnabled(place not in {Place.ADMIN, Place.ROLE_ADMIN} or self._admin.chosen(place))
        self._go_on.setDefault(bool(text))
        alone = place is Place.GONE
        set_kind(self._close, "primary" if alone else "")
        self._close.setDefault(alone)

    def _show_status(self) -> None:
        view = self._view
        # Nothing is ever said there, and the list needs the room.
        self._status.setVisible(view.place is not Place.CONFIRM)
        match view.place:
            case Place.LOOKING:
                self._status.set_message(Tone.INFO, self.tr("Checking what there is in AWS…"))
            case Place.REMOVING if view.rows:
                gone = sum(row.gone for row in view.rows)
                said = self.tr("%n of {0} are gone", "", gone)
                self._status.set_message(Tone.INFO, said.format(len(view.rows)))
            case Place.LEFT if view.left:
                said = self.tr("%n of {0} are still there; the reasons are next to them.", "", len(view.left))
                self._status.set_message(Tone.WARN, said.format(len(view.rows)))
            case Place.GONE:
                self._status.set_message(Tone.OK, self.tr("Everything on the list is gone from AWS."))
            case _:
                self._status.clear()

    def _close_text(self) -> str:
        match self._view.place:
            case Place.REMOVING:
                return self.tr("&Stop")
            case Place.ADMIN | Place.ROLE_ADMIN | Place.LOOKING | Place.CONFIRM:
                return self.tr("Cancel")
            case _:
                return self.tr("C&lose")

    def _credentials_over(self, problem: Problem | None) -> bool:
        return problem is not None and problem.reason in CREDENTIALS_OVER
