"""MFA sessions: one code, then hours in which roles are assumed without another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from hourpass.domain.problem import HourpassError, Reason
from hourpass.domain.profile import Method, Profile
from hourpass.domain.session import Session
from hourpass.services.cancel import Cancel, Cancelled
from hourpass.services.flights import Flights
from hourpass.services.held_sessions import HeldSessions
from hourpass.services.ports import Clock

_ABOUT_THE_CODE = frozenset({Reason.CODE_NEEDED, Reason.CODE_MALFORMED, Reason.CODE_REFUSED, Reason.CODE_ALREADY_SENT})
LEAST_LEFT = timedelta(seconds=60)
"""An MFA session with less than this left may be over by the time AWS looks at it."""


def item(access_key_id: str, device_serial: str) -> str:
    """The name under which the MFA session of a key and a device is kept, shared by all profiles with the same two."""
    return f"mfa/{access_key_id}/{device_serial}"


def item_of(profile: Profile) -> str:
    """As :func:`item`, of *profile*'s key and device, whether it goes this way now or went it before."""
    return item(profile.access_key_id, profile.device_serial)


def uses_one(profile: Profile) -> bool:
    """Whether *profile* takes its role through an MFA session."""
    return profile.method is Method.ROLE_THROUGH_SESSION and bool(profile.device_serial)


class MfaSessions:
    """Finds the living MFA session of a profile, or gets one."""

    def __init__(self, held: HeldSessions, clock: Clock) -> None:
        self._held = held
        self._clock = clock
        self._flights: Flights[Session] = Flights()

    def living(self, profile: Profile) -> Session | None:
        """The one in memory, if it lives long enough to be used."""
        if not uses_one(profile):
            return None
        session = self._held.get(item_of(profile))
        if session is None or session.credentials.remaining(self._clock.now()) < LEAST_LEFT:
            return None
        return session

    def get(self, profile: Profile, cancel: Cancel, obtain: Callable[[Cancel], Session]) -> Session:
        """Blocking: the living one of memory or vault, else what *obtain* brings; asked once for all who wait.

        Who waited for somebody else's code that was not taken goes on with *obtain*, for its own may be.
        """
        others: HourpassError | None = None
        asked = False

        def find(cancel: Cancel) -> Session:
            nonlocal asked
            asked = True
            name = item_of(profile)
            times_forgotten = self._held.times_forgotten(name)
            if self.living(profile) is None:
                self._held.restore([name])
            if found := self.living(profile):
                return found
            session = obtain(cancel)
            if not self._held.hold(name, session, times_forgotten):
                raise Cancelled
            self._held.save(name)
            return session

        while True:
            try:
                return self.living(profile) or self._flights.share(item_of(profile), cancel, find)
            except HourpassError as error:
                if asked and others is not None and error.problem.reason is Reason.CODE_ALREADY_SENT:
                    raise others from error  # both had typed the same code
                if asked or error.problem.reason not in _ABOUT_THE_CODE:
                    raise
                others = error

    def inherit(self, profile: Profile, old: str, *, shared: bool = False) -> None:
        """Blocking: the MFA session kept as *old*, got with the user's former key or device, is that of *profile*'s
        key and device from now on; where others go on with it it is *shared*.

        AWS ends it when it expires, not when the key or the device goes. Done twice, it changes nothing.
        """
        new = item_of(profile)
        if new == old:
            return
        times_forgotten = self._held.times_forgotten(new)
        failure: HourpassError | None = None
        try:
            self._held.restore([old])
        except HourpassError as error:
            failure = error  # what is in memory goes over all the same
        session, known = self._held.get(old), self._held.get(new)
        alive = session is not None and session.credentials.session_token
        if session is not None and alive and (known is None or known.expires_at < session.expires_at):
            self._held.hold(new, session, times_forgotten)
            self._held.save(new)  # first, so that a crash in between costs nobody a code
        if failure is not None:
            raise failure
        if not shared:
            self._held.forget([old])

    def drop(self, profile: Profile, session: Session) -> None:
        """Blocking: AWS says that *session* is over; forget it, unless another has taken its place."""
        name = item_of(profile)
        if self._held.get(name) is session:
            with suppress(HourpassError):  # a vault that keeps its copy of a dead session does no harm
                self._held.forget([name])
