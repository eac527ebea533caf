"""The devices' window as it is seen: its pages, their titles, and the buttons below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from hourpass.domain.problem import Problem
from hourpass.gui.bare_scroll import BareScroll
from hourpass.gui.buttons import set_kind
from hourpass.gui.controls import (
    StatusLine,
    Tone,
    danger_button,
    muted_label,
    plain_button,
    primary_button,
    title_label,
)
from hourpass.gui.device_add_page import AddPage
from hourpass.gui.device_pages import CodesPage, NewCodePage, RemovePage
from hourpass.gui.device_rows import DeviceRows
from hourpass.gui.device_who_page import WhoPage
from hourpass.gui.dialog import Dialog
from hourpass.gui.own_size import OwnSize
from hourpass.gui.page_room import PageRoom
from hourpass.gui.problem_card import ProblemCard
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wizard.pair_panel import PairPanel
from hourpass.gui.wording import device_pages as words
from hourpass.services.server_clock import ServerClock
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_reports import NewDevice
from hourpass.viewmodels.device_list import Aim, DeviceList, Place

SIZE = (740, 480)
SMALLEST = (700, 460)
TALLEST = 600
"""As far as it grows by itself."""
_THEIR_OWN_WAIT = frozenset({Place.PAIR, Place.CODES, Place.NEW_CODE})
"""Pages that say by themselves that AWS is being asked."""

P = TypeVar("P", bound=QWidget)


class DeviceWindow(Dialog):
    """Decides nothing: which page is next, whoever fills it says."""

    def __init__(
        self,
        theme: Theme,
        clock: ServerClock,
        clipboard: SecretClipboard,
        check: AdminCheck,
        device_name: str,
        practise: Callable[[NewDevice], None] | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__("deviceDialog", "", parent)
        self.title = title_label("", self)
        self._subtitle = muted_label("", self)
        self.content.setSpacing(8)
        self.content.addWidget(self.title)
        self.content.addWidget(self._subtitle)
        self.content.addSpacing(8)
        self._pages = QStackedWidget(self)
        self.content.addWidget(self._pages, 1)
        # What is said to be wrong takes its room from the page, which then scrolls: the buttons keep their place.
        frames = {place: BareScroll(self._pages) for place in Place if place is not Place.LIST}
        self._asking = frames[Place.WHO]
        self.who = _held(self._asking, WhoPage(theme, check, device_name, self._asking.viewport()))
        self.rows = DeviceRows(theme, self._pages)
        self.adding = _held(frames[Place.ADD], AddPage(frames[Place.ADD].viewport()))
        pairing = PairPanel(theme, clock.now, clipboard, frames[Place.PAIR].viewport(), practise=practise)
        self.pairing = _held(frames[Place.PAIR], pairing)
        self.codes = _held(frames[Place.CODES], CodesPage(theme, clock.now, frames[Place.CODES].viewport()))
        new_code = NewCodePage(theme, clock.now, frames[Place.NEW_CODE].viewport())
        self.new_code = _held(frames[Place.NEW_CODE], new_code)
        self.removing = _held(frames[Place.REMOVE], RemovePage(theme, frames[Place.REMOVE].viewport()))
        self._asking.verticalScrollBar().rangeChanged.connect(self._scroll_to_problem)
        self._places = tuple(Place)
        for place in self._places:
            self._pages.addWidget(self.rows if place is Place.LIST else frames[place])
        self.note = StatusLine(theme, "deviceNote", self, centered=False)
        self.problem = ProblemCard(theme, self, again=self.tr("Look a&gain"), primary=True)
        self.content.addWidget(self.note)
        self.content.addWidget(self.problem)
        self.actor_button = plain_button(self.tr("&Use other credentials…"), self)
        self.actor_button.setObjectName("changeActorButton")
        self.actor_button.setToolTip(
            self.tr("Choose again who makes the changes: an administrator, or the user itself")
        )
        self.leave_button = plain_button("", self)
        self.leave_button.setObjectName("leaveDevicesButton")
        self.go_button = primary_button("", self)
        self.go_button.setObjectName("goOnButton")
        self.remove_button = danger_button(self.tr("&Remove device"), self)
        self.remove_button.setObjectName("confirmRemoveButton")
        for button in (self.actor_button, self.leave_button):
            button.setAutoDefault(False)
        self.go_button.setDefault(True)
        self.add_buttons(self.leave_button, self.remove_button, self.go_button, left=(self.actor_button,))
        self._keep_button_places()
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self._room = PageRoom(self, OwnSize(self), (*frames.values(), self.rows.area), TALLEST)
        self.who.chooser.keys_wanted.connect(self._room.look)

    @property
    def place(self) -> Place:
        """The page that is shown."""
        return self._places[self._pages.currentIndex()]

    def turn_to(self, place: Place) -> None:
        """Show that page. What was wrong on another one is said no longer."""
        if place is not self.place:
            self.problem.clear()
        self._pages.setCurrentIndex(self._places.index(place))
        if place is not Place.WHO:  # that one says when it needs more, once the profiles are known
            self._room.look()

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong below the page, and keep that in sight."""
        self.problem.show_problem(problem, again=self.place is Place.LIST)
        if self.place is Place.LIST:
            self.problem.take_focus()
        self._room.look()

    def take_focus(self) -> None:
        """Put the cursor where the page is gone on with; never on what destroys."""
        match self.place:
            case Place.WHO:
                self.who.take_focus()
            case Place.LIST:
                (self.go_button if self.go_button.isEnabled() else self.leave_button).setFocus()
            case Place.ADD:
                self.adding.take_focus()
            case Place.PAIR:
                self.pairing.take_focus()
            case Place.CODES:
                self.codes.codes.take_focus()
            case Place.NEW_CODE:
                self.new_code.field.setFocus()
            case Place.REMOVE:
                self.leave_button.setFocus()

    def show_state(self, devices: DeviceList, aim: Aim, owner: Owner | None, *, busy: bool) -> None:
        """What the page is headed by, and what can be done on it."""
        place, listed = self.place, devices.listed
        heading = words.heading(owner)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.title.setText(words.title(place, aim, owner))
        below = words.subtitle(place, owner, full=listed is not None and listed.full)
        self._subtitle.setText(below)
        self._subtitle.setVisible(bool(below))
        self.who.setEnabled(owner is not None)
        self.who.show_busy(busy)
        self.rows.setEnabled(not busy)
        self.adding.setEnabled(not busy)
        self.new_code.show_busy(busy and place is Place.NEW_CODE)
        self.actor_button.setVisible(place is Place.LIST)
        self.actor_button.setEnabled(not busy)
        self.remove_button.setVisible(place is Place.REMOVE)
        self.leave_button.setText(words.leave(place, listed is not None))
        self.go_button.setVisible(place is not Place.REMOVE)  # there the other one stands in its place
        self.go_button.setText(words.go_on(place))
        self.go_button.setEnabled(not busy and self._may_go_on(devices, owner))
        # Where something went wrong, trying again comes first.
        goes_first = not (place is Place.LIST and self.problem.isVisibleTo(self))
        set_kind(self.go_button, "primary" if goes_first else "")
        self.go_button.setDefault(goes_first)
        self.note.setVisible(place not in _THEIR_OWN_WAIT)  # they need the room that it keeps
        self._show_waiting(busy and place not in _THEIR_OWN_WAIT)

    def _keep_button_places(self) -> None:
        """As wide as their longest words: a second click never meets another button than the first one did."""
        forward = [words.go_on(place) for place in Place]
        back = [words.leave(place, listed) for place in Place for listed in (True, False)]
        places = [(self.leave_button, back), (self.go_button, [*forward, self.remove_button.text()])]
        for button, texts in places:
            button.ensurePolished()
            button.setMinimumWidth(max(_width_with(button, text) for text in texts))
        self.remove_button.setMinimumWidth(self.go_button.minimumWidth())

    def _scroll_to_problem(self, _lowest: int, highest: int) -> None:
        # What is wrong with the credentials is said below their fields, and makes the page longer.
        if self.who.by_user:
            self._asking.ensureWidgetVisible(self.who.field)
        elif self.who.chooser.problem is not None:
            self._asking.verticalScrollBar().setValue(highest)

    def _may_go_on(self, devices: DeviceList, owner: Owner | None) -> bool:
        match self.place:
            case Place.WHO:
                return owner is None or self.who.complete
            case Place.LIST:
                return devices.may_add
            case Place.ADD:
                return self.adding.complete
            case _:
                return False  # codes go out by themselves

    def _show_waiting(self, waiting: bool) -> None:
        if waiting and not self.note.text():
            self.note.set_message(Tone.INFO, self.tr("Asking AWS…"))
        elif not waiting and self.note.tone() is Tone.INFO:
            self.note.clear()


def _held(frame: BareScroll, page: P) -> P:
    frame.hold(page)
    return page


def _width_with(button: QPushButton, text: str) -> int:
    button.setText(text)
    return button.sizeHint().width()
