"""What asks for a person's attention: warnings, the tray, the prompt, and a renewal that failed unseen.

What is renewed without a code asks for none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from hourpass.domain.problem import Problem, Reason
from hourpass.gui.announcing import announce
from hourpass.gui.main_window import MainWindow
from hourpass.gui.prompting import Prompting
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.tray import MuteSpan, Tray
from hourpass.gui.vigil import Look, Vigil
from hourpass.gui.warning_notes import WarningNotes
from hourpass.services.ports import Clock
from hourpass.services.profile_book import ProfileBook
from hourpass.viewmodels import tray_view


class Attention(QObject):
    """Shows each look in the tray and in notifications, and turns clicks there into prompts."""

    problem_met = Signal(object)  # Problem, for a box of its own
    mute_wanted = Signal(object)  # the moment until which, or None

    def __init__(
        self,
        window: MainWindow,
        book: ProfileBook,
        clock: Clock,
        signing_in: SigningIn,
        prompting: Prompting,
        vigil: Vigil,
        tray: Tray,
        notes: WarningNotes,
        *,
        expires_at: Callable[[str], datetime | None],
        code_needed: Callable[[str], bool],
        explained_on_page: Callable[[str], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._book, self._clock = window, book, clock
        self._signing_in, self._prompting, self._vigil = signing_in, prompting, vigil
        self._tray, self._notes = tray, notes
        self._expires_at, self._code_needed, self._explained_on_page = expires_at, code_needed, explained_on_page
        self._held: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()
        vigil.looked.connect(self._show)
        vigil.renewal_due.connect(signing_in.renew)
        signing_in.renewed_quietly.connect(self._after_renewing)
        signing_in.not_renewed.connect(vigil.renewal_ended)
        signing_in.renewal_given_up.connect(vigil.renewal_ended)
        signing_in.obtained.connect(notes.withdraw)
        signing_in.refused.connect(self._explain)
        notes.renew_asked.connect(self.ask)
        notes.warned.connect(_read_out)
        notes.open_asked.connect(window.come_forward)
        tray.activated.connect(self._tray_clicked)
        tray.message_clicked.connect(self._tray_clicked)
        tray.profile_action.connect(self.ask)
        tray.open_asked.connect(window.come_forward)
        tray.mute_asked.connect(self._mute)
        tray.appeared.connect(vigil.look)

    def ask(self, profile_id: str) -> None:
        """Fresh credentials for that profile: with a prompt where a code is needed, else at once."""
        profile = self._book.profile(profile_id)
        if profile is not None:
            self._prompting.ask(profile)

    def holds_anything(self) -> bool:
        """Whether any profile's credentials are valid: then there is something to warn about."""
        now = self._clock.now()
        return any(end is not None and end > now for end in map(self._expires_at, self._ids()))

    def _show(self, look: Look) -> None:
        muted = self._book.settings.muted_until
        muted = muted if muted and muted > look.now else None
        self._tray.show_view(tray_view.view(look.rows, self._code_needed), muted)
        self._withdraw_gone(look)
        self._notes.tell(look.notices, look.troubles)
        if self._prompting.profile_id:
            self._prompting.tick()
        else:
            self._prompting.raise_due(look.now)

    def _withdraw_gone(self, look: Look) -> None:
        """What was said of credentials that were forgotten, or of a profile that was removed, concerns nobody now."""
        known = frozenset(row.profile_id for row in look.rows)
        held = frozenset(row.profile_id for row in look.rows if row.expires_at is not None)
        for profile_id in (self._held - held) | (self._known - known):
            self._notes.withdraw(profile_id)
        self._held, self._known = held, known

    def _after_renewing(self, profile_id: str) -> None:
        """What was said of the profile no longer holds."""
        self._notes.withdraw(profile_id)
        self._vigil.renewal_ended(profile_id)

    def _tray_clicked(self) -> None:
        """A click on the icon: the prompt where a code is due, or is being asked for, else the window."""
        if self._prompting.profile_id:
            self._prompting.come_forward()
            return
        due = self._due_profile()
        if due:
            self.ask(due)
        else:
            self._window.come_forward()

    def _due_profile(self) -> str:
        """The profile that ends first of those that are under their first warning and need a code; may be empty."""
        now, first_warning = self._clock.now(), max(self._vigil.warnings, default=timedelta(0))
        ends = [(end, profile_id) for profile_id in self._ids() if (end := self._expires_at(profile_id))]
        due = [
            (end, each) for end, each in ends if timedelta(0) < end - now <= first_warning and self._code_needed(each)
        ]
        return min(due)[1] if due else ""

    def _explain(self, profile_id: str, problem: Problem) -> None:
        """A request was refused; where neither the prompt, the page nor a terminal says so, it is said here."""
        told = self._explained_on_page(profile_id) or self._signing_in.told_elsewhere(profile_id)
        if told or self._prompting.profile_id == profile_id:
            return
        if problem.reason is Reason.CODE_NEEDED and self._code_needed(profile_id):
            self.ask(profile_id)  # AWS has ended the MFA session before its time
        elif self._window.being_looked_at:
            self.problem_met.emit(problem)
        else:
            self._notes.tell_problem(profile_id, problem)

    def _mute(self, how_long: MuteSpan) -> None:
        now = self._clock.now()
        # By the calendar: a day on which the clocks are set is not 24 hours long.
        midnight = datetime.combine(now.astimezone().date() + timedelta(days=1), time()).astimezone(UTC)
        until = {MuteSpan.NONE: None, MuteSpan.HOUR: now + timedelta(hours=1), MuteSpan.TODAY: midnight}[how_long]
        self.mute_wanted.emit(until)

    def _ids(self) -> list[str]:
        return [profile.id for profile in self._book.profiles]


def _read_out(said: str, urgent: bool) -> None:
    """Say it in the window that somebody is in. Who is elsewhere has the notification, which their desktop reads out."""
    if (window := QApplication.activeWindow()) is not None:
        announce(window, said, urgent=urgent)
