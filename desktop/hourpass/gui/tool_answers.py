"""What a tool is told over the socket: credentials, or an exit status with one line for its standard error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication

from hourpass.domain import exit_status
from hourpass.domain.problem import Problem, Reason
from hourpass.domain.process_json import expiration
from hourpass.domain.profile import Profile
from hourpass.domain.session import Session
from hourpass.domain.totp import CodeFlaw
from hourpass.gui.single_instance import Caller
from hourpass.gui.wording import flaws, problems

Answer = dict[str, Any]
_ANOTHER: Answer = {"another_code_may_do": True}


def credentials(profile: Profile, session: Session, endpoint: str = "") -> Answer:
    """What *profile* holds, for hourpass-cli, and where it is good for (empty: AWS itself). Holds secrets."""
    held = session.credentials
    return {
        "profile": profile.name,
        "access_key_id": held.access_key_id,
        "secret_access_key": held.secret_access_key,
        "session_token": held.session_token,
        "expiration": expiration(held.expires_at),
        "region": session.region or profile.effective_region,
        "endpoint": endpoint,
    }


def no_such_profile(wanted: str) -> Answer:
    """Nothing here is called *wanted*."""
    said = QCoreApplication.translate("ToolAnswers", "Hourpass has no profile called {0}.").format(wanted[:80])
    return _refusal("no-such-profile", exit_status.NO_SUCH_PROFILE, said)


def turned_down(profile: Profile) -> Answer:
    """The person was asked and did not want to."""
    said = QCoreApplication.translate("ToolAnswers", "No code was given for {0}.").format(profile.name)
    return _refusal("cancelled", exit_status.CANCELLED, said)


def turned_down_before(profile: Profile, seconds: int) -> Answer:
    """They did not want to a moment ago, and are left in peace for so many *seconds* more."""
    said = QCoreApplication.translate(
        "ToolAnswers", "No code was given for {0} a moment ago. Hourpass asks again in {1} s at the earliest."
    ).format(profile.name, seconds)
    return _refusal("cancelled", exit_status.CANCELLED, said)


def timed_out(name: str, seconds: int) -> Answer:
    """The person was asked and did nothing."""
    said = QCoreApplication.translate("ToolAnswers", "Nobody typed a code for {0} within {1} s.").format(name, seconds)
    return _refusal("timed-out", exit_status.NOBODY_TO_ASK, said)


def refused(problem: Problem) -> Answer:
    """It could not be got, and no code would help."""
    return _refusal("refused", exit_status.REFUSED, _in_one_line(problem))


def login_refused(problem: Problem) -> Answer:
    """The same for a login, which can ask for another code where that may do."""
    return refused(problem) | (_ANOTHER if problem.another_code_may_do else {})


def failed() -> Answer:
    """A fault of Hourpass itself."""
    return _refusal("failed", exit_status.FAILED, _in_one_line(Problem(Reason.UNEXPECTED)))


def signed_in(profile: Profile, session: Session) -> Answer:
    """A login went well. No secret: whoever needs the credentials asks for them."""
    return {"profile": profile.name, "expires": expiration(session.expires_at)}


def code_kept_back(flaw: CodeFlaw | None, problem: Problem | None) -> Answer:
    """A code was not sent: what was typed is none, or AWS would not take it."""
    if flaw is not None:
        return _refusal("refused", exit_status.REFUSED, flaws.code_flaw(flaw)) | _ANOTHER
    if problem is not None:
        return login_refused(problem)
    return _refusal("refused", exit_status.REFUSED, QCoreApplication.translate("ToolAnswers", "The code was not sent."))


@contextmanager
def surely_given_to(callers: Iterable[Caller]) -> Iterator[None]:
    """A bug in here rises, and those of *callers* who are not answered yet are told: they would wait for ever."""
    try:
        yield
    except Exception:
        for caller in callers:
            caller(failed())
        raise


def _in_one_line(problem: Problem) -> str:
    return problems.say(problem).whole


def _refusal(error: str, status: int, message: str) -> Answer:
    return {"error": error, "status": status, "message": " ".join(message.split())}
