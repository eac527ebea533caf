"""Where the command line and tools are served: each question of the socket has one who answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from hourpass.bootstrap import Services
from hourpass.domain.profile_facts import facts_of
from hourpass.gui import tool_answers
from hourpass.gui.callers import Answering
from hourpass.gui.parts import Parts
from hourpass.gui.request_fields import text_of
from hourpass.gui.single_instance import Caller
from hourpass.gui.terminal_logins import TerminalLogins
from hourpass.gui.tool_requests import ToolRequests


class Counter(QObject):
    """Made once the parts are. In the sandbox, *endpoint* is its own, and *code* tells the practice device's code for a
    profile's name.
    """

    def __init__(self, parts: Parts, services: Services, code: Callable[[str], str | None], endpoint: str) -> None:
        super().__init__(parts)
        self._services, self._code = services, code
        sessions, clock, find = services.sessions, services.clock, services.book.find
        self.tools = ToolRequests(sessions, parts.signing_in, parts.prompting, clock, find, self, endpoint=endpoint)
        self._logins = TerminalLogins(sessions, parts.signing_in, find, self)

    @property
    def answering(self) -> dict[str, Answering]:
        """Who answers what, by the question's name."""
        return {
            "credentials": self.tools.ask,
            "login": self._logins.ask,
            "profiles": self._list_profiles,
            "code": self._tell_code,
        }

    def _list_profiles(self, _message: dict[str, Any], caller: Caller) -> None:
        sessions, now = self._services.sessions, self._services.clock.now()
        profiles = self._services.book.profiles
        caller({"profiles": [facts_of(profile, sessions.session(profile.id), now) for profile in profiles]})

    def _tell_code(self, message: dict[str, Any], caller: Caller) -> None:
        name = text_of(message, "profile")
        if self._services.book.find(name) is None:
            caller(tool_answers.no_such_profile(name))
            return
        code = self._code(name)
        caller({"code": code} if code else {"error": "no-code"})
