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
from hourpass.domain.process_json import NEARLY_OVER

FRESH = timedelta(minutes=15)
"""With less left SDKs ask again at every request, and so do we."""
PATIENCE = 1.0
"""Seconds for which new credentials are awaited while the old ones still work: boto3 gives up after two."""
QUIET = 10.0
"""Seconds for which a refusal stands: SDKs ask three times, a second apart, and a person says no once."""

_Flight = Future[HandedOut]


def utc_now() -> datetime:
    """The computer's time."""
    return datetime.now(UTC)


class Supply:
    """Hands out what it holds while that is fresh, and asks *obtain* for more. Of use to several threads at once."""

    def __init__(
        self,
        held: HandedOut,
        obtain: Callable[[], HandedOut],
        say: Callable[[str], None],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._held, self._obtain, self._say, self._now = held, obtain, say, now
        self._lock = threading.Lock()
        self._flight: _Flight | None = None
        self._refused_until = 0.0  # of the monotonic clock

    def get(self) -> HandedOut:
        """Credentials that work now; raises :class:`Refusal`. Waits for a person only when nothing else is left."""
        with self._lock:
            held, left = self._held, self._left()
            if left > FRESH:
                return held
            flight = self._under_way() or self._start()
        try:
            # A flight has an end of its own: a person is not waited for for ever.
            return flight.result(PATIENCE if left >= NEARLY_OVER else None)
        except (Refusal, TimeoutError) as error:
            if left >= NEARLY_OVER:
                return held
            if isinstance(error, Refusal):
                # A new one each: raising one object in several threads mixes up its tracebacks.
                raise Refusal(error.status, error.message) from error
            raise

    def _left(self) -> timedelta:
        return datetime.fromisoformat(self._held.expiration) - self._now()

    def _under_way(self) -> _Flight | None:
        """The flight whose outcome is to be shared: one that is in the air, or was refused just now."""
        flight = self._flight
        if flight is None or not flight.done() or time.monotonic() < self._refused_until:
            return flight
        return None

    def _start(self) -> _Flight:
        flight: _Flight = Future()
        self._flight = flight
        threading.Thread(target=self._fly, args=(flight,), name="obtaining", daemon=True).start()
        return flight

    def _fly(self, flight: _Flight) -> None:
        try:
            obtained = self._obtain()
        except Refusal as refusal:
            self._say(refusal.message)
            self._refuse(flight, refusal)
        except BaseException:
            self._refuse(flight, Refusal(exit_status.FAILED, "Hourpass failed while it got credentials"))
            raise
        else:
            with self._lock:
                self._held, self._flight = obtained, None
            flight.set_result(obtained)

    def _refuse(self, flight: _Flight, refusal: Refusal) -> None:
        with self._lock:
            self._refused_until = time.monotonic() + QUIET
            flight.set_exception(refusal)
