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


@dataclass(slots=True)
class _Try:
    code: str
    at: datetime
    accepted: bool = False


class CodeLedger:
    """Remembers, per device and in memory only, which codes may have reached AWS. Safe from any thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: dict[str, list[_Try]] = {}

    def problem(self, serial: str, code: str) -> Problem | None:
        """Why *code* had better not be sent now; None when it may be."""
        now = self._clock.now()
        with self._lock:
            return _objection(serial, code, self._recent(serial, now), now)

    def sent(self, serial: str, code: str) -> None:
        """*code* is about to be sent, which spends it whatever the answer."""
        now = self._clock.now()
        with self._lock:
            self._tries[serial] = [*self._recent(serial, now), _Try(code, now)]

    def claim(self, serial: str, code: str) -> Problem | None:
        """As :meth:`problem`, and :meth:`sent` where there is none: of two who hold one code, one gets it."""
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
            tries = self._tries.get(serial, [])
            last = next((each for each in reversed(tries) if each.code == code), None)
            if last is not None:
                tries.remove(last)

    def answered(self, serial: str, accepted: bool) -> None:
        """AWS took the last code, or did not."""
        with self._lock:
            if tries := self._tries.get(serial):
                tries[-1].accepted = accepted

    def next_code_at(self, serial: str) -> datetime | None:
        """When a new code can be typed; None when that is now."""
        now = self._clock.now()
        with self._lock:
            tries = self._recent(serial, now)
            if _is_spent(tries, now):
                return _window_end(now)
            if not tries:
                return None
            # A wrong clock that was put right can leave tries in the future: never wait longer than a step for those.
            at = totp.next_step_at(tries[-1].at)
            return at if now < at <= totp.next_step_at(now) else None

    def _recent(self, serial: str, now: datetime) -> list[_Try]:
        oldest = now - max(TRIES_WINDOW, _LONGEST_LIFE + totp.STEP)
        return [each for each in self._tries.get(serial, []) if each.at >= oldest]


def _objection(serial: str, code: str, tries: list[_Try], now: datetime) -> Problem | None:
    if _is_spent(tries, now):
        return Problem(Reason.TOO_MANY_TRIES, {"serial": serial, "until": _window_end(now).isoformat()})
    if any(each.code == code and now < _dead_at(each.at) for each in tries):
        return Problem(Reason.CODE_ALREADY_SENT, {"serial": serial, "next_at": totp.next_step_at(now).isoformat()})
    return None


def _dead_at(sent_at: datetime) -> datetime:
    """When a code sent at *sent_at* is too old to be taken, even if it was that of two steps later."""
    return totp.next_step_at(sent_at) - totp.STEP + _LONGEST_LIFE


def _window_end(now: datetime) -> datetime:
    """The next multiple of three minutes UTC."""
    span = TRIES_WINDOW.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // span + 1) * span, tz=UTC)


def _is_spent(tries: list[_Try], now: datetime) -> bool:
    start = _window_end(now) - TRIES_WINDOW
    counted = [each for each in tries if each.at >= start]
    refused = sum(not each.accepted for each in counted)
    return refused >= MOST_REFUSED or len(counted) >= MOST_SENT
