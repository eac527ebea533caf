"""What each MFA device has been asked to prove: AWS takes a code once, and only so many tries in a while."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hourpass.domain import totp
from hourpass.domain.problem import Problem, Reason
from hourpass.services.ports import Clock

TRIES_WINDOW = timedelta(minutes=3)
"""AWS counts tries from one multiple of three minutes UTC to the next."""
MOST_REFUSED = 5
"""Where we stop asking for more; AWS stops believing even good codes after nine."""
MOST_SENT = 8
"""Good codes count at AWS as well; one try is left to spare."""
_LONGEST_LIFE = (2 * totp.WINDOW_STEPS + 1) * totp.STEP
"""A code may be sent as early as two steps before its own and is taken until two steps after it."""


_ANSWERS: dict[bool | None, dict[str, str]] = {True: {"answer": "accepted"}, False: {"answer": "refused"}, None: {}}


@dataclass(slots=True)
class _Try:
    code: str
    at: datetime
    accepted: bool | None = None  # None where AWS has not (yet) said


class CodeLedger:
    """Remembers, per device and in memory only, which codes may have reached AWS. Safe from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: dict[str, list[_Try]] = {}
        self._pairs: dict[str, tuple[datetime, frozenset[str]]] = {}

    def problem(self, serial: str, code: str) -> Problem | None:
        """Why *code* had better not be sent now; None when it may be."""
        now = self._clock.now()
        with self._lock:
            return _objection(serial, code, self._recent(serial, now), now)

    def claim(self, serial: str, code: str) -> Problem | None:
        """As :meth:`problem`; where there is none, *code* is spent, whatever the answer will be: of two who hold one
        code, one gets it.
        """
        now = self._clock.now()
        with self._lock:
            tries = self._recent(serial, now)
            objection = _objection(serial, code, tries, now)
            if objection is None:
                self._tries[serial] = [*tries, _Try(code, now)]
            return objection

    def never_sent(self, serial: str, code: str) -> None:
        """*code* surely did not reach AWS after all (no connection was made), so it is still good."""
        with self._lock:
            if sent := self._last(serial, code):
                self._tries[serial].remove(sent)

    def answered(self, serial: str, code: str, accepted: bool) -> None:
        """AWS took *code*, or refused the code itself. Another one may have been sent meanwhile.

        Where AWS refused something else, or nothing came back, there is no answer: the code counts as spent.
        """
        with self._lock:
            if sent := self._last(serial, code):
                sent.accepted = accepted

    def pair_taken(self, serial: str, first: str, second: str) -> None:
        """AWS took these two in a row, for a registration or to synchronise the device. STS takes each all the same,
        once; but of a further pair both have to be newer.
        """
        with self._lock:
            self._pairs[serial] = (self._clock.now(), frozenset({first, second}))

    def was_in_pair(self, serial: str, code: str) -> bool:
        """Whether *code* is of the pair that AWS took last, so that no further pair can hold it."""
        now = self._clock.now()
        with self._lock:
            at, pair = self._pairs.get(serial, (now, frozenset[str]()))
        return code in pair and now < _dead_at(at)

    def _last(self, serial: str, code: str) -> _Try | None:
        return next((each for each in reversed(self._tries.get(serial, [])) if each.code == code), None)

    def _recent(self, serial: str, now: datetime) -> list[_Try]:
        oldest = now - max(TRIES_WINDOW, _LONGEST_LIFE + totp.STEP)
        return [each for each in self._tries.get(serial, []) if each.at >= oldest]


def _objection(serial: str, code: str, tries: list[_Try], now: datetime) -> Problem | None:
    if _is_spent(tries, now):
        return Problem(Reason.TOO_MANY_TRIES, {"serial": serial, "until": _window_end(now).isoformat()})
    for each in reversed(tries):
        if each.code == code and now < _dead_at(each.at):
            facts = {"serial": serial, "next_at": totp.next_step_at(now).isoformat()}
            return Problem(Reason.CODE_ALREADY_SENT, facts | _ANSWERS[each.accepted])
    return None


def _dead_at(sent_at: datetime) -> datetime:
    """When a code sent at *sent_at* is too old to be taken, even if it was that of two steps later."""
    return totp.next_step_at(sent_at) - totp.STEP + _LONGEST_LIFE


def _window_end(now: datetime) -> datetime:
    """The next multiple of three minutes UTC."""
    span = TRIES_WINDOW.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // span + 1) * span, tz=UTC)


def _is_spent(tries: list[_Try], now: datetime) -> bool:
    end = _window_end(now)
    # A wrong clock that was put right can leave tries in the future.
    counted = [each for each in tries if end - TRIES_WINDOW <= each.at < end]
    refused = sum(not each.accepted for each in counted)
    return refused >= MOST_REFUSED or len(counted) >= MOST_SENT
