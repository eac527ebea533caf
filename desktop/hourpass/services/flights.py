"""One request in flight for each key: whoever asks meanwhile shares its outcome."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from hourpass.domain.problem import HourpassError
from hourpass.services.cancel import Cancel, Cancelled

T = TypeVar("T")


class _Flight(Generic[T]):
    def __init__(self) -> None:
        self.cancel = Cancel()
        self.askers = 0
        self.landed = False
        self.value: T | None = None
        self.error: BaseException | None = None
        self.waiting: list[threading.Event] = []

    def outcome(self) -> T:
        match self.error:
            case None:
                return self.value  # type: ignore[return-value]  # set whenever there is no error
            case HourpassError() as error:
                # A new one each: raising one object in several threads mixes up its tracebacks.
                raise HourpassError(error.problem) from error
            case Cancelled():
                raise Cancelled
            case bug:
                raise bug


class Flights(Generic[T]):
    """Runs work in a thread of its own, for which all who ask wait.

    Who gives up is freed at once while others wait. The last one asks the work to stop and is freed when it has, so
    that nothing goes on behind the back of whoever waits for all threads to end.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[str, _Flight[T]] = {}
        self._in_the_air = 0  # those as well that nobody waits for any more

    @property
    def under_way(self) -> bool:
        """Whether any work goes on, be it only to find that it should stop."""
        with self._lock:
            return self._in_the_air > 0

    def share(self, key: str, cancel: Cancel, work: Callable[[Cancel], T]) -> T:
        """The outcome of *work*, or of the same key's work that is already under way."""
        cancel.check()
        woken = threading.Event()
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
                self._in_the_air += 1
            flight.askers += 1
            flight.waiting.append(woken)

        def leave() -> None:
            if not self._leave(key, flight):
                woken.set()

        cancel.on_request(leave)
        if leads:
            self._start(key, flight, work)
        woken.wait()
        if not flight.landed:
            raise Cancelled
        return flight.outcome()

    def waiting(self, key: str) -> int:
        """How many wait for the work for *key*."""
        with self._lock:
            flight = self._flights.get(key)
            return flight.askers if flight else 0

    def abandon(self, key: str) -> None:
        """Ask the work for *key* to stop, whoever waits for it."""
        with self._lock:
            flight = self._flights.pop(key, None)
        if flight is not None:
            flight.cancel.request()

    def abandon_all(self) -> None:
        """Ask all work to stop."""
        with self._lock:
            keys = list(self._flights)
        for key in keys:
            self.abandon(key)

    def _leave(self, key: str, flight: _Flight[T]) -> bool:
        """Whether that leaves nobody."""
        with self._lock:
            flight.askers -= 1
            left_alone = flight.askers == 0
            if left_alone and self._flights.get(key) is flight:
                # Whoever asks from here on wants a new request, not this one's end.
                del self._flights[key]
        if left_alone:
            flight.cancel.request()
        return left_alone

    def _start(self, key: str, flight: _Flight[T], work: Callable[[Cancel], T]) -> None:
        thread = threading.Thread(target=self._fly, args=(key, flight, work), name="flight", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no thread is to be had; whoever waits for this one must not wait for ever
            self._fly(key, flight, work)

    def _fly(self, key: str, flight: _Flight[T], work: Callable[[Cancel], T]) -> None:
        try:
            flight.value = work(flight.cancel)
        except BaseException as error:  # noqa: BLE001 (nothing is swallowed: everybody who waits gets it)
            flight.error = error
        with self._lock:
            flight.landed = True
            self._in_the_air -= 1
            if self._flights.get(key) is flight:
                del self._flights[key]
            waiting = flight.waiting
        for woken in waiting:
            woken.set()
