"""Tools that wait for credentials: answered from what is held, by a renewal without a code, or once a person typed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer

from hourpass.adapters.calling_program import asking_program
from hourpass.domain.handout import can_be_handed_out
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.process_json import process_line
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.gui import tool_answers
from hourpass.gui.fresh_wishes import FreshWishes, lasts
from hourpass.gui.prompting import Prompting
from hourpass.gui.request_fields import seconds_of, short_name_of, text_of
from hourpass.gui.signing_in import SigningIn
from hourpass.gui.single_instance import Caller
from hourpass.gui.waiting_tools import Waiting, WaitingTools
from hourpass.services.ports import Clock
from hourpass.services.sessions import Sessions

LONGEST_WAIT = 3600.0
USUAL_WAIT = 120.0
"""Seconds that a person has for typing a code, where the one who asks does not say."""
NO_MEANS_NO = 10.0
"""Seconds for which "Not now" answers further requests as well: tools try again at once, or ask several at a time."""


class ToolRequests(QObject):
    """Many may ask for one profile: they share one prompt, and the code that answers it."""

    def __init__(
        self,
        sessions: Sessions,
        signing_in: SigningIn,
        prompting: Prompting,
        clock: Clock,
        find: Callable[[str], Profile | None],
        parent: QObject | None = None,
        *,
        endpoint: str = "",
        name_program: Callable[[int], str] = asking_program,
    ) -> None:
        super().__init__(parent)
        self._sessions, self._signing_in, self._prompting = sessions, signing_in, prompting
        self._clock, self._find, self._name_program = clock, find, name_program
        self._endpoint = endpoint  # of the sandbox; empty: the credentials are for AWS itself
        self._waiting = WaitingTools()
        self._wishes = FreshWishes()
        self._refused_until: dict[str, float] = {}
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._give_up_late_ones)
        signing_in.obtained.connect(self._serve)
        signing_in.renewed_quietly.connect(self._serve)
        signing_in.not_renewed.connect(self._after_failing)
        signing_in.refused.connect(self._tell_refusal)
        signing_in.vault_troubled.connect(self._tell_refusal)
        signing_in.key_missing.connect(self._tell_refusal)
        signing_in.renewal_given_up.connect(lambda profile_id: self._tell_failure(profile_id, None))
        prompting.turned_down.connect(self._turn_down)

    def ask(self, message: dict[str, Any], caller: Caller) -> None:
        """Answer *caller*, now or later; *message* names the profile, by its name or its id.

        Who says how long it should last ("fresh", in seconds) has that seen to beside the answer.
        """
        wanted = text_of(message, "profile")
        profile = self._find(wanted)
        if profile is None:
            caller(tool_answers.no_such_profile(wanted))
            return
        for_process = message.get("as") == "process"
        session = self._sessions.session(profile.id)
        if session is not None and can_be_handed_out(session, self._clock.now()):
            self._hand_out(profile, session, caller, for_process=for_process)
            fresh = seconds_of(message, "fresh", LONGEST_WAIT)
            if fresh is not None and not lasts(session, profile, self._clock.now(), fresh):
                self._freshen(profile, session, message, caller)
            return
        pause = self._refused_until.get(profile.id, 0.0) - monotonic()
        if pause > 0 and self._signing_in.code_needed(profile):
            caller(tool_answers.turned_down_before(profile, ceil(pause)))
            return
        said = seconds_of(message, "waits", LONGEST_WAIT)
        seconds = USUAL_WAIT if said is None else said
        program = self._program(message, caller)
        self._wishes.drop(profile.id)  # it has become more than that
        waiting = Waiting(caller, monotonic() + seconds, round(seconds), program, for_process)
        self._waiting.add(profile.id, waiting)
        caller.on_gone(lambda: self._remove(profile.id, waiting))
        self._plan()
        self._get(profile)

    def profiles_changed(self) -> None:
        """Profiles were changed or removed: what tools wait for may be got in another way now, or in none."""
        for profile_id in self._wishes.profiles():
            profile = self._find(profile_id)
            if profile is None or not self._signing_in.code_needed(profile):
                self._drop_wish(profile_id)
        for profile_id in self._waiting.profiles():
            profile = self._find(profile_id)
            if profile is not None:
                self._get(profile)
                continue
            with self._taken(profile_id) as taken:
                for waiting in taken:
                    waiting.caller(tool_answers.no_such_profile(profile_id))

    # getting

    def _get(self, profile: Profile) -> None:
        """Have credentials got for *profile*, for which somebody waits."""
        if not self._signing_in.code_needed(profile):
            self._signing_in.renew(profile)
            return
        self._prompting.name_askers(profile.id, self._programs(profile.id))
        if self._prompting.profile_id != profile.id:
            self._prompting.ask(profile, unasked=True)

    def _freshen(self, profile: Profile, session: Session, message: dict[str, Any], caller: Caller) -> None:
        """Have *session*, which *caller* was given, replaced before it ends. A person is asked once for each session,
        and only for as long as somebody goes on asking here.
        """
        if self._signing_in.entry(profile.id).busy:
            return
        if not self._signing_in.code_needed(profile):
            self._drop_wish(profile.id)
            if not self._wishes.is_paused(profile.id, monotonic()):
                self._signing_in.renew(profile)
            return
        asked = self._prompting.profile_id == profile.id
        if self._wishes.is_declined(profile.id, session) and not asked:
            return
        first = self._wishes.add(profile.id, self._program(message, caller), monotonic())
        self._plan()
        if first:
            self._get(profile)
        else:  # its prompt is there, or comes after another one
            self._prompting.name_askers(profile.id, self._programs(profile.id))

    def _program(self, message: dict[str, Any], caller: Caller) -> str:
        return short_name_of(message, "for") or self._name_program(caller.process_id)

    def _programs(self, profile_id: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._waiting.programs(profile_id) + self._wishes.programs(profile_id)))

    # answering

    def _serve(self, profile_id: str) -> None:
        """Something was got: for the profile itself, or an MFA session that others are renewed from."""
        self._drop_wish(profile_id)
        self._look_again()

    def _look_again(self) -> None:
        """Serve those for whom everything is there by now, or can be had without a code."""
        now = self._clock.now()
        for profile_id in self._waiting.profiles():
            profile = self._find(profile_id)
            session = self._sessions.session(profile_id)
            if profile is not None and session is not None and can_be_handed_out(session, now):
                with self._taken(profile_id) as taken:
                    for waiting in taken:
                        self._hand_out(profile, session, waiting.caller, for_process=waiting.for_process)
            elif profile is not None and not self._signing_in.code_needed(profile):
                self._signing_in.renew(profile)
        for profile_id in self._wishes.profiles():
            profile = self._find(profile_id)
            if profile is not None and not self._signing_in.code_needed(profile):
                self._drop_wish(profile_id)
                self._signing_in.renew(profile)

    def _hand_out(self, profile: Profile, session: Session, caller: Caller, *, for_process: bool) -> None:
        if for_process:
            held = session.credentials
            caller.say(process_line(held.access_key_id, held.secret_access_key, held.session_token, held.expires_at))
        else:
            caller(tool_answers.credentials(profile, session, self._endpoint))

    def _after_failing(self, profile_id: str, problem: Problem) -> None:
        self._wishes.pause(profile_id, monotonic())
        self._tell_failure(profile_id, problem)

    def _tell_failure(self, profile_id: str, problem: Problem | None) -> None:
        """What needs no code could not be got. AWS may have ended the MFA session early: then a code is asked for."""
        profile = self._find(profile_id)
        if profile is None or profile_id not in self._waiting:
            return
        if problem is not None and problem.reason is Reason.CODE_NEEDED and self._signing_in.code_needed(profile):
            self._get(profile)
            return
        with self._taken(profile_id) as taken:
            answer = tool_answers.refused(problem) if problem is not None else tool_answers.turned_down(profile)
            for waiting in taken:
                waiting.caller(answer)

    def _tell_refusal(self, profile_id: str, problem: Problem) -> None:
        """A code was refused: another one can be typed. Anything else is the end of it, said to the tool as well."""
        profile = self._find(profile_id)
        if profile is not None and problem.another_code_may_do and self._signing_in.code_needed(profile):
            return
        if self._wishes.drop(profile_id):  # the prompt stays: it says why
            self._prompting.name_askers(profile_id, self._programs(profile_id))
        self._tell_failure(profile_id, problem)
        self._look_again()  # the code may have opened an MFA session, and the role was refused

    def _turn_down(self, profile_id: str) -> None:
        """The person closed the prompt."""
        session = self._sessions.session(profile_id)
        wished = self._wishes.drop(profile_id)
        if wished and session is not None:
            self._wishes.decline(profile_id, session)
        if not wished and profile_id not in self._waiting:
            return
        self._refused_until[profile_id] = monotonic() + NO_MEANS_NO
        profile = self._find(profile_id)
        with self._taken(profile_id) as taken:
            for waiting in taken:
                waiting.caller(
                    tool_answers.turned_down(profile) if profile else tool_answers.no_such_profile(profile_id)
                )

    def _give_up_late_ones(self) -> None:
        now = monotonic()
        for profile_id, waiting in self._waiting.late(now):
            profile = self._find(profile_id)
            name = profile.name if profile else profile_id
            with tool_answers.surely_given_to([waiting.caller]):
                self._remove(profile_id, waiting)
                waiting.caller(tool_answers.timed_out(name, waiting.seconds))
        for profile_id in self._wishes.drop_stale(now):
            self._name_those_left(profile_id)
        self._plan()

    # keeping

    @contextmanager
    def _taken(self, profile_id: str) -> Iterator[list[Waiting]]:
        """Those who waited for the profile: from here on they do not, and are to be answered."""
        taken = self._waiting.take(profile_id)
        with tool_answers.surely_given_to([each.caller for each in taken]):
            self._prompting.name_askers(profile_id, self._programs(profile_id))
            self._plan()
            yield taken

    def _remove(self, profile_id: str, waiting: Waiting) -> None:
        """One has gone."""
        if self._waiting.remove(profile_id, waiting):
            self._name_those_left(profile_id)
            self._plan()

    def _drop_wish(self, profile_id: str) -> None:
        if self._wishes.drop(profile_id):
            self._name_those_left(profile_id)
            self._plan()

    def _name_those_left(self, profile_id: str) -> None:
        """Some no longer want anything of the profile; a prompt that is there for nobody else goes, too."""
        programs = self._programs(profile_id)
        self._prompting.name_askers(profile_id, programs)
        if not programs:
            self._prompting.withdraw(profile_id)

    def _plan(self) -> None:
        ends = [end for end in (self._waiting.next_late(), self._wishes.next_stale()) if end is not None]
        if ends:
            self._limit.start(max(0, round((min(ends) - monotonic()) * 1000)) + 1)
        else:
            self._limit.stop()
