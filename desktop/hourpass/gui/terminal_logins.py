"""Codes that are typed in a terminal: sent as if they had been typed here, and answered there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from hourpass.domain.problem import Problem
from hourpass.domain.profile import Profile
from hourpass.gui import tool_answers
from hourpass.gui.request_fields import text_of
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.single_instance import Caller
from hourpass.services.sessions import Sessions


class TerminalLogins(QObject):
    """Answers `hourpass-cli login`: first what it has to ask for, then what became of the code."""

    def __init__(
        self,
        sessions: Sessions,
        signing_in: SigningIn,
        find: Callable[[str], Profile | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sessions, self._signing_in, self._find = sessions, signing_in, find
        self._waiting: dict[str, list[Caller]] = {}  # by profile id
        signing_in.obtained.connect(self._tell_success)
        signing_in.refused.connect(self._tell_failure)
        signing_in.vault_troubled.connect(self._tell_failure)
        signing_in.key_missing.connect(self._tell_failure)
        signing_in.cancelled.connect(self._tell_cancelled)

    def ask(self, message: dict[str, Any], caller: Caller) -> None:
        """Without a code, say whether one is needed, or get what needs none; with one, send it."""
        wanted, code = text_of(message, "profile"), text_of(message, "code")
        profile = self._find(wanted)
        if profile is None:
            caller(tool_answers.no_such_profile(wanted))
        elif not code and self._signing_in.code_needed(profile):
            caller({"needs_code": True, "profile": profile.name, "device": profile.device_name})
        elif self._signing_in.entry(profile.id).busy:
            self._waiting.setdefault(profile.id, []).append(caller)  # the same answer will do for both
        else:
            self._submit(profile, code, caller)

    def _submit(self, profile: Profile, code: str, caller: Caller) -> None:
        self._waiting.setdefault(profile.id, []).append(caller)
        self._signing_in.submit(profile, code, told_elsewhere=True)
        entry = self._signing_in.entry(profile.id)
        if not entry.busy and caller.waits:  # kept back: it is no code, or one that AWS knows already
            self._waiting.pop(profile.id, None)
            caller(tool_answers.code_kept_back(entry.flaw, entry.problem))

    def _tell_success(self, profile_id: str) -> None:
        session, profile = self._sessions.session(profile_id), self._find(profile_id)
        if session is not None and profile is not None:
            self._tell(profile_id, lambda: tool_answers.signed_in(profile, session))
        else:  # forgotten in the same moment
            self._tell(profile_id, lambda: tool_answers.no_such_profile(profile_id))

    def _tell_failure(self, profile_id: str, problem: Problem) -> None:
        self._tell(profile_id, lambda: tool_answers.login_refused(problem))

    def _tell_cancelled(self, profile_id: str) -> None:
        profile = self._find(profile_id)
        self._tell(
            profile_id,
            lambda: tool_answers.turned_down(profile) if profile else tool_answers.no_such_profile(profile_id),
        )

    def _tell(self, profile_id: str, answer: Callable[[], tool_answers.Answer]) -> None:
        callers = self._waiting.pop(profile_id, [])
        with tool_answers.surely_given_to(callers):
            for caller in callers:
                caller(answer())
