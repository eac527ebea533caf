"""Getting credentials: from what was typed, through the pool, to what is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from hourpass.domain.problem import Problem, Reason
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.services.cancel import Cancel
from hourpass.services.ports import Clock
from hourpass.services.sessions import Sessions
from hourpass.viewmodels.code_entry import CodeEntry

VAULT_REASONS = frozenset(
    {
        Reason.VAULT_MISSING,
        Reason.VAULT_LOCKED,
        Reason.VAULT_PLAINTEXT,
        Reason.VAULT_FAILED,
        Reason.PASSPHRASE_WRONG,
        Reason.SEALED_FILE_DAMAGED,
    }
)


class SigningIn(QObject):
    """Holds one CodeEntry a profile, shared by the card and the prompt, and the requests under way."""

    changed = Signal(str)  # a profile's entry: draw it again
    obtained = Signal(str)
    refused = Signal(str, object)  # profile id, Problem: any failure but those of the two below
    vault_troubled = Signal(str, object)  # profile id, Problem: the code was not sent and stays typed
    key_missing = Signal(str, object)
    cancelled = Signal(str)
    # Of what was renewed behind the scenes, one of the three:
    renewed_quietly = Signal(str)
    not_renewed = Signal(str, object)  # profile id, Problem
    renewal_given_up = Signal(str)

    def __init__(
        self, sessions: Sessions, tasks: Tasks, clock: Clock, warm: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._tasks = tasks
        self._clock = clock
        self._warm = warm
        self._entries: dict[str, CodeEntry] = {}
        self._running: dict[str, Cancel] = {}
        self._quiet: dict[str, Cancel] = {}
        self._sent: dict[str, str] = {}
        self._asked: dict[str, Profile] = {}
        self._told_elsewhere: dict[str, bool] = {}

    def entry(self, profile_id: str) -> CodeEntry:
        """What is typed for that profile, and what became of it."""
        if profile_id not in self._entries:
            self._entries[profile_id] = CodeEntry()
        return self._entries[profile_id]

    def sent_code(self, profile_id: str) -> str:
        """The code sent last: spent, so it may be shown to say which one was refused."""
        return self._sent.get(profile_id, "")

    def asked(self, profile_id: str) -> Profile | None:
        """The profile as it was when its credentials were asked for last."""
        return self._asked.get(profile_id)

    def told_elsewhere(self, profile_id: str) -> bool:
        """Whether the credentials were last asked for by somebody who waits elsewhere, and is told there why not."""
        return self._told_elsewhere.get(profile_id, False)

    def drop(self, profile_id: str) -> None:
        """The profile was changed or removed: what was typed and refused concerned what it was."""
        self.cancel(profile_id)
        if quiet := self._quiet.get(profile_id):
            quiet.request()
        self._entries.pop(profile_id, None)
        self._sent.pop(profile_id, None)
        self.changed.emit(profile_id)

    def code_needed(self, profile: Profile) -> bool:
        """Whether the person has to type a code, or a click is enough."""
        return self._sessions.code_needed(profile)

    def prepare(self) -> None:
        """A code is about to be typed: have everything ready that its sending needs."""
        self._warm()

    def type(self, profile_id: str, text: str) -> None:
        """The field's text changed."""
        self.entry(profile_id).typed(text)
        self.changed.emit(profile_id)

    def submit(self, profile: Profile, text: str, *, told_elsewhere: bool = False) -> None:
        """Ask AWS for *profile*'s credentials with the code in *text*; without one where none is needed."""
        entry = self.entry(profile.id)
        if profile.id in self._running:
            return
        code = ""
        if self._sessions.code_needed(profile):
            entry.typed(text)
            typed = entry.submit(self._clock.now())
            if typed is None:
                self.changed.emit(profile.id)
                return
            code = self._sent[profile.id] = typed
        entry.sending()
        self._asked[profile.id] = profile
        self._told_elsewhere[profile.id] = told_elsewhere
        self._running[profile.id] = self._tasks.start(
            lambda cancel, _report: self._sessions.obtain(profile, code, cancel),
            then=lambda outcome: self._finish(profile, outcome),
        )
        self.changed.emit(profile.id)

    def renew(self, profile: Profile) -> None:
        """Ask for credentials that need no code, with nothing to be seen of it; those in use stay until it went well.

        Who asks for the same meanwhile shares the outcome.
        """
        if profile.id not in self._quiet:
            self._quiet[profile.id] = self._tasks.start(
                lambda cancel, _report: self._sessions.obtain(profile, "", cancel),
                then=lambda outcome: self._finish_quietly(profile.id, outcome),
            )

    def cancel(self, profile_id: str) -> None:
        """Give up waiting. A code that was on its way counts as spent."""
        if running := self._running.get(profile_id):
            running.request()

    def _finish(self, profile: Profile, outcome: Outcome[Session]) -> None:
        self._running.pop(profile.id, None)
        entry = self.entry(profile.id)
        match outcome:
            case Done():
                entry.accepted()
                self.changed.emit(profile.id)
                self.obtained.emit(profile.id)
            case Failed(problem=problem):
                self._explain(profile.id, entry, problem)
            case _:
                entry.cancelled(self._clock.now())
                self.changed.emit(profile.id)
                self.cancelled.emit(profile.id)

    def _finish_quietly(self, profile_id: str, outcome: Outcome[Session]) -> None:
        self._quiet.pop(profile_id, None)
        match outcome:
            case Done():
                entry = self.entry(profile_id)
                if not entry.busy:  # what was typed or refused before is past
                    entry.accepted()
                    self.changed.emit(profile_id)
                self.renewed_quietly.emit(profile_id)
            case Failed(problem=problem):
                self.not_renewed.emit(profile_id, problem)
            case _:
                self.renewal_given_up.emit(profile_id)

    def _explain(self, profile_id: str, entry: CodeEntry, problem: Problem) -> None:
        entry.refused(problem, self._clock.now())
        self.changed.emit(profile_id)
        if problem.reason is Reason.KEY_NOT_STORED:
            self.key_missing.emit(profile_id, problem)
        elif problem.reason in VAULT_REASONS:
            self.vault_troubled.emit(profile_id, problem)
        else:
            self.refused.emit(profile_id, problem)
