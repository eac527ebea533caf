"""The MFA devices of the user that a profile stands on: another one, a new phone, a drifted one, one to be gone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.gui.controls import Tone
from hourpass.gui.device_window import DeviceWindow
from hourpass.gui.device_work import DeviceWork, Unregistered
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.tasks import Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.wizard.admin_check import AdminCheck
from hourpass.gui.wording.devices import who_may
from hourpass.services.pairing import LaterPair
from hourpass.services.setup_owner import Owner
from hourpass.services.setup_reports import NewDevice
from hourpass.services.setup_tools import SetupTools
from hourpass.services.user_devices import UserDevices
from hourpass.viewmodels.device_list import Act, Aim, DeviceList, Place


class DeviceDialog(DeviceWindow):
    """First who acts, then the list, then what was asked for. Esc goes back a page; nothing is left half-made."""

    device_gone = Signal(str)
    """Serial of a device that nobody can use any more."""

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        tools: SetupTools,
        profile: Profile,
        parent: QWidget | None = None,
        *,
        practise: Callable[[NewDevice], None] | None = None,
    ) -> None:
        check = AdminCheck(tools, tasks)
        clipboard = SecretClipboard(tools.book.clipboard_time)  # the window's, below
        super().__init__(theme, tools.clock, clipboard, check, profile.device_name, practise, parent)
        self._check, self._ledger = check, tools.sessions.ledger
        check.setParent(self)
        self._work = DeviceWork(tools, tasks, profile, self)
        self._devices = DeviceList(profile)
        self._aim = Aim()
        self._unregistered = ""  # serial of the device that is shown for scanning
        self._new = ""  # serial of the one that has just been registered in place of another
        self._closing = False
        self._connect()
        self._turn_to(Place.WHO)
        self._work.find_owner()

    # closing

    def reject(self) -> None:
        """One page back; from the list, and from the first question who acts, out."""
        outermost = self.place is Place.LIST or (self.place is Place.WHO and self._devices.listed is None)
        if not self._closing and not outermost:
            self._back()
            return
        if serial := self._leave_pairing():
            self._work.let_go(serial)
        self._check.end()
        self.who.chooser.forget()
        self._work.close()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closing = True
        super().closeEvent(event)

    def _connect(self) -> None:
        work = self._work
        work.owner_found.connect(self._show_owner)
        work.looked.connect(self._show_devices)
        work.made.connect(self._begin_pairing)
        work.registered.connect(self._registered)
        work.resynced.connect(self._resynced)
        work.proved.connect(self._proved)
        work.switched.connect(self._switched)
        work.removed.connect(self._removed)
        work.gone.connect(self.device_gone)
        work.failed.connect(self._failed)
        work.busy_changed.connect(self._show_state)
        self.who.changed.connect(self._show_state)
        self.who.switched.connect(self._tidy)
        self.who.decided.connect(self._decide)
        self.rows.act_asked.connect(self._begin)
        self.rows.discard_asked.connect(self._discard)
        self.problem.again_asked.connect(self._look_again)
        self.adding.changed.connect(self._show_state)
        self.pairing.pair_ready.connect(self._register)
        self.codes.codes.pair_ready.connect(self._send_pair)
        self.new_code.code_ready.connect(lambda code: work.prove(self._new, code))
        self.actor_button.clicked.connect(lambda: self._turn_to(Place.WHO))
        self.leave_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self._go_on)
        self.remove_button.clicked.connect(self._remove)

    # who acts

    def _show_owner(self, owner: Owner) -> None:
        self._check.wanted_account = owner.account
        self._turn_to(Place.WHO)
        self.who.begin(doubtful=owner.only_assumes)

    def _show_devices(self, listed: UserDevices) -> None:
        self._devices.show(listed, self._work.profile)
        self.rows.show_devices(self._devices)
        self._turn_to(Place.LIST)

    def _decide(self) -> None:
        if self.place is Place.WHO and self.go_button.isEnabled():
            self._go_on()

    def _go_on(self) -> None:
        self.problem.clear()
        match self.place:
            case Place.WHO if self._work.owner is None:
                self._work.find_owner()
            case Place.WHO if self.who.by_user:
                self._work.by_user(self.who.code)
            case Place.WHO if self._check.administrator is not None:
                self._work.by_administrator(self._check.administrator)
            case Place.LIST:
                self._begin_adding(Aim())
            case Place.ADD if self.adding.is_token:
                self._aim = Aim(name=self._devices.serial, serial=self._devices.serial)
                self._ask_for_codes(
                    self.tr("Press the token's button and type the code that it shows, then the next one.")
                )
            case Place.ADD:
                self._work.make(self._devices.name)

    # from the list

    def _begin(self, serial: str, act: Act) -> None:
        row = self._devices.row(serial)
        if row is None or self._work.busy:
            return
        self._tidy()
        self._aim = Aim(act, serial, row.device.name)
        match act:
            case Act.USE:
                self._work.use(serial)
            case Act.REPLACE:
                self._begin_adding(self._aim)
            case Act.RESYNC:
                self._ask_for_codes(
                    self.tr(
                        "AWS refuses codes from a device whose clock has drifted. Two codes in a row tell it how far off the clock is. Set the phone's clock first, then type two consecutive codes."
                    )
                )
            case Act.REMOVE:
                owner = self._devices.listed.owner.user_name if self._devices.listed else ""
                self.removing.begin(row.device.name, owner, self._devices.risk(serial))
                self._turn_to(Place.REMOVE)

    def _begin_adding(self, aim: Aim) -> None:
        self._tidy()
        self._aim = aim
        row = self._devices.row(aim.serial)
        self.adding.begin(self._devices, aim.name, makes_codes=row is not None and row.device.makes_codes)
        self._turn_to(Place.ADD)

    def _ask_for_codes(self, about: str) -> None:
        serial, ledger = self._aim.serial, self._ledger
        self.codes.begin(about, LaterPair(lambda code: ledger.was_in_pair(serial, code)))
        self._turn_to(Place.CODES)

    def _discard(self, serial: str) -> None:
        if not self._work.busy:
            self._tidy()
            self._work.discard(serial)

    def _remove(self) -> None:
        self._turn_to(Place.LIST)
        self._work.remove(self._aim.serial)

    def _look_again(self) -> None:
        self._tidy()
        self.take_focus()
        self._work.look()

    def _tidy(self) -> None:
        self.note.clear()
        self.problem.clear()

    # what comes of it

    def _begin_pairing(self, made: Unregistered) -> None:
        self._unregistered = made.device.serial
        self.pairing.begin(made.device, self._account(), made.pairing)
        self._turn_to(Place.PAIR)

    def _account(self) -> str:
        """As the wizard names it on the phone: by its alias, where an administrator has told it."""
        checked, owner = self._check.checked, self._work.owner
        if checked is not None and checked.alias:
            return checked.alias
        return owner.account if owner is not None else ""

    def _register(self, first: str, second: str) -> None:
        self._work.register(self._unregistered, first, second, made=True)

    def _send_pair(self, first: str, second: str) -> None:
        if self._aim.act is Act.RESYNC:
            self._work.resync(self._aim.serial, first, second)
        else:
            self._work.register(self._aim.serial, first, second, made=False)

    def _registered(self) -> None:
        new, self._unregistered = self._unregistered, ""
        self.pairing.forget()
        self.codes.codes.finish()
        if self._aim.act is Act.REPLACE:
            self._new = new
            self.new_code.begin(self._devices.name)
            self._turn_to(Place.NEW_CODE)
        else:
            name = self._aim.name or self._devices.name
            self._back_to_list(self.tr("{0} is registered. AWS accepts its codes in about 15 s.").format(name))

    def _resynced(self) -> None:
        self.codes.codes.finish()
        self._back_to_list(self.tr("{0} is synchronised. Its next code should work.").format(self._aim.name))

    def _proved(self) -> None:
        # On the list from here on: should AWS not let the old one go, that says so, and offers it again.
        self._turn_to(Place.LIST)
        self._work.take_over(self._new, self._aim.serial)

    def _switched(self) -> None:
        if self._aim.act is Act.REPLACE:
            said = self.tr("The new phone has replaced {0}, which is now removed.").format(self._aim.name)
        else:
            said = self.tr(
                "From now on, this profile asks for codes from {0}. Its current credentials stay valid until they expire."
            ).format(self._aim.name)
        self._back_to_list(said)

    def _removed(self) -> None:
        self._back_to_list(self.tr("{0} has been removed.").format(self._aim.name))

    def _failed(self, problem: Problem) -> None:
        match self.place:
            case Place.PAIR:
                self.pairing.show_refused(problem)
            case Place.CODES:
                self.codes.codes.refuse(problem)
            case Place.NEW_CODE:
                self.new_code.show_refused(problem)
            case place:
                self.show_problem(problem)
                if place is Place.WHO:
                    self.who.show_refused(problem)
                elif self.who.by_user and (help_text := who_may(problem)):
                    self.note.set_message(Tone.WARN, help_text)
                self._show_state()

    # the pages

    def _back_to_list(self, said: str) -> None:
        self.note.set_message(Tone.OK, said)
        self._turn_to(Place.LIST)
        self._work.look()

    def _back(self) -> None:
        """To the list, which shows what has become of everything."""
        serial = self._leave_pairing()
        self._work.give_up()
        self.codes.codes.finish()
        self._tidy()
        self._turn_to(Place.LIST)
        if serial:
            self._work.discard(serial)
        else:
            self._work.look()

    def _leave_pairing(self) -> str:
        """Hide the QR code; the serial of the device that has to be deleted, unless it is just being registered."""
        serial, self._unregistered = self._unregistered, ""
        self.pairing.forget()
        return "" if self._work.busy else serial

    def _turn_to(self, place: Place) -> None:
        self.turn_to(place)
        self._show_state()
        self.take_focus()

    def _show_state(self) -> None:
        self.show_state(self._devices, self._aim, self._work.owner, busy=self._work.busy)
