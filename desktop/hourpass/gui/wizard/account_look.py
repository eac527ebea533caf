"""Looking things up in an account for the names page: its users, one user's devices and keys, a role."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from hourpass.domain import arns
from hourpass.domain.problem import HourpassError, Problem, Reason
from hourpass.domain.setup_plan import Side
from hourpass.gui.tasks import Done, Failed, Outcome
from hourpass.gui.wizard.setting_up import SettingUp
from hourpass.services.cancel import Cancel
from hourpass.services.long_term_keys import KeyStore
from hourpass.services.setup_ports import Iam, Thing, ThingKind
from hourpass.viewmodels.existing_user import ExistingUser

T = TypeVar("T")


class AccountLook(QObject):
    """Asks as the user's administrator. The latest question of each kind counts."""

    users_found = Signal(object)
    """tuple[Thing, ...]; empty where the administrator may not list them."""
    user_read = Signal(object)
    """ExistingUser"""
    role_read = Signal(str, object)
    """The ARN or name that was asked for, and the Thing or None"""
    failed = Signal(object)
    """Problem, of users"""
    role_failed = Signal(str, object)
    """The ARN or name that was asked for, and the Problem"""

    def __init__(self, setting_up: SettingUp, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = setting_up
        self._running: dict[str, Cancel] = {}

    def list_users(self) -> None:
        """Whom there is."""
        self._ask("users", lambda iam, cancel: iam.users(cancel), self.users_found.emit)

    def read_user(self, name: str) -> None:
        """What hangs on that one."""
        keys = self._work.tools.keys
        self._ask("user", lambda iam, cancel: _user(iam, keys, name, cancel), self.user_read.emit)

    def read_role(self, wanted: str) -> None:
        """Whether there is a role of that ARN or name, and whom it trusts."""
        parts = arns.parse(wanted)
        name = parts.name if parts is not None else wanted

        def came(found: Thing | None) -> None:
            same = found is not None and (parts is None or found.arn == wanted)
            self.role_read.emit(wanted, found if same else None)

        self._ask(
            "role",
            lambda iam, cancel: iam.find(ThingKind.ROLE, name, cancel),
            came,
            lambda problem: self.role_failed.emit(wanted, problem),
        )

    def give_up_role(self) -> None:
        """The role that was asked about is not wanted any more."""
        if (running := self._running.pop("role", None)) is not None:
            running.request()

    def end(self) -> None:
        """Wait for nothing any more."""
        for cancel in self._running.values():
            cancel.request()
        self._running.clear()

    def _ask(
        self,
        kind: str,
        ask: Callable[[Iam, Cancel], T],
        then: Callable[[T], object],
        fail: Callable[[Problem], object] | None = None,
    ) -> None:
        iam = self._work.iam(Side.USER)
        if iam is None:
            return
        if (earlier := self._running.pop(kind, None)) is not None:
            earlier.request()

        def came(outcome: Outcome[T]) -> None:
            if self._running.get(kind) is not running:
                return
            del self._running[kind]
            if isinstance(outcome, Done):
                then(outcome.value)
            elif isinstance(outcome, Failed):
                (fail or self.failed.emit)(outcome.problem)

        running = self._running[kind] = self._work.tasks.start(lambda cancel, _report: ask(iam, cancel), came)


def _user(iam: Iam, keys: KeyStore, name: str, cancel: Cancel) -> ExistingUser:
    user: Thing | None = iam.find(ThingKind.USER, name, cancel)
    if user is None:
        raise HourpassError(Problem(Reason.NOT_FOUND))
    parts = iam.user_parts(name, cancel)
    active = [key.id for key in parts.keys if key.active]
    here = tuple(each for each in active if keys.has(each))
    return ExistingUser(user, parts.devices, tuple(key.id for key in parts.keys), here)
