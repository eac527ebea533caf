"""The one removal behind the dialog: runs its looking and its deleting off the GUI thread, and tells what comes of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hourpass.domain.setup_record import Record
from hourpass.gui.tasks import Done, Failed, Outcome, Report, Tasks
from hourpass.services.administrator import Administrator
from hourpass.services.cancel import Cancel
from hourpass.services.iam_relay import IamRelay
from hourpass.services.letting_go import LettingGo
from hourpass.services.removal import Removal
from hourpass.services.removal_list import ItemCondition, ItemKind, ItemReport, RemovalList
from hourpass.services.setup_tools import SetupTools


class Removing(QObject):
    """Does one thing at a time."""

    listed = Signal(object)
    """RemovalList"""
    not_listed = Signal(object)
    """Problem, or None where it was given up."""
    reported = Signal(object)
    """ItemReport"""
    ended = Signal(object)
    """None, or the Problem that kept this computer's part from being done."""
    let_go = Signal(str)
    """The profile of that id went along with what it stood on."""

    device_gone = Signal(str)
    """Serial of a device that was deleted."""

    def __init__(
        self, tools: SetupTools, tasks: Tasks, user_name: str, account: str, record: Record | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tools, self._tasks = tools, tasks
        self._user_name, self._account, self._record = user_name, account, record
        self._user_side: IamRelay | None = None
        self._role_side: IamRelay | None = None
        self._removal: Removal | None = None
        self._running: Cancel | None = None
        self._ended = False

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._running is not None

    def act_as(self, administrator: Administrator) -> None:
        """Ask with these credentials from now on."""
        self._user_side = self._turned(self._user_side, administrator)

    def act_in_role_account_as(self, administrator: Administrator) -> None:
        """The same in the role's account, where that is another."""
        self._role_side = self._turned(self._role_side, administrator)

    def prepare(self) -> None:
        """Both administrators are known, as far as they are needed."""
        if self._removal is None and self._user_side is not None:
            tools = self._tools
            self._removal = Removal(
                self._user_side,
                self._role_side,
                self._account,
                tools.journal,
                LettingGo(tools.book, tools.sessions, tools.keys),
                tools.clock,
                tools.pause,
            )

    def look(self) -> None:
        """Ask AWS what there is."""
        if self.busy or self._removal is None:
            return
        removal, record, user_name = self._removal, self._record, self._user_name

        def work(cancel: Cancel, _report: Report) -> RemovalList:
            return removal.of_record(record, cancel) if record else removal.look_up(user_name, cancel)

        def then(outcome: Outcome[RemovalList]) -> None:
            if self._ended:
                return
            self._running = None
            if isinstance(outcome, Done):
                self.listed.emit(outcome.value)
            else:
                self.not_listed.emit(outcome.problem if isinstance(outcome, Failed) else None)

        self._running = self._tasks.start(work, then)

    def remove(self, listed: RemovalList) -> None:
        """Delete what is on the list."""
        if self.busy or self._removal is None:
            return
        removal = self._removal
        heard: list[ItemReport] = []  # one who has asked to stop gets no more reports, but what was deleted is gone

        def work(cancel: Cancel, report: Report) -> None:
            def keep(news: ItemReport) -> None:
                heard.append(news)
                report(news)

            removal.remove(listed, keep, cancel)

        before = len(removal.let_go)
        self._running = self._tasks.start(
            work, lambda outcome: self._removed(outcome, heard, removal.let_go[before:]), self._tell
        )

    def stop(self) -> None:
        """Stop after the call that is under way; a look is given up."""
        if self._running is not None:
            self._running.request()

    def end(self) -> None:
        """Tell nothing any more."""
        self.stop()
        self._ended = True

    def _tell(self, news: ItemReport) -> None:
        if not self._ended:
            self.reported.emit(news)

    def _removed(self, outcome: Outcome[None], heard: list[ItemReport], let_go: tuple[str, ...]) -> None:
        if self._ended:
            return
        self._running = None
        if not isinstance(outcome, Done):
            for news in heard:
                self.reported.emit(news)
        for news in heard:
            if news.item.kind is ItemKind.DEVICE and news.condition is ItemCondition.GONE:
                self.device_gone.emit(news.item.arn or news.item.name)
        for profile_id in let_go:
            self.let_go.emit(profile_id)
        self.ended.emit(outcome.problem if isinstance(outcome, Failed) else None)

    def _turned(self, relay: IamRelay | None, administrator: Administrator) -> IamRelay:
        iam = self._tools.iam(administrator)
        if relay is not None:
            relay.turn_to(iam)
            return relay
        self._removal = None  # with one side more than before
        return IamRelay(iam)
