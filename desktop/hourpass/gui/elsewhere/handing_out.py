"""The cards of the terminal and of the console: what is held, handed out by a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from hourpass.adapters.one_time_link import OneTimeLink
from hourpass.adapters.terminals import open_terminal
from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.process_json import expiration
from hourpass.domain.profile import Profile
from hourpass.domain.variables import Shell, assignments, variables
from hourpass.gui.elsewhere.console_card import ConsoleCard
from hourpass.gui.elsewhere.elsewhere_tab import ElsewhereTab
from hourpass.gui.elsewhere.terminal_card import TerminalCard
from hourpass.gui.secret_clipboard import SecretClipboard
from hourpass.gui.tasks import Done, Failed, Outcome, Tasks
from hourpass.gui.wording import problems
from hourpass.services.cancel import Cancel
from hourpass.services.console import ConsoleLink, ConsoleSignIn
from hourpass.services.ports import Clock
from hourpass.services.sessions import Sessions

OpenUrl = Callable[[str], bool]


def open_in_browser(address: str) -> bool:
    """Whether the system took *address* for its browser."""
    return QDesktopServices.openUrl(QUrl(address))


class HandingOut(QObject):
    """*shell* is the command that opens a person's shell with a profile's credentials, by its id; *endpoint* is the
    sandbox's.
    """

    details_asked = Signal(object)  # Problem

    def __init__(
        self,
        tasks: Tasks,
        sessions: Sessions,
        console: ConsoleSignIn,
        clock: Clock,
        tab: ElsewhereTab,
        clipboard: SecretClipboard,
        shell: Callable[[str], tuple[str, ...]],
        endpoint: str = "",
        *,
        open_url: OpenUrl = open_in_browser,
        open_window: Callable[[tuple[str, ...]], None] = open_terminal,
    ) -> None:
        super().__init__(tab)
        self._tasks, self._sessions, self._console, self._clock, self._tab = tasks, sessions, console, clock, tab
        self._shell, self._endpoint, self._open_url, self._open_window = shell, endpoint, open_url, open_window
        self._profile: Profile | None = None
        self._shown: tuple[object, ...] = ()
        self._problem: Problem | None = None
        self._asking: Cancel | None = None  # AWS, for a link
        self._link: OneTimeLink | None = None
        self._clipboard = clipboard
        self._copied_on: TerminalCard | ConsoleCard | None = None  # the card that says what lies on the clipboard
        self._clipboard.taken_away.connect(self._show_cleared)
        tab.terminal.copy_asked.connect(self._copy_variables)
        tab.terminal.open_asked.connect(self._open_terminal)
        tab.console.open_asked.connect(lambda: self._sign_in(self._browse))
        tab.console.copy_asked.connect(lambda: self._sign_in(self._copy_link))
        tab.console.status.acted.connect(lambda: self.details_asked.emit(self._problem))

    def show_profile(self, profile: Profile) -> None:
        """Turn to *profile*, as it stands now."""
        usable = can_be_handed_out(self._sessions.session(profile.id), self._clock.now())
        shown = (profile, usable)
        if shown == self._shown:
            return  # what was said of the last click stays
        if self._profile is None or profile.id != self._profile.id or not usable:
            self._ask_no_longer()  # what it is for is not shown, or not held, any more
        self._profile, self._shown = profile, shown
        self._tab.terminal.show_usable(usable)
        self._tab.console.show_role(profile.role_name, usable=usable)

    def close(self) -> None:
        """Nothing that was handed out is offered any longer."""
        self._ask_no_longer()
        self._clipboard.take_away()
        if self._link is not None:
            self._link.close()

    def _copy_variables(self, shell: Shell) -> None:
        profile = self._profile
        session = self._sessions.session(profile.id) if profile else None
        if profile is None or session is None or not can_be_handed_out(session, self._clock.now()):
            self._tab.terminal.show_usable(False)
            return
        held = session.credentials
        given = variables(
            held.access_key_id,
            held.secret_access_key,
            held.session_token,
            expiration(held.expires_at),
            session.region or profile.effective_region,
        )
        if self._endpoint:
            given["AWS_ENDPOINT_URL"] = self._endpoint
        self._copy(assignments(shell, given), self._tab.terminal)

    def _open_terminal(self) -> None:
        profile = self._profile
        if profile is None:
            return

        def then(outcome: Outcome[None]) -> None:
            if self._profile is None or self._profile.id != profile.id:
                return
            if isinstance(outcome, Failed):
                self._tab.terminal.show_failure(problems.say(outcome.problem).short)
            else:
                self._tab.terminal.show_opened()

        self._tasks.start(lambda _cancel, _report: self._open_window(self._shell(profile.id)), then=then)

    def _sign_in(self, then: Callable[[str], None]) -> None:
        profile = self._profile
        if profile is None or self._asking is not None:
            return
        self._tab.console.show_busy(True)

        def done(outcome: Outcome[ConsoleLink]) -> None:
            if asked is not self._asking:
                return
            self._asking = None
            self._tab.console.show_busy(False)
            match outcome:
                case Done(value=link):
                    then(link.url)
                case Failed(problem=problem):
                    self._tell(problem)

        asked = self._asking = self._tasks.start(lambda cancel, _report: self._console.link(profile, cancel), then=done)

    def _ask_no_longer(self) -> None:
        if self._asking is not None:
            self._asking.request()
            self._asking = None
            self._tab.console.show_busy(False)

    def _browse(self, url: str) -> None:
        """Through a link that works once: the real one is a password, and what a browser is started with is no secret."""
        if self._link is not None:
            self._link.close()
        self._link = OneTimeLink(url)
        if self._open_url(self._link.address):
            self._tab.console.show_opened()
        else:
            self._link.close()
            self._tell(Problem(Reason.NO_BROWSER))

    def _copy_link(self, url: str) -> None:
        self._copy(url, self._tab.console)

    def _copy(self, secret: str, card: TerminalCard | ConsoleCard) -> None:
        self._show_cleared()
        stay = self._clipboard.copy(secret)
        self._copied_on = card
        card.show_copied(stay)

    def _show_cleared(self) -> None:
        if self._copied_on is not None:
            self._copied_on.show_cleared()
            self._copied_on = None

    def _tell(self, problem: Problem) -> None:
        self._problem = problem
        self._tab.console.show_failure(problems.line(problem))
