"""The ways to what changes things at AWS: the setup wizard, its mirror image, the devices, and what was left unfinished."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.domain.setup import Draft
from hourpass.domain.setup_record import Record, Stage
from hourpass.gui.controls import StatusLine, Tone
from hourpass.gui.main_window import MainWindow
from hourpass.gui.offers import Offers
from hourpass.gui.one_window import OneWindow
from hourpass.gui.practice import Practice
from hourpass.gui.practice_device import PracticeDevice
from hourpass.gui.signing_in import VAULT_REASONS
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.theme import Theme
from hourpass.gui.unfinished_dialog import UnfinishedDialog
from hourpass.services.setup_owner import Owner, owner_of
from hourpass.services.setup_reports import NewDevice
from hourpass.services.setup_tools import SetupTools

if TYPE_CHECKING:
    from hourpass.gui.wizard.setting_up import SettingUp
    from hourpass.services.cancel import Cancel

_QR = "qrcode.main"  # what the windows load by themselves at the first code, on the GUI's thread
_WIZARD = ("hourpass.gui.wizard.setting_up", "hourpass.gui.wizard.setup_wizard", _QR)
_REMOVAL = ("hourpass.gui.removal_dialog",)
_DEVICES = ("hourpass.gui.device_dialog", _QR)


class SetupDoors(QObject):
    """Opens them in *one* window's place, and keeps what is unfinished in sight."""

    changed = Signal()
    """Profiles came or went."""
    altered = Signal(str)
    """The profile of that id stands on another device now."""
    set_up_done = Signal(bool)
    """A setup was finished; its profile is the chosen one. Whether it is to be used in other tools next."""
    unfinished_changed = Signal(object)
    """Record: what is half-made at AWS, and to be decided on next; or None."""
    problem_met = Signal(object)
    vault_troubled = Signal(object)
    """Problem: the new key could not be kept. The wizard stays open behind the ways on."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        tasks: Tasks,
        tools: SetupTools,
        practice: Practice | None,
        one: OneWindow,
        offers: Offers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._theme, self._tasks, self._tools = window, theme, tasks, tools
        self._practice = practice  # in the sandbox only: takes a phone's part
        self._one, self._offers = one, offers
        self._waiting: Callable[[], None] | None = None  # how a setup goes on that the keyring holds up
        one.closed.connect(self._look_again)
        self._unfinished: tuple[Record, ...] = ()
        self._offered: UnfinishedDialog | None = None
        self._reminder = StatusLine(theme, "unfinishedNotice", window)
        self._reminder.hide()
        self._reminder.acted.connect(self._offer)
        window.add_reminder(self._reminder)

    def set_up(self) -> None:
        """Open the wizard; what is unfinished is offered first."""
        if self._unfinished and self._one.free:
            self._offer(another=True)
        else:
            self._set_up_anew()

    def take_away(self, profile: Profile | None) -> None:
        """Open "Remove from AWS" for the user that *profile* stands on."""
        if profile is not None and profile.access_key_id:
            self._with_owner(profile, lambda owner: self._removal(owner.user_name, owner.account, owner.record))

    def devices(self, profile: Profile | None) -> None:
        """Open the MFA devices of the user that *profile* stands on."""
        if profile is not None and profile.access_key_id:
            self._one.open(_DEVICES, lambda: self._devices_dialog(profile))

    def go_on_with_vault(self) -> None:
        """Secrets can be kept now: a setup that waited for that goes on."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def look_for_unfinished(self) -> None:
        """Offer to finish or to undo what an earlier run left half-made."""
        self._find_unfinished(lambda: self._offers.add(self._make_offer), self.problem_met.emit)

    def _make_offer(self, answered: Callable[[], None]) -> None:
        self._offer()
        if self._offered is not None:
            self._offered.finished.connect(answered)
        else:
            answered()

    def _find_unfinished(self, then: Callable[[], None], fail: Callable[[Problem], None]) -> None:
        journal = self._tools.journal

        def came(outcome: Outcome[tuple[Record, ...]]) -> None:
            if isinstance(outcome, Failed):
                fail(outcome.problem)
            elif isinstance(outcome, Done):
                self._unfinished = outcome.value
                self._remind()
                then()

        self._tasks.start(
            lambda _cancel, _report: tuple(each for each in journal.records() if each.unfinished), then=came
        )

    def _remind(self) -> None:
        """As long as something stands half-made, the main window says so."""
        self._reminder.setVisible(bool(self._unfinished))
        self.unfinished_changed.emit(self._unfinished[0] if self._unfinished else None)
        if not self._unfinished:
            return
        record = self._unfinished[0]
        if record.stage is Stage.UNDOING:
            said, action = self.tr("The removal of “{0}” is unfinished."), self.tr("Continue removing…")
        else:
            said, action = self.tr("The setup of “{0}” is unfinished."), self.tr("Finish or undo…")
        self._reminder.set_message(Tone.WARN, said.format(record.draft.user_name), action)

    def _offer(self, *, another: bool = False) -> None:
        if not self._unfinished or not self._one.free or self._offered is not None:
            return
        dialog = self._offered = UnfinishedDialog(self._unfinished[0], self._window, offers_another=another)
        dialog.finish_asked.connect(self._finish)
        dialog.undo_asked.connect(self._undo)
        dialog.another_asked.connect(self._set_up_anew)
        dialog.rejected.connect(self._put_off)
        dialog.finished.connect(self._offer_closed)
        dialog.open()

    def _put_off(self) -> None:
        """Where several are unfinished, the next one is offered next."""
        self._unfinished = (*self._unfinished[1:], *self._unfinished[:1])
        self._remind()

    def _offer_closed(self) -> None:
        dialog, self._offered = self._offered, None
        if dialog is not None:
            dialog.deleteLater()

    def _set_up_anew(self) -> None:
        self._one.open(_WIZARD, lambda: self._wizard(None))

    def _finish(self, record: Record) -> None:
        self._one.open(_WIZARD, lambda: self._wizard(record))

    def _undo(self, record: Record) -> None:
        draft = record.draft
        self._one.open(_REMOVAL, lambda: self._removal(draft.user_name, draft.account, record))

    def _wizard(self, record: Record | None) -> QDialog:
        from hourpass.gui.wizard.setting_up import SettingUp
        from hourpass.gui.wizard.setup_wizard import SetupWizard

        setting_up = SettingUp(self._tools, self._tasks, self, record=record)
        wizard = SetupWizard(
            self._theme, setting_up, self._window, practise=self._practise if self._practice is not None else None
        )
        setting_up.profile_ready.connect(lambda _id: self.changed.emit())
        setting_up.creation_failed.connect(lambda problem: self._help_with_vault(setting_up, problem))
        setting_up.undone.connect(lambda _left: self._forget_made(setting_up.draft))
        wizard.finished.connect(
            lambda _result: self._after_wizard(setting_up, done=setting_up.finished, elsewhere=wizard.wants_elsewhere)
        )
        return wizard

    def _help_with_vault(self, setting_up: SettingUp, problem: Problem) -> None:
        """A key that the keyring did not take: the wizard waits behind the ways on."""
        self._waiting = setting_up.retry if problem.reason in VAULT_REASONS else None
        if self._waiting is not None:
            self.vault_troubled.emit(problem)

    def _after_wizard(self, setting_up: QObject, *, done: bool, elsewhere: bool) -> None:
        self._waiting = None
        setting_up.deleteLater()
        self.changed.emit()
        if done:
            self.set_up_done.emit(elsewhere)

    def _removal(self, user_name: str, account: str, record: Record | None) -> QDialog:
        from hourpass.gui.removal_dialog import RemovalDialog

        dialog = RemovalDialog(self._theme, self._tasks, self._tools, user_name, account, record, self._window)
        dialog.removed.connect(lambda _what: self.changed.emit())
        dialog.device_gone.connect(self._forget_device)
        return dialog

    def _devices_dialog(self, profile: Profile) -> QDialog:
        from hourpass.gui.device_dialog import DeviceDialog

        dialog = DeviceDialog(
            self._theme,
            self._tasks,
            self._tools,
            profile,
            self._window,
            practise=self._practise if self._practice is not None else None,
        )
        dialog.device_gone.connect(self._forget_device)
        dialog.finished.connect(lambda _result: self.altered.emit(profile.id))
        dialog.finished.connect(lambda _result: self.changed.emit())
        return dialog

    def _forget_device(self, serial: str) -> None:
        """Do what people do in their authenticator app with an entry that is of no use any more."""
        if self._practice is not None:
            self._practice.forget(serial)

    def _forget_made(self, draft: Draft | None) -> None:
        if draft is not None and draft.creates_device:
            self._forget_device(draft.device_serial)

    def _practise(self, device: NewDevice) -> None:
        """Do what a phone does with a QR code."""
        if self._practice is not None:
            self._practice.scan(PracticeDevice(device.serial, device.seed))

    def _look_again(self) -> None:
        # A journal that cannot be read has been told of: at the start, and by the window that closed.
        self._find_unfinished(lambda: None, lambda _problem: None)

    def _with_owner(self, profile: Profile, make: Callable[[Owner], QDialog]) -> None:
        tools = self._tools

        def find(cancel: Cancel, _report: object) -> Owner:
            return owner_of(profile, tools.journal, tools.keys, tools.aws, cancel)

        def then(outcome: Outcome[Owner]) -> None:
            if isinstance(outcome, Done):
                owner = outcome.value
                self._one.open(_REMOVAL, lambda: make(owner))
            elif isinstance(outcome, Failed):
                self.problem_met.emit(outcome.problem)

        self._tasks.start(find, then=then)
