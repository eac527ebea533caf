"""Finding and looking over the administrator that something is carried out with, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.services.administrator import Administrator, AdminSource
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Aws
from hourpass.services.preflight import Checked, look_over
from hourpass.services.setup_ports import AdminProfile, Iam
from hourpass.services.setup_tools import SetupTools

LookOver = Callable[[Administrator, Iam, Aws, Cancel], Checked]


@dataclass(frozen=True, slots=True)
class _Seen:
    administrator: Administrator
    checked: Checked


class AdminCheck(QObject):
    """One administrator. *administrator* and *checked* are None until a look went well; the last one asked for counts."""

    profiles_found = Signal(object)
    """tuple[AdminProfile, ...]"""
    started = Signal()
    passed = Signal(object)
    """Checked"""
    failed = Signal(object)
    """Problem. CODE_NEEDED: the profile asks for a code of its own, to be given to :meth:`check`."""

    def __init__(
        self, tools: SetupTools, tasks: Tasks, parent: QObject | None = None, *, look: LookOver = look_over
    ) -> None:
        super().__init__(parent)
        self._tools, self._tasks, self._look = tools, tasks, look
        self._running: Cancel | None = None
        self._ended = False
        self.wanted_account = ""
        """Credentials of another account are refused with OTHER_ACCOUNT; empty takes any."""
        self.administrator: Administrator | None = None
        self.checked: Checked | None = None
        self.source: AdminSource | None = None

    @property
    def environment(self) -> AdminSource | None:
        """Keys in the environment that the app was started from."""
        return self._tools.environment

    @property
    def busy(self) -> bool:
        """Whether AWS is being asked."""
        return self._running is not None

    def find_profiles(self) -> None:
        """Read which profiles the AWS config files have. Files that cannot be read have none."""
        files = self._tools.files

        def found(outcome: Outcome[tuple[AdminProfile, ...]]) -> None:
            if not self._ended:
                self.profiles_found.emit(outcome.value if isinstance(outcome, Done) else ())

        self._tasks.start(lambda _cancel, _report: files.profiles(), found)

    def check(self, source: AdminSource, code: str = "") -> None:
        """Find out whose credentials these are and what they may; an earlier look is given up."""
        self.give_up()
        self.administrator = self.checked = None
        self.source = source
        tools, look_at, wanted = self._tools, self._look, self.wanted_account

        def look(cancel: Cancel, _report: Report) -> _Seen:
            administrator = Administrator(source, tools.files, tools.clock)
            if code:
                administrator.sign_in(code, cancel)
            checked = look_at(administrator, tools.iam(administrator), tools.aws, cancel)
            if wanted and checked.identity.account != wanted:
                facts = {"wanted": wanted, "account": checked.identity.account}
                raise HourpassError(Problem(Reason.OTHER_ACCOUNT, facts))
            return _Seen(administrator, checked)

        def came(outcome: Outcome[_Seen]) -> None:
            if self._running is not running or self._ended:
                return
            self._running = None
            if isinstance(outcome, Done):
                self.administrator, self.checked = outcome.value.administrator, outcome.value.checked
                self.passed.emit(self.checked)
            elif isinstance(outcome, Failed):
                self.failed.emit(outcome.problem)

        running = self._running = self._tasks.start(look, came)
        self.started.emit()

    def give_up(self) -> None:
        """Wait for no answer any more."""
        if self._running is not None:
            self._running.request()
            self._running = None

    def forget(self) -> None:
        """The administrator is known no longer: something else was chosen or typed."""
        self.give_up()
        self.administrator = self.checked = self.source = None

    def end(self) -> None:
        """Ask nothing any more, and hold no credentials."""
        self._ended = True
        self.forget()
