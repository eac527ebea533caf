"""Warnings on the desktop: what is due becomes a notification, a click on one becomes the prompt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem
from hourpass.gui.notifications import Notifications
from hourpass.gui.wording import problems, times
from hourpass.services.profile_book import ProfileBook
from hourpass.services.watch import Notice, NoticeKind

RENEW = "renew"
NO_TROUBLES: Mapping[str, Problem] = MappingProxyType({})
TRAY = "tray"  # no profile's id: those are hexadecimal, or begin with "practice"


class WarningNotes(QObject):
    """One notification a profile: a later threshold takes the place of the earlier one."""

    renew_asked = Signal(str)
    open_asked = Signal()
    warned = Signal(str, bool)
    """A threshold was passed: what is to be read out, and whether that was the end."""

    def __init__(
        self,
        notifications: Notifications,
        book: ProfileBook,
        code_needed: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notifications, self._book, self._code_needed = notifications, book, code_needed
        notifications.activated.connect(self._follow)

    def tell(self, notices: Sequence[Notice], troubles: Mapping[str, Problem] = NO_TROUBLES) -> None:
        """Show *notices*; *troubles* has why what needs no code could not be renewed, by profile id."""
        for notice in notices:
            profile = self._book.profile(notice.profile_id)
            if profile is None:
                continue
            if notice.kind is NoticeKind.EXPIRED:
                title = spoken = self.tr("Credentials for {0} have expired").format(profile.name)
                body = self.tr("They stopped working at {0}.").format(times.clock(notice.expires_at))
            else:
                ends_in = self.tr("Credentials for {0} expire in {1}")
                title = ends_in.format(profile.name, times.span(notice.told_left))
                spoken = ends_in.format(profile.name, times.spoken(notice.told_left))
                body = self.tr("They work until {0}.").format(times.clock(notice.expires_at))
            if trouble := troubles.get(profile.id):
                body = self.tr("They could not be renewed. {0}").format(problems.line(trouble))
            self._show(profile.id, title, body, urgent=notice.kind is NoticeKind.EXPIRED)
            self.warned.emit(spoken, notice.kind is NoticeKind.EXPIRED)

    def tell_problem(self, profile_id: str, problem: Problem) -> None:
        """Say that the profile could not be renewed, and why."""
        profile = self._book.profile(profile_id)
        if profile is not None:
            self._show(profile_id, self.tr("{0} could not be renewed").format(profile.name), problems.line(problem))

    def tell_hidden(self) -> None:
        """Say where the app has gone, when its window was closed for the first time."""
        title = self.tr("Hourpass stays in the tray")
        self._notifications.show(TRAY, title, self.tr("It warns you before credentials expire. To quit, use its menu."))

    def withdraw(self, profile_id: str) -> None:
        """What was said of the profile no longer holds."""
        self._notifications.close(profile_id)

    def stop(self) -> None:
        """Take all of them off the screen: nobody is there any more to renew anything."""
        self._notifications.stop()

    def _follow(self, key: str, _action: str) -> None:
        if key == TRAY:
            self.open_asked.emit()
        else:
            self.renew_asked.emit(key)

    def _show(self, profile_id: str, title: str, body: str, *, urgent: bool = False) -> None:
        label = self.tr("Enter code…") if self._code_needed(profile_id) else self.tr("Renew now")
        self._notifications.show(profile_id, title, body, [(RENEW, label)], urgent=urgent)
