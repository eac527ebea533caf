"""Credentials for many askers over a long time: one question at a time, whose outcome all of them share."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

from hourpass.cli.obtaining import HandedOut
from hourpass.cli.refusal import Refusal
from hourpass.domain import exit_status
from hourpass.terminal.translating import translate

FRESH = timedelta(minutes=15)
"""With less left SDKs ask again at every request, and so do we."""
SHORTEST = timedelta(minutes=14)
"""AWS gives none for less than a quarter of an hour: what has less left when it is first seen has been used a while."""
PACE = 20.0
"""Seconds between two questions while what is held still works."""
PATIENCE = 1.0
"""Seconds for which an answer is awaited while what is held still works: boto3 gives up after two."""
QUIET = 10.0
"""Seconds for which a refusal stands: SDKs ask three times, a second apart, and a person says no once."""

Renew = Callable[[HandedOut], HandedOut]
"""Blocking: what lasts longer than what is held, or as long where nothing better is to be had; raises Refusal."""

_Flight = Future[HandedOut]


def utc_now() -> datetime:
    """The computer's time."""
    return datetime.now(UTC)


class Supply:
    """Hands out what it holds while that is fresh, and to its end while *renew* is asked for more. Of use to several
    threads at once.
    """

    def __init__(
        self,
        held: HandedOut,
        renew: Renew,
        say: Callable[[str], None],
        now: Callable[[], datetime] = utc_now,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._renew, self._say, self._now, self._elapsed = renew, say, now, elapsed
        self._lock = threading.Lock()
        self._flight: _Flight | None = None  # the last one, unless it brought something
        self._begun = 0.0
        self._next_question = 0.0
        self._refused_until = 0.0
        self._said = ""
        self._held = held
        self._fresh = _fresh(self._left())

    def get(self) -> HandedOut:
        """Credentials that work now; raises :class:`Refusal`. Waits for a person only when nothing else is left."""
        with self._lock:
            held, left = self._held, self._left()
            if left > self._fresh:
                return held
            works = left > timedelta(0)
            flight = self._question(works=works)
            if flight is None:
                return held
            patience = max(0.0, self._begun + PATIENCE - self._elapsed()) if works else None
        try:
            # A flight has an end of its own: a person is not waited for for ever.
            return flight.result(patience)
        except (Refusal, TimeoutError) as error:
            if works:
                return held
            if isinstance(error, Refusal):
                # A new one each: raising one object in several threads mixes up its tracebacks.
                raise Refusal(error.status, error.message) from error
            raise

    def _left(self) -> timedelta:
        return datetime.fromisoformat(self._held.expiration) - self._now()

    def _question(self, *, works: bool) -> _Flight | None:
        """The flight whose outcome all share: one that is in the air, a new one, or, where nothing works any more, one
        that was refused just now. None where it is too early for another one.
        """
        flight, now = self._flight, self._elapsed()
        if flight is not None and (not flight.done() or (not works and now < self._refused_until)):
            return flight
        return None if works and now < self._next_question else self._start()

    def _start(self) -> _Flight:
        flight: _Flight = Future()
        self._flight, self._begun = flight, self._elapsed()
        threading.Thread(target=self._fly, args=(flight, self._held), name="obtaining", daemon=True).start()
        return flight

    def _fly(self, flight: _Flight, held: HandedOut) -> None:
        try:
            renewed = self._renew(held)
        except Refusal as refusal:
            self._tell(refusal.message)
            self._refuse(flight, refusal)
        except BaseException:
            said = translate("CliMessage", "Hourpass failed while getting credentials.")
            self._refuse(flight, Refusal(exit_status.FAILED, said))
            raise
        else:
            self._take(renewed)
            flight.set_result(renewed)

    def _take(self, renewed: HandedOut) -> None:
        with self._lock:
            self._flight, self._next_question = None, self._elapsed() + PACE
            if renewed.access_key_id != self._held.access_key_id:
                self._held, self._said = renewed, ""
                self._fresh = _fresh(self._left())

    def _refuse(self, flight: _Flight, refusal: Refusal) -> None:
        with self._lock:
            self._next_question, self._refused_until = self._elapsed() + PACE, self._elapsed() + QUIET
            flight.set_exception(refusal)

    def _tell(self, message: str) -> None:
        """Once: the next question is asked soon, and most probably ends in the same way."""
        if message != self._said:
            self._said = message
            self._say(message)


def _fresh(left: timedelta) -> timedelta:
    """With how little left there should be more, of what has *left* when it is first seen.

    The shortest sessions are asked about at half their time: at once there would be a prompt right after the other.
    """
    return min(FRESH, left / 2) if left > SHORTEST else FRESH
